"""Batches, the loss of both heads, and what learns at which rate."""

import numpy as np
import pytest
import torch
from transformers.trainer_pt_utils import LengthGroupedSampler

from data.examples import IGNORED
from models.checkpoint import Checkpoint
from train.tagger import EpochOrder, collate, loss_of

ROWS = [
    {"input_ids": [0, 5, 6, 2], "tags": [IGNORED, 1, 2, IGNORED], "article_type": 0, "weight": 1.0},
    {"input_ids": [0, 7, 2], "tags": [IGNORED, 0, IGNORED], "article_type": 2, "weight": 0.5},
]


def test_batches_are_padded_at_their_ends() -> None:
    batch = collate(ROWS)
    assert batch["input_ids"].tolist() == [[0, 5, 6, 2], [0, 7, 2, 1]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1], [1, 1, 1, 0]]
    assert batch["tags"].tolist()[1] == [IGNORED, 0, IGNORED, IGNORED]


def test_the_loss_joins_both_heads(checkpoint: Checkpoint) -> None:
    network = checkpoint.network.eval()
    batch = collate(ROWS)
    with torch.no_grad():
        tags, types = network(batch["input_ids"], batch["attention_mask"])
        tags_only = float(loss_of(network, batch, type_weight=0.0))
        both = float(loss_of(network, batch, type_weight=0.5))
    log_tags = torch.log_softmax(tags, -1)
    expected = -(log_tags[0, 1, 1] + log_tags[0, 2, 2] + log_tags[1, 1, 0]) / 3
    assert tags_only == pytest.approx(float(expected), abs=1e-5)
    log_types = torch.log_softmax(types, -1).numpy()
    mean = np.average([-log_types[0, 0], -log_types[1, 2]], weights=[1.0, 0.5])
    assert both - tags_only == pytest.approx(0.5 * float(mean), abs=1e-5)


def test_the_order_depends_on_seed_and_epoch_alone() -> None:
    lengths = np.random.default_rng(0).integers(5, 100, 60).tolist()

    def order(epoch: int, *, disturbance: int, seed: int = 1) -> list[int]:
        torch.manual_seed(disturbance)
        sampler = LengthGroupedSampler(4, lengths=lengths)
        return list(EpochOrder(sampler, seed=seed, epoch=lambda: epoch))

    assert order(2, disturbance=1) == order(2, disturbance=2)
    assert order(2, disturbance=1) != order(3, disturbance=1)
    assert order(2, disturbance=1) != order(2, disturbance=1, seed=2)
    assert sorted(order(0, disturbance=1)) == list(range(60))
