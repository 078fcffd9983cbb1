"""Typing errors of real life: a word as a hurried hand types it."""

import random
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below


def misspell(word: str, draw: random.Random) -> str:
    """Return a word of letters with one error: a tone, a swapped, doubled or missing letter.

    :param word: two letters or more
    """
    return draw.choice([_change_tone, _swap, _double, _drop])(word, draw)


def _change_tone(word: str, draw: random.Random) -> str:
    """Take a tone away or put another; a word without a tone gets a letter twice."""
    for i, letter in enumerate(word):
        parts = unicodedata.normalize("NFD", letter)
        if tones := set(parts) & set(_TONES):
            bare = "".join(part for part in parts if part not in tones)
            tone = draw.choice(["", *(t for t in _TONES if t not in tones)])
            bare = unicodedata.normalize("NFC", bare)  # a circumflex goes before the new tone
            return word[:i] + unicodedata.normalize("NFC", bare + tone) + word[i + 1 :]
    return _double(word, draw)


def _swap(word: str, draw: random.Random) -> str:
    places = [i for i in range(len(word) - 1) if word[i] != word[i + 1]]
    if not places:
        return _double(word, draw)
    i = draw.choice(places)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _double(word: str, draw: random.Random) -> str:
    i = draw.randrange(len(word))
    return word[: i + 1] + word[i:]


def _drop(word: str, draw: random.Random) -> str:
    i = draw.randrange(len(word))
    return word[:i] + word[i + 1 :]
