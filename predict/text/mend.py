"""Words that run over the edge of a name, cut in two where the name can end.

pyvi glues a name to what follows it (``Hà_Nội_công_bố``), a title to the head noun of its
organisation (``Trưởng_phòng``), ``đồng`` to the next word, and the full stop to an abbreviation. No
tag could tell the two apart, so such words are cut, by rule and without knowledge of the labels.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from predict.text.segment import Word

_ABBREVIATION = re.compile(r"\w+\.")
# First syllables that stay outside a name, or are a title before the head noun of an organisation.
_HEADS = frozenset(["ông", "bà", "tân", "bầu", "cố", "làm"])
_TITLES = frozenset(["trưởng", "phó", "chánh"])
_HEAD_NOUNS = frozenset(
    [
        "phòng",
        "ban",
        "đoàn",
        "văn",
        "cục",
        "sở",
        "vụ",
        "chi",
        "công",
        "đội",
        "khoa",
        "tổ",
        "viện",
        "hội",
        "các",
    ]
)
_UNITS = frozenset(["đồng", "người", "ngày", "tháng", "năm", "giờ", "đường", "xe", "hộ", "nhà"])
_SCALES = frozenset(["nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"])
_PERIODS = frozenset(["năm", "ngày", "tháng"])
LONGEST_CACHED = 64
"""Characters; longer words are rare, and many of them would fill the memory."""
_CACHED_WORDS, _KEPT_DICTIONARIES = 32768, 4


def mend(words: Sequence[Word], *, dictionary: frozenset[str]) -> list[Word]:
    """Cut the words that may run over a name's edge.

    :param words: words in reading order
    :param dictionary: known words of two and three syllables in lower case, parted by spaces
    """
    cuts = _cuts_by(_Known(dictionary))
    mended: list[Word] = []
    for word in words:
        if len(word.syllables) > 1:
            after_number = bool(mended) and _is_number(mended[-1].text)
            mended.extend(_cut(word, cuts.find(word.text, after_number=after_number)))
        elif word.text[-1] == "." and _ABBREVIATION.fullmatch(word.text):
            mended.extend(_split_stop(word))
        else:
            mended.append(word)
    return mended


class _Known:
    """A dictionary, told from another by which it is, not by its thousands of words."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.words is other.words

    def __hash__(self) -> int:
        return id(self.words)


class _Cuts:
    """Where words are cut by one dictionary; safe for threads."""

    def __init__(self, dictionary: frozenset[str]) -> None:
        self._dictionary = dictionary
        self._cached = lru_cache(maxsize=_CACHED_WORDS)(self._find)

    def find(self, text: str, *, after_number: bool) -> list[int]:
        """Return behind which syllables a word is cut, ascending."""
        find = self._cached if len(text) <= LONGEST_CACHED else self._find
        return find(text, after_number)

    def _find(self, text: str, after_number: bool) -> list[int]:
        syllables = text.split("_")
        lower = [syllable.lower() for syllable in syllables]
        cuts: list[int] = []
        begin = 0
        while begin < len(lower):
            n = _take(lower[begin : begin + 3], self._dictionary)
            if begin == 0 and all(syllable[:1].isupper() for syllable in syllables):
                n = len(lower)
            for i in range(begin + 1, begin + n):
                if _parts(lower, i, after_number=after_number and i == 1):
                    n = i - begin
                    break
            begin += n
            cuts.append(begin)
        return cuts[:-1]


@lru_cache(maxsize=_KEPT_DICTIONARIES)
def _cuts_by(known: _Known) -> _Cuts:
    return _Cuts(known.words)


def _is_number(text: str) -> bool:
    return text[-1].isdigit() or text.lower() in _SCALES


def _split_stop(word: Word) -> Iterator[Word]:
    ((start, end),) = word.syllables
    yield Word(text=word.text[:-1], syllables=((start, end - 1),))
    yield Word(text=".", syllables=((end - 1, end),))


def _cut(word: Word, cuts: Sequence[int]) -> Sequence[Word]:
    n = len(word.syllables)
    if not cuts or word.text.count("_") != n - 1:  # the text itself holds an underscore
        return (word,)
    syllables = word.text.split("_")
    return [
        Word(text="_".join(syllables[begin:end]), syllables=word.syllables[begin:end])
        for begin, end in pairwise([0, *cuts, n])
    ]


def _take(lower: Sequence[str], dictionary: frozenset[str]) -> int:
    """Count the syllables of the longest known word that begins here."""
    return next((n for n in (3, 2) if len(lower) >= n and " ".join(lower[:n]) in dictionary), 1)


def _parts(lower: Sequence[str], i: int, *, after_number: bool) -> bool:
    """Say whether a name may end, or begin, between the syllables ``i - 1`` and ``i``."""
    left, right = lower[i - 1], lower[i]
    return (
        left in _HEADS
        or right in _PERIODS
        or (left in _TITLES and right in _HEAD_NOUNS)
        or (after_number and left in _UNITS)
    )
