"""Lines that were broken at a column, as e-mails and text files have them: found, to be joined.

A break inside a sentence is soft: it reads as a space. List items, headlines, captions and
paragraphs keep theirs.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_ENDS = ".!?…:;"
_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«(["
# A full stop that ends no sentence.
_SHORTENED = re.compile(r"(?:^|[\s(,])(?:[A-ZĐ]{1,4}|ThS|Th\.S|BSCKI+|[đĐ]/c|T\.Ư|GS\.TS)\.$")
_ITEM = re.compile(r"(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)] |\(\d{1,3}\)|\(?[a-zđ]\) ")
# Words that no line of its own ends with.
_DANGLING = re.compile(
    r"(?:^|[\s(])(?:và|của|cho|với|tại|là|các|những|bởi|gồm có|[đĐ]ồng chí|[ôÔ]ng|[bB]à|Phó)$|,$"
)
# How lists may go on in small letters: "ông Lò Văn Ứng, ...", "thư ký: ...".
_ADDRESS_OR_NAME = re.compile(r"(?:ông|bà|anh|chị|cô|thầy|đồng chí|đ/c) |[^,.:;]{2,30}:(?: |$)")
_FEWEST, _SHARE, _FILLED = 2, 0.2, 0.8
_NARROWEST, _SLACK = 30, 10  # characters: no text is broken at a smaller column


class _Break(NamedTuple):
    """A line break that may be soft: its offset, the line before it and the line behind it."""

    place: int
    before: str
    behind: str

    @property
    def is_certain(self) -> bool:
        """Whether a sentence goes on behind it in a small letter."""
        return self.behind[0].islower() and not _ADDRESS_OR_NAME.match(self.behind)

    def fills(self, width: int) -> bool:
        """Say whether the first word behind it had no room in front of it, in lines that wide."""
        n = len(self.before)
        return n <= width + _SLACK and n + 1 + len(self.behind.split(" ", 1)[0]) > width


def find_soft_breaks(text: str) -> list[int]:
    r"""Return the offsets of the line breaks that stand inside a sentence, ascending.

    :param text: with ``\n`` between lines, ``\n\n`` between paragraphs, no spaces at their edges
    """
    if "\n" not in text:
        return []
    breaks = list(_find_open(text))
    certain = [one for one in breaks if one.is_certain]
    width = max((len(one.before) for one in certain), default=0)
    filled = sum(one.fills(width) for one in certain)
    is_wrapped = width >= _NARROWEST and filled >= max(
        _FEWEST, _SHARE * len(breaks), _FILLED * len(certain)
    )
    return [
        one.place
        for one in breaks
        if one.is_certain or _DANGLING.search(one.before) or (is_wrapped and one.fills(width))
    ]


def _find_open(text: str) -> Iterator[_Break]:
    """Yield the single line breaks behind no end of a sentence and in front of no list item."""
    lines = text.split("\n")
    place = -1
    for before, behind in pairwise(lines):
        place += len(before) + 1
        if before and behind and not _ends_sentence(before) and not _opens_item(behind):
            yield _Break(place, before, behind)


def _ends_sentence(line: str) -> bool:
    bare = line.rstrip(_CLOSING) or line
    return bare[-1] in _ENDS and not _SHORTENED.search(bare)


def _opens_item(line: str) -> bool:
    return _ITEM.match(line) is not None or not (line[0].isalnum() or line[0] in _OPENING)
