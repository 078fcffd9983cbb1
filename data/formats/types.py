"""Articles of which the type alone is known: ``.jsonl``, an object a line.

``{"id": ..., "article_type": ..., "text": ...}``, and ``"sure": false`` where a careful reader
could have chosen another type. Other keys, such as ``source``, are kept as the article's head.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from predict.records import Json
from predict.schema import Schema


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
    return [
        article
        for path in paths
        for file in _find(path)
        for article in _read(file, schema, unsure_weight)
    ]


def _find(path: Path) -> list[Path]:
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder")
    found = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not found:
        raise InputError(f"{path}: no .jsonl file in this folder")
    return found


def _read(file: Path, schema: Schema, unsure_weight: float) -> Iterator[AnnotatedArticle]:
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 (byte {error.start})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{file}, line {number}: no JSON: {error.msg}") from error
            yield _article(row, schema, unsure_weight, where=f"{file}, line {number}")


def _article(row: Json, schema: Schema, unsure_weight: float, *, where: str) -> AnnotatedArticle:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise InputError(f'{where}: expected an object with "article_type" and "text"')
    kind = row.get("article_type")
    if kind not in schema.article_types:
        known = ", ".join(schema.article_types)
        raise InputError(f"{where}: article_type is {json.dumps(kind)}; allowed are {known}")
    return AnnotatedArticle(
        id=str(row.get("id", "")),
        text=str(row["text"]),
        spans=(),
        article_type=str(kind),
        knows_spans=False,
        type_weight=1.0 if row.get("sure", True) else unsure_weight,
        head={key: value for key, value in row.items() if key != "text"},
    )
