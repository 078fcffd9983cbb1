"""Which gold spans the tokens can express, and which not."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.annotated import AnnotatedArticle
from predict.network.tags import TokenSpan
from predict.records import Span
from predict.text.document import Document
from predict.text.encode import Encoding, encode
from predict.text.given_words import find_words
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """An article as a model takes it: its encoding, and its gold spans over tokens.

    ``unreachable`` are the spans, over the text as given, whose edges lie inside a token;
    ``ignored`` are the tokens that they touch, whose tags are not known.
    """

    encoding: Encoding
    spans: tuple[TokenSpan, ...]
    unreachable: tuple[Span, ...]
    ignored: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Gold spans and those of them that no tags can express, per label, with examples."""

    spans: Counter[str]
    unreachable: Counter[str]
    examples: tuple[str, ...]

    @property
    def n_spans(self) -> int:
        """How many gold spans there are."""
        return self.spans.total()

    @property
    def n_unreachable(self) -> int:
        """How many of them cannot be expressed."""
        return self.unreachable.total()

    @property
    def share(self) -> float:
        """Share of gold spans that can be expressed; 1 where there are none."""
        return 1 - self.n_unreachable / self.n_spans if self.n_spans else 1.0

    def __str__(self) -> str:
        """Say it in one line, and name the first unreachable spans."""
        line = f"{self.share:.2%} of {self.n_spans:,} gold spans can be expressed"
        if not self.n_unreachable:
            return line
        labels = ", ".join(f"{label} {n}" for label, n in sorted(self.unreachable.items()))
        shown = "; ".join(self.examples[:_SHOWN])
        return f"{line}; {self.n_unreachable} cannot ({labels}), such as {shown}"


def align(article: AnnotatedArticle, *, segmenter: Segmenter, tokenizer: Tokenizer) -> Aligned:
    """Encode an article, by its own words if it has some, and find its gold spans in the tokens."""
    document = Document.of(article.text)
    words = None if article.words is None else find_words(document, article.words)
    encoding = encode(document.text, segmenter=segmenter, tokenizer=tokenizer, words=words)
    starts, ends = encoding.starts.tolist(), encoding.ends.tolist()
    spans: list[TokenSpan] = []
    unreachable: list[Span] = []
    ignored = np.zeros(encoding.n_tokens, dtype=np.bool_)
    for span in article.spans:
        place = document.to_canonical(span)
        if place is None:
            unreachable.append(span)
            continue
        first, last = bisect_left(starts, place.start), bisect_left(ends, place.end)
        if first <= last < len(ends) and (starts[first], ends[last]) == (place.start, place.end):
            spans.append(TokenSpan(start=first, end=last + 1, label=span.label))
        else:
            unreachable.append(span)
            ignored |= (encoding.starts < place.end) & (encoding.ends > place.start)
    return Aligned(
        encoding=encoding, spans=tuple(spans), unreachable=tuple(unreachable), ignored=ignored
    )


def measure(
    articles: Iterable[AnnotatedArticle], *, segmenter: Segmenter, tokenizer: Tokenizer
) -> Coverage:
    """Count the gold spans of articles that can and that cannot be expressed."""
    spans: Counter[str] = Counter()
    unreachable: Counter[str] = Counter()
    examples: list[str] = []
    for article in articles:
        lost = align(article, segmenter=segmenter, tokenizer=tokenizer).unreachable
        spans.update(span.label for span in article.spans)
        unreachable.update(span.label for span in lost)
        examples.extend(_example(article, span) for span in lost)
    return Coverage(spans=spans, unreachable=unreachable, examples=tuple(examples))


def _example(article: AnnotatedArticle, span: Span) -> str:
    before = article.text[max(0, span.start - 10) : span.start]
    after = article.text[span.end : span.end + 10]
    around = f"{before}[{article.text[span.start : span.end]}]{after}".replace("\n", " ")
    return f"{article.id}: …{around}…"
