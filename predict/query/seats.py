"""Where the seat of a body is: a unit of the state with its level, as careers are compared."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from predict.query.body_keys import BodyKey
from predict.query.provinces import all_provinces
from predict.query.spelled import words_of

PROVINCE, DISTRICT, COMMUNE = 3, 2, 1
_LEVELS = {
    "tỉnh": PROVINCE,
    **dict.fromkeys(("thành phố", "huyện", "thị xã", "quận"), DISTRICT),
    **dict.fromkeys(("đặc khu", "xã", "phường", "thị trấn"), COMMUNE),
}
_LEVEL = re.compile(rf"({'|'.join(sorted(_LEVELS, key=len, reverse=True))}) (.+)", re.IGNORECASE)


class Place(NamedTuple):
    """A unit of the state by its level and its name with those in which it lies.

    What kind of district or commune it is does not count: a district that becomes a town stays.
    """

    level: int
    name: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def place_written(written: str) -> Place:
    """Read a place such as ``huyện Tân Sa`` or ``xã Ia Nghe, huyện Tân Sa``."""
    first, *above = [_read(part) for part in written.split(", ")]
    return Place(first[0], (first[1], *(name for _, name in above)))


def _read(written: str) -> tuple[int, str]:
    found = _LEVEL.fullmatch(written.strip())
    if found is None:
        return DISTRICT, words_of(written)
    name = words_of(found[2])
    is_province = name in all_provinces().cities
    return PROVINCE if is_province else _LEVELS[found[1].lower()], name


def place_of_article(own: Mapping[str, str]) -> str | None:
    """Return the one district or commune of an article, as ``place_written`` reads it.

    None where it has none or several: a province is too wide to say who is meant.

    :param own: the places that it is of, by level
    """
    by_level: dict[int, list[str]] = {PROVINCE: [], DISTRICT: [], COMMUNE: []}
    for level, name in own.items():
        written = f"{level} {name}"
        by_level[_read(written)[0]].append(written)
    lowest = by_level[DISTRICT] or by_level[COMMUNE]
    return ", ".join(lowest + by_level[PROVINCE]) if len(lowest) == 1 else None


@lru_cache(maxsize=1 << 16)
def place_of_body(key: str) -> Place | None:
    """Return where a body is, by its key; None where the key does not say it."""
    if key.count("|") < str(BodyKey(kind="")).count("|"):
        return None
    body = BodyKey.parse(key)
    level = _LEVELS.get(body.level)
    if level is None:
        if body.district[1]:
            return Place(DISTRICT, _names(body.district[1], body.province))
        return Place(PROVINCE, (body.province,)) if body.province else None
    if not body.place:
        return None
    if level == DISTRICT and not body.province and body.place in all_provinces().cities:
        level = PROVINCE
    return Place(level, _names(body.place, body.district[1], body.province))


def _names(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name)
