"""Small articles of the kinds that are met, and which of the names in them mean one body.

They were written before the rules that group bodies. Each name has a letter: the same letter is the
same body, and what has a letter of its own must stay alone. The sentences are invented.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from predict.offices.places import find_places
from predict.query.bodies import Bodies
from predict.query.corrections import NONE, Corrections
from predict.query.facts import ArticleFact

_FILE = Path(__file__).with_suffix(".json")
_PERSON = "Vàng Seo Pao"


_SOME = (
    ("1", "Báo Sơn La", "2019-03-01", "Huyện ủy Mai Hà họp với UBND huyện và Sở Y tế."),
    ("2", "Báo Sơn La", "2019-04-01", "UBND xã Tân Lập (huyện Mai Hà) có chợ."),
    ("5", "Báo Sơn La", "2019-07-01", "UBND thị xã Mai Hà họp."),
    ("3", "Báo Bắc Kạn", "2019-05-01", "Tỉnh ủy họp. Ở huyện Yên Bơ có mưa."),
    ("4", "Báo Hải Dương", "2019-06-01", "Tỉnh ủy Hải Dương họp với Sở Y tế và UBND tỉnh."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Articles as source, day and text, and names as article, name and letter of the body."""

    title: str
    articles: tuple[tuple[str, str, str], ...]
    named: tuple[tuple[int, str, str], ...]

    def bodies(self) -> Bodies:
        """Return the bodies of its articles, whose ids are their numbers."""
        return Bodies([fact(str(i), *article) for i, article in enumerate(self.articles)])


def cases() -> list[Case]:
    """Return the cases."""
    return [
        Case(
            title=row["title"],
            articles=tuple(map(tuple, row["articles"])),
            named=tuple(map(tuple, row["named"])),
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    ]


def fact(id_: str, source: str, day: str | None, text: str) -> ArticleFact:
    """Return an article with the places that its text names."""
    start = text.find(_PERSON)
    people = [(start, start + len(_PERSON))] if start >= 0 else []
    return ArticleFact(
        id=id_, source=source, published=day, type=None, places=tuple(find_places(text, people))
    )


def some(corrections: Corrections = NONE) -> Bodies:
    """Return the bodies of a few articles."""
    return Bodies([fact(*one) for one in _SOME], corrections=corrections)
