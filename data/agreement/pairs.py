"""The articles that two annotations have in common, whatever white space their formats keep."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from data.annotated import AnnotatedArticle
from data.formats.ann import to_nfc
from predict.records import Span

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid:
    """An article with its spans over the characters of its text that are no white space, in NFC.

    ``given`` are the spans over its own text, one for each.
    """

    article: AnnotatedArticle
    text: str
    spans: tuple[Span, ...]
    given: tuple[Span, ...]

    @classmethod
    def of(cls, article: AnnotatedArticle) -> "Solid":
        """Return an article without its white space."""
        plain = to_nfc(article)
        places = [0, *accumulate(not letter.isspace() for letter in plain.text)]
        spans = [
            (places[span.start], places[span.end], given)
            for span, given in zip(plain.spans, article.spans, strict=True)
        ]
        solid = [(s, e, given) for s, e, given in spans if s < e]
        return cls(
            article=article,
            text=_SPACE.sub("", plain.text),
            spans=tuple(Span(start=s, end=e, label=given.label) for s, e, given in solid),
            given=tuple(given for _, _, given in solid),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Articles of two annotations with the same text, and those that only one has."""

    both: tuple[tuple[Solid, Solid], ...]
    only_first: tuple[AnnotatedArticle, ...]
    only_second: tuple[AnnotatedArticle, ...]


def pair(first: Sequence[AnnotatedArticle], second: Sequence[AnnotatedArticle]) -> Paired:
    """Find the articles with the same text; of several that of the same id, then the first."""
    waiting: dict[str, list[Solid]] = defaultdict(list)
    for solid in map(Solid.of, second):
        waiting[solid.text].append(solid)
    alone: list[AnnotatedArticle] = []
    both: list[tuple[Solid, Solid]] = []
    for solid in map(Solid.of, first):
        found = waiting[solid.text]
        if not found:
            alone.append(solid.article)
            continue
        same = (i for i, one in enumerate(found) if one.article.id == solid.article.id)
        both.append((solid, found.pop(next(same, 0))))
    return Paired(both=tuple(both), only_first=tuple(alone), only_second=tuple(_rest(waiting)))


def _rest(waiting: dict[str, list[Solid]]) -> Iterator[AnnotatedArticle]:
    return (solid.article for solids in waiting.values() for solid in solids)
