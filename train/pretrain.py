"""Pretraining an encoder of one's own on plain text, by masked-language modelling."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import PartialState
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset, SequentialSampler
from transformers import Trainer, TrainingArguments

from models.masked_lm import (
    FIRST_POSITION,
    IGNORED,
    Shape,
    SparseMaskedLM,
    grow,
    load_masked_lm,
    new_masked_lm,
    save_encoder,
    start_embeddings,
)
from predict.tokenizer import SPECIAL_PIECES, Tokenizer
from train.curves import draw_curves
from train.pretrain_config import PretrainConfig
from train.pretraining_ids import Ids, PretrainingIds, held_out_windows, prepare

_CHECK_SEED, _CHECK_SHARE, _CHECK_BATCH = 20, 0.15, 32


class Windows(Dataset[dict[str, Any]]):
    """Every window of a whole run, in the order in which it is seen.

    The order is drawn anew for each pass over the ids, from the seed alone, so that a run that
    goes on after an interruption meets the batches that it would have met.
    """

    def __init__(self, ids: Ids, *, n: int, seed: int) -> None:
        """Take ids of shape (windows, length), and how many windows the run sees."""
        self._ids = ids
        self._n = n
        self._seed = seed
        self._pass, self._order = -1, np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        """Count the windows that the run sees."""
        return self._n

    def __getitem__(self, index: int) -> dict[str, Any]:
        """Return a window, and its place in the run."""
        n_pass, place = divmod(index, len(self._ids))
        if n_pass != self._pass:
            self._pass = n_pass
            self._order = np.random.default_rng((self._seed, n_pass)).permutation(len(self._ids))
        return {"ids": self._ids[self._order[place]].astype(np.int64), "index": index}


class Masker:
    """Masks anew whenever a window is seen: 80 % `<mask>`, 10 % another piece, 10 % as it is.

    What is masked depends on the seed and the window's place in the run, on nothing else.
    """

    def __init__(self, tokenizer: Tokenizer, *, share: float, seed: int) -> None:
        """Mask a share of the pieces."""
        self._tokenizer = tokenizer
        self._share = share
        self._seed = seed

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        """Mask a batch of windows."""
        return self.mask(np.stack([row["ids"] for row in rows]), [row["index"] for row in rows])

    def mask(self, ids: NDArray[np.int64], places: Sequence[int]) -> dict[str, Tensor]:
        """Return ``input_ids`` and ``labels`` for ids of shape (windows, length).

        :param places: each window's place in the run
        """
        first = len(SPECIAL_PIECES)
        draws = np.empty((3, *ids.shape))
        for i, place in enumerate(places):
            draws[:, i] = np.random.default_rng((self._seed, place)).random((3, ids.shape[1]))
        chosen = (draws[0] < self._share) & (ids >= first)
        other = (first + draws[2] * (self._tokenizer.mask_id - first)).astype(np.int64)
        inputs = np.where(chosen & (draws[1] < 0.8), self._tokenizer.mask_id, ids)
        inputs = np.where(chosen & (draws[1] >= 0.9), other, inputs)
        labels = np.where(chosen, ids, IGNORED)
        return {"input_ids": torch.from_numpy(inputs), "labels": torch.from_numpy(labels)}


class PretrainTrainer(Trainer):  # type: ignore[misc]
    """Transformers' trainer, with the held-out check as its evaluation."""

    def __init__(self, *, held_out: Ids, tokenizer: Tokenizer, **options: Any) -> None:  # noqa: ANN401
        """Take what is measured on, and the trainer's own options."""
        super().__init__(**options)
        self._held_out = held_out
        self._tokenizer = tokenizer

    def _get_train_sampler(self, *_: object) -> SequentialSampler:
        """Keep the order of ``Windows``, which is drawn already."""
        return SequentialSampler(self.train_dataset)

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
            rows = windows[begin : begin + _CHECK_BATCH].astype(np.int64)
            batch = masker.mask(rows, range(begin, begin + len(rows)))
            out = model(**{key: value.to(model.device) for key, value in batch.items()})
            loss += float(out["loss"]) * len(out["right"])
            right += int(out["right"].sum())
            n += len(out["right"])
    return Checked(loss=loss / n, accuracy=right / n, n_masked=n)


def check_encoder(folder: Path, *, corpus: Sequence[Path], config: PretrainConfig) -> Checked:
    """Measure an encoder on the documents of a text that pretraining holds out.

    :param folder: an encoder with its head for masked pieces, as ``pretrain`` writes it
    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if the folder holds no such encoder, or no document of the text is held out
    """
    model, tokenizer = load_masked_lm(folder)
    length = min(config.length, model.config.max_position_embeddings - FIRST_POSITION)
    windows = held_out_windows(corpus, tokenizer=tokenizer, length=length, config=config)
    return check(model, windows, tokenizer)


def pretrain(config: PretrainConfig, *, corpus: Sequence[Path], output: Path) -> Checked:
    """Pretrain an encoder, resuming where an earlier call with the same output left off.

    :param corpus: ``.txt`` or ``.txt.xz`` files or folders of them
    :param output: folder for caches, checkpoints and, under ``encoder``, the result
    :returns: held-out loss and masked accuracy at the end
    :raises ValueError: if the encoder to start from is damaged, deeper or of another width
    """
    start = load_masked_lm(Path(config.start)) if config.start else None
    with PartialState().local_main_process_first():
        ids = prepare(
            corpus, cache=output / "cache", config=config, tokenizer=start[1] if start else None
        )
    config.save(output / "config.json")
    trainer = _trainer(config, ids, output)
    checkpoints = sorted((output / "checkpoints").glob("checkpoint-*"))
    if start:
        grow(trainer.model, start[0])
    elif not checkpoints and config.cbow_ids:
        start_embeddings(trainer.model, cbow_vectors(ids, config))
    if config.compile:
        trainer.model.roberta_prelayernorm.compile()
    trainer.train(resume_from_checkpoint=bool(checkpoints))
    model = trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False).cpu().float()
    if trainer.is_world_process_zero():
        save_encoder(model, ids.tokenizer, output / "encoder")
        draw_curves(
            trainer.state.log_history,
            output / "curves.png",
            right={"eval_loss": "held-out loss", "eval_accuracy": "held-out masked accuracy"},
            x="step",
        )
    return check(model, ids.held_out, ids.tokenizer)


def _trainer(config: PretrainConfig, ids: PretrainingIds, output: Path) -> PretrainTrainer:
    torch.manual_seed(config.seed)
    shape = Shape(
        n_layers=config.n_layers,
        width=config.width,
        n_heads=config.n_heads,
        length=config.length,
    )
    arguments = _arguments(config, output / "checkpoints")
    n = config.steps * config.batch * config.accumulate * arguments.world_size
    return PretrainTrainer(
        model=new_masked_lm(shape, ids.tokenizer),
        args=arguments,
        train_dataset=Windows(ids.train, n=n, seed=config.seed),
        eval_dataset=ids.held_out[: config.check_windows],
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
        dataloader_num_workers=config.n_processes if torch.cuda.is_available() else 0,
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
