"""What runs on the machines of a cluster: files are looked through, then articles are read."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np

from predict.archive.article import Input, Reason
from predict.archive.cluster.portions import Chunk, Part, Portion, chunks
from predict.archive.files import durable
from predict.archive.files.blocks import write_block
from predict.archive.inputs.sources import FileReader
from predict.archive.outcome import Outcome
from predict.archive.reading import LoadReader, Reader
from predict.archive.tally import Tally
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop
from predict.archive.workers.worker import Load
from predict.bundle import read_manifest
from predict.errors import InputError
from predict.records import ModelInfo
from predict.text.encode import PREPROCESSING

COLUMN = "record"
MARK = ".tried-"
"""Begins the names of files that say how often a part was begun, one byte each time."""
_MOST_TRIES = 4
Batch: TypeAlias = Mapping[str, "np.ndarray[Any, Any]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The parts of a portion that are to be read."""

    portion: Portion
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cargo:
    """The inputs of a part on their way to those who read them."""

    part: Part
    inputs: tuple[Input, ...] = ()
    is_changed: bool = False
    """Whether its chunk is not what it was."""

    @classmethod
    def of(cls, part: Part, chunk: Chunk) -> Self:
        """Return the inputs of a part.

        :param part: which ones
        :param chunk: its chunk, read once more
        """
        try:
            return cls(part=part, inputs=part.inputs(chunk))
        except ValueError:
            return cls(part=part, is_changed=True)


class Fate(StrEnum):
    """What became of a part."""

    written = "written"
    failed = "failed"
    changed = "changed"
    hopeless = "hopeless"
    """No other part will fare better, as where the disk is full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of the part of a name."""

    name: str
    fate: Fate
    tally: Tally
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSame:
    """Loads a reader on another machine, where it must be the one that the batch began with."""

    bundle: Path
    model: ModelInfo
    preprocessing: int = PREPROCESSING

    def __call__(self) -> Reader:
        """Load the model.

        :raises FileNotFoundError: if a file is missing
        :raises InputError: if this machine has another model, or another version of this package
        :raises ValueError: if the bundle is damaged
        """
        found = read_manifest(self.bundle).model
        if (found, PREPROCESSING) != (self.model, self.preprocessing):
            raise InputError(
                f"{platform.node()}: {self.bundle} holds {found.name} {found.version} with "
                f"preprocessing {PREPROCESSING}, expected {self.model.name} {self.model.version} "
                f"with {self.preprocessing}; install the same version on every machine"
            )
        return LoadReader(bundle=self.bundle)()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """How parts are read, and where to."""

    load: Load
    model: ModelInfo
    folder: Path
    """The archive, in a folder that all machines share."""
    timeout: float
    is_text_kept: bool


def batch_of(*records: object) -> dict[str, "np.ndarray[Any, Any]"]:
    """Return records as Ray takes them."""
    column = np.empty(len(records), dtype=object)
    column[:] = records
    return {COLUMN: column}


def look(batch: Batch, *, reader: FileReader) -> Iterator[Batch]:
    """Look through portions: what is in them, without their articles.

    :param batch: portions
    :param reader: reads their files
    """
    for portion in batch[COLUMN]:
        for chunk in chunks(portion, reader):
            yield batch_of(chunk.sighting())


def gather(batch: Batch, *, reader: FileReader) -> Iterator[Batch]:
    """Read the files of orders.

    :param batch: orders
    :param reader: reads their files
    """
    for order in batch[COLUMN]:
        for cargo in _cargoes(order, reader):
            yield batch_of(cargo)


def _cargoes(order: Order, reader: FileReader) -> Iterator[Cargo]:
    wanted: dict[int, list[Part]] = {}
    for part in order.parts:
        wanted.setdefault(part.chunk, []).append(part)
    for chunk in chunks(order.portion, reader):
        for part in wanted.pop(chunk.number, ()):
            yield Cargo.of(part, chunk)
        if not wanted:
            return
    for parts in wanted.values():
        for part in parts:
            yield Cargo(part=part, is_changed=True)


class Read:
    """Reads articles and writes blocks; a process of its own has the model.

    So an article that ends who reads it ends that process, and this one reads on.
    """

    def __init__(self, task: Task) -> None:
        """Load nothing before there is something to read."""
        self._task = task
        self._pool = Pool(task.load, model=task.model, n_workers=1, timeout=task.timeout)

    def __call__(self, batch: Batch) -> Batch:
        """Read and write parts, each whole or not at all.

        :param batch: cargoes
        """
        return batch_of(*map(self._report, batch[COLUMN]))

    def _report(self, cargo: Cargo) -> Report:
        name, tally = cargo.part.name, Tally()
        if cargo.is_changed:
            return Report(name=name, fate=Fate.changed, tally=tally)
        try:
            with self._marked(name) as n_tries:
                if n_tries > _MOST_TRIES:
                    words = f"ended {_MOST_TRIES} processes that read it"
                    return Report(name=name, fate=Fate.failed, tally=tally, words=words)
                outcomes = self._outcomes(cargo)
            with durable.told(self._task.folder):
                write_block(self._task.folder, name, outcomes)
        except (OSError, InputError) as error:
            return Report(name=name, fate=Fate.hopeless, tally=tally, words=str(error))
        except Exception as error:  # noqa: BLE001  # one part must not end the night
            return Report(name=name, fate=Fate.failed, tally=tally, words=repr(error)[:300])
        for outcome in outcomes:
            tally.count(outcome)
        return Report(name=name, fate=Fate.written, tally=tally)

    @contextmanager
    def _marked(self, name: str) -> Iterator[int]:
        """Note that a part is begun, and how often it has been; Ray begins anew without end."""
        mark = self._task.folder / f"{MARK}{name}"
        with mark.open("ab") as file:
            file.write(b".")
            n_tries = file.tell()
        try:
            yield n_tries
        finally:
            mark.unlink(missing_ok=True)

    def _outcomes(self, cargo: Cargo) -> list[Outcome]:
        if cargo.part.is_given_up:
            outcomes = [self._given_up(one) for one in cargo.inputs]
        else:
            ready = self._pool.read(iter(cargo.inputs), stop=Stop())
            outcomes = [outcome for some in ready for outcome in some]
        if self._task.is_text_kept:
            return outcomes
        return [replace(one, text=None) for one in outcomes]

    def _given_up(self, one: Input) -> Outcome:
        return Outcome.not_read(
            one,
            model=self._task.model,
            reason=Reason.crashed,
            detail="ended all processes that read it; is there too little memory?",
        )


def parts_by_portion(parts: Sequence[Part], portions: Mapping[int, Portion]) -> list[Order]:
    """Return the orders in which parts are read.

    :param parts: what is to be read
    :param portions: by their numbers
    """
    found: dict[int, list[Part]] = {}
    for part in parts:
        found.setdefault(part.portion, []).append(part)
    return [Order(portion=portions[n], parts=tuple(some)) for n, some in found.items()]
