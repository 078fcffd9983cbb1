"""Long articles in overlapping windows, and the merging back."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from predict.errors import InputError
from predict.text.encode import Encoding, Ids

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSize:
    """How long windows are, in ids with ``<s>`` and ``</s>``, and how many pieces they share."""

    length: int
    overlap: int

    def __post_init__(self) -> None:
        """Check that a window moves on: its overlap is at most half of its room."""
        if self.length < 4 or not 0 <= self.overlap <= self.room // 2:
            raise InputError(
                f"windows of {self.length} ids cannot overlap by {self.overlap} pieces; "
                f"the overlap may be 0 to {max(self.room // 2, 0)}"
            )

    @property
    def room(self) -> int:
        """Pieces in a window."""
        return self.length - 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The pieces ``begin`` to ``end`` of an article; it decides tokens in ``first`` to ``last``.

    ::

        pieces   0 ........... 190 ..... 254 ............ 444
        window 1 [--------- decided ---|----)
        window 2               [-------|----- decided -----)
                                      222
    """

    begin: int
    end: int
    first: int
    last: int


def cut(encoding: Encoding, size: WindowSize) -> list[Window]:
    """Cut an article into windows: at sentence ends where possible, else between words.

    Only a word that alone is longer than a window is cut inside.
    """
    n_pieces = len(encoding.ids)
    edges: list[tuple[int, int]] = []
    begin = 0
    while begin < n_pieces:
        end = _end(encoding, begin, size)
        edges.append((begin, end))
        if end == n_pieces:
            break
        begin = _next_begin(encoding, begin, end, size)
    middles = [(a_end + b_begin) // 2 for (_, a_end), (b_begin, _) in pairwise(edges)]
    bounds = [0, *middles, n_pieces]
    return [
        Window(begin=begin, end=end, first=bounds[i], last=bounds[i + 1])
        for i, (begin, end) in enumerate(edges)
    ]


def _end(encoding: Encoding, begin: int, size: WindowSize) -> int:
    limit = begin + size.room
    if limit >= len(encoding.ids):
        return len(encoding.ids)
    for starts, lowest in (
        (encoding.sentence_starts, limit - size.room // 4),
        (encoding.word_starts, begin + 1),
    ):
        i = bisect_right(starts, limit) - 1
        if i >= 0 and starts[i] >= lowest:
            return int(starts[i])
    return limit


def _next_begin(encoding: Encoding, begin: int, end: int, size: WindowSize) -> int:
    """Return the first word within the overlap, or the end where no word begins there."""
    i = bisect_left(encoding.word_starts, max(end - size.overlap, begin + 1))
    return min(int(encoding.word_starts[i]), end) if i < len(encoding.word_starts) else end


def window_ids(encoding: Encoding, window: Window) -> Ids:
    """Return the ids of a window, ``<s>`` and ``</s>`` around them."""
    first, last = encoding.around
    return np.concatenate(([first], encoding.ids[window.begin : window.end], [last]))


def merge(encoding: Encoding, windows: Sequence[Window], logits: Sequence[Logits]) -> Logits:
    """Return the tag logits of tokens, each from the window where it has most context.

    :param encoding: the article
    :param windows: its windows
    :param logits: tag logits of each window's ids, shape (ids, tags)
    :returns: shape (tokens, tags)
    """
    rows: list[Logits] = []
    for window, of_window in zip(windows, logits, strict=True):
        first, last = np.searchsorted(encoding.pieces, (window.first, window.last))
        rows.append(of_window[encoding.pieces[first:last] - window.begin + 1])
    return np.concatenate(rows)
