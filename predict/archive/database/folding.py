"""Texts as words of plain letters, which is how they are searched, the same everywhere."""

import re
import unicodedata
from collections.abc import Sequence

from predict.errors import InputError

_CROSSED = "đðɖ"  # these have no mark to drop; the last two are taken for the first
DROPPED = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
)
"""Combining marks of every block, and characters that are not seen, as ranges of a pattern."""
_DROPPED = re.compile(f"[{DROPPED}]+")
_WORD = re.compile(r"[^\W_]{1,200}")  # longer ones fit no index of PostgreSQL


def fold(given: str) -> str:
    """Return a text's words in plain small letters, ``Đại hội, 12/3`` → ``dai hoi 12 3``."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFD", given.lower()))
    for letter in _CROSSED:
        plain = plain.replace(letter, "d")
    return " ".join(_WORD.findall(plain))


def fold_phrases(phrases: Sequence[str]) -> list[str]:
    """Return what to look for as folded words.

    :param phrases: one or more, each with a word
    :raises InputError: if there is none, or one holds no word
    """
    folded = [fold(phrase) for phrase in phrases]
    for phrase, words in zip(phrases, folded, strict=True):
        if not words:
            raise InputError(f"{phrase!r} holds no word to search for")
    if not folded:
        raise InputError("nothing to search for; give at least one phrase")
    return folded


FIND_IN_SQLITE = (
    "SELECT article FROM search_words JOIN search_keys ON number = search_words.rowid "
    "WHERE search_words MATCH :words ORDER BY article"
)
"""How the articles with some phrases are found in SQLite; ``words`` are ``match_in_sqlite``."""


def match_in_sqlite(folded: Sequence[str]) -> str:
    """Return some phrases, folded, as SQLite's full-text search takes them."""
    return " AND ".join(f'"{words}"' for words in folded)
