"""Spans whose edges do not fall on words, and the move by a few characters after which they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.annotated import AnnotatedArticle
from data.coverage import Aligned, align
from predict.records import Span
from predict.text.document import Document
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer

_MOST_ARTICLES = 50  # of those with such spans, lest it take long
_MOVES = (-3, -2, -1, 1, 2, 3)
_SHARE = 0.9  # of the spans, that must fall on words when they are moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A move, in characters, by which spans fall on words that do not where they are."""

    move: int
    n_before: int
    n_after: int
    n_spans: int

    def __str__(self) -> str:
        """Say it as part of a sentence."""
        return (
            f"moved by {self.move:+d} {self.n_after} instead of {self.n_before} of {self.n_spans} "
            "spans fall on words: the offsets look shifted"
        )


def find_shift(
    articles: Sequence[AnnotatedArticle], *, segmenter: Segmenter, tokenizer: Tokenizer
) -> Shift | None:
    """Return the move that puts nearly all spans of articles on words; None where there is none.

    :param articles: those in which spans do not fall on words; the first of them are looked at
    :param segmenter: what cuts words
    :param tokenizer: what cuts pieces
    """
    edges = [
        _Edges.of(align(article, segmenter=segmenter, tokenizer=tokenizer), article)
        for article in articles[:_MOST_ARTICLES]
    ]
    n_spans = sum(len(one.article.spans) for one in edges)
    counts = {move: sum(one.count(move) for one in edges) for move in (0, *_MOVES)}
    best = max(_MOVES, key=counts.__getitem__)
    if not n_spans or counts[best] < _SHARE * n_spans:
        return None
    return Shift(move=best, n_before=counts[0], n_after=counts[best], n_spans=n_spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """An article, and the places of its canonical text where tokens begin and end."""

    article: AnnotatedArticle
    document: Document
    starts: frozenset[int]
    ends: frozenset[int]

    @classmethod
    def of(cls, aligned: Aligned, article: AnnotatedArticle) -> "_Edges":
        encoding = aligned.encoding
        return cls(
            article=article,
            document=Document.of(article.text),
            starts=frozenset(encoding.starts.tolist()),
            ends=frozenset(encoding.ends.tolist()),
        )

    def count(self, move: int) -> int:
        """Count the spans that begin and end with a token when they are moved."""
        return sum(self._fits(span, move) for span in self.article.spans)

    def _fits(self, span: Span, move: int) -> bool:
        text, start, end = self.article.text, span.start + move, span.end + move
        # White space that a shifted span began or ended with has been cut off: no move is left.
        if move > 0 and text[: span.start][-1:].isspace():
            start = span.start
        if move < 0 and text[span.end :][:1].isspace():
            end = span.end
        if not 0 <= start < end <= len(text):
            return False
        place = self.document.to_canonical(Span(start=start, end=end, label=span.label))
        return place is not None and place.start in self.starts and place.end in self.ends
