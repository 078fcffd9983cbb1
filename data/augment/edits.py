"""Changes of an article's text that move its spans along."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.annotated import AnnotatedArticle
from predict.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of a text, which may be empty, and what takes its place."""

    start: int
    end: int
    text: str


def apply(article: AnnotatedArticle, edits: Iterable[Edit]) -> AnnotatedArticle:
    """Change an article's text and move its spans along; appointments and values are dropped.

    :param edits: apart from each other; an insertion at a span's edge stays outside it
    :raises ValueError: if two edits overlap, or one crosses a span's edge
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    parts: list[str] = []
    place = 0
    for edit in ordered:
        if edit.start < place:
            raise ValueError(f"article {article.id}: {edit} overlaps the edit before it")
        if not keeps_spans(article.spans, edit.start, edit.end):
            raise ValueError(f"article {article.id}: {edit} crosses the edge of a span")
        parts += [article.text[place : edit.start], edit.text]
        place = edit.end
    spans = tuple(
        Span(
            start=span.start + _shift(ordered, span.start, inclusive=True),
            end=span.end + _shift(ordered, span.end, inclusive=False),
            label=span.label,
        )
        for span in article.spans
    )
    text = "".join(parts) + article.text[place:]
    return replace(article, text=text, spans=spans, appointments=(), values=None)


def keeps_spans(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether a stretch of a text lies in one of its spans or outside all."""
    i = bisect_right(spans, start, key=lambda span: span.end)  # the first span that ends later
    if i == len(spans) or end <= spans[i].start:
        return True
    return spans[i].start <= start and end <= spans[i].end


def _shift(edits: Sequence[Edit], place: int, *, inclusive: bool) -> int:
    """Return by how much the edits before a place move it; insertions at it as asked."""
    return sum(
        len(edit.text) - (edit.end - edit.start)
        for edit in edits
        if edit.end <= place and (inclusive or edit.start < place)
    )
