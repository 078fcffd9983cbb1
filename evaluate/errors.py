"""What a model got wrong in an article: a list of errors, each span in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from predict.records import Span


class Kind(StrEnum):
    """How a span can be wrong.

    Spans that overlap with other edges and another label are two errors: one missed, one spurious.
    """

    missed = "missed"
    spurious = "spurious"
    wrong_edge = "wrong edge"
    wrong_label = "wrong label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A span of gold that was not found, a predicted one that is wrong, or the two together."""

    kind: Kind
    gold: Span | None
    predicted: Span | None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The one or two spans that it is about."""
        return tuple(span for span in (self.gold, self.predicted) if span)

    @property
    def place(self) -> tuple[int, int]:
        """Where in the text it begins and ends."""
        return min(s.start for s in self.spans), max(s.end for s in self.spans)


def find_errors(gold: Sequence[Span], predicted: Sequence[Span]) -> list[Error]:
    """Compare the spans of one article and return the errors in reading order.

    :param gold: spans apart from each other
    :param predicted: spans apart from each other
    """
    right = set(gold) & set(predicted)
    lost = [span for span in gold if span not in right]
    extra = [span for span in predicted if span not in right]
    errors: list[Error] = []
    for kind, fits in ((Kind.wrong_label, _has_edges_of), (Kind.wrong_edge, _overlaps_alike)):
        for span in tuple(lost):
            found = next((other for other in extra if fits(span, other)), None)
            if found:
                errors.append(Error(kind=kind, gold=span, predicted=found))
                lost.remove(span)
                extra.remove(found)
    errors += [Error(kind=Kind.missed, gold=span, predicted=None) for span in lost]
    errors += [Error(kind=Kind.spurious, gold=None, predicted=span) for span in extra]
    return sorted(errors, key=lambda error: (error.place, error.kind))


def _has_edges_of(span: Span, other: Span) -> bool:
    return (span.start, span.end) == (other.start, other.end)


def _overlaps_alike(span: Span, other: Span) -> bool:
    return span.label == other.label and span.start < other.end and other.start < span.end
