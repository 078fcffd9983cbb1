"""A run: what is pending is read, and what was read is written, in order."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from predict.archive.article import Input
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome, OutcomeKind
from predict.archive.sieve import Sieve, Wish
from predict.archive.sinks import Sink
from predict.archive.tally import Tally
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop

__all__ = ["MANY", "NOTHING_FOUND", "Run", "Wish"]

_MOST_OUTCOMES = 256
_MOST_SECONDS = 1.0
MANY = 1000
_SKIPPED_A_TICK = 100
NOTHING_FOUND = (
    f"nothing was found in the first {MANY} articles that were read: is it the right column, and "
    "is it the right model?"
)


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
        sieve = Sieve(wish=self.wish, ledger=self.ledger, tally=self.tally)
        for one in inputs:
            if (kept := sieve.sift(one)) is not None:
                yield kept
            elif (self.tally.n_done + self.tally.n_kept) % _SKIPPED_A_TICK == 0:
                tick()

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
        return is_nothing and self.tally.n_read == MANY

    def _write(self) -> None:
        if self._unwritten:
            self.sink.write(self._unwritten)
            self._unwritten = []
        self._written_at = time.monotonic()
