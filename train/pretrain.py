"""Pretraining an encoder of one's own on plain text, by masked-language modelling."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import SequentialSampler
from transformers import Trainer, TrainerCallback, TrainingArguments

from models.masked_lm import (
    FIRST_POSITION,
    Shape,
    SparseMaskedLM,
    grow,
    load_masked_lm,
    new_masked_lm,
    save_encoder,
    start_embeddings,
)
from predict.text.tokenizer import Tokenizer
from train.curves import draw_curves
from train.hardware import has_bfloat16, processes
from train.masking import Masker, Windows
from train.pretrain_config import PretrainConfig
from train.pretraining_ids import Ids, PretrainingIds, held_out_windows, prepare
from train.pretraining_text import digest_of_files
from train.resume import CONFIG_FILE, Basis, SavesBasis, find_checkpoints, find_whole
from train.start_vectors import cbow_vectors
from train.work import long_work

_CHECK_SEED, _CHECK_SHARE, _CHECK_BATCH = 20, 0.15, 32


class PretrainTrainer(Trainer):  # type: ignore[misc]
    """Transformers' trainer, with the held-out check as its evaluation."""

    def __init__(self, *, held_out: Ids, tokenizer: Tokenizer, **options: Any) -> None:  # noqa: ANN401
        """Take what is measured on, and the trainer's own options."""
        super().__init__(**options)
        self._held_out = held_out
        self._tokenizer = tokenizer
        self._speed = Speedometer()
        self.add_callback(_BeginsToTrain(self._n_ids_a_second))

    def _get_train_sampler(self, *_: object) -> SequentialSampler:
        """Keep the order of ``Windows``, which is drawn already."""
        return SequentialSampler(self.train_dataset)

    def log(self, logs: dict[str, float], *_: object, **__: object) -> None:
        """Add the ids that training takes in a second to what is logged."""
        if "loss" in logs:
            logs = logs | {"tokens_per_second": self._n_ids_a_second()}
        super().log(logs)

    def _n_ids_a_second(self) -> float:
        windows_a_step = self._train_batch_size * self.args.gradient_accumulation_steps
        ids_a_step = windows_a_step * self.args.world_size * self._held_out.shape[1]
        return self._speed.measure(self.state.global_step * ids_a_step)

    def evaluate(self, *_: object, **__: object) -> dict[str, float]:
        """Measure held-out loss and masked accuracy."""
        begin = time.monotonic()
        scores = check(self.model, self._held_out, self._tokenizer)
        self.model.train()
        metrics = {"eval_loss": scores.loss, "eval_accuracy": scores.accuracy}
        self.log(metrics)
        self._speed.pause(time.monotonic() - begin)
        return metrics


class _BeginsToTrain(TrainerCallback):  # type: ignore[misc]
    """Calls something when training begins, at the step that it goes on from."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call

    def on_train_begin(self, *_: object, **__: object) -> None:
        self._call()


class Speedometer:
    """Counts ids a second between two looks, without the seconds that something else took."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock, in seconds."""
        self._clock = clock
        self._since, self._counted = clock(), 0

    def measure(self, n_ids: int) -> float:
        """Return ids a second since the last look, given how many there were in all."""
        now = self._clock()
        speed = (n_ids - self._counted) / max(now - self._since, 1e-9)
        self._since, self._counted = now, n_ids
        return round(speed)

    def pause(self, seconds: float) -> None:
        """Leave seconds out."""
        self._since += seconds


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
    eager = torch.compiler.set_stance("force_eager")  # else these batches are compiled anew
    with torch.no_grad(), eager:
        for begin in range(0, len(windows), _CHECK_BATCH):
            rows = windows[begin : begin + _CHECK_BATCH].astype(np.int64)
            batch = masker.mask(rows, range(begin, begin + len(rows)))
            out = model(**{key: value.to(model.device) for key, value in batch.items()})
            if n_masked := len(out["right"]):
                loss += float(out["loss"]) * n_masked
                right += int(out["right"].sum())
                n += n_masked
    return Checked(loss=loss / n, accuracy=right / n, n_masked=n)


def check_encoder(folder: Path, *, corpus: Sequence[Path], config: PretrainConfig) -> Checked:
    """Measure an encoder on the documents of a text that pretraining holds out.

    :param folder: an encoder with its head for masked pieces, as ``pretrain`` writes it
    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if the folder holds no such encoder, or no document of the text is held out
    """
    model, tokenizer = load_masked_lm(folder)
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    length = min(config.length, model.config.max_position_embeddings - FIRST_POSITION)
    windows = held_out_windows(corpus, tokenizer=tokenizer, length=length, config=config)
    return check(model, windows, tokenizer)


def pretrain(
    config: PretrainConfig, *, corpus: Sequence[Path], output: Path, say: Callable[[str], None]
) -> Checked | None:
    """Pretrain an encoder, resuming where an earlier call with the same output left off.

    :param config: every setting; of a run that goes on, ``steps`` alone may have grown
    :param corpus: ``.txt`` or ``.txt.xz`` files or folders of them
    :param output: folder for caches, checkpoints and, under ``encoder``, the result
    :param say: is told what it goes on from
    :returns: held-out loss and masked accuracy at the end, None in all but the first of several
        processes
    :raises FileNotFoundError: if a text, the encoder to start from or a vocabulary is missing
    :raises ValueError: if that encoder is damaged, deeper or of another width, if the text is too
        short to hold documents out, or if the run had other settings or no whole checkpoint
    :raises OSError: if something cannot be written
    """
    checkpoints, basis = output / "checkpoints", _basis(config, corpus)
    resumed, anew = None, f"to begin anew, remove {checkpoints}"
    if find_checkpoints(checkpoints):
        resumed = find_whole(checkpoints, anew=anew)
        basis.check(checkpoints, may_grow=("steps",), anew=anew)
    start = load_masked_lm(Path(config.start)) if config.start else None
    tokenizer = start[1] if start else None
    if config.vocabulary:
        tokenizer = Tokenizer.load(Path(config.vocabulary))
    with processes().local_main_process_first():
        ids = prepare(corpus, cache=output / "cache", config=config, tokenizer=tokenizer)
    trainer = _trainer(config, ids, checkpoints)
    trainer.add_callback(SavesBasis(basis))
    if start:
        grow(trainer.model, start[0])
    elif not resumed and config.cbow_ids and processes().is_main_process:
        start_embeddings(trainer.model, cbow_vectors(ids, config))
    if config.compile:
        trainer.model.roberta_prelayernorm.compile()
    if processes().is_main_process:
        if resumed:
            say(str(resumed))
        else:
            basis.begin_anew(checkpoints)
    with long_work(output):
        trainer.train(resume_from_checkpoint=str(resumed.checkpoint) if resumed else None)
        return _finish(trainer, ids, config, output) if trainer.is_world_process_zero() else None


def _basis(config: PretrainConfig, corpus: Sequence[Path]) -> Basis:
    return Basis(config=config, texts={"--corpus": digest_of_files(corpus)})


def _finish(
    trainer: PretrainTrainer, ids: PretrainingIds, config: PretrainConfig, output: Path
) -> Checked:
    """Measure the trained model and write it, and beside it the settings that made it."""
    model = trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False).float()
    scores = check(model, ids.held_out, ids.tokenizer)
    (output / CONFIG_FILE).unlink(missing_ok=True)
    save_encoder(model.cpu(), ids.tokenizer, output / "encoder")
    draw_curves(
        trainer.state.log_history,
        output / "curves.png",
        left={"loss": "training loss", "eval_loss": "held-out loss"},
        right={"eval_accuracy": "held-out masked accuracy"},
        x="step",
    )
    config.save(output / CONFIG_FILE)
    return scores


def _trainer(config: PretrainConfig, ids: PretrainingIds, folder: Path) -> PretrainTrainer:
    torch.manual_seed(config.seed)
    shape = Shape(
        n_layers=config.n_layers,
        width=config.width,
        n_heads=config.n_heads,
        length=config.length,
    )
    arguments = _arguments(config, folder)
    n = config.steps * arguments.train_batch_size * config.accumulate * arguments.world_size
    return PretrainTrainer(
        model=new_masked_lm(shape, ids.tokenizer),
        args=arguments,
        train_dataset=Windows(_full(ids), n=n, seed=config.seed),
        eval_dataset=ids.held_out[: config.check_windows],
        data_collator=Masker(
            ids.tokenizer,
            share=config.masked,
            seed=config.seed,
            whole_words=config.whole_words,
        ),
        held_out=ids.held_out[: config.check_windows],
        tokenizer=ids.tokenizer,
    )


def _full(ids: PretrainingIds) -> Ids:
    """Leave out the one padded window: batches of one shape alone are compiled once."""
    padded = bool((ids.train[-1] == ids.tokenizer.pad_id).any())
    return ids.train[:-1] if padded and len(ids.train) > 1 else ids.train


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
        ddp_find_unused_parameters=False,
        use_cpu=not torch.cuda.is_available(),
        seed=config.seed,
        eval_strategy="steps",
        eval_steps=config.check_every,
        save_steps=config.check_every,
        save_total_limit=2,
        logging_steps=max(1, config.check_every // 5),
        logging_nan_inf_filter=False,  # it waits for the device at every step
        report_to="none",
        remove_unused_columns=False,
        label_names=["labels"],
        optim="adamw_torch_fused",
        dataloader_num_workers=config.n_processes if torch.cuda.is_available() else 0,
        dataloader_persistent_workers=torch.cuda.is_available(),
    )
