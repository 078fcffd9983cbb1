"""Where outcomes go: what every form of output promises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from predict.archive.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an output holds of an input: what became of it, and whether it must be read anew."""

    id: str
    source: str
    digest: str
    model: str
    preprocessing: int
    outcome: str

    @classmethod
    def of(cls, outcome: Outcome) -> "Done":
        """Return what an output that holds an outcome says of it."""
        return cls(
            id=outcome.id,
            source=outcome.source,
            digest=outcome.digest,
            model=outcome.model,
            preprocessing=outcome.preprocessing,
            outcome=str(outcome.outcome),
        )


DONE = tuple(field.name for field in fields(Done))
"""The columns of ``articles`` that say it."""


class Sink(Protocol):
    """An output. One that was cut off anywhere can be opened again and gone on with."""

    def done(self) -> Iterator[Done]:
        """Return what is in it, in the order of writing; of one id the last one counts."""

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Take in outcomes, each as a whole or not at all; on return they survive a power cut.

        An outcome replaces what is there under the same id.

        :raises OSError: if they cannot be written, such as where the disk is full
        """

    def finish(self) -> None:
        """Bring the output into its last form; nothing is written after it."""

    def close(self) -> None:
        """Let go of it, finished or not."""
