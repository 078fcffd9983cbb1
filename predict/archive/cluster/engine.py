"""Batches on many machines, with Ray Data: the same readers, rows and blocks as on one.

The machine that the batch runs on decides what is read, in the order of the inputs, as the local
engine does; it holds their ids and digests, never their content. Inputs go through in rounds: the
cluster looks through some portions of files, then reads of them what is to be read. A task that is
repeated, because its machine or process has died, writes the same block under the same name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from predict.archive.arguments import Arguments
from predict.archive.article import Unreadable
from predict.archive.cluster.connection import Shares, connected
from predict.archive.cluster.foreman import ClusterError, Commands, foreman_of
from predict.archive.cluster.portions import Part, Portion, Sighting, portions
from predict.archive.cluster.stages import MARK, Fate, LoadSame, Report, Task, parts_by_portion
from predict.archive.files.parquet import ParquetSink
from predict.archive.inputs.places import Stream
from predict.archive.inputs.sources import FileReader
from predict.archive.run import MANY, NOTHING_FOUND
from predict.archive.sieve import Sieve, Wish
from predict.archive.workers.stop import Stop
from predict.errors import InputError

__all__ = ["RayRun", "connected", "task_of"]

_LEAST_PORTIONS, _PORTIONS_A_WORKER = 256, 16  # in a round


@dataclass(slots=True, kw_only=True)
class RayRun:
    """One run over some files into one folder of Parquet files."""

    shares: Shares
    reader: FileReader
    task: Task
    sieve: Sieve
    sink: ParquetSink
    tell: Callable[[str], None]
    """Says a sentence to whoever is waiting."""
    _is_told: bool = False
    _changed: list[str] = field(default_factory=list)

    def go(
        self,
        files: Iterable[Path | Stream | Unreadable],
        *,
        stop: Stop,
        tick: Callable[[], None],
    ) -> None:
        """Read what is pending and write it.

        :param files: everything that goes in
        :param stop: ends the run early; blocks that are not whole then are read anew with --resume
        :param tick: called every now and then
        :raises OSError: if the output takes nothing more
        :raises InputError: if the model cannot be loaded, the cluster fails, or files were changed
            meanwhile
        """
        run = self.sink.reserve()
        every = portions(files)
        foreman = foreman_of(self.shares, self.reader, self.task)
        watched = _Watched(foreman=foreman, stop=stop, tick=tick)
        for mark in self.task.folder.glob(f"{MARK}*"):
            mark.unlink()
        most = max(_LEAST_PORTIONS, _PORTIONS_A_WORKER * self.shares.n_workers)
        while several := list(islice(every, most)):
            parts = list(self._sift(several, run=run, watched=watched))
            self._read(parts, {one.number: one for one in several}, watched=watched)
            if stop.asked:
                return
        self.sink.finish()
        if self._changed:
            raise InputError(
                f"{len(self._changed)} blocks of articles were not read, for their files were "
                f"changed meanwhile, such as {self._changed[0]}; go on with --resume"
            )

    def _sift(self, several: list[Portion], *, run: str, watched: "_Watched") -> Iterator[Part]:
        """Yield what of some portions is to be read."""
        watched.foreman.look(several)
        try:
            for sighting in watched.records():
                assert isinstance(sighting, Sighting)
                part = Part.of(sighting, sieve=self.sieve, run=run)
                if part is not None:
                    yield part
        except ClusterError as error:
            raise InputError(
                f"the cluster fails where files are looked through: {error}; can every machine "
                "read them? go on with --resume"
            ) from error

    def _read(
        self, parts: Iterable[Part], by_number: dict[int, Portion], *, watched: "_Watched"
    ) -> None:
        """Read parts; of one that fails again and again, smaller and smaller ones."""
        waiting = {part.name: part for part in parts}
        while waiting and not watched.stop.asked:
            n_before = len(waiting)
            try:
                watched.foreman.read(parts_by_portion([*waiting.values()], by_number))
                for report in watched.records():
                    assert isinstance(report, Report)
                    self._take(report, waiting, by_number)
            except ClusterError as error:
                if len(waiting) == n_before:
                    raise InputError(f"the cluster fails: {error}; go on with --resume") from error
            if not watched.stop.asked:
                waiting = _smaller(waiting.values())

    def _take(
        self, report: Report, waiting: dict[str, Part], by_number: dict[int, Portion]
    ) -> None:
        part = waiting.get(report.name)
        if part is None:
            return
        if report.fate is Fate.hopeless:
            raise InputError(report.words)
        if report.fate is Fate.failed:
            self.tell(f"block {part.name} failed and is read in smaller ones: {report.words}")
            return
        del waiting[part.name]
        if report.fate is Fate.changed:
            self._changed.append(str(_first(by_number[part.portion])))
            return
        tally = self.sieve.tally
        tally.add(report.tally)
        tally.n_replaced += len(part.replaced)
        is_nothing = self.sieve.wish.is_finding and not tally.n_entities
        if tally.n_read >= MANY and is_nothing and not self._is_told:
            self._is_told = True
            self.tell(NOTHING_FOUND)


def task_of(wanted: Arguments, *, bundle: Path, wish: Wish) -> Task:
    """Return how the machines of a cluster read articles.

    :param wanted: what the batch is told
    :param bundle: the model, which every machine has in the same place
    :param wish: what is asked of the run
    """
    return Task(
        load=LoadSame(bundle=bundle, model=wish.model),
        model=wish.model,
        folder=Path(wanted.out).absolute(),
        timeout=wanted.timeout,
        is_text_kept=wish.is_text_kept,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """Waits for a foreman, and looks up every now and then."""

    foreman: Commands
    stop: Stop
    tick: Callable[[], None]

    def records(self) -> Iterator[object]:
        """Yield what comes, until the end is asked for.

        :raises ClusterError: if no more can come
        """
        while not self.stop.asked:
            self.tick()
            for record in self.foreman.next():
                if record is None:
                    return
                if isinstance(record, ClusterError):
                    raise record
                yield record
        self.foreman.end()


def _smaller(parts: Iterable[Part]) -> dict[str, Part]:
    """Return parts in smaller ones.

    :raises InputError: if one is as small as can be
    """
    found = {}
    for part in parts:
        smaller = part.smaller()
        if not smaller:
            raise InputError(f"block {part.name} cannot be written; go on with --resume")
        found.update({one.name: one for one in smaller})
    return found


def _first(portion: Portion) -> object:
    first = portion.files[0]
    return first.source if isinstance(first, Unreadable) else first
