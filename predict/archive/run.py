"""A run: what is pending is read, and what was read is written, in order."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from predict.archive.article import Input, Reason, Unreadable
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome, OutcomeKind
from predict.archive.pool import Pool
from predict.archive.sinks import Sink
from predict.archive.stop import Stop
from predict.archive.tally import Tally
from predict.records import ModelInfo
from predict.text.encode import PREPROCESSING

_MOST_OUTCOMES = 256
_MOST_SECONDS = 1.0
_MANY = 1000
_SKIPPED_A_TICK = 100
NOTHING_FOUND = (
    f"nothing was found in the first {_MANY} articles that were read: is it the right column, and "
    "is it the right model?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a run, apart from what goes in and where it goes."""

    model: ModelInfo
    is_stale_read: bool = False
    """Whether what another model has read is read anew."""
    is_text_kept: bool = True
    is_finding: bool = True
    """Whether the model finds entities, and not types of articles alone."""


@dataclass(slots=True, kw_only=True)
class Run:
    """One run over some inputs into one output."""

    wish: Wish
    ledger: Ledger
    sink: Sink
    tell: Callable[[str], None]
    """Says a sentence to whoever is waiting."""
    tally: Tally = field(default_factory=Tally)
    _unwritten: list[Outcome] = field(default_factory=list)
    _written_at: float = field(default_factory=time.monotonic)

    def go(
        self, inputs: Iterable[Input], *, pool: Pool, stop: Stop, tick: Callable[[], None]
    ) -> None:
        """Read what is pending and write it.

        :param inputs: everything that goes in
        :param pool: reads articles
        :param stop: ends the run early; then the output is left as it is, to be gone on with
        :param tick: called every now and then
        :raises OSError: if the output takes nothing more
        :raises InputError: if the model cannot be loaded
        """
        for outcomes in pool.read(self.pending(inputs, tick=tick), stop=stop):
            self._add(outcomes)
            tick()
        self._write()
        if not stop.asked:
            self.sink.finish()

    def pending(self, inputs: Iterable[Input], *, tick: Callable[[], None]) -> Iterator[Input]:
        """Return what is not in the output yet, each under an id of its own.

        :param inputs: everything that goes in
        :param tick: called every now and then while there is nothing to return
        """
        model = f"{self.wish.model.name} {self.wish.model.version}"
        for one in inputs:
            self.tally.n_inputs += 1
            named = self._named(one)
            done = self.ledger.find(named.id)
            if done is None or done.digest != named.digest:
                yield named
                continue
            is_stale = (done.model, done.preprocessing) != (model, PREPROCESSING)
            if is_stale and self.wish.is_stale_read:
                yield named
                continue
            self.tally.n_kept += is_stale
            self.tally.n_done += not is_stale
            self.tally.n_rejected_before += done.outcome == OutcomeKind.rejected
            if (self.tally.n_done + self.tally.n_kept) % _SKIPPED_A_TICK == 0:
                tick()

    def _named(self, one: Input) -> Input:
        """Return the input, or, where its id has come before, that it has."""
        times = self.ledger.see(one.id)
        if times == 1:
            return one
        name = f"{one.id} ({times})"
        while self.ledger.see(name) > 1:
            times += 1
            name = f"{one.id} ({times})"
        return Unreadable(
            id=name,
            source=one.source,
            reason=Reason.repeated_id,
            detail=f"the id {one.id!r} has come before; give every article an id of its own",
        )

    def _add(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self.tally.count(outcome)
            self.tally.n_replaced += self.ledger.find(outcome.id) is not None
            self._unwritten.append(
                outcome if self.wish.is_text_kept else replace(outcome, text=None)
            )
            if outcome.outcome is OutcomeKind.read and self._found_nothing:
                self.tell(NOTHING_FOUND)
        is_late = time.monotonic() - self._written_at >= _MOST_SECONDS
        if len(self._unwritten) >= _MOST_OUTCOMES or is_late:
            self._write()

    @property
    def _found_nothing(self) -> bool:
        is_nothing = self.wish.is_finding and not self.tally.n_entities
        return is_nothing and self.tally.n_read == _MANY

    def _write(self) -> None:
        if self._unwritten:
            self.sink.write(self._unwritten)
            self._unwritten = []
        self._written_at = time.monotonic()
