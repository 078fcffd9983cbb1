"""Pretraining an encoder of one's own on plain text, by masked-language modelling."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset
from transformers import Trainer, TrainingArguments

from models.masked_lm import (
    IGNORED,
    Shape,
    SparseMaskedLM,
    new_masked_lm,
    save_encoder,
    start_embeddings,
)
from predict.tokenizer import SPECIAL_PIECES, Tokenizer
from train.curves import draw_curves
from train.pretrain_config import PretrainConfig
from train.pretraining_ids import Ids, PretrainingIds, prepare

_CHECK_SEED, _CHECK_SHARE, _CHECK_BATCH = 20, 0.15, 32


class Windows(Dataset[dict[str, NDArray[np.int64]]]):
    """Windows of ids as the trainer takes them."""

    def __init__(self, ids: Ids) -> None:
        """Take ids of shape (windows, length)."""
        self._ids = ids

    def __len__(self) -> int:
        """Count the windows."""
        return len(self._ids)

    def __getitem__(self, index: int) -> dict[str, NDArray[np.int64]]:
        """Return one window."""
        return {"ids": self._ids[index].astype(np.int64)}


class Masker:
    """Masks anew whenever a window is seen: 80 % `<mask>`, 10 % another piece, 10 % as it is."""

    def __init__(self, tokenizer: Tokenizer, *, share: float, seed: int) -> None:
        """Mask a share of the pieces, by a generator of its own."""
        self._tokenizer = tokenizer
        self._share = share
        self._random = np.random.default_rng(seed)

    def __call__(self, rows: Sequence[dict[str, NDArray[np.int64]]]) -> dict[str, Tensor]:
        """Mask a batch of windows."""
        return self.mask(np.stack([row["ids"] for row in rows]))

    def mask(self, ids: NDArray[np.int64]) -> dict[str, Tensor]:
        """Return ``input_ids`` and ``labels`` for ids of shape (windows, length)."""
        first = len(SPECIAL_PIECES)
        chosen = (self._random.random(ids.shape) < self._share) & (ids >= first)
        fate = self._random.random(ids.shape)
        other = self._random.integers(first, self._tokenizer.mask_id, ids.shape)
        inputs = np.where(chosen & (fate < 0.8), self._tokenizer.mask_id, ids)
        inputs = np.where(chosen & (fate >= 0.9), other, inputs)
        labels = np.where(chosen, ids, IGNORED)
        return {"input_ids": torch.from_numpy(inputs), "labels": torch.from_numpy(labels)}


class PretrainTrainer(Trainer):  # type: ignore[misc]
    """Transformers' trainer, with the held-out check as its evaluation."""

    def __init__(self, *, held_out: Ids, tokenizer: Tokenizer, **options: Any) -> None:  # noqa: ANN401
        """Take what is measured on, and the trainer's own options."""
        super().__init__(**options)
        self._held_out = held_out
        self._tokenizer = tokenizer

    def evaluate(self, *_: object, **__: object) -> dict[str, float]:
        """Measure held-out loss and masked accuracy."""
        scores = check(self.model, self._held_out, self._tokenizer)
        self.model.train()
        metrics = {"eval_loss": scores.loss, "eval_accuracy": scores.accuracy}
        self.log(metrics)
        return metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a model guesses of masked pieces: mean loss, and the share of right guesses."""

    loss: float
    accuracy: float
    n_masked: int

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"held-out loss {self.loss:.3f}, masked accuracy {self.accuracy:.3f} "
            f"on {self.n_masked:,} pieces"
        )


def check(model: SparseMaskedLM, windows: Ids, tokenizer: Tokenizer) -> Checked:
    """Measure loss and masked accuracy: 15 % of pieces masked singly, always the same ones."""
    masker = Masker(tokenizer, share=_CHECK_SHARE, seed=_CHECK_SEED)
    model.eval()
    loss, right, n = 0.0, 0, 0
    with torch.no_grad():
        for begin in range(0, len(windows), _CHECK_BATCH):
            batch = masker.mask(windows[begin : begin + _CHECK_BATCH].astype(np.int64))
            out = model(**{key: value.to(model.device) for key, value in batch.items()})
            loss += float(out["loss"]) * len(out["right"])
            right += int(out["right"].sum())
            n += len(out["right"])
    return Checked(loss=loss / n, accuracy=right / n, n_masked=n)


def pretrain(config: PretrainConfig, *, corpus: Sequence[Path], output: Path) -> Checked:
    """Pretrain an encoder, resuming where an earlier call with the same output left off.

    :param corpus: ``.txt`` or ``.txt.xz`` files or folders of them
    :param output: folder for caches, checkpoints and, under ``encoder``, the result
    :returns: held-out loss and masked accuracy at the end
    """
    ids = prepare(corpus, cache=output / "cache", config=config)
    config.save(output / "config.json")
    trainer = _trainer(config, ids, output)
    checkpoints = sorted((output / "checkpoints").glob("checkpoint-*"))
    if not checkpoints and config.cbow_ids:
        start_embeddings(trainer.model, cbow_vectors(ids, config))
    trainer.train(resume_from_checkpoint=bool(checkpoints))
    save_encoder(trainer.model.cpu().float(), ids.tokenizer, output / "encoder")
    draw_curves(
        trainer.state.log_history,
        output / "curves.png",
        right={"eval_loss": "held-out loss", "eval_accuracy": "held-out masked accuracy"},
        x="step",
    )
    return check(trainer.model, ids.held_out, ids.tokenizer)


def _trainer(config: PretrainConfig, ids: PretrainingIds, output: Path) -> PretrainTrainer:
    torch.manual_seed(config.seed)
    shape = Shape(
        n_layers=config.n_layers,
        width=config.width,
        n_heads=config.n_heads,
        length=config.length,
    )
    return PretrainTrainer(
        model=new_masked_lm(shape, ids.tokenizer),
        args=_arguments(config, output / "checkpoints"),
        train_dataset=Windows(ids.train),
        eval_dataset=Windows(ids.held_out[: config.check_windows]),
        data_collator=Masker(ids.tokenizer, share=config.masked, seed=config.seed),
        held_out=ids.held_out[: config.check_windows],
        tokenizer=ids.tokenizer,
    )


def _arguments(config: PretrainConfig, folder: Path) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=config.batch,
        gradient_accumulation_steps=config.accumulate,
        max_steps=config.steps,
        warmup_steps=config.warmup,
        learning_rate=config.learning_rate,
        weight_decay=config.weight_decay,
        adam_beta2=0.98,
        adam_epsilon=1e-6,
        lr_scheduler_type="linear",
        bf16=has_bfloat16(),
        use_cpu=not torch.cuda.is_available(),
        seed=config.seed,
        eval_strategy="steps",
        eval_steps=config.check_every,
        save_steps=config.check_every,
        save_total_limit=2,
        logging_steps=max(1, config.check_every // 5),
        report_to="none",
        remove_unused_columns=False,
        label_names=["labels"],
        optim="adamw_torch_fused",
    )


def has_bfloat16() -> bool:
    """Say whether the hardware multiplies in bfloat16, which is slow where it is emulated."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    names = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, name, bool)() for name in names)


def cbow_vectors(ids: PretrainingIds, config: PretrainConfig) -> NDArray[np.float32]:
    """Learn CBOW vectors of the pieces, shape (pieces, width), from the first windows."""
    from gensim.models import Word2Vec  # noqa: PLC0415 (machines that bring ids may lack it)

    n_windows = math.ceil(config.cbow_ids / config.length)
    sentences = [list(map(str, window[1:-1])) for window in ids.train[:n_windows].tolist()]
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
