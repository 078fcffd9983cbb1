"""Annotated articles in files, a module for each format; which one, the file's suffix says."""

from collections.abc import Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats.ann import read_annotation
from predict.errors import InputError
from predict.schema import Schema


def find_annotations(paths: Sequence[Path]) -> list[Path]:
    """List the ``.ann`` files that the paths name or hold, in order.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a path is a folder without ``.ann`` files
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
        found = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
        if not found:
            raise InputError(f"{path}: no .ann file in this folder")
        files.extend(found)
    return files


def read_annotations(paths: Sequence[Path], *, schema: Schema) -> list[AnnotatedArticle]:
    """Read ``.ann`` files and folders of them.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a file is malformed or uses a label that the schema lacks
    """
    return [read_annotation(file, schema=schema) for file in find_annotations(paths)]
