"""Masking: the asked share, reproducible, whole words together; windows in their order."""

from pathlib import Path

import numpy as np
import pytest
import torch

from models.masked_lm import IGNORED
from predict.text.tokenizer import SPECIAL_PIECES, Tokenizer
from train.masking import Masker, Windows


@pytest.fixture
def tokenizer(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


def test_masks_the_asked_share_and_never_special_pieces(tokenizer: Tokenizer) -> None:
    ids = np.random.default_rng(0).integers(0, tokenizer.mask_id, (200, 32))
    batch = Masker(tokenizer, share=0.2, seed=1).mask(ids, range(200))
    labels, inputs = batch["labels"].numpy(), batch["input_ids"].numpy()
    chosen = labels != IGNORED
    special = ids < len(SPECIAL_PIECES)
    assert not (chosen & special).any()
    assert chosen.sum() / (~special).sum() == pytest.approx(0.2, abs=0.02)
    assert np.array_equal(labels[chosen], ids[chosen])
    assert np.array_equal(inputs[~chosen], ids[~chosen])
    assert (inputs[chosen] == tokenizer.mask_id).mean() == pytest.approx(0.8, abs=0.04)
    assert (inputs[chosen] == ids[chosen]).mean() == pytest.approx(0.1, abs=0.04)


def test_masks_differ_from_batch_to_batch(tokenizer: Tokenizer) -> None:
    masker = Masker(tokenizer, share=0.2, seed=1)
    ids = np.full((4, 32), 50)
    first, second = masker.mask(ids, range(4)), masker.mask(ids, range(4, 8))
    assert not torch.equal(first["labels"], second["labels"])
    assert len({tuple(row) for row in first["labels"].tolist()}) == 4


def test_masks_depend_on_the_place_in_the_run_alone(tokenizer: Tokenizer) -> None:
    masker = Masker(tokenizer, share=0.2, seed=1)
    ids = np.full((6, 32), 50)
    whole, part = masker.mask(ids, range(6)), masker.mask(ids[:2], [4, 5])
    assert torch.equal(whole["input_ids"][4:], part["input_ids"])


def test_each_pass_shows_every_window_once_in_an_order_of_its_own() -> None:
    ids = np.arange(20, dtype=np.uint16).reshape(10, 2)
    windows = Windows(ids, n=25, seed=1)
    seen = [int(windows[i]["ids"][0]) // 2 for i in range(len(windows))]
    assert sorted(seen[:10]) == sorted(seen[10:20]) == list(range(10))
    assert seen[:10] != seen[10:20]
    assert seen[20:] == [int(Windows(ids, n=25, seed=1)[i]["ids"][0]) // 2 for i in range(20, 25)]


def test_whole_words_are_masked_together_and_the_share_stays(tokenizer: Tokenizer) -> None:
    ids = np.random.default_rng(0).integers(len(SPECIAL_PIECES), tokenizer.mask_id, (300, 32))
    masker = Masker(tokenizer, share=0.2, seed=1, whole_words=True)
    chosen = masker.mask(ids, range(300))["labels"].numpy() != IGNORED
    inside = ~np.isin(ids[:, :-1], list(tokenizer.word_ends))
    assert inside.mean() > 0.1
    assert np.array_equal(chosen[:, :-1][inside], chosen[:, 1:][inside])
    assert (chosen[:, :-1] != chosen[:, 1:])[~inside].mean() > 0.2
    assert chosen.mean() == pytest.approx(0.2, abs=0.03)


def test_a_mask_over_padding_only_where_something_is_padded(tokenizer: Tokenizer) -> None:
    masker = Masker(tokenizer, share=0.2, seed=1)
    ids = np.full((2, 8), 50)
    assert "attention_mask" not in masker.mask(ids, range(2))
    ids[1, 5:] = tokenizer.pad_id
    padded = masker.mask(ids, range(2))
    assert padded["attention_mask"].tolist() == [[1] * 8, [1] * 5 + [0] * 3]
