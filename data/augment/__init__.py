"""Augmentation: training articles changed as real ones differ, their spans exact.

Each kind of change is a function from an article to edits. No edit crosses a span's edge, so a
span covers after the change what it covered before.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, get_args

from data.annotated import AnnotatedArticle
from data.augment.case import change_lines, shrink_mentions
from data.augment.changes import (
    abbreviate,
    change_headline,
    change_spaces,
    change_tone_marks,
    mistype,
)
from data.augment.edits import Edit, apply
from data.augment.swap import form_of, swap
from predict.schema import Role, Schema

Kind = Literal[
    "officials", "organisations", "dates", "quantities", "abbreviations", "tone_marks",
    "headlines", "spaces", "typing_errors", "small_letters", "small_mentions",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

_SHARE = 0.5  # of the articles that each kind changes
_SWAPPED: Mapping[Kind, Role] = {
    "officials": Role.official,
    "organisations": Role.organisation,
    "dates": Role.date,
    "quantities": Role.quantity,
}
_CHANGES: Mapping[Kind, Callable[[AnnotatedArticle, random.Random], list[Edit]]] = {
    "abbreviations": abbreviate,
    "tone_marks": change_tone_marks,
    "headlines": change_headline,
    "spaces": change_spaces,
    "typing_errors": mistype,
    "small_letters": change_lines,
}


class Augmenter:
    """Changes articles by some kinds of change, each of them with a chance of one half."""

    def __init__(
        self, kinds: Sequence[Kind], *, articles: Iterable[AnnotatedArticle], schema: Schema
    ) -> None:
        """Take the kinds, and the articles whose names and figures are swapped in."""
        self.kinds = tuple(kinds)
        self._schema = schema
        pool: dict[tuple[Role, str], set[str]] = defaultdict(set)
        for article in articles:
            for span in article.spans:
                surface, role = article.text[span.start : span.end], schema.role_of(span.label)
                if role is not None and (form := form_of(surface, role)) is not None:
                    pool[role, form].add(surface)
        self._pool = {key: sorted(surfaces) for key, surfaces in pool.items()}

    def __call__(self, article: AnnotatedArticle, *, seed: Sequence[int]) -> AnnotatedArticle:
        """Return the article, changed; the same for the same seed."""
        draw = random.Random(repr(tuple(seed)))
        for kind in self.kinds:
            if draw.random() < _SHARE:
                article = apply(article, self._edits(kind, article, draw))
        return article

    def _edits(self, kind: Kind, article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
        if kind in _SWAPPED:
            role = _SWAPPED[kind]
            return swap(article, role=role, schema=self._schema, pool=self._pool, draw=draw)
        if kind == "small_mentions":
            return shrink_mentions(article, draw, schema=self._schema)
        return _CHANGES[kind](article, draw)
