"""Windows of a pretraining run, in their order, and masks over them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from models.masked_lm import IGNORED
from predict.text.tokenizer import SPECIAL_PIECES, Tokenizer
from train.pretraining_ids import Ids


class Windows(Dataset[dict[str, Any]]):
    """Every window of a whole run, in the order in which it is seen.

    The order is drawn anew for each pass over the ids, from the seed alone, so that a run that
    goes on after an interruption meets the batches that it would have met.
    """

    def __init__(self, ids: Ids, *, n: int, seed: int) -> None:
        """Take ids of shape (windows, length), and how many windows the run sees."""
        self._ids = ids
        self._n = n
        self._seed = seed
        self._pass, self._order = -1, np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        """Count the windows that the run sees."""
        return self._n

    def __getitem__(self, index: int) -> dict[str, Any]:
        """Return a window, and its place in the run."""
        n_pass, place = divmod(index, len(self._ids))
        if n_pass != self._pass:
            self._pass = n_pass
            self._order = np.random.default_rng((self._seed, n_pass)).permutation(len(self._ids))
        return {"ids": self._ids[self._order[place]].astype(np.int64), "index": index}


class Masker:
    """Masks anew whenever a window is seen: 80 % `<mask>`, 10 % another piece, 10 % as it is.

    What is masked depends on the seed and the window's place in the run, on nothing else.
    """

    def __init__(
        self, tokenizer: Tokenizer, *, share: float, seed: int, whole_words: bool = False
    ) -> None:
        """Mask a share of the pieces, singly or with all the other pieces of their words."""
        self._mask_id = tokenizer.mask_id
        self._pad_id = tokenizer.pad_id
        self._share = share
        self._seed = seed
        # which pieces end what is masked together: all of them, or those that end a word
        self._last = np.ones(tokenizer.n_pieces, dtype=bool)
        if whole_words:
            words = np.arange(len(SPECIAL_PIECES), tokenizer.n_pieces)
            self._last[words] = np.isin(words, list(tokenizer.word_ends))

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        """Mask a batch of windows."""
        return self.mask(np.stack([row["ids"] for row in rows]), [row["index"] for row in rows])

    def mask(self, ids: NDArray[np.int64], places: Sequence[int]) -> dict[str, Tensor]:
        """Return ``input_ids`` and ``labels`` for ids of shape (windows, length).

        Where a window is padded, there is an ``attention_mask`` too.

        :param places: each window's place in the run
        """
        first = len(SPECIAL_PIECES)
        draws = np.empty((3, *ids.shape))
        for i, place in enumerate(places):
            draws[:, i] = np.random.default_rng((self._seed, place)).random((3, ids.shape[1]))
        in_words = np.take_along_axis(draws[0], _first_places(self._last[ids]), axis=1)
        chosen = (in_words < self._share) & (ids >= first)
        other = (first + draws[2] * (self._mask_id - first)).astype(np.int64)
        inputs = np.where(chosen & (draws[1] < 0.8), self._mask_id, ids)
        inputs = np.where(chosen & (draws[1] >= 0.9), other, inputs)
        batch = {"input_ids": inputs, "labels": np.where(chosen, ids, IGNORED)}
        if (padded := ids == self._pad_id).any():
            batch["attention_mask"] = (~padded).astype(np.int64)
        return {key: torch.from_numpy(array) for key, array in batch.items()}


def _first_places(last: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return, for each place, where its word begins, given which places end a word."""
    begins = np.ones_like(last)
    begins[:, 1:] = last[:, :-1]
    return np.maximum.accumulate(np.where(begins, np.arange(last.shape[1]), 0), axis=1)
