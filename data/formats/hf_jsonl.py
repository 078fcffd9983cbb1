"""Hugging Face datasets as JSON: an object a line, or a list of them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats.content import first_object
from data.formats.forms import Form, Reading
from data.formats.hf_rows import HOLDS, TAGS, TOKENS, RowReader, row_of
from data.formats.items import read_items
from predict.errors import InputError
from predict.whole import write_files

INFO_FILE = "dataset_info.json"


def read_hf_jsonl(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read a file; labels that are numbers are named by ``dataset_info.json`` beside it.

    :raises InputError: if it is malformed; the sentence names file and line or item
    """
    reader = RowReader(file, reading, features=_features(file.with_name(INFO_FILE)))
    articles = [reader.article(node, where=where) for where, node in read_items(file)]
    reader.tell()
    return articles


def write_hf_jsonl(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write an object a line, all with the same keys."""
    lines = (json.dumps(row_of(article), ensure_ascii=False) for article in articles)
    write_files({file: "".join(f"{line}\n" for line in lines)})


def _features(file: Path) -> Mapping[str, object]:
    if not file.is_file():
        return {}
    try:
        features = json.loads(file.read_bytes()).get("features")
    except (ValueError, AttributeError) as error:
        raise InputError(f"{file}: no JSON object with features; restore the file") from error
    return features if isinstance(features, Mapping) else {}


def _recognise(file: Path, _reading: Reading) -> bool:
    row = first_object(file)
    if "text" in row:
        named = row.get("label")
        return "spans" in row or (isinstance(named, str | int) and "article_type" not in row)
    return any(key in row for key in TOKENS) and any(key in row for key in TAGS)


FORM = Form(
    name="datasets-jsonl",
    suffixes=(".jsonl",),
    further_suffixes=(".json",),
    holds=HOLDS,
    read=read_hf_jsonl,
    write=write_hf_jsonl,
    recognise=_recognise,
)
