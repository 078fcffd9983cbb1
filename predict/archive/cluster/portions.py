"""How inputs are dealt out to many machines: portions of files, cut into chunks of articles.

Every machine that reads a portion cuts it into the same chunks, so a chunk is named by two numbers
and its articles need not pass through the machine that decides which of them are to be read.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Self

from predict.archive.article import Article, Input, Unreadable
from predict.archive.faults import FaultError
from predict.archive.inputs.places import FileForm, Stream, form_of
from predict.archive.inputs.sources import FileReader
from predict.archive.sieve import Sieve
from predict.errors import InputError

MOST_ARTICLES = 256  # in a portion of files, and in a chunk; half of a full block of Parquet
_MOST_BYTES = 16 << 20  # after which a chunk is full
_PARTS = 8
_ONE_EACH = (FileForm.text, FileForm.html)
"""Forms of files that hold one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Files of one article each, and what cannot be looked into, or one file of many articles."""

    number: int
    files: tuple[Path | Unreadable, ...]

    def inputs(self, reader: FileReader) -> Iterator[Input]:
        """Yield its inputs in order."""
        for file in self.files:
            if isinstance(file, Unreadable):
                yield file
            else:
                yield from reader.read(file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """What the machine that decides must know of an input."""

    row: int
    id: str
    source: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What must be known of a chunk."""

    portion: int
    chunk: int
    inputs: tuple[Sighted, ...]

    @property
    def key(self) -> str:
        """What tells the chunk from all others."""
        digest = hashlib.sha256()
        for one in self.inputs:
            line = f"{len(one.id)} {one.id} {one.digest}\n"
            digest.update(line.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Inputs of a portion that follow each other: no more than fit into one block."""

    portion: int
    number: int
    inputs: tuple[Input, ...]

    def sighting(self) -> Sighting:
        """Return what must be known of it."""
        sighted = tuple(
            Sighted(row=row, id=one.id, source=one.source, digest=one.digest)
            for row, one in enumerate(self.inputs)
        )
        return Sighting(portion=self.portion, chunk=self.number, inputs=sighted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Those inputs of a chunk that are read together and make one block."""

    name: str
    portion: int
    chunk: int
    key: str
    """Of what was in the chunk when this was decided."""
    rows: Sequence[int]
    repeated: Mapping[int, Unreadable] = field(default_factory=dict)
    """What stands in the place of inputs whose id has come before."""
    replaced: frozenset[int] = frozenset()
    """Rows that have others in the output."""
    is_given_up: bool = False
    """Whether its one article has ended all who read it."""

    @classmethod
    def of(cls, sighting: Sighting, *, sieve: Sieve, run: str) -> Self | None:
        """Return what of a chunk is to be read, None if all of it is done.

        :param sighting: the chunk
        :param sieve: decides
        :param run: the name before the hyphen of all blocks of the run
        """
        rows: list[int] = []
        repeated: dict[int, Unreadable] = {}
        replaced: set[int] = set()
        for one in sighting.inputs:
            kept = sieve.sift(one)
            if kept is None:
                continue
            rows.append(one.row)
            if isinstance(kept, Unreadable):
                repeated[one.row] = kept
            if sieve.ledger.find(kept.id) is not None:
                replaced.add(one.row)
        if not rows:
            return None
        return cls(
            name=f"{run}-{sighting.portion:08}-{sighting.chunk:08}",
            portion=sighting.portion,
            chunk=sighting.chunk,
            key=sighting.key,
            rows=range(len(rows)) if len(rows) == len(sighting.inputs) else rows,
            repeated=repeated,
            replaced=frozenset(replaced),
        )

    def smaller(self) -> list["Part"]:
        """Return the same in parts, for one of its articles has ended those who read it.

        :return: none if there is nothing smaller
        """
        if len(self.rows) == 1:
            given_up = replace(self, name=f"{self.name}-z", is_given_up=True)
            return [] if self.is_given_up else [given_up]
        size = -(-len(self.rows) // _PARTS)
        return [
            replace(
                self,
                name=f"{self.name}-{first // size}",
                rows=(rows := self.rows[first : first + size]),
                replaced=self.replaced.intersection(rows),
            )
            for first in range(0, len(self.rows), size)
        ]

    def inputs(self, chunk: Chunk) -> tuple[Input, ...]:
        """Return its inputs.

        :param chunk: its chunk, read once more
        :raises ValueError: if other articles are in it now
        """
        if chunk.sighting().key != self.key:
            raise ValueError(f"{chunk.inputs[0].source}: was changed while it was read")
        return tuple(self.repeated.get(row, chunk.inputs[row]) for row in self.rows)


def portions(files: Iterable[Path | Stream | Unreadable]) -> Iterator[Portion]:
    """Yield files in portions.

    :raises InputError: if standard input is among them, which other machines do not have
    """
    numbers = count()
    small: list[Path | Unreadable] = []
    for file in files:
        if isinstance(file, Stream):
            raise InputError("other machines have no standard input; name files, folders, patterns")
        if not _is_small(file) or len(small) == MOST_ARTICLES:
            if small:
                yield Portion(number=next(numbers), files=tuple(small))
            small = []
        if _is_small(file):
            small.append(file)
        else:
            yield Portion(number=next(numbers), files=(file,))
    if small:
        yield Portion(number=next(numbers), files=tuple(small))


def chunks(portion: Portion, reader: FileReader) -> Iterator[Chunk]:
    """Yield what is in a portion in chunks, which are the same wherever and whenever it is read."""
    numbers = count()
    held: list[Input] = []
    n_bytes = 0
    for one in portion.inputs(reader):
        held.append(one)
        n_bytes += len(one.content) if isinstance(one, Article) else 0
        if len(held) == MOST_ARTICLES or n_bytes >= _MOST_BYTES:
            yield Chunk(portion=portion.number, number=next(numbers), inputs=tuple(held))
            held, n_bytes = [], 0
    if held:
        yield Chunk(portion=portion.number, number=next(numbers), inputs=tuple(held))


def _is_small(file: Path | Unreadable) -> bool:
    if isinstance(file, Unreadable):
        return True
    try:
        return form_of(file) in _ONE_EACH
    except FaultError:
        return True
