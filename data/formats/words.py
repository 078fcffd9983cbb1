"""Words: those of an article, its own or pyvi's, and texts made of the tokens of others."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from data.annotated import AnnotatedArticle, Place
from predict import BUNDLE
from predict.errors import InputError
from predict.records import Span
from predict.text.document import CanonicalSpan, Document
from predict.text.mend import mend
from predict.text.segment import Segmenter

_SOLID = re.compile(r"\S+")
_JOINT = re.compile(r"(?<=[^_])_(?=[^_])")
_ADDRESS = re.compile(r"://|@|www\.|\w\.\w{2,}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Places of words, ascending and apart, in sentences: the lines of the text.

    A line ends a sentence unless a word or a span goes on in the next. ``n_cut`` is how many words
    a span's edge cut in two.
    """

    sentences: tuple[tuple[Place, ...], ...]
    n_cut: int


def words_of(article: AnnotatedArticle) -> Words:
    """Return the words of an article.

    :raises InputError: if a span holds no word
    """
    text = article.text
    places = segment(text) if article.words is None else article.words
    places = _fill(text, places)
    edges = sorted({edge for span in article.spans for edge in (span.start, span.end)})
    cut = [part for place in places for part in _cut(text, place, edges)]
    _check(article, cut)
    return Words(sentences=_sentences(article, cut), n_cut=len(cut) - len(places))


def segment(text: str) -> list[Place]:
    """Cut a text as given into words, as the released model does."""
    document = Document.of(text)
    segmenter = _segmenter()
    words = mend(segmenter.segment(document.text), dictionary=segmenter.dictionary)
    places: list[Place] = []
    for word in words:
        given = document.to_given(CanonicalSpan(start=word.start, end=word.end, label="word"))
        if not places or given.start >= places[-1][1]:  # else both are parts of one character
            places.append((given.start, given.end))
    return places


def spell(token: str) -> str:
    """Return a word as a text has it: ``Y_tế`` is ``Y tế``; addresses keep their underscores."""
    return token if _ADDRESS.search(token) else _JOINT.sub(" ", token)


def join(word: str) -> str:
    """Return a word as one token: its syllables joined by ``_``."""
    return "_".join(word.split())


def lay_out(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[Place]]]:
    """Make a text of tokens: a space between words, a line break between sentences.

    :param sentences: tokens, their syllables joined or not
    :returns: the text, and the places of each sentence's words in it
    """
    lines: list[str] = []
    places: list[list[Place]] = []
    start = 0
    for sentence in sentences:
        words = [spell(token) for token in sentence]
        places.append([])
        for word in words:
            places[-1].append((start, start + len(word)))
            start += len(word) + 1
        lines.append(" ".join(words))
    return "\n".join(lines), places


@cache
def _segmenter() -> Segmenter:
    return Segmenter.load(BUNDLE)


def _fill(text: str, places: Sequence[Place]) -> list[Place]:
    """Return the words, with what of the text that can be seen lies outside of all."""
    filled: list[Place] = []
    edges = [0, *(edge for place in places for edge in place), len(text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        if number % 2:
            filled.append((start, end))
        else:
            found = _SOLID.finditer(text, start, end)
            filled.extend(m.span() for m in found if any(map(str.isprintable, m.group())))
    return filled


def _cut(text: str, place: Place, edges: Sequence[int]) -> list[Place]:
    """Cut a word at the edges that lie inside it."""
    start, end = place
    first = bisect_right(edges, start)
    inside = [edge for edge in edges[first : first + end - start] if edge < end]
    parts = [_strip(text, *part) for part in pairwise([start, *inside, end])]
    return [part for part in parts if part[0] < part[1]]


def _strip(text: str, start: int, end: int) -> Place:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _sentences(article: AnnotatedArticle, places: Sequence[Place]) -> tuple[tuple[Place, ...], ...]:
    sentences: list[list[Place]] = []
    spans = list(article.spans)
    last = 0
    for place in places:
        while spans and spans[0].end <= last:
            spans.pop(0)
        in_span = bool(spans) and spans[0].start < last and place[0] < spans[0].end
        if not sentences or ("\n" in article.text[last : place[0]] and not in_span):
            sentences.append([])
        sentences[-1].append(place)
        last = place[1]
    return tuple(map(tuple, sentences))


def _check(article: AnnotatedArticle, places: Sequence[Place]) -> None:
    starts = [start for start, _ in places]
    for span in article.spans:
        word = bisect_right(starts, span.start - 1)
        if word == len(starts) or starts[word] >= span.end:
            raise InputError(f"article {article.id}: {_show(article, span)} holds no word")


def _show(article: AnnotatedArticle, span: Span) -> str:
    return f"the span {article.text[span.start : span.end]!r} ({span.start}-{span.end})"
