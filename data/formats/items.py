"""The objects of a JSON file: of its list, of its lines, or the one that it is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.formats.content import read_rows, read_text
from predict.errors import InputError
from predict.parsing import Node


def read_items(file: Path) -> Iterator[tuple[str, Node]]:
    """Yield each object with its place: the file and the number of its item or line.

    :raises InputError: if the file is not UTF-8, holds no JSON, or something that is no object
    """
    for where, value in _read_values(file):
        if not isinstance(value, dict):
            raise InputError(f"{where}: expected an object, found {json.dumps(value)[:40]}")
        yield where, Node(value=value)


@contextmanager
def placed(where: str) -> Iterator[None]:
    """Say of what is wrong with an item where it stands."""
    try:
        yield
    except InputError as error:
        if str(error).startswith(where):
            raise
        raise InputError(f"{where}: {error}") from error


def _read_values(file: Path) -> Iterator[tuple[str, object]]:
    text = read_text(file)
    if not text.strip():
        raise InputError(f"{file}: is empty; export it again")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("["):
            where = f"{file}, line {error.lineno}, column {error.colno}"
            raise InputError(f"{where}: no JSON: {error.msg}") from error
        yield from read_rows(file)
        return
    if isinstance(whole, list):
        yield from ((f"{file}, item {i}", one) for i, one in enumerate(whole, start=1))
    else:
        yield f"{file}, item 1", whole
