"""What a model got wrong in an article: a list of errors, each span in one of them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
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


def find_errors(gold: Iterable[Span], predicted: Iterable[Span]) -> list[Error]:
    """Compare the spans of one article and return the errors in reading order.

    A span of gold is brought together with the predicted one that has its edges, else with the
    first that overlaps it, has its label and is not taken.

    :param gold: spans apart from each other
    :param predicted: spans apart from each other
    """
    wanted, found = set(gold), set(predicted)
    lost, extra = sorted(wanted - found), sorted(found - wanted)
    errors: list[Error] = []
    for kind, pair in ((Kind.wrong_label, _same_edges), (Kind.wrong_edge, _overlaps)):
        pairs = list(pair(lost, extra))
        errors += [Error(kind=kind, gold=one, predicted=other) for one, other in pairs]
        paired = {span for both in pairs for span in both}
        lost, extra = ([s for s in spans if s not in paired] for spans in (lost, extra))
    errors += [Error(kind=Kind.missed, gold=span, predicted=None) for span in lost]
    errors += [Error(kind=Kind.spurious, gold=None, predicted=span) for span in extra]
    return sorted(errors, key=lambda error: (error.place, error.kind))


def _same_edges(lost: Sequence[Span], extra: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    by_edges = {(span.start, span.end): span for span in extra}
    for span in lost:
        if other := by_edges.get((span.start, span.end)):
            yield span, other


def _overlaps(lost: Sequence[Span], extra: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Go along the spans of each label once; both lists ascend, and their spans lie apart."""
    waiting: dict[str, deque[Span]] = defaultdict(deque)
    for span in extra:
        waiting[span.label].append(span)
    for span in lost:
        others = waiting[span.label]
        while others and others[0].end <= span.start:
            others.popleft()
        if others and others[0].start < span.end:
            yield span, others.popleft()
