"""CBOW vectors: of the asked shape, for every piece, and alike for pieces that stand alike."""

from pathlib import Path

import numpy as np

from predict.text.tokenizer import Tokenizer
from train.pretrain_config import PretrainConfig
from train.pretraining_ids import PretrainingIds
from train.start_vectors import cbow_vectors


def test_pieces_in_the_same_places_have_like_vectors(toy_tokenizer_folder: Path) -> None:
    tokenizer = Tokenizer.load(toy_tokenizer_folder)
    random = np.random.default_rng(0)
    windows = random.integers(20, 40, (3000, 16)).astype(np.uint16)
    windows[1500:] += 20  # two kinds of text, without a piece in common
    ids = PretrainingIds(train=windows, held_out=windows[:1], tokenizer=tokenizer)
    config = PretrainConfig.load(
        Path("configs/pretrain.toml"), settings=["width=16", "n_processes=1", "cbow_ids=11000"]
    )
    vectors = cbow_vectors(ids, config)
    assert vectors.shape == (tokenizer.n_pieces, 16)
    assert np.isfinite(vectors).all()
    centred = vectors[20:60] - vectors[20:60].mean(axis=0)
    directions = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    alike = directions @ directions.T
    assert alike[:20, :20].mean() > 0.5 > -0.5 > alike[:20, 20:].mean()
