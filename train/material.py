"""What a fine-tuning works with: articles, an encoder with new heads, and a segmenter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.annotated import AnnotatedArticle
from models.checkpoint import Checkpoint, read_schema
from models.encoder import Encoder, keep_layers, load_encoder, most_ids
from models.network import Network, TorchRuntime
from models.student import take_layers
from predict.bundle import Manifest
from predict.errors import InputError
from predict.network.decode import Calibration
from predict.network.windows import WindowSize
from predict.predictor import Predictor
from predict.records import ModelInfo
from predict.schema import Schema
from predict.text.segment import Segmentation, Segmenter, new_segmenter
from train.articles import Say, read_articles
from train.finetune_config import FinetuneConfig, TrainingConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Articles to train on, to choose and to calibrate by, and the network that learns.

    ``left`` names the heads that the encoder's folder holds and that are not taken.
    """

    train: Sequence[AnnotatedArticle]
    dev: Sequence[AnnotatedArticle]
    calibrate: Sequence[AnnotatedArticle]
    checkpoint: Checkpoint
    segmenter: Segmenter
    left: tuple[str, ...] = ()


def prepare(config: FinetuneConfig, *, say: Say) -> Material:
    """Read what the settings name.

    :param config: the settings
    :param say: is told what of the articles was renamed or left out, and of the encoder not taken
    :raises FileNotFoundError: if an encoder, a checkpoint or a file is missing
    :raises ValueError: if an encoder, a checkpoint or an annotated file is malformed, there is no
        article to train on or to choose by, one holds no word, or windows are longer than the
        encoder takes
    """
    articles = read_articles(config, given=schema_of_start(config), say=say)
    material = prepare_with(config, train=articles.train, dev=articles.dev, schema=articles.schema)
    if material.left:
        say(
            f"encoder = {config.encoder}: the encoder is taken, its own head "
            f"({', '.join(material.left)}) is not; the heads are new"
        )
    return replace(material, calibrate=articles.calibrate)


def schema_of_start(config: FinetuneConfig) -> Schema | None:
    """Return what the network of ``start`` tells apart, None where training begins with new heads.

    :raises FileNotFoundError: if it is missing
    :raises ValueError: if it is damaged, or ``[schema]`` names other labels or types
    """
    if not config.start:
        return None
    return own_roles(config, read_schema(Path(config.start)), key=f"start = {config.start}")


def own_roles(config: TrainingConfig, schema: Schema, *, key: str) -> Schema:
    """Return the schema of a network with the roles of ``[schema]``, where it names some.

    :param config: the settings
    :param schema: what the network tells apart
    :param key: the setting that names it, with its value
    :raises ValueError: if ``[schema]`` names other labels or types, or a role has no label
    """
    own = config.own_schema
    for name, wanted, there in (
        ("labels", own.labels, schema.entity_labels),
        ("types", own.types, schema.article_types),
    ):
        if wanted is not None and tuple(wanted) != there:
            raise InputError(
                f"{key}: this checkpoint has other {name} ({', '.join(there) or 'none'}) than "
                f"schema.{name}; leave them out, or name a checkpoint with the same ones in order"
            )
    return (
        schema if own.roles is None else Schema.from_dict(schema.to_dict() | {"roles": own.roles})
    )


def prepare_with(
    config: FinetuneConfig,
    *,
    train: Sequence[AnnotatedArticle],
    dev: Sequence[AnnotatedArticle],
    schema: Schema,
) -> Material:
    """Take the network that the settings name, for articles that are read already.

    :param config: the settings
    :param train: what is learned from
    :param dev: what is chosen and calibrated by
    :param schema: what the network tells apart
    :raises FileNotFoundError: if the encoder or the checkpoint is missing
    :raises ValueError: if it is malformed, or windows are longer than it takes
    """
    encoder = None if config.start else load_encoder(config.encoder, dropout=config.dropout)
    checkpoint = _put_heads_on(encoder, schema, config) if encoder else _go_on(config)
    return Material(
        train=train,
        dev=dev,
        calibrate=dev,
        checkpoint=replace(checkpoint, schema=schema),
        segmenter=new_segmenter(checkpoint.segment),
        left=encoder.left if encoder else (),
    )


def _put_heads_on(encoder: Encoder, schema: Schema, config: FinetuneConfig) -> Checkpoint:
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
            encoder.model, schema, dropout=config.dropout, type_pooling=config.type_pooling
        ),
        tokenizer=encoder.tokenizer,
        schema=schema,
        window=window,
        reading_overlap=_reading_overlap(config, window),
        segment=Segmentation(config.segment),
    )


def _go_on(config: FinetuneConfig) -> Checkpoint:
    start = Checkpoint.load(Path(config.start))
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
    return replace(
        take_layers(start, layers, dropout=config.dropout),
        window=window,
        reading_overlap=_reading_overlap(config, window),
    )


def _reading_overlap(config: FinetuneConfig, window: WindowSize) -> int | None:
    shared = config.window.reading
    return None if shared is None else replace(window, overlap=shared).overlap


def predictor_of(config: TrainingConfig, material: Material) -> Predictor:
    """Return what reads articles with the network as it is now, uncalibrated."""
    return Predictor(
        manifest=Manifest(
            model=ModelInfo(name=f"nhandang-{config.name}", version=config.version),
            schema=material.checkpoint.schema,
            window=material.checkpoint.reading,
            calibration=Calibration(decay=config.decay),
            precision="fp32",
            segment=material.segmenter.kind,
        ),
        segmenter=material.segmenter,
        tokenizer=material.checkpoint.tokenizer,
        runtime=TorchRuntime(material.checkpoint.network),
    )
