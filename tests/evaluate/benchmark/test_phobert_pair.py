from pathlib import Path

import numpy as np
import pytest

from evaluate.benchmark.phobert_pair import BATCH_SIZES, Pair, batches
from predict.text.document import Document
from predict.text.encode import Ids, encode
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer
from tests.toy import ARTICLE

LENGTH = 20


class Seen:
    """A model that keeps what it is given."""

    def __init__(self) -> None:
        self.windows: list[list[int]] = []
        self.sizes: list[int] = []

    def __call__(self, ids: Ids, mask: Ids) -> None:
        self.sizes.append(len(ids))
        for row, kept in zip(ids, mask, strict=True):
            assert (row[kept == 0] == Tokenizer.pad_id).all()
            self.windows.append(row[kept == 1].tolist())


def test_tags_see_every_window_and_types_the_first(
    toy_bundle: Path, segmenter: Segmenter, toy_tokenizer_folder: Path
) -> None:
    tags, types = Seen(), Seen()
    pair = Pair(tags, types, bundle=toy_bundle, length=LENGTH)
    pair.read_batch([ARTICLE, "", "Bí thư", ARTICLE])
    tokenizer = Tokenizer.load(toy_tokenizer_folder)
    expected = encode(Document.of(ARTICLE).text, segmenter=segmenter, tokenizer=tokenizer).ids
    room = LENGTH - 2
    article = [[0, *expected[i : i + room].tolist(), 2] for i in range(0, len(expected), room)]
    assert len(article) > 3
    assert [0, 2] in tags.windows
    assert all(window in tags.windows for window in article)
    assert len(tags.windows) == 2 * len(article) + 2
    assert len(types.windows) == 4
    assert tags.sizes[0] == BATCH_SIZES[0]
    assert types.windows.count(article[0]) == 2


def test_one_article_is_one_batch(toy_bundle: Path) -> None:
    tags, types = Seen(), Seen()
    Pair(tags, types, bundle=toy_bundle).read("Bí thư")
    assert (tags.sizes, types.sizes) == ([1], [1])


def test_batches_hold_windows_of_alike_length() -> None:
    found = [*batches([[0, 2], [0, 5, 6, 2], [0, 7, 2]], 2)]
    ids, mask = found[0]
    assert ids.tolist() == [[0, 5, 6, 2], [0, 7, 2, 1]]
    assert mask.tolist() == [[1, 1, 1, 1], [1, 1, 1, 0]]
    assert found[1][0].tolist() == [[0, 2]]
    assert found[1][1].dtype == np.int64


@pytest.mark.parametrize("faster", BATCH_SIZES)
def test_the_faster_size_of_batches_is_kept(
    toy_bundle: Path, monkeypatch: pytest.MonkeyPatch, faster: int
) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: clock[0])

    def slow(ids: Ids, mask: Ids) -> None:
        assert ids.shape == mask.shape
        clock[0] += 1 if pair.batch_size == faster else 2

    pair = Pair(slow, slow, bundle=toy_bundle)
    pair.warm_up([ARTICLE])
    assert pair.batch_size == faster
