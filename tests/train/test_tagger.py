"""Batches, the loss of both heads, and what learns at which rate."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from transformers import TrainerControl, TrainerState, TrainingArguments
from transformers.trainer_pt_utils import LengthGroupedSampler

from data.examples import IGNORED
from models.checkpoint import Checkpoint
from train.tagger import (
    EpochOrder,
    LearningRates,
    Patience,
    TaggerTrainer,
    TypeLoss,
    collate,
    loss_of,
)

ROWS = [
    {"input_ids": [0, 5, 6, 2], "tags": [IGNORED, 1, 2, IGNORED], "article_type": 0, "weight": 1.0},
    {"input_ids": [0, 7, 2], "tags": [IGNORED, 0, IGNORED], "article_type": 2, "weight": 0.5},
]


def test_batches_are_padded_at_their_ends() -> None:
    batch = collate(ROWS)
    assert batch["input_ids"].tolist() == [[0, 5, 6, 2], [0, 7, 2, 1]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1], [1, 1, 1, 0]]
    assert batch["tags"].tolist()[1] == [IGNORED, 0, IGNORED, IGNORED]


def test_an_id_that_pads_elsewhere_is_no_padding() -> None:
    """Other encoders have other special ids: what is 1 in PhoBERT is [CLS] in DeBERTa."""
    row = {"input_ids": [1, 5, 1, 2], "tags": [IGNORED] * 4, "article_type": 0, "weight": 1.0}
    batch = collate([row, *ROWS])
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 0]]


def test_the_loss_joins_both_heads(checkpoint: Checkpoint) -> None:
    network = checkpoint.network.eval()
    batch = collate(ROWS)
    with torch.no_grad():
        tags, types = network(batch["input_ids"], batch["attention_mask"])
        tags_only = float(loss_of(network, batch, of_types=TypeLoss(weight=0.0)))
        both = float(loss_of(network, batch, of_types=TypeLoss(weight=0.5)))
    log_tags = torch.log_softmax(tags, -1)
    expected = -(log_tags[0, 1, 1] + log_tags[0, 2, 2] + log_tags[1, 1, 0]) / 3
    assert tags_only == pytest.approx(float(expected), abs=1e-5)
    log_types = torch.log_softmax(types, -1).numpy()
    mean = (-log_types[0, 0] - 0.5 * log_types[1, 2]) / 2
    assert both - tags_only == pytest.approx(0.5 * float(mean), abs=1e-5)


def test_types_are_smoothed(checkpoint: Checkpoint) -> None:
    network, batch = checkpoint.network.eval(), collate(ROWS[:1])
    with torch.no_grad():
        log_types = torch.log_softmax(network(batch["input_ids"], batch["attention_mask"])[1], -1)
        losses = [
            float(loss_of(network, batch, of_types=TypeLoss(weight=weight, smoothing=0.2)))
            for weight in (0.0, 1.0)
        ]
    expected = -0.8 * log_types[0, 0] - 0.2 * log_types[0].mean()
    assert losses[1] - losses[0] == pytest.approx(float(expected), abs=1e-5)


def test_ends_of_articles_teach_little_of_the_type(checkpoint: Checkpoint) -> None:
    network = checkpoint.network.eval()

    def of_types(weight: float) -> float:
        batch = collate([row | {"weight": weight} for row in ROWS])
        both, alone = (loss_of(network, batch, of_types=TypeLoss(weight=w)) for w in (1.0, 0.0))
        return float((both - alone).detach())

    assert of_types(0.25) == pytest.approx(0.25 * of_types(1.0), abs=1e-5)


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


def test_a_batch_with_nothing_to_learn_tags_from_teaches_the_type_alone(
    checkpoint: Checkpoint,
) -> None:
    batch = collate([row | {"tags": [IGNORED] * 3} for row in ROWS])
    assert loss_of(checkpoint.network.eval(), batch, of_types=TypeLoss(weight=0.0)).item() == 0.0
    both = loss_of(checkpoint.network, batch, of_types=TypeLoss(weight=1.0))
    assert 0 < both.item() < 10
    both.backward()  # type: ignore[no-untyped-call]
    assert checkpoint.network.tag_head
    gradient = checkpoint.network.tag_head.weight.grad
    assert gradient is not None
    assert float(gradient.abs().sum()) == 0.0
    checkpoint.network.zero_grad()


def test_a_batch_without_weight_teaches_the_tags_alone(checkpoint: Checkpoint) -> None:
    batch = collate([row | {"weight": 0.0} for row in ROWS])
    network = checkpoint.network.eval()
    alone = loss_of(network, batch, of_types=TypeLoss(weight=0.0)).item()
    assert loss_of(network, batch, of_types=TypeLoss(weight=1.0)).item() == alone > 0


def trainer(
    checkpoint: Checkpoint, folder: Path, *, type_weight: float = 0.5, **scores: float | None
) -> TaggerTrainer:
    return TaggerTrainer(
        rates=LearningRates(encoder=1e-4, heads=3e-3, weight_decay=0.02),
        of_types=TypeLoss(weight=type_weight),
        score=lambda: scores,
        model=checkpoint.network,
        args=TrainingArguments(output_dir=str(folder), use_cpu=True, report_to="none"),
        train_dataset=ROWS,
        data_collator=collate,
    )


def test_heads_have_a_rate_of_their_own_and_weights_alone_decay(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    optimizer = trainer(checkpoint, tmp_path).create_optimizer()
    assert isinstance(optimizer, torch.optim.AdamW)
    found = {
        id(parameter): (group["lr"], group["weight_decay"])
        for group in optimizer.param_groups
        for parameter in group["params"]
    }
    network = checkpoint.network
    named = dict(network.named_parameters())
    assert len(found) == len(named)
    for name, parameter in named.items():
        of_encoder = any(parameter is one for one in network.encoder.parameters())
        rate, decay = found[id(parameter)]
        assert rate == (1e-4 if of_encoder else 3e-3), name
        assert decay == (0.0 if name.endswith("bias") or "LayerNorm" in name else 0.02), name
    heads = [
        head
        for head in (network.tag_head, network.type_dense, network.type_head)
        if head is not None
    ]
    assert len(heads) == 3
    assert {found[id(head.weight)] for head in heads} == {(3e-3, 0.02)}
    assert {found[id(head.bias)] for head in heads} == {(3e-3, 0.0)}


def test_the_loss_of_a_batch_takes_the_weight_of_types(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    batch, network = collate(ROWS), checkpoint.network.eval()
    for weight in (0.0, 0.7):
        one = trainer(checkpoint, tmp_path, type_weight=weight)
        loss = float(one.compute_loss(network, batch, num_items_in_batch=3))
        assert loss == pytest.approx(
            float(loss_of(network, batch, of_types=TypeLoss(weight=weight)))
        )


def test_the_dev_score_is_logged_with_what_is_none(checkpoint: Checkpoint, tmp_path: Path) -> None:
    one = trainer(checkpoint, tmp_path, f1=None, choice=0.25)
    assert one.evaluate().items() >= {"eval_f1": None, "eval_choice": 0.25}.items()
    assert one.state.log_history[-1].items() >= {"eval_f1": None, "eval_choice": 0.25}.items()
    json.dumps(one.state.log_history)


def counted(folder: Path, scores: list[float], *, best_step: int | None) -> tuple[int, str | None]:
    """Return how far patience has run, and the best checkpoint, when a run begins or goes on."""
    patience = Patience(early_stopping_patience=9)
    patience.early_stopping_patience_counter = 5
    rows = [{"eval_choice": score, "step": 10 * i} for i, score in enumerate(scores, start=1)]
    losses = [{"loss": 1.0, "step": 10 * i + 5} for i in range(6)]
    state = TrainerState(
        log_history=rows + losses, best_global_step=best_step, best_model_checkpoint="elsewhere"
    )
    arguments = TrainingArguments(
        output_dir=str(folder),
        use_cpu=True,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="choice",
    )
    patience.on_train_begin(arguments, state, TrainerControl())
    return patience.early_stopping_patience_counter, state.best_model_checkpoint


def test_patience_goes_on_where_a_run_stood(tmp_path: Path) -> None:
    best = str(tmp_path / "checkpoint-10")
    assert counted(tmp_path, [], best_step=None) == (0, "elsewhere")
    assert counted(tmp_path, [0.5], best_step=10) == (0, best)
    assert counted(tmp_path, [0.5, 0.4, 0.5], best_step=10) == (2, best)
    assert counted(tmp_path, [0.1, 0.5, 0.4], best_step=20) == (1, str(tmp_path / "checkpoint-20"))


def test_dropout_stands_in_front_of_both_heads(checkpoint: Checkpoint) -> None:
    dropped = [
        module.p for module in checkpoint.network.children() if isinstance(module, nn.Dropout)
    ]
    assert dropped == [0.1]
