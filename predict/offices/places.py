"""The places that an article names with their level, as "huyện Mường La", "TP. Vinh", "Tỉnh ủy X".

What counts them says nothing of which one the article is about; that is asked of many articles.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from predict.offices.full_names import plain
from predict.text.letters import CAPITALS


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place that an article names with its level, such as ``huyện`` and ``Mường La``."""

    level: str  # one of ``LEVELS``
    name: str
    times: int
    leads: bool  # it stands in the headline or the lead


_COMMITTEE = "(?: ?(?:ủy|uỷ|đoàn|đội))"
LEVELS = {
    "tỉnh": rf"tỉnh{_COMMITTEE}?",
    "thành phố": rf"thành phố|tp(?:\.|(?= |hcm\b))|thành{_COMMITTEE}",
    "huyện": rf"huyện{_COMMITTEE}?|h\.",
    "thị xã": rf"thị xã|tx(?:\.|(?= ))|thị{_COMMITTEE}",
    "quận": rf"quận{_COMMITTEE}?|q\.",
    "đặc khu": "đặc khu",
    "xã": "xã(?: đoàn| đội)?",
    "phường": "phường",
    "thị trấn": "thị trấn",
}
"""What stands in front of a place's name, in small letters, by the level of the place."""

_ANY_LEVEL = "|".join(f"(?P<l{number}>{words})" for number, words in enumerate(LEVELS.values()))
_SYLLABLE = rf"[{CAPITALS}][^\W\d_]*(?:['’][{CAPITALS}]?[^\W\d_]+)?(?:-[{CAPITALS}][^\W\d_]+)*"
# What begins with a capital behind a place and is none: offices, bodies, forms of address.
_NO_PLACE = (
    r"(?!(?i:tp|tx|tỉnh|thành phố|huyện|thị xã|quận|phường|bí thư|chủ (?:tịch|nhiệm)|"
    r"phó (?:bí|chủ|trưởng|giám)|[ủu][ỷyủ] (?:viên|ban)|trưởng (?:ban|phòng)|giám đốc|đồng chí|"
    r"đảng (?:bộ|ủy|uỷ)|hội đồng|mặt trận|ban (?:chấp|thường|tổ)|công an|khóa|khoá|nhiệm kỳ|"
    r"lần thứ)\b|(?:UBND|HĐND|MTTQ|UBMTTQ|ĐBQH|TW|XHCN)\b)"
)
_TWO_IN_ONE = r"Bà Rịa ?[-–] ?Vũng Tàu|Thừa Thiên ?[-–] ?Huế|Phan Rang ?[-–] ?Tháp Chàm"
_WORDS = rf"{_NO_PLACE}{_SYLLABLE}(?: {_NO_PLACE}{_SYLLABLE}){{0,3}}"
_NUMBER = r"\d{1,2}(?![\d/%]|[.,]\d)"
_PLACE = re.compile(
    rf"(?<![\w.])(?i:{_ANY_LEVEL}) ?(?P<name>{_TWO_IN_ONE}|{_WORDS}|{_NUMBER})(?![\w'’])"
)
_NEXT_OF_A_LIST = re.compile(rf"(?:, | và )(?P<name>{_WORDS}|{_NUMBER})(?![\w'’.])")
_PLURAL = re.compile(r"(?:các|những|hai|ba|bốn|năm|giữa|\d) $", re.IGNORECASE)
_WITH_NUMBERS = ("quận", "phường")
_LONGEST_LEAD = 500  # characters
_SHORT = {"hcm": "Hồ Chí Minh", "bà rịa - vũng tàu": "Bà Rịa - Vũng Tàu"}
_SURE_SYLLABLES = 2  # of a name in capitals, behind which more capitals may go on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    level: str
    name: str
    start: int
    is_capitals: bool


def find_places(text: str, people: Sequence[tuple[int, int]] = ()) -> list[NamedPlace]:
    """Find the places that a text names with their level, in the order in which they first come.

    :param text: an article in its canonical spelling
    :param people: start and end of people's names, ascending; they are no places and end them
    """
    found = list(_find(text, people))
    lead = _lead_end(text)
    grown: dict[tuple[str, str], NamedPlace] = {}
    for one, name in zip(found, _names(found), strict=True):
        if name is None:
            continue
        key = one.level, plain(name)
        before = grown.get(key)
        grown[key] = NamedPlace(
            level=one.level,
            name=before.name if before else name,
            times=before.times + 1 if before else 1,
            leads=(before is not None and before.leads) or one.start < lead,
        )
    return list(grown.values())


def _find(text: str, people: Sequence[tuple[int, int]]) -> Iterator[_Found]:
    for match in _PLACE.finditer(text):
        level = _level(match)
        for span in (match, *_list_behind(text, match)):
            start, end = span.span("name")
            name = _before_a_person(text, start, end, people)
            if not name or (name[0].isdigit() and level not in _WITH_NUMBERS):
                break
            yield _Found(level=level, name=name, start=start, is_capitals=name.isupper())


def _level(match: re.Match[str]) -> str:
    number = next(i for i in range(len(LEVELS)) if match[f"l{i}"])
    return tuple(LEVELS)[number]


def _list_behind(text: str, match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the further names of a list, as in "các huyện A, B và C"."""
    if not _PLURAL.search(text, max(0, match.start() - 6), match.start()):
        return
    behind = _NEXT_OF_A_LIST.match(text, match.end())
    while behind:
        yield behind
        behind = _NEXT_OF_A_LIST.match(text, behind.end())


def _before_a_person(
    text: str, start: int, end: int, people: Sequence[tuple[int, int]]
) -> str | None:
    """Return the name up to where a person's begins, None if nothing is left of it."""
    after = bisect_right(people, start, key=lambda person: person[1])
    if after < len(people):
        end = min(end, people[after][0])
    return text[start:end].strip() or None if start < end else None


def _names(found: Sequence[_Found]) -> Iterator[str | None]:
    """Yield the name of each as it is counted, None where it cannot be told from what follows.

    What begins with the name of another place of its level is that place, with capitals behind it.
    """
    known: dict[str, dict[str, str]] = {}
    for one in found:
        if not one.is_capitals or len(one.name.split()) == 1:
            known.setdefault(one.level, {}).setdefault(plain(one.name), one.name)
    for one in found:
        of_level = known.get(one.level, {})
        words = plain(one.name).split()
        shorter = (" ".join(words[:n]) for n in range(1, len(words) + 1))
        name = next((of_level[begun] for begun in shorter if begun in of_level), None)
        if name is None and len(words) <= _SURE_SYLLABLES:
            name = one.name
        yield name and _SHORT.get(plain(name), name)


def _lead_end(text: str) -> int:
    """Return where the headline and the first paragraph behind it end."""
    headline = text.find("\n")
    if headline < 0 or headline > _LONGEST_LEAD:
        return _LONGEST_LEAD
    lead = text.find("\n", len(text) - len(text[headline:].lstrip()))
    return min(lead if lead > 0 else len(text), _LONGEST_LEAD)
