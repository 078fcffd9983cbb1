"""What a fine-tuning works with: articles, an encoder with new heads, and a segmenter."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats import read_annotations
from data.formats.types import read_types
from models.checkpoint import Checkpoint
from models.encoder import keep_layers, load_encoder, most_ids
from models.network import Network, TorchRuntime
from models.student import take_layers
from predict.bundle import Manifest
from predict.errors import InputError
from predict.network.decode import Calibration
from predict.network.windows import WindowSize
from predict.predictor import Predictor
from predict.records import ModelInfo
from predict.schema import DEFAULT_SCHEMA
from predict.text.segment import Segmentation, Segmenter, new_segmenter
from train.checks import check_articles
from train.finetune_config import FinetuneConfig, TrainingConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Articles to train on, to choose and to calibrate by, and the network that learns."""

    train: Sequence[AnnotatedArticle]
    dev: Sequence[AnnotatedArticle]
    calibrate: Sequence[AnnotatedArticle]
    checkpoint: Checkpoint
    segmenter: Segmenter


def prepare(config: FinetuneConfig) -> Material:
    """Read what the settings name.

    :raises FileNotFoundError: if an encoder, a checkpoint or a file is missing
    :raises ValueError: if an encoder, a checkpoint or an annotated file is malformed, there is no
        article to train on or to choose by, one holds no word, or windows are longer than the
        encoder takes
    """
    train, dev, calibrate = read_articles(config)
    return replace(prepare_with(config, train=train, dev=dev), calibrate=calibrate)


def prepare_with(
    config: FinetuneConfig, *, train: Sequence[AnnotatedArticle], dev: Sequence[AnnotatedArticle]
) -> Material:
    """Take the network that the settings name, for articles that are read already.

    :raises FileNotFoundError: if the encoder or the checkpoint is missing
    :raises ValueError: if it is malformed, or windows are longer than it takes
    """
    checkpoint = _go_on(config) if config.start else _put_heads_on(config)
    return Material(
        train=train,
        dev=dev,
        calibrate=dev,
        checkpoint=checkpoint,
        segmenter=new_segmenter(checkpoint.segment),
    )


def _put_heads_on(config: FinetuneConfig) -> Checkpoint:
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
    return Checkpoint(
        network=Network(
            encoder.model,
            DEFAULT_SCHEMA,
            dropout=config.dropout,
            type_pooling=config.type_pooling,
        ),
        tokenizer=encoder.tokenizer,
        schema=DEFAULT_SCHEMA,
        window=window,
        segment=Segmentation(config.segment),
    )


def _go_on(config: FinetuneConfig) -> Checkpoint:
    start = load_checkpoint(config.start, key="start")
    shape = start.network.encoder.config
    window = WindowSize(
        length=config.window.length or start.window.length, overlap=config.window.overlap
    )
    if window.length > most_ids(shape.to_dict()):
        raise InputError(
            f"window.length = {window.length}: the network {config.start} takes at most "
            f"{most_ids(shape.to_dict())} ids"
        )
    layers = range(config.n_layers or shape.num_hidden_layers)
    return replace(take_layers(start, layers, dropout=config.dropout), window=window)


def load_checkpoint(folder: str, *, key: str) -> Checkpoint:
    """Load a fine-tuned network that tells apart what articles are annotated with.

    :param folder: the checkpoint
    :param key: the setting that names it
    :raises FileNotFoundError: if a file of it is missing
    :raises ValueError: if it is damaged, or has other labels
    """
    checkpoint = Checkpoint.load(Path(folder))
    if checkpoint.schema != DEFAULT_SCHEMA:
        raise InputError(
            f"{key} = {folder}: this checkpoint has other labels than the articles are annotated "
            "with; name one that `python -m train` made with the same labels"
        )
    return checkpoint


def predictor_of(config: TrainingConfig, material: Material) -> Predictor:
    """Return what reads articles with the network as it is now, uncalibrated."""
    return Predictor(
        manifest=Manifest(
            model=ModelInfo(name=f"nhandang-{config.name}", version=config.version),
            schema=material.checkpoint.schema,
            window=material.checkpoint.window,
            calibration=Calibration(decay=config.decay),
            precision="fp32",
            segment=material.segmenter.kind,
        ),
        segmenter=material.segmenter,
        tokenizer=material.checkpoint.tokenizer,
        runtime=TorchRuntime(material.checkpoint.network),
    )


def read_articles(
    config: TrainingConfig,
) -> tuple[list[AnnotatedArticle], list[AnnotatedArticle], list[AnnotatedArticle]]:
    """Read the articles to train on, to choose by, and to calibrate by.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if one is malformed, there is no article, or one holds no word
    """
    train = read_own(config) + read_more(config)
    dev = _read_gold("data.dev", config.data.dev)
    paths = config.data.calibrate
    return train, dev, _read_gold("data.calibrate", paths) if paths else dev


def read_own(config: TrainingConfig) -> list[AnnotatedArticle]:
    """Read the share of the articles of ``data.train`` that is used.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if one is malformed
    """
    return take_share(_read_gold("data.train", config.data.train), config.data.share)


def read_more(config: TrainingConfig) -> list[AnnotatedArticle]:
    """Read the articles of ``data.extra`` and ``data.types``, which stand beside those of train.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if one is malformed
    """
    extra = config.data.extra_paths
    more = _read_gold("data.extra", extra) if extra else []
    types = [Path(path) for path in config.data.types]
    typed = read_types(types, schema=DEFAULT_SCHEMA, unsure_weight=config.data.unsure)
    if typed:
        check_articles(typed, key="data.types")
    return more + typed


def _read_gold(key: str, paths: Sequence[str]) -> list[AnnotatedArticle]:
    articles = read_annotations([Path(path) for path in paths], schema=DEFAULT_SCHEMA)
    check_articles(articles, key=key)
    return articles


def take_share(articles: Sequence[AnnotatedArticle], share: float) -> list[AnnotatedArticle]:
    """Take a share of the articles, by their ids: a smaller share is part of a larger one."""
    keys = [article.id or article.text for article in articles]
    ranked = sorted(
        range(len(articles)), key=lambda i: hashlib.sha256(keys[i].encode("utf-8")).digest()
    )
    return [articles[i] for i in sorted(ranked[: max(1, round(share * len(ranked)))])]
