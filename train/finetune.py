"""Fine-tuning: from annotated articles to a checkpoint, a bundle and its scores."""

from collections.abc import Callable
from pathlib import Path

import torch
from transformers import TrainingArguments, set_seed

from data.augment import Augmenter
from data.coverage import Coverage, measure
from data.examples import make_examples
from evaluate.dev_score import score_dev
from evaluate.gold_hash import hash_gold
from train.checks import count_repeated
from train.finetune_config import FinetuneConfig
from train.fresh_examples import FreshExamples
from train.hardware import has_bfloat16, processes
from train.material import Material, predictor_of, prepare
from train.outcome import Finetuned, finish
from train.resume import Basis, Resumed, SavesBasis, find_whole
from train.tagger import LearningRates, Patience, TaggerTrainer, TypeLoss, collate
from train.work import long_work

_LOGS_AN_EPOCH = 5
_MAY_GROW = ("epochs", "patience")
_ANEW = "to begin anew, train without --resume"


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
    folder = runs / config.name
    checkpoints = folder / "trainer"
    resumed = find_whole(checkpoints, anew=_ANEW) if resume else None
    set_seed(config.seed)
    material = prepare(config)
    basis = _basis(config, material)
    if resumed:
        basis.check(checkpoints, may_grow=_MAY_GROW, anew=_ANEW)
    coverage = measure(
        material.train, segmenter=material.segmenter, tokenizer=material.checkpoint.tokenizer
    )
    trainer = make_trainer(config, material, checkpoints)
    trainer.add_callback(SavesBasis(basis))
    if processes().is_main_process:
        _say(say, material, coverage, resumed)
        if not resumed:
            basis.begin_anew(checkpoints)
    with long_work(folder):
        trainer.train(resume_from_checkpoint=str(resumed.checkpoint) if resumed else None)
        if not trainer.is_world_process_zero():
            return None
        trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False)  # export in fp32
        material.checkpoint.network.cpu()
        log = trainer.state.log_history
        return finish(config, material, coverage, folder=folder, log=log)


def _basis(config: FinetuneConfig, material: Material) -> Basis:
    texts = {"data.train": hash_gold(material.train), "data.dev": hash_gold(material.dev)}
    return Basis(config=config, texts=texts)


def _say(
    say: Callable[[str], None], material: Material, coverage: Coverage, resumed: Resumed | None
) -> None:
    repeated = str(count_repeated(material.train, material.dev))
    first = f"training articles: {len(material.train)}; {coverage}"
    for line in (first, repeated, str(resumed or "")):
        if line:
            say(line)


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
        rates=LearningRates(
            encoder=config.learning_rate,
            heads=config.head_learning_rate,
            weight_decay=config.weight_decay,
        ),
        of_types=TypeLoss(weight=config.type_weight, smoothing=config.type_smoothing),
        score=lambda: score_dev(predictor, material.dev).to_dict(),
        model=checkpoint.network,
        args=_arguments(config, folder, n_examples=len(dataset), chooses=chooses),
        train_dataset=dataset,
        eval_dataset=[],
        data_collator=collate,
        callbacks=[Patience(early_stopping_patience=config.patience)] if chooses else [],
    )
    examples.follow(lambda: int(trainer.state.epoch or 0))
    return trainer


def _arguments(
    config: FinetuneConfig, folder: Path, *, n_examples: int, chooses: bool = True
) -> TrainingArguments:
    at_once = config.batch * config.accumulate * processes().num_processes
    steps_an_epoch = max(1, n_examples // at_once)
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
        eval_strategy="epoch" if chooses else "no",
        save_strategy="epoch" if chooses else "no",
        save_total_limit=2,
        load_best_model_at_end=chooses,
        metric_for_best_model="choice",
        logging_steps=max(1, steps_an_epoch // _LOGS_AN_EPOCH),
        use_cpu=not torch.cuda.is_available(),
        bf16=has_bfloat16(),
        ddp_find_unused_parameters=False,
        remove_unused_columns=False,
        report_to="none",
    )
