"""Changes of case, as pages of districts, southern papers and posts have it."""

import random
import re
from collections.abc import Callable

from data.annotated import AnnotatedArticle
from data.augment.edits import Edit
from predict.schema import Role, Schema

_ALL, _LINE = 0.3, 0.15  # chance of the whole article, and of each line where it is not all
_CHANGED_MENTIONS = 0.6  # of the different mentions
_SYLLABLE = re.compile(r"[^\W\d_]+")


def change_lines(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Put the whole article, or some of its lines, in small letters."""
    if draw.random() < _ALL:
        return _respell(article.text, 0, len(article.text), str.lower)
    edits: list[Edit] = []
    place = 0
    for line in article.text.split("\n"):
        if draw.random() < _LINE:
            edits += _respell(article.text, place, place + len(line), str.lower)
        place += len(line) + 1
    return edits


def shrink_mentions(
    article: AnnotatedArticle, draw: random.Random, *, schema: Schema
) -> list[Edit]:
    """Write organisations and positions small: the first letter, all of it, or all but the first.

    "Huyện ủy" → "huyện ủy", "Bộ Xây dựng" → "bộ xây dựng" or "Bộ xây dựng", "Bí thư" → "bí thư".
    A mention is written alike throughout.
    """
    chosen: dict[str, int] = {}
    edits: list[Edit] = []
    for span in article.spans:
        if schema.role_of(span.label) not in (Role.position, Role.organisation):
            continue
        surface = article.text[span.start : span.end]
        if surface not in chosen:
            chosen[surface] = draw.randrange(3) if draw.random() < _CHANGED_MENTIONS else 3
        kind = chosen[surface]
        if kind == 3:
            continue
        start = span.start + (1 if kind == 2 else 0)
        end = _first_syllable_end(article.text, span.start, span.end) if kind == 0 else span.end
        edits += _respell(article.text, start, end, _small_unless_short)
    return edits


def _first_syllable_end(text: str, start: int, end: int) -> int:
    match = _SYLLABLE.match(text, start, end)
    return match.end() if match else end


def _small_unless_short(word: str) -> str:
    """Leave abbreviations as they are."""
    return word if word.isupper() and len(word) > 1 else word.lower()


def _respell(text: str, start: int, end: int, change: Callable[[str], str]) -> list[Edit]:
    """Change the case of syllables, letter by letter: a span may begin inside of one."""
    return [
        Edit(start=i, end=i + 1, text=new)
        for match in _SYLLABLE.finditer(text, start, end)
        if len(small := change(match.group())) == len(match.group())
        for i, new in enumerate(small, start=match.start())
        if new != text[i]
    ]
