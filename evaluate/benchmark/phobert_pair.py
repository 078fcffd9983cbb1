"""Two PhoBERT-base models as a user runs them: a token and a sequence classifier, in batches.

Words, pieces and their ids come from a bundle, since they cost next to nothing beside the models;
what is read out of the logits is left out too. Windows do not overlap. All of this is in the
models' favour.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from predict.text.document import Document
from predict.text.encode import Ids, encode
from predict.text.segment import Segmenter
from predict.text.tokenizer import TOKENIZER_FILE, Tokenizer

TAGS, TYPES = "tags", "types"
"""Names of the token classifier's and of the sequence classifier's folder, and of their graphs."""
INPUTS = ("input_ids", "attention_mask")
LENGTH = 256  # ids in a window, as many as PhoBERT takes
BATCH_SIZES = (8, 16)
Model = Callable[[Ids, Ids], object]
"""Ids and mask, both (windows, ids), to logits."""


class Pair:
    """A token classifier, which reads every window, and a sequence classifier, only the first."""

    def __init__(self, tags: Model, types: Model, *, bundle: Path, length: int = LENGTH) -> None:
        """Bring the two together.

        :param tags: the token classifier
        :param types: the sequence classifier
        :param bundle: where words and pieces come from
        :param length: ids in a window
        """
        self._tags, self._types = tags, types
        self._segmenter = Segmenter.load(bundle)
        self._tokenizer = Tokenizer.load_json(bundle / TOKENIZER_FILE)
        self._room = length - 2
        self.batch_size = BATCH_SIZES[0]

    def warm_up(self, texts: Sequence[str]) -> None:
        """Find the faster size of batches."""
        self.read_batch(texts)
        seconds: dict[int, float] = {}
        for size in BATCH_SIZES:
            self.batch_size = size
            begin = time.perf_counter()
            self.read_batch(texts)
            seconds[size] = time.perf_counter() - begin
        self.batch_size = min(seconds, key=seconds.__getitem__)

    def read(self, text: str) -> None:
        """Read one article."""
        self.read_batch([text])

    def read_batch(self, texts: Sequence[str]) -> None:
        """Read many articles, windows of alike length together."""
        articles = [self._windows(text) for text in texts]
        for ids, mask in batches([w for windows in articles for w in windows], self.batch_size):
            self._tags(ids, mask)
        for ids, mask in batches([windows[0] for windows in articles], self.batch_size):
            self._types(ids, mask)

    def _windows(self, text: str) -> list[list[int]]:
        encoding = encode(
            Document.of(text).text, segmenter=self._segmenter, tokenizer=self._tokenizer
        )
        ids = encoding.ids.tolist()
        return [
            [Tokenizer.bos_id, *ids[begin : begin + self._room], Tokenizer.eos_id]
            for begin in range(0, max(len(ids), 1), self._room)
        ]


def batches(windows: Sequence[Sequence[int]], size: int) -> Iterator[tuple[Ids, Ids]]:
    """Return ids and masks of windows, padded where they differ in length, long ones first.

    :param windows: windows of ids
    :param size: the most windows in a batch
    """
    ordered = sorted(windows, key=len, reverse=True)
    for begin in range(0, len(ordered), size):
        batch = ordered[begin : begin + size]
        ids = np.full((len(batch), len(batch[0])), Tokenizer.pad_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for i, window in enumerate(batch):
            ids[i, : len(window)] = window
            mask[i, : len(window)] = 1
        yield ids, mask
