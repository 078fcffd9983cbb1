"""Lists of people, one name a line: where each bare name stands.

A network that learned from running text hardly knows a name in a line of its own, without
"đồng chí" in front and an office behind. ``encode`` gives it the word that is missing, and lets one
tag hold for the whole name.
"""

import re
from collections.abc import Iterator

_MARK = r"(?:(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)/]|\(\d{1,3}\)|[-–—+*•●▪])? ?"
_SYLLABLE = r"[A-ZĐÀ-Ỹ](?:[a-zđà-ỹ]*|['’][A-ZĐÀ-Ỹ]?[a-zđà-ỹ]+)"
_ADDRESS = "(?:Ông|Bà|Anh|Chị|Cô|Thầy|Đồng chí|Đ/c)"
_NAME_LINE = re.compile(
    rf"{_MARK}(?P<name>(?!{_ADDRESS} ){_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,4}})[.,;]?"
)
# What the line above says where the list is one of people in office.
_HEAD = re.compile(
    r"đồng chí|đ/c|ủy viên|uỷ viên|bí thư|chủ tịch|đại biểu|thành viên|ban chấp hành|ban thường vụ|"
    r"bch|btv|cấp ủy|cấp uỷ|nhân sự|ông,? bà|cán bộ|lãnh đạo",
    re.IGNORECASE,
)
_FEWEST = 2


def find_bare_names(text: str) -> dict[int, int]:
    """Return where the names of such lists begin, each with its end.

    :param text: an article in its canonical spelling
    """
    return {
        place: place + len(name) for run in _runs(text) if _is_of_people(run) for place, name in run
    }


def _runs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield runs of lines that hold a name alone, each below a line that tells of people."""
    run: list[tuple[int, str]] = []
    is_headed, place = False, 0
    for line in text.split("\n"):
        match = _NAME_LINE.fullmatch(line)
        if match:
            run.append((place + match.start("name"), match["name"]))
        elif line:
            if is_headed:
                yield run
            run, is_headed = [], _HEAD.search(line) is not None
        place += len(line) + 1
    if is_headed:
        yield run


def _is_of_people(run: list[tuple[int, str]]) -> bool:
    """Say whether a run is long enough, and its names have the three syllables that most have."""
    n_long = sum(len(re.split("[ -]", name)) > 2 for _, name in run)
    return len(run) >= _FEWEST and 2 * n_long >= len(run)
