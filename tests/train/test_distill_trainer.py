"""A student's loss by hand, and what it is made of."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from data.examples import IGNORED
from train.distill_trainer import (
    Distillation,
    collate_taught,
    distillation_loss,
    hidden_loss,
)
from train.tagger import Row, TypeLoss

PLAIN = Distillation(
    temperature=1.0, gold_weight=0.0, hidden_weight=0.0, of_types=TypeLoss(weight=0.0)
)


def row(tags: list[int], *, gold: bool, trust: float = 0.0, weight: float = 1.0) -> Row:
    draw = np.random.default_rng(len(tags))
    return {
        "input_ids": np.arange(3, 3 + len(tags), dtype=np.uint16),
        "tags": np.array(tags, dtype=np.int16),
        "article_type": 1,
        "weight": weight,
        "trust": trust,
        "has_spans": float(gold),
        "teacher_tags": draw.normal(size=(len(tags), 3)).astype(np.float16),
        "teacher_types": draw.normal(size=2).astype(np.float16),
    }


@pytest.fixture
def batch() -> dict[str, Tensor]:
    known = row([IGNORED, 2, 1, IGNORED], gold=True, trust=0.5, weight=0.5)
    return collate_taught([known, row([IGNORED, 0, IGNORED], gold=False)])


def student() -> tuple[Tensor, Tensor]:
    torch.manual_seed(4)
    return torch.randn(2, 4, 3), torch.randn(2, 2)


def divergence(teacher: Tensor, own: Tensor, temperature: float) -> Tensor:
    p = (teacher / temperature).softmax(-1)
    q = (own / temperature).softmax(-1)
    return (p * (p / q).log()).sum(-1) * temperature**2


def test_windows_are_padded_with_their_logits(batch: dict[str, Tensor]) -> None:
    assert batch["teacher_tags"].shape == (2, 4, 3)
    assert batch["teacher_tags"].dtype == batch["trust"].dtype == torch.float32
    assert batch["teacher_tags"][1, 3].tolist() == [0, 0, 0]
    assert batch["tags"].tolist()[1] == [IGNORED, 0, IGNORED, IGNORED]
    assert batch["input_ids"].tolist() == [[3, 4, 5, 6], [3, 4, 5, 1]]
    assert batch["has_spans"].tolist() == [1, 0]


@pytest.mark.parametrize("temperature", [1.0, 2.0])
def test_tags_are_those_of_the_teacher_where_tokens_begin(
    batch: dict[str, Tensor], temperature: float
) -> None:
    tags, types = student()
    loss = distillation_loss(tags, types, batch, by=replace(PLAIN, temperature=temperature))
    each = divergence(batch["teacher_tags"], tags, temperature)
    assert float(loss) == pytest.approx(float((each[0, 1] + each[0, 2] + each[1, 1]) / 3))


def test_gold_takes_its_share_where_there_is_some(batch: dict[str, Tensor]) -> None:
    tags, types = student()
    loss = distillation_loss(tags, types, batch, by=replace(PLAIN, gold_weight=0.25))
    each = divergence(batch["teacher_tags"], tags, 1)
    gold = -tags.log_softmax(-1)
    known = 0.75 * (each[0, 1] + each[0, 2]) + 0.25 * (gold[0, 1, 2] + gold[0, 2, 1])
    assert float(loss) == pytest.approx(float((known + each[1, 1]) / 3))


def test_what_stands_where_there_is_no_gold_does_not_matter(batch: dict[str, Tensor]) -> None:
    by = replace(PLAIN, gold_weight=0.9, of_types=TypeLoss(weight=1.0))
    before = distillation_loss(*student(), batch, by=by)
    batch["tags"][1, 1], batch["article_type"][1] = 2, 0
    assert torch.equal(distillation_loss(*student(), batch, by=by), before)
    batch["tags"][0, 1] = 0
    assert not torch.equal(distillation_loss(*student(), batch, by=by), before)


def test_types_count_by_window_and_their_gold_as_far_as_it_is_trusted(
    batch: dict[str, Tensor],
) -> None:
    tags, types = student()
    without = distillation_loss(tags, types, batch, by=replace(PLAIN, gold_weight=0.8))
    of_types = TypeLoss(weight=3.0, smoothing=0.1)
    by = replace(PLAIN, gold_weight=0.8, temperature=1.0, of_types=of_types)
    loss = distillation_loss(tags, types, batch, by=by)
    each = divergence(batch["teacher_types"], types, 1)
    gold = cross_entropy(types, batch["article_type"], reduction="none", label_smoothing=0.1)
    first, second = 0.5 * (0.6 * each[0] + 0.4 * gold[0]), each[1]
    assert float(loss - without) == pytest.approx(float(3 * (first + second) / 2), rel=1e-4)


def test_a_student_that_says_the_same_has_nothing_to_learn(batch: dict[str, Tensor]) -> None:
    by = replace(PLAIN, temperature=2.0, of_types=TypeLoss(weight=1.0))
    loss = distillation_loss(batch["teacher_tags"], batch["teacher_types"], batch, by=by)
    assert float(loss) == pytest.approx(0, abs=1e-6)


def test_without_a_token_there_is_no_loss_of_tags() -> None:
    batch = collate_taught([row([IGNORED] * 4, gold=True)] * 2)
    assert float(distillation_loss(*student(), batch, by=PLAIN)) == 0


def test_hidden_states_are_compared_but_for_padding() -> None:
    own = torch.tensor([[[1.0, 3.0], [9.0, 9.0]]])
    teachers = torch.tensor([[[0.0, 1.0], [0.0, 0.0]]])
    assert float(hidden_loss(own, teachers, torch.tensor([[1, 0]]))) == 2.5
