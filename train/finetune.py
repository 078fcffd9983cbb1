"""Fine-tuning: from annotated articles to a checkpoint, a bundle and its scores."""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import EarlyStoppingCallback, TrainingArguments, set_seed

from data.annotated import AnnotatedArticle
from data.augment import Augmenter
from data.coverage import Coverage, measure
from data.examples import make_examples
from data.formats import read_annotations
from evaluate.report import Report, score_predictor
from models.checkpoint import Checkpoint
from models.encoder import keep_layers, load_encoder
from models.export import Exported, export_bundle
from models.network import Network, TorchRuntime
from predict.bundle import Manifest
from predict.errors import InputError
from predict.network.decode import Calibration
from predict.network.runtime import Runtime
from predict.network.windows import WindowSize
from predict.predictor import Predictor
from predict.records import Json, ModelInfo
from predict.schema import DEFAULT_SCHEMA
from predict.text.segment import Segmenter
from train.calibration import fit_calibration
from train.curves import draw_curves
from train.finetune_config import FinetuneConfig
from train.fresh_examples import FreshExamples
from train.hardware import has_bfloat16, processes
from train.tagger import LearningRates, TaggerTrainer, collate

_LOGS_AN_EPOCH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finetuned:
    """What a fine-tuning left: its folder, dev scores, coverage of its data, and export."""

    folder: Path
    n_articles: int
    dev: Report
    coverage: Coverage
    exported: Exported

    def to_dict(self) -> dict[str, Json]:
        """Return what ``metrics.json`` holds of it."""
        return {
            "dev": self.dev.to_dict(),
            "training_articles": self.n_articles,
            "training_spans": self.coverage.n_spans,
            "unreachable_training_spans": self.coverage.n_unreachable,
            "precision": self.exported.precision,
            "bundle_bytes": self.exported.n_bytes,
            "int8_agreement": self.exported.agreement,
        }

    def __str__(self) -> str:
        """Say what came out, in two lines."""
        exported = self.exported
        return (
            f"dev: {self.dev}\nbundle: {self.folder / 'bundle'} ({exported.precision}, "
            f"{exported.n_bytes / 1e6:.1f} MB, int8 and fp32 agree on "
            f"{exported.agreement:.2%} of tags)"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    train: Sequence[AnnotatedArticle]
    dev: Sequence[AnnotatedArticle]
    checkpoint: Checkpoint
    segmenter: Segmenter


def finetune(
    config: FinetuneConfig, *, runs: Path, resume: bool, say: Callable[[str], None]
) -> Finetuned | None:
    """Train a network with both heads and export it.

    Started once for each of several devices, the first process alone says and writes things.

    :param config: every setting
    :param runs: the folder in which ``config.name`` becomes a folder
    :param resume: go on from the last epoch of an interrupted run of that name
    :param say: is told what a reader should know before the training begins
    :returns: what came out, None in all but the first of several processes
    :raises FileNotFoundError: if an encoder, a file or, to resume, a run is missing
    :raises ValueError: if an encoder or an annotated file is malformed
    """
    folder = runs / config.name
    trainer_folder = folder / "trainer"
    if resume and not list(trainer_folder.glob("checkpoint-*")):
        raise FileNotFoundError(f"{trainer_folder}: nothing to resume here; train without --resume")
    set_seed(config.seed)
    material = _prepare(config)
    coverage = measure(
        material.train, segmenter=material.segmenter, tokenizer=material.checkpoint.tokenizer
    )
    if processes().is_main_process:
        say(f"training articles: {len(material.train)}; {coverage}")
        if not resume:
            shutil.rmtree(trainer_folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        config.save(folder / "config.json")
    trainer = _trainer(config, material, trainer_folder)
    trainer.train(resume_from_checkpoint=resume or None)
    if not trainer.is_world_process_zero():
        return None
    trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False)  # export in fp32
    material.checkpoint.network.cpu().eval()
    return _finish(config, material, coverage, folder=folder, log=trainer.state.log_history)


def _prepare(config: FinetuneConfig) -> _Material:
    schema = DEFAULT_SCHEMA
    train = take_share(
        read_annotations([Path(path) for path in config.data.train], schema=schema),
        config.data.share,
    )
    if config.data.extra_paths:
        extra = [Path(path) for path in config.data.extra_paths]
        train += read_annotations(extra, schema=schema)
    dev = read_annotations([Path(path) for path in config.data.dev], schema=schema)
    encoder = load_encoder(config.encoder, dropout=config.dropout)
    if config.n_layers:
        keep_layers(encoder, config.n_layers)
    window = WindowSize(
        length=config.window.length or encoder.length, overlap=config.window.overlap
    )
    if window.length > encoder.length:
        raise InputError(
            f"window.length = {window.length}: the encoder {config.encoder} takes at most "
            f"{encoder.length} ids"
        )
    checkpoint = Checkpoint(
        network=Network(encoder.model, schema, dropout=config.dropout),
        tokenizer=encoder.tokenizer,
        schema=schema,
        window=window,
    )
    return _Material(train=train, dev=dev, checkpoint=checkpoint, segmenter=Segmenter.from_pyvi())


def take_share(articles: Sequence[AnnotatedArticle], share: float) -> list[AnnotatedArticle]:
    """Take a share of the articles, by their ids: a smaller share is part of a larger one."""
    keys = [article.id or article.text for article in articles]
    ranked = sorted(
        range(len(articles)), key=lambda i: hashlib.sha256(keys[i].encode("utf-8")).digest()
    )
    return [articles[i] for i in sorted(ranked[: max(1, round(share * len(ranked)))])]


def _predictor(
    config: FinetuneConfig,
    material: _Material,
    *,
    runtime: Runtime,
) -> Predictor:
    return Predictor(
        manifest=Manifest(
            model=ModelInfo(name=f"nhandang-{config.name}", version=config.version),
            schema=material.checkpoint.schema,
            window=material.checkpoint.window,
            calibration=Calibration(decay=config.decay),
            precision="fp32",
        ),
        segmenter=material.segmenter,
        tokenizer=material.checkpoint.tokenizer,
        runtime=runtime,
    )


def _examples(config: FinetuneConfig, material: _Material) -> FreshExamples:
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


def _trainer(config: FinetuneConfig, material: _Material, folder: Path) -> TaggerTrainer:
    checkpoint = material.checkpoint
    examples = _examples(config, material)
    dataset = examples.dataset()
    predictor = _predictor(config, material, runtime=TorchRuntime(checkpoint.network))

    def score() -> dict[str, float]:
        report = score_predictor(predictor, material.dev)
        return {"f1": report.entities.micro.f1, "type_accuracy": report.article_type.accuracy}

    trainer = TaggerTrainer(
        rates=LearningRates(
            encoder=config.learning_rate,
            heads=config.head_learning_rate,
            weight_decay=config.weight_decay,
        ),
        type_weight=config.type_weight,
        score=score,
        model=checkpoint.network,
        args=_arguments(config, folder, n_examples=len(dataset)),
        train_dataset=dataset,
        eval_dataset=[],
        data_collator=collate,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=config.patience)],
    )
    examples.follow(lambda: int(trainer.state.epoch or 0))
    return trainer


def _arguments(config: FinetuneConfig, folder: Path, *, n_examples: int) -> TrainingArguments:
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
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        logging_steps=max(1, steps_an_epoch // _LOGS_AN_EPOCH),
        use_cpu=not torch.cuda.is_available(),
        bf16=has_bfloat16(),
        ddp_find_unused_parameters=False,
        remove_unused_columns=False,
        report_to="none",
    )


def _finish(
    config: FinetuneConfig,
    material: _Material,
    coverage: Coverage,
    *,
    folder: Path,
    log: list[dict[str, float]],
) -> Finetuned:
    """Write checkpoint, bundle, metrics and curves of the best epoch."""
    material.checkpoint.save(folder / "checkpoint")
    runtime = TorchRuntime(material.checkpoint.network)
    predictor = _predictor(config, material, runtime=runtime)
    exported = export_bundle(
        material.checkpoint,
        folder / "bundle",
        model=predictor.model,
        segmenter=material.segmenter,
        calibration=fit_calibration(predictor, material.dev, decay=config.decay),
        texts=[article.text for article in material.dev],
    )
    report = score_predictor(Predictor.load(folder / "bundle"), material.dev)
    result = Finetuned(
        folder=folder,
        n_articles=len(material.train),
        dev=report,
        coverage=coverage,
        exported=exported,
    )
    metrics = {**result.to_dict(), "seed": config.seed, "history": log}
    text = json.dumps(metrics, ensure_ascii=False, indent=1)
    (folder / "metrics.json").write_text(text + "\n", encoding="utf-8")
    draw_curves(
        log,
        folder / "curves.png",
        left={"loss": "training loss"},
        right={"eval_f1": "dev micro F1", "eval_type_accuracy": "dev type accuracy"},
        x="epoch",
    )
    return result
