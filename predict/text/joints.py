"""Which syllables continue a word: the best way through pyvi's CRF, and pyvi's rules over it.

A syllable begins a word or continues one, so only the difference of a feature's two weights counts:
its gain. What a syllable's spelling and case are worth, to itself and to its neighbours, is summed
once. Where two ways are worth the same but for rounding, the line is gone through once more as
CRFsuite goes, sum for sum, so that the words are pyvi's in every case.
"""

import string
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from predict.text.crf import Crf, Pair
from predict.text.features import (
    BEFORE_IN_PAIR,
    BEHIND_IN_PAIR,
    FIRST_OF_TRIPLE,
    LAST_OF_TRIPLE,
    features_of,
    find_pairs,
    find_triples,
    list_features,
)

LONGEST_CACHED = 64
"""Characters; longer syllables are rare, and many of them would fill the memory."""
_CACHED_SYLLABLES = 65536
_ROUNDING = 2.0**-48  # by the largest weight and the square of a line's length: more than it can be


class _Syllable(NamedTuple):
    """A syllable, and its gains for itself, for the one behind it and for the one before it."""

    lower: str
    own: float
    behind: float
    before: float
    is_apart: bool  # a number or a punctuation mark
    is_title: bool


class _Turns(NamedTuple):
    """What the gain of a syllable means for the best way to the next one.

    Below ``low`` the syllable begins a word, above ``high`` it continues one, whatever the next one
    does. Between the two it does what the next one does, or the opposite (``sign`` is -1).
    The others are what the way adds to the gain of the next syllable.
    """

    low: float
    high: float
    sign: int
    after_begin: float
    after_inside: float
    between: float

    @classmethod
    def of(cls, crf: Crf) -> "_Turns":
        (begin_begin, begin_inside), (inside_begin, inside_inside) = (
            crf.after_begin,
            crf.after_inside,
        )
        to_begin, to_inside = begin_begin - inside_begin, begin_inside - inside_inside
        is_opposite = to_begin < to_inside
        return cls(
            low=min(to_begin, to_inside),
            high=max(to_begin, to_inside),
            sign=-1 if is_opposite else 1,
            after_begin=begin_inside - begin_begin,
            after_inside=inside_inside - inside_begin,
            between=begin_inside - inside_begin if is_opposite else inside_inside - begin_begin,
        )


class Joints:
    """pyvi's way to tell which syllables continue a word; safe for threads."""

    def __init__(self, crf: Crf, *, dictionary: frozenset[str]) -> None:
        """Take pyvi's weights and its words of two and three syllables."""
        self._crf = crf
        self._dictionary = dictionary
        self._turns = _Turns.of(crf)
        self._rounding = _ROUNDING * crf.largest
        self._cached = lru_cache(maxsize=_CACHED_SYLLABLES)(self._weigh)
        self._behind_in_pair = self._gain(BEHIND_IN_PAIR)
        self._before_in_pair = self._gain(BEFORE_IN_PAIR)
        self._last_of_triple = self._gain(LAST_OF_TRIPLE)
        self._first_of_triple = self._gain(FIRST_OF_TRIPLE)

    def find(self, syllables: Sequence[str]) -> list[bool]:
        """Say of each syllable of a line whether it continues the word of the one before it."""
        weighed = [
            self._cached(one) if len(one) <= LONGEST_CACHED else self._weigh(one)
            for one in syllables
        ]
        continues = self._find_best(self._sum_up(weighed))
        if continues is None:
            continues = self._find_exactly(syllables)
        continues[0] = False
        for i, joined in enumerate(continues):
            if joined and not _may_join(weighed[i - 1], weighed[i]):
                continues[i] = False
        return continues

    def _weigh(self, syllable: str) -> _Syllable:
        features = features_of(syllable)
        return _Syllable(
            lower=syllable.lower(),
            own=self._gain(*features.own),
            behind=self._gain(*features.behind),
            before=self._gain(*features.before),
            is_apart=syllable in string.punctuation or syllable[0].isdigit(),
            is_title=syllable[0].istitle(),
        )

    def _gain(self, *features: str) -> float:
        pairs = map(self._crf.weights, features)
        return sum(inside - begin for begin, inside in pairs)

    def _sum_up(self, weighed: Sequence[_Syllable]) -> list[float]:
        """Return each syllable's gain, by itself and by its neighbours."""
        lower, own, behind, before, _, _ = zip(*weighed, strict=True)
        around = zip(own, (0.0, *behind[:-1]), (*before[1:], 0.0), strict=True)
        gains = [mine + left + right for mine, left, right in around]
        for i in find_pairs(lower, self._dictionary):
            gains[i] += self._before_in_pair
            gains[i + 1] += self._behind_in_pair
        for i in find_triples(lower, self._dictionary):
            gains[i] += self._first_of_triple
            gains[i + 2] += self._last_of_triple
        return gains

    def _find_best(self, gains: Sequence[float]) -> list[bool] | None:
        """Return the best way; None if another one is worth the same but for rounding."""
        low, high, sign, after_begin, after_inside, between = self._turns
        margin = self._rounding * (len(gains) + 1) ** 2
        below, least, most, above = low - margin, low + margin, high - margin, high + margin
        open_at: list[int] = []
        found: list[bool] = []
        so_far = 0.0
        for gain in gains:
            own = gain + so_far
            if own < below:
                found.append(False)
                so_far = after_begin
            elif own > above:
                found.append(True)
                so_far = after_inside
            elif least < own < most:
                open_at.append(len(found))
                found.append(False)
                so_far = between + sign * own
            else:
                return None
        if abs(own) <= margin:
            return None
        found[-1] = own > 0
        for i in reversed(open_at):
            if i + 1 < len(found):
                found[i] = found[i + 1] == (sign > 0)
        return found

    def _find_exactly(self, syllables: Sequence[str]) -> list[bool]:
        """Return the best way as CRFsuite finds it, whose sums are rounded in this very order."""
        (begin_begin, begin_inside), (inside_begin, inside_inside) = (
            self._crf.after_begin,
            self._crf.after_inside,
        )
        rows = [self._score(row) for row in list_features(syllables, self._dictionary)]
        begin, inside = rows[0]
        came_from: list[tuple[bool, bool]] = []
        for own_begin, own_inside in rows[1:]:
            begins = begin + begin_begin, inside + inside_begin
            insides = begin + begin_inside, inside + inside_inside
            came_from.append((self._is_inside(*begins), self._is_inside(*insides)))
            begin, inside = max(begins) + own_begin, max(insides) + own_inside
        found = [self._is_inside(begin, inside)]
        for pair in reversed(came_from):
            found.append(pair[found[-1]])
        return found[::-1]

    def _score(self, features: Iterable[str]) -> Pair:
        begin = inside = 0.0
        for more_begin, more_inside in map(self._crf.weights, features):
            begin += more_begin
            inside += more_inside
        return begin, inside

    def _is_inside(self, begin: float, inside: float) -> bool:
        return inside > begin or (inside == begin and not self._crf.prefers_begin)


def _may_join(left: _Syllable, right: _Syllable) -> bool:
    """Say whether pyvi lets two syllables stand in one word, whatever its CRF holds."""
    return not (left.is_apart or right.is_apart or (right.is_title and not left.is_title))
