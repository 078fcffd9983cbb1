"""What a fine-tuning works with: articles, an encoder with new heads, and a segmenter."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats import read_annotations
from data.formats.types import read_types
from models.checkpoint import Checkpoint
from models.encoder import keep_layers, load_encoder
from models.network import Network, TorchRuntime
from predict.bundle import Manifest
from predict.errors import InputError
from predict.network.decode import Calibration
from predict.network.windows import WindowSize
from predict.predictor import Predictor
from predict.records import ModelInfo
from predict.schema import DEFAULT_SCHEMA
from predict.text.segment import Segmenter
from train.checks import check_articles
from train.finetune_config import FinetuneConfig


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

    :raises FileNotFoundError: if an encoder or a file is missing
    :raises ValueError: if an encoder or an annotated file is malformed, there is no article to
        train on or to choose by, one holds no word, or windows are longer than the encoder takes
    """
    train, dev = _read(config)
    paths = config.data.calibrate
    calibrate = _read_gold("data.calibrate", paths) if paths else dev
    return replace(prepare_with(config, train=train, dev=dev), calibrate=calibrate)


def prepare_with(
    config: FinetuneConfig, *, train: Sequence[AnnotatedArticle], dev: Sequence[AnnotatedArticle]
) -> Material:
    """Put new heads on the encoder that the settings name, for articles that are read already.

    :raises FileNotFoundError: if the encoder is missing
    :raises ValueError: if it is malformed, or windows are longer than it takes
    """
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
        network=Network(encoder.model, DEFAULT_SCHEMA, dropout=config.dropout),
        tokenizer=encoder.tokenizer,
        schema=DEFAULT_SCHEMA,
        window=window,
    )
    return Material(
        train=train,
        dev=dev,
        calibrate=dev,
        checkpoint=checkpoint,
        segmenter=Segmenter.from_pyvi(),
    )


def predictor_of(config: FinetuneConfig, material: Material) -> Predictor:
    """Return what reads articles with the network as it is now, uncalibrated."""
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
        runtime=TorchRuntime(material.checkpoint.network),
    )


def _read(config: FinetuneConfig) -> tuple[list[AnnotatedArticle], list[AnnotatedArticle]]:
    return read_own(config) + read_more(config), _read_gold("data.dev", config.data.dev)


def read_own(config: FinetuneConfig) -> list[AnnotatedArticle]:
    """Read the share of the articles of ``data.train`` that is used.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if one is malformed
    """
    return take_share(_read_gold("data.train", config.data.train), config.data.share)


def read_more(config: FinetuneConfig) -> list[AnnotatedArticle]:
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
