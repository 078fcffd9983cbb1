"""Articles of which the type alone is known: ``.jsonl``, an object a line.

``{"id": ..., "article_type": ..., "text": ...}``, and ``"sure": false`` where a careful reader
could have chosen another type. Other keys, such as ``source``, are kept as the article's head.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from data.formats.content import first_object, read_rows
from data.formats.forms import Form, Part, Reading
from predict.errors import InputError
from predict.records import Json
from predict.schema import Schema
from predict.whole import write_files

_SPANS = {"spans", "entities", "tokens", "label", "labels"}  # keys of formats that have spans


def read_types(
    paths: Sequence[Path], *, schema: Schema, unsure_weight: float
) -> list[AnnotatedArticle]:
    """Read files and folders of them.

    :param paths: ``.jsonl`` files, or folders that hold some
    :param schema: the article types that are allowed
    :param unsure_weight: how far a type that is not sure is trusted, 0 to 1
    :raises FileNotFoundError: if a path is not there
    :raises InputError: if a line is malformed; the sentence names file and line
    """
    reading = Reading(schema=schema, unsure_weight=unsure_weight)
    return [article for path in paths for file in _find(path) for article in _read(file, reading)]


def write_types(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write articles with a type, an object a line.

    :raises InputError: if one has none
    """
    write_files({file: "".join(f"{_line(article)}\n" for article in articles)})


def _find(path: Path) -> list[Path]:
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder")
    found = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not found:
        raise InputError(f"{path}: no .jsonl file in this folder")
    return found


def _read(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    return [_article(row, reading, where=where) for where, row in read_rows(file)]


def _article(row: object, reading: Reading, *, where: str) -> AnnotatedArticle:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise InputError(f'{where}: expected an object with "article_type" and "text"')
    kind, schema = row.get("article_type"), reading.schema
    if schema and schema.article_types and kind not in schema.article_types:
        known = ", ".join(schema.article_types)
        raise InputError(f"{where}: article_type is {json.dumps(kind)}; allowed are {known}")
    if not isinstance(kind, str) or not kind:
        raise InputError(f"{where}: article_type is {json.dumps(kind)}; give a type as a string")
    head = {key: value for key, value in row.items() if key != "text"}
    try:
        article = make_article(head, row["text"], (), schema=None)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    weight = 1.0 if row.get("sure", True) else reading.unsure_weight
    return replace(article, knows_spans=False, type_weight=weight)


def _line(article: AnnotatedArticle) -> str:
    if article.article_type is None:
        raise InputError(f"article {article.id}: its type is not known; leave it out")
    row: dict[str, Json] = {"id": article.id, "article_type": article.article_type}
    if article.published:
        row["published"] = article.published.isoformat()
    if article.type_weight != 1:
        row["sure"] = False
    return json.dumps({**row, **article.head, "text": article.text}, ensure_ascii=False)


def _recognise(file: Path, _reading: Reading) -> bool:
    first = first_object(file)
    return {"text", "article_type"} <= set(first) and not _SPANS & set(first)


FORM = Form(
    name="types",
    suffixes=(".jsonl",),
    holds=frozenset(
        {
            Part.ids,
            Part.types,
            Part.days,
            Part.heads,
            Part.appointments,
            Part.values,
            Part.indicators,
            Part.trust,
            Part.unknown_spans,
            Part.white_space,
            Part.windows_breaks,
            Part.unicode_form,
        }
    ),
    read=_read,
    write=write_types,
    recognise=_recognise,
)
