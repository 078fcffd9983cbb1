"""What pyvi looks at to tell words: the features of each syllable of a line, by pyvi's names."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

BEHIND_IN_PAIR, BEFORE_IN_PAIR = "-1:word.bi_gram()", "+1:word.bi_gram()"
LAST_OF_TRIPLE, FIRST_OF_TRIPLE = "-2:word.tri_gram()", "+2:word.tri_gram()"
"""Of the last and the first syllable of a known word of two or three."""


class Features(NamedTuple):
    """What holds by a syllable's spelling and case: of itself, its follower, its forerunner."""

    own: list[str]
    behind: list[str]
    before: list[str]


def features_of(syllable: str) -> Features:
    """Name the features that a syllable brings, in the order in which pyvi's rows have them."""
    lower, upper, title = syllable.lower(), syllable.isupper(), syllable.istitle()
    own = ["bias", "word.lower():" + lower]
    own += ["word.isupper()"] * upper + ["word.istitle()"] * title
    own += ["word.isdigit()"] * syllable.isdigit()
    behind = ["-1:word.lower():" + lower]
    behind += ["-1:word.istitle()"] * title + ["-1:word.isupper()"] * upper
    before = ["+1:word.lower():" + lower]
    before += ["+1:word.istitle()"] * title + ["+1:word.isupper()"] * upper
    return Features(own, behind, before)


def find_pairs(lower: Sequence[str], dictionary: frozenset[str]) -> list[int]:
    """Return where known words of two syllables begin.

    :param lower: the syllables of a line in lower case
    :param dictionary: known words of two and three syllables in lower case, parted by spaces
    """
    return [i for i, (a, b) in enumerate(pairwise(lower)) if f"{a} {b}" in dictionary]


def find_triples(lower: Sequence[str], dictionary: frozenset[str]) -> list[int]:
    """Return where known words of three syllables begin."""
    triples = zip(lower, lower[1:], lower[2:], strict=False)
    return [i for i, (a, b, c) in enumerate(triples) if f"{a} {b} {c}" in dictionary]


def list_features(syllables: Sequence[str], dictionary: frozenset[str]) -> list[list[str]]:
    """Name the features that hold of each syllable of a line, in pyvi's order."""
    lower = [syllable.lower() for syllable in syllables]
    pairs, triples = {*find_pairs(lower, dictionary)}, {*find_triples(lower, dictionary)}
    features = [features_of(syllable) for syllable in syllables]
    rows: list[list[str]] = []
    for i, here in enumerate(features):
        row = [*here.own]
        if i > 0:
            row += features[i - 1].behind
            row += [BEHIND_IN_PAIR] * (i - 1 in pairs) + [LAST_OF_TRIPLE] * (i - 2 in triples)
        if i + 1 < len(features):
            row += features[i + 1].before
            row += [BEFORE_IN_PAIR] * (i in pairs) + [FIRST_OF_TRIPLE] * (i in triples)
        rows.append(row)
    return rows
