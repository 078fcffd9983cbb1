"""An article as a model takes it: pieces, and the tokens that bear tags, with their offsets.

A token is what bears one tag: all that stands from a piece at which a syllable begins up to the
next such piece. Where pyvi and the vocabulary take ``Tỉnh_uỷ`` as one piece, it is one token; where
a long name falls into pieces, each syllable with a piece of its own is one. A name in a list of
names is one token, and the pieces of a word that the text does not hold, in front of it, are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_LINE_START = re.compile("^ *", re.MULTILINE)
Token = tuple[int, int, int]  # start, end, first piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The pieces and tokens of a text.

    ``ids`` are the pieces, without ``<s>`` and ``</s>``. Token ``i`` stands at the characters
    ``starts[i]`` to ``ends[i]`` and begins with piece ``pieces[i]``; ``opens_line`` marks the first
    token of each line. ``word_starts`` and ``sentence_starts`` are numbers of pieces, ascending.
    ``around`` are the ids in front of a window and behind it.
    """

    ids: Ids
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    pieces: NDArray[np.int64]
    opens_line: NDArray[np.bool_]
    word_starts: NDArray[np.int64]
    sentence_starts: NDArray[np.int64]
    around: tuple[int, int] = (Tokenizer.bos_id, Tokenizer.eos_id)

    @property
    def n_tokens(self) -> int:
        """How many tokens there are."""
        return len(self.starts)


def encode(
    text: str,
    *,
    segmenter: Segmenter,
    tokenizer: Tokenizer,
    words: Sequence[Word] | None = None,
) -> Encoding:
    """Turn a canonical text into pieces and tokens.

    :param text: an article in its canonical spelling
    :param segmenter: cuts it into words, which are mended
    :param tokenizer: cuts words into pieces
    :param words: its words, if somebody else has cut them, which are not mended
    """
    words = _mended(text, segmenter) if words is None else segmenter.take(words)
    bare_names = find_bare_names(text)
    name_end = 0
    ids: list[int] = []
    tokens: list[Token] = []
    word_starts: list[int] = []
    for word in words:
        pieces = tokenizer.pieces(word.text)
        start = word.start
        word_starts.append(len(ids))
        if start in bare_names:
            ids.extend(tokenizer.encode(segmenter.respell(_ADDRESS)))
            name_end = bare_names[start]
            tokens.append((start, name_end, len(ids)))
        elif start >= name_end:
            if len(word.syllables) == 1 or len(pieces.ids) == 1:
                tokens.append((start, word.end, len(ids)))
            else:
                tokens.extend(_tokens(word, pieces.starts, first_piece=len(ids)))
        ids.extend(pieces.ids)
    starts, ends, firsts = zip(*tokens, strict=True) if tokens else ((), (), ())
    line_starts = {match.end() for match in _LINE_START.finditer(text)}
    return Encoding(
        ids=np.array(ids, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        pieces=np.array(firsts, dtype=np.int64),
        opens_line=np.array([start in line_starts for start in starts], dtype=np.bool_),
        word_starts=np.array(word_starts, dtype=np.int64),
        sentence_starts=np.array(_sentence_starts(text, words, word_starts), dtype=np.int64),
        around=(tokenizer.bos_id, tokenizer.eos_id),
    )


def _mended(text: str, segmenter: Segmenter) -> list[Word]:
    return mend(segmenter.segment(calm(text)), dictionary=segmenter.dictionary)


def _tokens(word: Word, piece_starts: tuple[int, ...], *, first_piece: int) -> list[Token]:
    """Return the tokens of a word of several syllables and pieces."""
    number: dict[int, int] = {}  # of the first piece that begins at a character
    for i, start in enumerate(piece_starts):
        number.setdefault(start, i)
    tokens: list[Token] = []
    place = 0  # of the syllable in the word's own spelling
    for start, end in word.syllables:
        piece = number.get(place, number.get(place - 1))  # one before: it begins with the joint
        if piece is not None:
            tokens.append((start, end, first_piece + piece))
        else:
            tokens[-1] = (tokens[-1][0], end, tokens[-1][2])
        place += end - start + 1
    return tokens


def _sentence_starts(text: str, words: Sequence[Word], word_starts: list[int]) -> list[int]:
    """Return the pieces at which words begin that stand behind the end of a sentence or a line."""
    found: list[int] = []
    line_end = text.find("\n")
    behind_end = False
    for word, piece in zip(words, word_starts, strict=True):
        behind_line = -1 < line_end < word.start
        if behind_line:
            line_end = text.find("\n", word.start)
        if (behind_line or behind_end) and word is not words[0]:
            found.append(piece)
        behind_end = word.text in _SENTENCE_ENDS
    return found
