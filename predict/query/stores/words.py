"""Texts that may hold some words, found quickly, and those that do; as ``find`` of a database."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from predict.archive.database.folding import DROPPED, fold

_LAST = 0x212B  # the Angstrom sign, the last character that folds to a plain letter
_BETWEEN = "[^0-9A-Za-z]*"  # two words


def holds(text: str, folded: Sequence[str]) -> bool:
    """Say whether all of some phrases stand in a text, word by word.

    :param text: as its article has it
    :param folded: the phrases, as ``fold_phrases`` returns them
    """
    words = f" {fold(text)} "
    return all(f" {phrase} " in words for phrase in folded)


def pattern_of(words: str) -> str:
    """Return a pattern that matches every text with some words, and few others.

    It is one for Python and for RE2, and reads the text as it is, marks and all.

    :param words: a folded phrase
    """
    return _BETWEEN.join("".join(map(_letter, word)) for word in words.split())


def exact_pattern_of(words: str) -> str | None:
    """Return a pattern for RE2 that matches none but texts with some words, and most of them.

    :param words: a folded phrase; for one with letters beyond the plain ones there is none
    """
    if not words.isascii():
        return None
    apart = f"[^\\pL\\pN{DROPPED}]"
    between = f"[{DROPPED}]*{apart}[^\\pL\\pN]*"
    inner = between.join("".join(map(_letter, word)) for word in words.split())
    return f"(?:^|{apart})[{DROPPED}]*{inner}(?:$|{apart})"


def _letter(plain: str) -> str:
    """Return a pattern of a letter with any marks, and of what is not seen behind it."""
    written = _written().get(plain)
    return f"[{written}][{DROPPED}]*" if written else "(?s:.*?)"


@cache
def _written() -> Mapping[str, str]:
    """Return, for each plain letter and digit, the characters that fold to it."""
    found: dict[str, str] = defaultdict(str)
    for code in range(_LAST + 1):
        letter = chr(code)
        plain = fold(letter)
        if len(plain) == 1 and plain.isascii():
            found[plain] += re.escape(letter)
    return found
