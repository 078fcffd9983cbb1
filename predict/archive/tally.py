"""What a run counts: everything that goes in comes out under one of its heads."""

from collections import Counter
from dataclasses import dataclass, field, fields

from predict.archive.article import Reason
from predict.archive.outcome import Outcome, OutcomeKind
from predict.parsing import Node


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many inputs there were, and what became of them."""

    n_inputs: int = 0
    n_done: int = 0
    """Were in the output already."""
    n_kept: int = 0
    """Were in the output already, read by another model."""
    n_rejected_before: int = 0
    """Of those in the output already: were rejected."""
    n_read: int = 0
    n_empty: int = 0
    rejected: Counter[Reason] = field(default_factory=Counter)
    examples: dict[Reason, str] = field(default_factory=dict)
    """Of each reason, the first that was rejected, and what was wrong with it."""
    n_replaced: int = 0
    """Of those read, empty or rejected: had other rows in the output."""
    n_taken_over: int = 0
    """Of those replaced: came from elsewhere than what was there."""
    taken_over: str = ""
    """The first of them."""
    n_entities: int = 0
    n_appointments: int = 0

    @property
    def n_rejected(self) -> int:
        """How many were rejected, for whatever reason."""
        return self.rejected.total()

    @property
    def n_out(self) -> int:
        """How many have an outcome; at the end, as many as there were inputs."""
        return self.n_done + self.n_kept + self.n_read + self.n_empty + self.n_rejected

    def count(self, outcome: Outcome) -> None:
        """Count what became of an input."""
        if outcome.outcome is OutcomeKind.read:
            self.n_read += 1
            prediction = Node(value=outcome.prediction)
            self.n_entities += len(prediction["entities"].items)
            self.n_appointments += len(prediction["appointments"].items)
        elif outcome.reason is not None:
            self.rejected[outcome.reason] += 1
            self.examples.setdefault(outcome.reason, f"{outcome.id}: {outcome.detail}")
        else:
            self.n_empty += 1

    def take_over(self, id_: str, *, before: str, now: str) -> None:
        """Count an input whose id is there, with another content and from elsewhere.

        :param id_: the id
        :param before: where what is there came from
        :param now: where the input comes from
        """
        self.n_taken_over += 1
        self.taken_over = self.taken_over or f"{id_}, once of {before}, is now that of {now}"

    def add(self, other: "Tally") -> None:
        """Count what another tally has counted too."""
        for field_ in fields(self):
            name = field_.name
            if name not in ("examples", "taken_over"):
                setattr(self, name, getattr(self, name) + getattr(other, name))
        self.examples = other.examples | self.examples
