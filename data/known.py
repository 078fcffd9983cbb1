"""Articles as a schema wants them: with labels and types that it has, of what it tells apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats import read_articles
from data.formats.forms import Reading
from predict.errors import InputError
from predict.schema import Schema

_SHOWN = 40  # characters


def read_known(
    paths: Sequence[Path], *, schema: Schema, reading: Reading, form: str | None, where: str
) -> list[AnnotatedArticle]:
    """Read articles of any format for a model.

    A type that is not known is no fault. Without labels in the schema spans are left out, which is
    told; without types any type is taken, and not looked at.

    :param paths: files and folders
    :param schema: the labels and types that the model tells apart
    :param reading: how files are read, its schema apart
    :param form: the format's name, None to find out of each file
    :param where: what names the paths, for the sentence that says what is wrong
    :raises FileNotFoundError: if a path is not there
    :raises InputError: if a file is malformed, or has a label or a type that the schema lacks
    """
    # A reader without types takes any, and none; which of them are known is checked below.
    labels = replace(schema, article_types=()) if schema.entity_labels else None
    articles = read_articles(paths, reading=replace(reading, schema=labels), form=form)
    if not schema.entity_labels:
        n_spans = sum(len(article.spans) for article in articles)
        articles = [
            replace(article, spans=(), values=None, indicators=None, knows_spans=False)
            for article in articles
        ]
        if n_spans:
            reading.notes(f"{where}: {n_spans:,} spans are left out, since there are no labels")
    if strange := name_strange(articles, labels=schema.entity_labels, types=schema.article_types):
        known = [
            ", ".join(names) or "none" for names in (schema.entity_labels, schema.article_types)
        ]
        raise InputError(
            f"{where}: the schema lacks {strange}; its labels are {known[0]}, its types {known[1]}"
        )
    return articles


def name_strange(
    articles: Sequence[AnnotatedArticle], *, labels: Sequence[str], types: Sequence[str]
) -> str:
    """Name labels and types that are not among these, how often they are, and an article of each.

    :param articles: the articles
    :param labels: those that are known; none where no label matters
    :param types: likewise
    :returns: a list, as part of a sentence; nothing where all are known
    """
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for article in articles:
        found = [f"the label {x.label}" for x in article.spans if labels and x.label not in labels]
        if types and article.article_type not in (None, *types):
            found.append(f"the type {article.article_type}")
        counts.update(found)
        first.update({name: first.get(name, name_of(article)) for name in found})
    return ", ".join(
        f"{name} ({n}, the first in {first[name]})" for name, n in sorted(counts.items())
    )


def name_of(article: AnnotatedArticle) -> str:
    """Return the id of an article, or how it begins where it has none, as part of a sentence."""
    beginning = " ".join(article.text.split())[:_SHOWN]
    return f"article {article.id}" if article.id else f"an article that begins {beginning!r}"
