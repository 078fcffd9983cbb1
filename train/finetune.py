"""Fine-tuning: from annotated articles to a checkpoint, a bundle and its scores."""

from collections.abc import Callable
from pathlib import Path

import torch
from transformers import TrainingArguments, set_seed

from data.augment import Augmenter
from data.examples import make_examples
from evaluate.dev_score import score_dev
from models.checkpoint import weights_digest
from train.finetune_config import FinetuneConfig, TrainingConfig
from train.fresh_examples import FreshExamples
from train.hardware import has_bfloat16, processes, say_once
from train.material import Material, predictor_of, prepare
from train.outcome import Finetuned
from train.reporting import check_report_to
from train.run import Run, carry_out, find_resumed
from train.tagger import LearningRates, Patience, TaggerTrainer, TypeLoss, collate

_LOGS = 5  # from one check to the next


def finetune(
    config: FinetuneConfig, *, runs: Path, resume: bool, say: Callable[[str], None]
) -> Finetuned | None:
    """Train a network with both heads and export it.

    Started once for each of several devices, the first process alone says and writes things.

    :param config: every setting
    :param runs: the folder in which ``config.name`` becomes a folder
    :param resume: go on from the last whole checkpoint of an interrupted run of that name
    :param say: is told what a reader should know before the training begins
    :returns: what came out, None in all but the first of several processes
    :raises FileNotFoundError: if an encoder, a file or, to resume, a run is missing
    :raises ValueError: if an encoder or an annotated file is malformed, there is nothing to train
        on or to choose by, or the run to resume had other settings or no checkpoint of it is whole
    :raises OSError: if something cannot be written
    """
    check_report_to(config)
    folder = runs / config.name
    resumed = find_resumed(folder) if resume else None
    set_seed(config.seed)
    material = prepare(config, say=say_once(say))
    texts = {"start": weights_digest(Path(config.start))} if config.start else {}
    run = Run(config=config, material=material, folder=folder, resumed=resumed, texts=texts)
    basis = run.basis()
    return carry_out(run, make_trainer(config, material, run.checkpoints), basis, say=say)


def _examples(config: FinetuneConfig, material: Material) -> FreshExamples:
    checkpoint = material.checkpoint
    return FreshExamples(
        material.train,
        augment=Augmenter(config.data.augment, articles=material.train, schema=checkpoint.schema),
        make=lambda article: make_examples(
            article,
            schema=checkpoint.schema,
            segmenter=material.segmenter,
            tokenizer=checkpoint.tokenizer,
            window=checkpoint.window,
            decay=config.decay,
        ),
        seed=config.seed,
    )


def make_trainer(
    config: FinetuneConfig, material: Material, folder: Path, *, chooses: bool = True
) -> TaggerTrainer:
    """Return what trains a network as the settings say.

    :param config: the settings
    :param material: the articles and the network
    :param folder: where checkpoints go
    :param chooses: score dev after each epoch and end with the best one; else end with the last
    """
    checkpoint = material.checkpoint
    examples = _examples(config, material)
    dataset = examples.dataset()
    predictor = predictor_of(config, material)
    trainer = TaggerTrainer(
        rates=rates_of(config),
        of_types=TypeLoss(weight=config.type_weight, smoothing=config.type_smoothing),
        score=lambda: score_dev(predictor, material.dev).to_dict(),
        model=checkpoint.network,
        args=arguments_of(config, folder, n_examples=len(dataset), chooses=chooses),
        train_dataset=dataset,
        eval_dataset=[],
        data_collator=collate,
        callbacks=[Patience(early_stopping_patience=config.patience)] if chooses else [],
    )
    examples.follow(lambda: int(trainer.state.epoch or 0))
    return trainer


def rates_of(config: TrainingConfig) -> LearningRates:
    """Return the learning rates and the weight decay of the settings."""
    return LearningRates(
        encoder=config.learning_rate,
        heads=config.head_learning_rate,
        weight_decay=config.weight_decay,
    )


def arguments_of(
    config: TrainingConfig,
    folder: Path,
    *,
    n_examples: int,
    chooses: bool = True,
    check_every: int = 0,
) -> TrainingArguments:
    """Return the trainer's own settings.

    :param config: the settings
    :param folder: where checkpoints go
    :param n_examples: windows in an epoch
    :param chooses: score dev and write a checkpoint again and again, and end with the best one
    :param check_every: steps from one such score to the next, 0 for an epoch
    """
    at_once = config.batch * config.accumulate * processes().num_processes
    an_epoch = max(1, n_examples // at_once)
    strategy = "no" if not chooses else "steps" if check_every else "epoch"
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=config.batch,
        gradient_accumulation_steps=config.accumulate,
        learning_rate=config.learning_rate,
        warmup_steps=config.warmup,  # below 1, so a share of the steps
        lr_scheduler_type="linear",
        seed=config.seed,
        train_sampling_strategy="group_by_length",
        length_column_name="length",
        eval_strategy=strategy,
        eval_steps=check_every or None,
        save_strategy=strategy,
        save_steps=check_every or 1,
        save_total_limit=2,
        load_best_model_at_end=chooses,
        metric_for_best_model="choice",
        logging_steps=max(1, min(check_every or an_epoch, an_epoch) // _LOGS),
        use_cpu=not torch.cuda.is_available(),
        bf16=has_bfloat16(),
        ddp_find_unused_parameters=False,
        remove_unused_columns=False,
        report_to="none",  # see train.reporting
    )
