"""Words that somebody else has cut, in place of those that the segmenter would."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from predict.errors import InputError
from predict.text.case import calm
from predict.text.document import Document
from predict.text.segment import Place, Word

_SYLLABLE = re.compile(r"\S+")


def find_words(document: Document, places: Sequence[Place]) -> list[Word]:
    """Return the words at some places, with what lies between them as words of its own.

    No word runs over the end of a line; what is left of none in the canonical text is none.

    :param document: the text
    :param places: start and end of each word in the text as given, ascending and apart
    :raises InputError: if they are not
    """
    _check(places, len(document.given))
    text = calm(document.text)
    words: list[Word] = []
    place = 0
    for given in places:
        start, end = _canonical(document, given)
        start = max(start, place)
        words.extend(_loose(text, place, start))
        words.extend(_lines(text, start, end))
        place = max(place, end)
    words.extend(_loose(text, place, len(text)))
    return words


def _check(places: Sequence[Place], length: int) -> None:
    edge = 0
    for start, end in places:
        if not edge <= start < end <= length:
            raise InputError(
                f"the word {start}-{end} overlaps another or the text's end at {length}; give "
                "places of words that ascend and lie apart"
            )
        edge = end


def _canonical(document: Document, given: Place) -> Place:
    start, end = given
    if document.starts is None or document.ends is None:
        length = len(document.text)
        return min(start, length), min(end, length)
    return bisect_right(document.ends, start), bisect_left(document.starts, end)


def _lines(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the word between two places, in as many parts as it has lines."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        begin = start + line.start()
        syllables = [m.span() for m in _SYLLABLE.finditer(text, begin, start + line.end())]
        if syllables:
            yield _word(text, syllables)


def _loose(text: str, start: int, end: int) -> Iterator[Word]:
    return (_word(text, [match.span()]) for match in _SYLLABLE.finditer(text, start, end))


def _word(text: str, syllables: Sequence[Place]) -> Word:
    spelling = "_".join(text[start:end] for start, end in syllables)
    return Word(text=spelling, syllables=tuple(syllables))
