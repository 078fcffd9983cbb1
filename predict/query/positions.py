"""Offices by the names of their positions: which are one, which act, which are of before."""

import re
from dataclasses import dataclass
from functools import lru_cache

from predict.archive.database.folding import fold
from predict.offices.abbreviations import expand

_FORMER = re.compile(r"(?:nguyen|cuu) ")
_ACTING = re.compile(r"(?:(?:tam )?quyen|q) (?P<head>.+)")
_STANDING_IN = re.compile(r"pho (?P<head>.+?)(?: thuong truc)? (?:tam thoi )?phu trach")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position in plain letters, without the kind of body that its body names again.

    ``head`` is the position that somebody who acts stands in for, else the position itself; of a
    former one without "nguyên".
    """

    key: str
    head: str
    is_acting: bool
    is_former: bool

    @classmethod
    def read(cls, name: str, *, body: str | None = None) -> "Position":
        """Read a position, as ``Bí thư``, ``Quyền Chủ tịch``, ``Phó Bí thư phụ trách``.

        :param name: as it is written, with or without marks
        :param body: the organisation behind it: ``Trưởng ban`` of a ``Ban Dân vận`` is ``Trưởng``
        """
        return _read(name, body)

    def answers(self, asked: "Position") -> bool:
        """Say whether somebody in it holds what is asked for; who acts for the head does."""
        if self.key == asked.key:
            return True
        is_asked_for = not (self.is_former or asked.is_former or asked.is_acting)
        return is_asked_for and self.is_acting and self.head == asked.head


@lru_cache(maxsize=1 << 16)  # the same ones come again in most articles
def _read(name: str, body: str | None) -> Position:
    key = fold(expand(name) or name)
    former = _FORMER.match(key)
    held = key[former.end() :] if former else key
    acting = _ACTING.fullmatch(held) or _STANDING_IN.fullmatch(held)
    of = fold(expand(body) or body) if body else ""
    return Position(
        key=key[: former.end() if former else 0] + _without_kind(held, of),
        head=_without_kind(acting["head"] if acting else held, of),
        is_acting=acting is not None,
        is_former=former is not None,
    )


def _without_kind(position: str, body: str) -> str:
    """Drop from the end of a position the words with which its body begins."""
    words = position.split()
    for kept in range(1, len(words)):
        if f"{body} ".startswith(f"{' '.join(words[kept:])} "):
            return " ".join(words[:kept])
    return position
