"""Vectors that the piece embeddings of a new encoder start from."""

import math

import numpy as np
from numpy.typing import NDArray

from train.pretrain_config import PretrainConfig
from train.pretraining_ids import PretrainingIds


def cbow_vectors(ids: PretrainingIds, config: PretrainConfig) -> NDArray[np.float32]:
    """Learn CBOW vectors of the pieces, shape (pieces, width), from windows all over the text."""
    from gensim.models import Word2Vec  # noqa: PLC0415 (a random start does without)

    step = math.ceil(ids.train.size / config.cbow_ids)
    sentences = [list(map(str, window[1:-1])) for window in ids.train[::step].tolist()]
    learned = Word2Vec(
        sentences=sentences,
        vector_size=config.width,
        window=5,
        min_count=3,
        sg=0,
        negative=8,
        epochs=2,
        workers=config.n_processes,
        seed=config.seed,
    ).wv
    vectors = np.random.default_rng(config.seed).standard_normal(
        (ids.tokenizer.n_pieces, config.width), dtype=np.float32
    )
    vectors *= learned.vectors.std()
    for piece in learned.index_to_key:
        vectors[int(piece)] = learned[piece]
    return vectors
