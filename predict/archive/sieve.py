"""What of all that goes in is to be read: not what was done before, and no id twice."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from predict.archive.article import Reason, Unreadable
from predict.archive.ledger import Ledger
from predict.archive.outcome import OutcomeKind
from predict.archive.tally import Tally
from predict.records import ModelInfo
from predict.text.encode import PREPROCESSING


class Known(Protocol):
    """What must be known of an input, as of ``Article``."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def source(self) -> str:
        """Where it comes from."""

    @property
    def digest(self) -> str:
        """The sha256 of all that a prediction depends on."""


_Input = TypeVar("_Input", bound=Known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a run, apart from what goes in and where it goes."""

    model: ModelInfo
    is_stale_read: bool = False
    """Whether what another model has read is read anew."""
    is_text_kept: bool = True
    is_finding: bool = True
    """Whether the model finds entities, and not types of articles alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Takes inputs in their order, and counts those that are in the output."""

    wish: Wish
    ledger: Ledger
    tally: Tally

    def sift(self, one: _Input) -> _Input | Unreadable | None:
        """Return an input that is to be read, or that its id has come before; None if it is done.

        :param one: the next input
        """
        self.tally.n_inputs += 1
        named = self._named(one)
        done = self.ledger.find(named.id)
        if done is None:
            return named
        if done.digest != named.digest:
            if done.source != named.source:
                self.tally.take_over(named.id, before=done.source, now=named.source)
            return named
        model = f"{self.wish.model.name} {self.wish.model.version}"
        is_stale = (done.model, done.preprocessing) != (model, PREPROCESSING)
        if is_stale and self.wish.is_stale_read:
            return named
        self.tally.n_kept += is_stale
        self.tally.n_done += not is_stale
        self.tally.n_rejected_before += done.outcome == OutcomeKind.rejected
        return None

    def _named(self, one: _Input) -> _Input | Unreadable:
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
