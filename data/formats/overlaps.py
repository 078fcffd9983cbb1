"""Spans that overlap, of which an article can hold only one: the user says which is kept."""

from collections.abc import Sequence

from data.formats.forms import Overlaps
from predict.errors import InputError
from predict.records import Span


def part_overlaps(
    spans: Sequence[Span], *, text: str, overlaps: Overlaps, where: str
) -> tuple[tuple[Span, ...], int]:
    """Return the spans that are kept, ascending and apart, and how many were dropped.

    One and the same span given twice is kept once and not counted.

    :param spans: of one article, in any order
    :param text: the article, for the error
    :param overlaps: what becomes of spans that overlap
    :param where: the place in the file, for the error
    :raises InputError: if some overlap and none may be dropped
    """
    ordered = sorted(set(spans), key=lambda span: (span.start, -span.end, span.label))
    if overlaps is Overlaps.longest:
        ordered.sort(key=lambda span: (span.start - span.end, span.start, span.label))
    kept: list[Span] = []
    for span in ordered:
        other = next((o for o in kept if o.start < span.end and span.start < o.end), None)
        if other is None:
            kept.append(span)
        elif overlaps is Overlaps.refuse:
            raise InputError(
                f"{where}: {_show(other, text)} and {_show(span, text)} overlap; mend one of them, "
                "or choose which is kept (longest, first)"
            )
    return tuple(sorted(kept)), len(ordered) - len(kept)


def _show(span: Span, text: str) -> str:
    return f"{span.label} {text[span.start : span.end]!r} ({span.start}-{span.end})"
