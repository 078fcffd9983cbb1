"""Distillation: a smaller network that reads as its teachers do, and its scores."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from transformers import set_seed

from evaluate.dev_score import score_dev
from models.checkpoint import Checkpoint, weights_digest
from models.narrow import check_inner, narrow_layers
from models.student import take_layers
from predict.errors import InputError
from predict.schema import Schema
from predict.text.segment import new_segmenter
from train.articles import read_articles
from train.distill_config import DistillConfig
from train.distill_trainer import Distillation, DistillTrainer, TaughtWindows, collate_taught
from train.distill_windows import TrainingWindows, prepare_windows
from train.finetune import arguments_of, rates_of
from train.hardware import processes, say_once
from train.material import Material, own_roles, predictor_of
from train.outcome import Finetuned
from train.pretraining_text import digest_of_files
from train.reporting import check_report_to
from train.run import Run, carry_out, find_resumed
from train.tagger import Patience, TypeLoss
from train.teacher_logits import teach

_N_WINDOWS = 1000  # by which is told what neurons are missed least


def distill(
    config: DistillConfig, *, runs: Path, resume: bool, say: Callable[[str], None]
) -> Finetuned | None:
    """Train a student on what its teachers say, and export it.

    Started once for each of several devices, the first process alone says and writes things.

    :param config: every setting
    :param runs: the folder in which ``config.name`` becomes a folder
    :param resume: go on from the last whole checkpoint of an interrupted run of that name
    :param say: is told what a reader should know before the training begins
    :returns: what came out, None in all but the first of several processes
    :raises FileNotFoundError: if a teacher, a file or, to resume, a run is missing
    :raises ValueError: if a teacher or a file is malformed, the teachers do not fit each other or
        the layers or neurons the teacher, no document fits, or the run to resume had other settings
    :raises OSError: if something cannot be written
    """
    check_report_to(config)
    folder = runs / config.name
    resumed = find_resumed(folder) if resume else None
    set_seed(config.seed)
    teachers = load_teachers(config.teachers)
    digests = [weights_digest(Path(path)) for path in config.teachers]
    key = f"teacher = {config.teachers[0]}"
    schema = own_roles(config, teachers[0].schema, key=key)
    articles = read_articles(config, given=schema, say=say_once(say))
    student = take_layers(teachers[0], config.layers, dropout=config.dropout)
    if config.inner:
        check_inner(student, config.inner)
    material = Material(
        train=articles.train,
        dev=articles.dev,
        calibrate=articles.calibrate,
        checkpoint=replace(student, schema=schema),
        segmenter=new_segmenter(student.segment),
    )
    texts = {
        "teacher": hashlib.sha256(" ".join(digests).encode()).hexdigest(),
        "texts": digest_of_files([Path(path) for path in config.texts]),
    }
    run = Run(config=config, material=material, folder=folder, resumed=resumed, texts=texts)
    basis = run.basis()
    with processes().local_main_process_first():
        cache = Path(config.cache)
        windows = prepare_windows(config, material, cache=cache)
        run = replace(run, material=_narrow(config, material, windows))
        taught = list(zip(digests, teachers, strict=True))
        logits = teach(windows, taught, cache=cache, say=say)
    dataset = TaughtWindows(windows, logits)
    trainer = make_trainer(config, run, dataset, teacher=teachers[0])
    return carry_out(run, trainer, basis, say=say)


def load_teachers(folders: Sequence[str]) -> list[Checkpoint]:
    """Load networks that read the same pieces in the same windows and tell the same labels apart.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if a checkpoint is damaged, or does not fit the first
    """
    teachers = [Checkpoint.load(Path(folder)) for folder in folders]
    first = teachers[0]
    for folder, other in zip(folders, teachers, strict=True):
        if not _tell_the_same(first.schema, other.schema):
            raise InputError(
                f"teacher = {folder}: this checkpoint has other labels or types than {folders[0]}, "
                "so their logits cannot be averaged; take teachers that were trained alike"
            )
        same_words = other.segment == first.segment
        same_pieces = other.tokenizer.digest == first.tokenizer.digest
        if not same_words or not same_pieces or other.window != first.window:
            raise InputError(
                f"teacher = {folder}: its vocabulary, windows or words are not those of "
                f"{folders[0]}, so their logits cannot be averaged; take teachers that were "
                "trained alike"
            )
    return teachers


def _tell_the_same(one: Schema, other: Schema) -> bool:
    return (one.tags, one.article_types) == (other.tags, other.article_types)


def _narrow(config: DistillConfig, material: Material, windows: TrainingWindows) -> Material:
    """Take out neurons of the student that it misses least in some windows, if it is to be so."""
    if not config.inner:
        return material
    drawn = np.random.default_rng(config.seed).permutation(len(windows))[:_N_WINDOWS]
    ids = [windows.ids[windows.place(i)].astype(np.int64) for i in drawn]
    return replace(material, checkpoint=narrow_layers(material.checkpoint, config.inner, ids))


def make_trainer(
    config: DistillConfig, run: Run, dataset: TaughtWindows, *, teacher: Checkpoint
) -> DistillTrainer:
    """Return what trains a student as the settings say.

    :param config: the settings
    :param run: the student, the articles of dev, and where checkpoints go
    :param dataset: what it learns from
    :param teacher: whose hidden states it learns, where those weigh something
    """
    predictor = predictor_of(config, run.material)
    return DistillTrainer(
        by=Distillation(
            temperature=config.temperature,
            gold_weight=config.gold_weight,
            hidden_weight=config.hidden_weight,
            of_types=TypeLoss(weight=config.type_weight, smoothing=config.type_smoothing),
        ),
        teacher=teacher.network,
        rates=rates_of(config),
        score=lambda: score_dev(predictor, run.material.dev).to_dict(),
        model=run.material.checkpoint.network,
        args=arguments_of(
            config,
            run.checkpoints,
            n_examples=len(dataset),
            check_every=config.check_every,
        ),
        train_dataset=dataset,
        eval_dataset=[],
        data_collator=collate_taught,
        callbacks=[Patience(early_stopping_patience=config.patience)],
    )
