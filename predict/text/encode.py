"""An article as a model takes it: pieces, and the tokens that bear tags, with their offsets.

A token is what bears one tag: all that stands from a piece at which a syllable begins up to the
next such piece. Where pyvi and the vocabulary take ``Tỉnh_uỷ`` as one piece, it is one token; where
a long name falls into pieces, each syllable with a piece of its own is one. A name in a list of
names is one token, and the pieces of a word that the text does not hold, in front of it, are none.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from predict.text.case import calm
from predict.text.mend import mend
from predict.text.name_lists import find_bare_names
from predict.text.segment import Segmenter, Word
from predict.text.tokenizer import Tokenizer

Ids = NDArray[np.int64]
PREPROCESSING = 1
"""Raised whenever words or pieces of running text come out otherwise: networks are trained anew.

Not for lists of names and lines in capitals, which are only brought nearer to running text.
"""
_ADDRESS = "Đồng_chí"  # in front of a name in a list, which bears no tag
_SENTENCE_ENDS = frozenset(".!?…;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The pieces and tokens of a text.

    ``ids`` are the pieces, without ``<s>`` and ``</s>``. Token ``i`` stands at the characters
    ``starts[i]`` to ``ends[i]`` and begins with piece ``pieces[i]``; ``opens_line`` marks the first
    token of each line. ``word_starts`` and ``sentence_starts`` are numbers of pieces, ascending.
    """

    ids: Ids
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    pieces: NDArray[np.int64]
    opens_line: NDArray[np.bool_]
    word_starts: NDArray[np.int64]
    sentence_starts: NDArray[np.int64]

    @property
    def n_tokens(self) -> int:
        """How many tokens there are."""
        return len(self.starts)


def encode(text: str, *, segmenter: Segmenter, tokenizer: Tokenizer) -> Encoding:
    """Cut a canonical text into words, mend them, and turn them into pieces and tokens."""
    words = mend(segmenter.segment(calm(text)), dictionary=segmenter.dictionary)
    bare_names = find_bare_names(text)
    name_end = 0
    ids: list[int] = []
    tokens: list[tuple[int, int, int]] = []
    word_starts: list[int] = []
    for word in words:
        pieces = tokenizer.pieces(word.text)
        word_starts.append(len(ids))
        if word.start in bare_names:
            ids.extend(tokenizer.pieces(_ADDRESS).ids)
            name_end = bare_names[word.start]
            tokens.append((word.start, name_end, len(ids)))
        elif word.start >= name_end:
            tokens.extend(_tokens(word, pieces.starts, first_piece=len(ids)))
        ids.extend(pieces.ids)
    starts, ends, firsts = np.array(tokens, dtype=np.int64).reshape(-1, 3).T
    opens_line = np.array([_opens_line(text, start) for start in starts], dtype=np.bool_)
    return Encoding(
        ids=np.array(ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        pieces=firsts,
        opens_line=opens_line,
        word_starts=np.array(word_starts, dtype=np.int64),
        sentence_starts=np.array(_sentence_starts(text, words, word_starts), dtype=np.int64),
    )


def _tokens(
    word: Word, piece_starts: tuple[int, ...], *, first_piece: int
) -> list[tuple[int, int, int]]:
    """Return start, end and first piece of each token of a word."""
    if len(word.syllables) == 1:
        return [(word.start, word.end, first_piece)]
    number = {start: i for i, start in enumerate(piece_starts)}
    tokens: list[tuple[int, int, int]] = []
    place = 0  # of the syllable in the word's own spelling
    for start, end in word.syllables:
        piece = number.get(place, number.get(place - 1))  # one before: it begins with the joint
        if piece is not None:
            tokens.append((start, end, first_piece + piece))
        else:
            tokens[-1] = (tokens[-1][0], end, tokens[-1][2])
        place += end - start + 1
    return tokens


def _opens_line(text: str, start: int) -> bool:
    while start > 0 and text[start - 1] == " ":
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _sentence_starts(text: str, words: list[Word], word_starts: list[int]) -> list[int]:
    return [
        piece
        for (before, word), piece in zip(pairwise(words), word_starts[1:], strict=True)
        if before.text in _SENTENCE_ENDS or "\n" in text[before.end : word.start]
    ]
