from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.network.windows import Window, WindowSize, cut, merge, window_ids
from predict.text.encode import Encoding, encode
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer
from tests.toy import ARTICLE


def encoding_of(words: list[int], sentences: frozenset[int] = frozenset()) -> Encoding:
    """Make up an article.

    :param words: how many pieces each word has
    :param sentences: the words, by number, that begin a sentence
    """
    word_starts = [0, *np.cumsum(words).tolist()][:-1]
    n_pieces = sum(words)
    return Encoding(
        ids=np.arange(10, 10 + n_pieces, dtype=np.int64),
        starts=np.array(word_starts, dtype=np.int64) * 5,
        ends=np.array(word_starts, dtype=np.int64) * 5 + 1,
        pieces=np.array(word_starts, dtype=np.int64),
        opens_line=np.zeros(len(words), dtype=np.bool_),
        word_starts=np.array(word_starts, dtype=np.int64),
        sentence_starts=np.array([word_starts[i] for i in sorted(sentences)], dtype=np.int64),
    )


def check(encoding: Encoding, windows: list[Window], size: WindowSize) -> None:
    """Check what holds of any windows of any article."""
    n_pieces = len(encoding.ids)
    assert windows[0].begin == windows[0].first == 0
    assert windows[-1].end == windows[-1].last == n_pieces
    for window in windows:
        assert 0 < window.end - window.begin <= size.room
        assert window.begin <= window.first <= window.last <= window.end
        ids = window_ids(encoding, window)
        assert len(ids) <= size.length
        assert (ids[0], ids[-1]) == (0, 2)
        assert ids[1:-1].tolist() == encoding.ids[window.begin : window.end].tolist()
    for left, right in pairwise(windows):
        assert left.last == right.first
        assert left.begin < right.begin <= left.end < right.end
        assert left.end - right.begin <= size.overlap
        longest = max(np.diff([*encoding.word_starts, n_pieces]))
        if longest <= size.room:
            assert {left.end, right.begin} <= set(encoding.word_starts.tolist())


@pytest.mark.parametrize(
    ("length", "overlap", "most"), [(3, 0, 0), (10, 5, 4), (256, 128, 127), (10, -1, 4)]
)
def test_a_size_that_does_not_move_on_is_refused(length: int, overlap: int, most: int) -> None:
    message = f"windows of {length} ids cannot overlap by {overlap} pieces; .* may be 0 to {most}$"
    with pytest.raises(ValueError, match=message):
        WindowSize(length=length, overlap=overlap)


def test_room() -> None:
    assert WindowSize(length=256, overlap=127).room == 254


def test_a_short_article_is_one_window() -> None:
    encoding = encoding_of([1] * 8)
    windows = cut(encoding, WindowSize(length=10, overlap=2))
    assert windows == [Window(begin=0, end=8, first=0, last=8)]


def test_nothing_needs_no_window() -> None:
    assert cut(encoding_of([]), WindowSize(length=10, overlap=2)) == []


def test_cuts_between_words() -> None:
    windows = cut(encoding_of([3] * 6), WindowSize(length=10, overlap=4))
    assert [(w.begin, w.end) for w in windows] == [(0, 6), (3, 9), (6, 12), (9, 15), (12, 18)]
    assert [(w.first, w.last) for w in windows] == [(0, 4), (4, 7), (7, 10), (10, 13), (13, 18)]


def test_cuts_at_sentence_ends_where_one_is_near() -> None:
    size = WindowSize(length=22, overlap=4)
    windows = cut(encoding_of([1] * 40, frozenset([3, 17])), size)
    assert windows[0].end == 17
    windows = cut(encoding_of([1] * 40, frozenset([3, 14])), size)
    assert windows[0].end == 20  # a quarter of the window is not given up


def test_only_a_word_longer_than_a_window_is_cut_inside() -> None:
    size = WindowSize(length=10, overlap=3)
    encoding = encoding_of([2, 30, 2])
    windows = cut(encoding, size)
    check(encoding, windows, size)
    assert windows[0].end == 2
    assert (windows[1].begin, windows[1].end) == (2, 10)


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=60),
    st.integers(4, 24),
    st.data(),
)
def test_every_piece_is_decided_once(words: list[int], length: int, data: st.DataObject) -> None:
    size = WindowSize(length=length, overlap=data.draw(st.integers(0, (length - 2) // 2)))
    sentences = data.draw(st.frozensets(st.integers(0, len(words) - 1)))
    encoding = encoding_of(words, sentences)
    windows = cut(encoding, size)
    check(encoding, windows, size)
    # Logits that say which window and which id they came from.
    logits = [
        np.stack([np.full(len(ids), i), ids], axis=1).astype(np.float32)
        for i, ids in enumerate(window_ids(encoding, window) for window in windows)
    ]
    merged = merge(encoding, windows, logits)
    assert merged.shape == (encoding.n_tokens, 2)
    assert merged[:, 1].tolist() == encoding.ids[encoding.pieces].tolist()
    for place, i in zip(encoding.pieces, merged[:, 0].astype(int), strict=True):
        assert windows[i].first <= place < windows[i].last


def test_rows_come_from_the_window_with_most_context() -> None:
    size = WindowSize(length=42, overlap=20)
    encoding = encoding_of([1] * 200)
    windows = cut(encoding, size)
    for place in range(200):
        context = [
            min(place - w.begin if w.begin else 99, w.end - 1 - place if w.end < 200 else 99)
            for w in windows
            if w.begin <= place < w.end
        ]
        (mine,) = [w for w in windows if w.first <= place < w.last]
        kept = min(
            place - mine.begin if mine.begin else 99,
            mine.end - 1 - place if mine.end < 200 else 99,
        )
        assert kept >= max(context) - 1


def test_a_thousand_words(segmenter: Segmenter, toy_tokenizer_folder: Path) -> None:
    text = ARTICLE * 20
    encoding = encode(text, segmenter=segmenter, tokenizer=Tokenizer.load(toy_tokenizer_folder))
    assert len(encoding.word_starts) > 1000
    size = WindowSize(length=256, overlap=64)
    windows = cut(encoding, size)
    check(encoding, windows, size)
    assert len(windows) > 5
    starts = set(encoding.sentence_starts.tolist())
    assert all(window.end in starts for window in windows[:-1])
