"""Units of the state by level and name, as a reader asks for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from predict.archive.database.folding import fold
from predict.offices.places import LEVELS
from predict.query.facts import ArticleFact
from predict.query.spelled import bare_of, words_of

_PROVINCE, _DISTRICT, _COMMUNE = 3, 2, 1
TIERS = {
    "tỉnh": _PROVINCE,
    **dict.fromkeys(("thành phố", "huyện", "thị xã", "quận"), _DISTRICT),
    **dict.fromkeys(("đặc khu", "xã", "phường", "thị trấn"), _COMMUNE),
}
"""How high a level stands; a city may be as high as a province."""
_LEVELS = {fold(level): level for level in LEVELS}
_SHORT = {"tp": "thành phố", "tx": "thị xã", "h": "huyện", "q": "quận", "tt": "thị trấn"}
_ASKED = re.compile(
    rf"(?:(?P<level>{'|'.join(sorted([*_LEVELS, *_SHORT], key=len, reverse=True))}) )?(?P<name>.+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedUnit:
    """A unit that is asked for, in plain letters; ``level`` None is any.

    ``marked`` is its name with the marks that were given, None where it was in plain letters.
    """

    level: str | None
    name: str
    marked: str | None = None

    @classmethod
    def read(cls, asked: str) -> "AskedUnit":
        """Read ``huyện Sơn Hòa``, ``son hoa``, ``TP. Vinh``.

        :param asked: with a word at least
        """
        match = _ASKED.fullmatch(fold(asked))
        if match is None:
            return cls(level=None, name="")
        level, name = match["level"], match["name"]
        marked = " ".join(words_of(asked).split()[-len(name.split()) :])
        return cls(
            level=level and (_SHORT.get(level) or _LEVELS[level]),
            name=name,
            marked=None if marked == bare_of(marked) else marked,
        )

    def is_named(self, level: str, name: str) -> bool:
        """Say whether a unit is the one that is asked for."""
        if self.level not in (None, level) or fold(name) != self.name:
            return False
        found = words_of(name)
        return self.marked in (None, found) or found == bare_of(found)


def own_unit(article: ArticleFact, units: Mapping[str, str]) -> tuple[str, str] | None:
    """Return level and name of the place that an article is of; a commune only where it leads.

    :param article: whose places count
    :param units: the places that it may be of, by level
    """
    found: dict[int, str] = {}
    for one_level in units:
        found.setdefault(TIERS[one_level], one_level)
    named = {(one.level, fold(one.name)): one for one in article.places}

    def times(level: str | None) -> int:
        one = named.get((level, fold(units[level]))) if level else None
        return one.times if one else 0

    commune, district = found.get(_COMMUNE), found.get(_DISTRICT)
    level = district or found.get(_PROVINCE)
    if commune and (one := named.get((commune, fold(units[commune])))) and one.leads:
        level = commune if one.times >= 2 * times(district) else level
    return (level, units[level]) if level else None
