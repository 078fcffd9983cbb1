from pathlib import Path

import numpy as np
import pytest
import torch

from evaluate.benchmark.phobert_pair import Model
from evaluate.benchmark.phobert_torch import load_pair
from predict.schema import DEFAULT_SCHEMA
from predict.text.encode import Ids
from tests.toy import ARTICLE

from .conftest import LENGTH

IDS: Ids = np.array([[0, 5, 6, 7, 2], [0, 8, 2, 1, 1]])


def logits(model: Model, ids: Ids) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    found = model(ids, (ids != 1).astype(np.int64))
    found = found[0] if isinstance(found, list) else found
    assert isinstance(found, np.ndarray)
    return found


@pytest.fixture(autouse=True)
def threads() -> None:
    torch.set_num_threads(1)


def test_both_classify(tiny_models: Path, toy_bundle: Path) -> None:
    pair = load_pair(tiny_models, toy_bundle, n_threads=1, length=LENGTH)
    tags, types = logits(pair._tags, IDS), logits(pair._types, IDS)
    assert tags.shape == (2, 5, len(DEFAULT_SCHEMA.tags))
    assert types.shape == (2, len(DEFAULT_SCHEMA.article_types))
    alone = logits(pair._tags, IDS[1:, :3])
    assert np.allclose(tags[1, :3], alone[0], atol=1e-5)  # padding is masked
    pair.read_batch([ARTICLE, ""])
    pair.read(ARTICLE)


def test_it_takes_as_many_threads_as_it_is_told(tiny_models: Path, toy_bundle: Path) -> None:
    load_pair(tiny_models, toy_bundle, n_threads=2, length=LENGTH)
    assert torch.get_num_threads() == 2
