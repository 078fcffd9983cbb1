"""The trainer of a student: its loss is how far it is from its teachers, and from gold."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import Dataset
from transformers.trainer_pt_utils import LengthGroupedSampler

from data.examples import IGNORED
from models.network import Network
from train.distill_windows import TrainingWindows
from train.tagger import EpochOrder, Row, TaggerTrainer, TypeLoss, collate
from train.teacher_logits import TeacherLogits


class TaughtWindows(Dataset[Row]):
    """Windows with what teachers say of them."""

    def __init__(self, windows: TrainingWindows, logits: TeacherLogits) -> None:
        """Take windows and the logits of all of them."""
        self.lengths = windows.lengths
        self._windows = windows
        self._logits = logits

    def __len__(self) -> int:
        """Count the windows."""
        return len(self._windows)

    def __getitem__(self, i: int) -> Row:
        """Return a window as ``collate_taught`` takes it."""
        windows, place = self._windows, self._windows.place(i)
        return {
            "input_ids": windows.ids[place],
            "tags": windows.tags[place],
            "article_type": int(windows.types[i]),
            "weight": float(windows.weights[i]),
            "trust": float(windows.trust[i]),
            "has_spans": float(windows.has_spans[i]),
            "teacher_tags": self._logits.tags[place],
            "teacher_types": self._logits.types[i],
        }


def collate_taught(rows: Sequence[Row]) -> dict[str, Tensor]:
    """Bring windows and their teachers' logits into one batch, padded at their ends."""
    batch = collate(rows)
    n_tags = rows[0]["teacher_tags"].shape[1]
    tags = np.zeros((*batch["input_ids"].shape, n_tags), dtype=np.float32)
    for i, row in enumerate(rows):
        tags[i, : len(row["teacher_tags"])] = row["teacher_tags"]
    types = np.stack([row["teacher_types"] for row in rows]).astype(np.float32)
    return batch | {
        "teacher_tags": torch.from_numpy(tags),
        "teacher_types": torch.from_numpy(types),
        "trust": torch.tensor([row["trust"] for row in rows]),
        "has_spans": torch.tensor([row["has_spans"] for row in rows]),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Distillation:
    """How a student learns: the temperature of both, and what gold and hidden states weigh."""

    temperature: float
    gold_weight: float
    hidden_weight: float
    of_types: TypeLoss


def distillation_loss(
    tags: Tensor, types: Tensor, batch: dict[str, Tensor], *, by: Distillation
) -> Tensor:
    """Return the mean loss of tags plus the weighted loss of article types.

    Where there is gold, it takes the share ``gold_weight`` of the loss, and a type that is not
    sure less; the rest is the divergence from the teachers. Tags count where a token begins, types
    as in fine-tuning.

    :param tags: the student's logits, shape (windows, length, tags)
    :param types: the student's logits, shape (windows, types)
    :param batch: windows, teachers' logits and gold
    :param by: temperature and weights
    """
    loss = _loss_of_tags(tags, batch, by) if tags.shape[-1] else tags.new_zeros(())
    if types.shape[1]:
        share = by.gold_weight * batch["trust"]
        of_teachers = _divergence(types, batch["teacher_types"], by.temperature)
        of_gold = nn.functional.cross_entropy(
            types,
            batch["article_type"],
            reduction="none",
            label_smoothing=by.of_types.smoothing,
        )
        each = (1 - share) * of_teachers + share * of_gold
        loss = loss + by.of_types.weight * (each * batch["weight"]).mean()
    return loss


def _loss_of_tags(tags: Tensor, batch: dict[str, Tensor], by: Distillation) -> Tensor:
    bears = batch["tags"] != IGNORED
    share = (by.gold_weight * batch["has_spans"])[:, None].expand_as(bears)[bears]
    of_teachers = _divergence(tags[bears], batch["teacher_tags"][bears], by.temperature)
    of_gold = nn.functional.cross_entropy(tags[bears], batch["tags"][bears], reduction="none")
    return ((1 - share) * of_teachers + share * of_gold).sum() / bears.sum().clamp(min=1)


def _divergence(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """Return the divergence from the teacher in each row, of the size that a loss of gold has."""
    each = nn.functional.kl_div(
        nn.functional.log_softmax(student / temperature, dim=-1),
        nn.functional.log_softmax(teacher / temperature, dim=-1),
        reduction="none",
        log_target=True,
    )
    return each.sum(-1) * temperature**2


def hidden_loss(student: Tensor, teacher: Tensor, mask: Tensor) -> Tensor:
    """Return the mean squared difference of hidden states (windows, length, width), but padding."""
    kept = mask.bool()
    return nn.functional.mse_loss(student[kept].float(), teacher[kept].float())


@contextmanager
def _last_hidden(network: Network) -> Iterator[list[Tensor]]:
    """Collect the last hidden states of each pass."""
    states: list[Tensor] = []
    handle = network.encoder.register_forward_hook(
        lambda *passed: states.append(passed[2].last_hidden_state)
    )
    try:
        yield states
    finally:
        handle.remove()


class DistillTrainer(TaggerTrainer):
    """Trains a student on what its teachers say, and asks a function for the dev score."""

    def __init__(self, *, by: Distillation, teacher: Network, **options: Any) -> None:  # noqa: ANN401
        """Take how it learns, the teacher of hidden states, and ``TaggerTrainer``'s options."""
        super().__init__(of_types=by.of_types, **options)
        self._by = by
        self._teacher = teacher.to(self.args.device).eval() if by.hidden_weight else None

    def compute_loss(
        self,
        model: Network,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,  # noqa: ARG002 (the trainer's own name)
        **_: object,
    ) -> Tensor:
        """Return the loss of a batch."""
        ids, mask = inputs["input_ids"], inputs["attention_mask"]
        with _last_hidden(self.accelerator.unwrap_model(model)) as hidden:
            tags, types = model(ids, mask)
        loss = distillation_loss(tags, types, inputs, by=self._by)
        if self._teacher is None:
            return loss
        half = torch.autocast(ids.device.type, dtype=torch.bfloat16, enabled=self.args.bf16)
        with torch.no_grad(), half:
            states = self._teacher.encoder(ids, attention_mask=mask).last_hidden_state
        return loss + self._by.hidden_weight * hidden_loss(hidden[0], states, mask)

    def _get_train_sampler(self, *_: object) -> EpochOrder:
        """Group windows by length, which are known without reading any."""
        size = self.args.train_batch_size * self.args.gradient_accumulation_steps
        sampler = LengthGroupedSampler(size, lengths=self.train_dataset.lengths)
        return EpochOrder(sampler, seed=self.args.seed, epoch=lambda: int(self.state.epoch or 0))
