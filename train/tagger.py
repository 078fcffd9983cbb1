"""Transformers' trainer over a network with two heads; its dev score is that of ``predict``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import Sampler
from transformers import (
    EarlyStoppingCallback,
    Trainer,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from transformers.trainer_pt_utils import LengthGroupedSampler

from data.examples import IGNORED
from models.network import Network
from predict.text.tokenizer import Tokenizer

Row = dict[str, Any]


def collate(rows: Sequence[Row]) -> dict[str, Tensor]:
    """Bring windows of different lengths into one batch, padded at their ends.

    Padding is masked, so its id is of no matter.
    """
    lengths = torch.tensor([len(row["input_ids"]) for row in rows])
    length = int(lengths.max())

    def padded(key: str, filling: int) -> Tensor:
        array = np.full((len(rows), length), filling, dtype=np.int64)
        for i, row in enumerate(rows):
            array[i, : len(row[key])] = row[key]
        return torch.from_numpy(array)

    return {
        "input_ids": padded("input_ids", Tokenizer.pad_id),
        "attention_mask": (torch.arange(length) < lengths[:, None]).long(),
        "tags": padded("tags", IGNORED),
        "article_type": torch.tensor([row["article_type"] for row in rows]),
        "weight": torch.tensor([row["weight"] for row in rows], dtype=torch.float32),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningRates:
    """Highest learning rates of the encoder and of the new heads, and weight decay."""

    encoder: float
    heads: float
    weight_decay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLoss:
    """How much the loss of types weighs beside that of tags, and its label smoothing, 0 to 1."""

    weight: float
    smoothing: float = 0.0


def loss_of(network: Network, batch: dict[str, Tensor], *, of_types: TypeLoss) -> Tensor:
    """Return the mean loss of tags plus the weighted loss of article types.

    A head that the network lacks has no loss. The loss of types is the sum over windows, each by
    its weight, divided by their number: a batch of ends of articles, whose weights are small,
    teaches little of the type. Either loss is 0, and not the NaN of a mean of nothing, where a
    batch holds nothing to learn it from.
    """
    tags, types = network(batch["input_ids"], batch["attention_mask"])
    wanted = batch["tags"].flatten()
    loss: Tensor = tags.new_zeros(())
    if tags.shape[-1]:
        loss = nn.functional.cross_entropy(
            tags.flatten(0, 1), wanted, ignore_index=IGNORED, reduction="sum"
        ) / (wanted != IGNORED).sum().clamp(min=1)
    if types.shape[1]:
        each = nn.functional.cross_entropy(
            types, batch["article_type"], reduction="none", label_smoothing=of_types.smoothing
        )
        loss = loss + of_types.weight * (each * batch["weight"]).mean()
    return loss


class EpochOrder(Sampler[int]):
    """An order of examples that depends on the seed and the epoch alone, in every process."""

    def __init__(
        self, sampler: LengthGroupedSampler, *, seed: int, epoch: Callable[[], int]
    ) -> None:
        """Take what draws the order, and what tells the epoch, from 0, that training is in."""
        self._sampler = sampler
        self._seed = seed
        self._epoch = epoch

    def __len__(self) -> int:
        """Count the examples."""
        return len(self._sampler)

    def __iter__(self) -> Iterator[int]:
        """Draw the order of the present epoch."""
        state = np.random.SeedSequence((self._seed, self._epoch())).generate_state(1)
        self._sampler.generator = torch.Generator().manual_seed(int(state[0]))
        yield from self._sampler


class Patience(EarlyStoppingCallback):  # type: ignore[misc]
    """Stops after some epochs without a better dev score; a resumed run goes on with its best."""

    def on_train_begin(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **options: object,
    ) -> None:
        """Count the epochs since the best one, and find it where the run's folder is now."""
        super().on_train_begin(args, state, control, **options)
        key, best = f"eval_{args.metric_for_best_model}", state.best_global_step or 0
        later = [row for row in state.log_history if key in row and row["step"] > best]
        self.early_stopping_patience_counter = len(later)
        if best:
            state.best_model_checkpoint = str(Path(args.output_dir) / f"checkpoint-{best}")


class TaggerTrainer(Trainer):  # type: ignore[misc]
    """Trains both heads together and asks a function for the dev score after each epoch."""

    def __init__(
        self,
        *,
        rates: LearningRates,
        of_types: TypeLoss,
        score: Callable[[], dict[str, float | None]],
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Take what the trainer itself does not know, and its own options."""
        super().__init__(**options)
        self._rates = rates
        self._of_types = of_types
        self._score = score

    def compute_loss(
        self,
        model: Network,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,  # noqa: ARG002 (the trainer's own name)
        **_: object,
    ) -> Tensor:
        """Return the loss of a batch."""
        return loss_of(model, inputs, of_types=self._of_types)

    def _get_train_sampler(self, *arguments: object) -> EpochOrder:
        """Group examples by length, as transformers' trainer does."""
        return EpochOrder(
            super()._get_train_sampler(*arguments),
            seed=self.args.seed,
            epoch=lambda: int(self.state.epoch or 0),
        )

    def create_optimizer(self, *_: object) -> torch.optim.Optimizer:
        """Give the heads a learning rate of their own; biases and norms do not decay."""
        groups: dict[tuple[float, float], list[nn.Parameter]] = {}
        for name, parameter in self.model.named_parameters():
            rate = self._rates.encoder if name.startswith("encoder.") else self._rates.heads
            decay = self._rates.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
        self.optimizer = torch.optim.AdamW(
            [
                {"params": parameters, "lr": rate, "weight_decay": decay}
                for (rate, decay), parameters in groups.items()
            ]
        )
        return self.optimizer

    def evaluate(self, *_: object, **__: object) -> dict[str, float | None]:
        """Return the dev score."""
        metrics = {f"eval_{key}": value for key, value in self._score().items()}
        self.log(metrics)
        control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        self.control: TrainerControl = control
        return metrics
