"""The articles that settings name, and what a network is to tell apart in them."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import data.formats
from data.annotated import AnnotatedArticle
from data.formats.forms import Articles, Overlaps, Reading
from data.known import name_strange, read_known
from data.schema_of import schema_of
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA, Schema
from train.checks import check_articles
from train.finetune_config import TrainingConfig

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingArticles:
    """Articles to learn from, to choose and to calibrate by, and the schema that they have.

    ``own`` is the share of ``data.train`` that is used, ``more`` what stands beside it.
    """

    own: Sequence[AnnotatedArticle]
    more: Sequence[AnnotatedArticle]
    dev: Sequence[AnnotatedArticle]
    calibrate: Sequence[AnnotatedArticle]
    schema: Schema

    @property
    def train(self) -> list[AnnotatedArticle]:
        """All articles to learn from."""
        return [*self.own, *self.more]


def read_articles(
    config: TrainingConfig, *, given: Schema | None = None, say: Say
) -> TrainingArticles:
    """Read the articles that settings name.

    :param config: the settings
    :param given: what a network that is there already tells apart; None: what the settings say, or
        else the articles of train
    :param say: is told what was renamed or left out
    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if one is malformed or has a label that is not learned, there is no article,
        or one holds no word
    """
    schema = given or find_schema(config)
    names = config.data
    try:
        own = read_gold("data.train", names.train, schema=schema, config=config, say=say)
        more = _read_more(config, schema, say)
        dev = read_gold("data.dev", names.dev, schema=schema, config=config, say=say)
        calibrate = dev
        if names.calibrate:
            paths = names.calibrate
            calibrate = read_gold("data.calibrate", paths, schema=schema, config=config, say=say)
    except InputError as error:
        if given is None:
            raise
        raise InputError(
            f"{error} (labels and types are those of the network that start or teacher names)"
        ) from error
    return TrainingArticles(
        own=take_share(own, names.share), more=more, dev=dev, calibrate=calibrate, schema=schema
    )


def read_gold(
    key: str, paths: Sequence[str], *, schema: Schema, config: TrainingConfig, say: Say
) -> list[AnnotatedArticle]:
    """Read the articles of one setting, without their spans where the schema has no labels.

    :param key: the setting
    :param paths: files and folders
    :param schema: the labels and types that are allowed
    :param config: says how files are read
    :param say: is told what was renamed or left out
    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if one is malformed or has another label, or there is no word to be read
    """
    reading = reading_of(config, schema=None, say=say)
    places, form = [Path(path) for path in paths], config.data.format or None
    articles = read_known(places, schema=schema, reading=reading, form=form, where=key)
    check_articles(articles, key=key)
    return articles


def _read_more(config: TrainingConfig, schema: Schema, say: Say) -> list[AnnotatedArticle]:
    """Read the articles of ``data.extra`` and ``data.types``, which stand beside those of train."""
    return [
        article
        for key, paths in (
            ("data.extra", config.data.extra_paths),
            ("data.types", config.data.types),
        )
        if paths
        for article in read_gold(key, paths, schema=schema, config=config, say=say)
    ]


def reading_of(config: TrainingConfig, *, schema: Schema | None, say: Say) -> Reading:
    """Return how the settings want files to be read."""
    names = config.data
    return Reading(
        schema=schema,
        overlaps=Overlaps(names.overlaps),
        unsure_weight=names.unsure,
        columns=(names.columns[0], names.columns[1]),
        label_column=names.label_column,
        articles=Articles(names.articles),
        notes=say,
    )


def _read(
    key: str, paths: Sequence[str], reading: Reading, config: TrainingConfig
) -> list[AnnotatedArticle]:
    places, form = [Path(path) for path in paths], config.data.format or None
    articles = data.formats.read_articles(places, reading=reading, form=form)
    check_articles(articles, key=key)
    return articles


def find_schema(config: TrainingConfig) -> Schema:
    """Return what the section ``[schema]`` names; what it leaves out, all articles of train have.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if a file is malformed, a role has no label, articles of train have neither
        a label nor a type, or those of dev have one that train lacks
    """
    own = config.own_schema
    labels, types, roles = own.labels, own.types, own.roles
    if labels is None or types is None:
        known = Schema(entity_labels=tuple(labels), article_types=()) if labels else None
        reading = reading_of(config, schema=known, say=lambda _: None)
        names = config.data
        paths = {"data.train": names.train, "data.extra": names.extra_paths}
        paths["data.types"] = names.types
        read = [_read(key, some, reading, config) for key, some in paths.items() if some]
        found = schema_of([article for some in read for article in some])
        dev = _read("data.dev", names.dev, reading, config)
        labels = list(found.entity_labels) if labels is None else labels
        types = list(found.article_types) if types is None else types
        _check_dev(dev, labels, types)
    if roles is None:
        by_default = set(labels) <= set(DEFAULT_SCHEMA.entity_labels)
        roles = {x: str(r) for x, r in DEFAULT_SCHEMA.roles.items() if by_default and x in labels}
    try:
        return Schema.from_dict({"entity_labels": labels, "article_types": types, "roles": roles})
    except InputError as error:
        raise InputError(f"[schema]: {error}") from error


def _check_dev(
    articles: Sequence[AnnotatedArticle], labels: Sequence[str], types: Sequence[str]
) -> None:
    if lacking := name_strange(articles, labels=labels, types=types):
        raise InputError(
            f"data.dev: articles of train lack {lacking}, so that it can never be learned; put "
            "examples into data.train, or take it out of dev"
        )


def take_share(articles: Sequence[AnnotatedArticle], share: float) -> list[AnnotatedArticle]:
    """Take a share of the articles, by their ids: a smaller share is part of a larger one."""
    keys = [article.id or article.text for article in articles]
    ranked = sorted(
        range(len(articles)), key=lambda i: hashlib.sha256(keys[i].encode("utf-8")).digest()
    )
    return [articles[i] for i in sorted(ranked[: max(1, round(share * len(ranked)))])]
