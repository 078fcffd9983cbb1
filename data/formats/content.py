"""What stands in a file of annotated articles, before any format reads it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from predict.errors import InputError

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(file: Path) -> str:
    """Return what a file holds, as it stands there but for a byte order mark.

    :raises InputError: if it is not UTF-8
    """
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = "UTF-16" if content.startswith(_UTF16) else f"not UTF-8 (byte {error.start})"
        raise InputError(f"{file}: {found}; save the file as UTF-8") from error


def read_rows(file: Path) -> Iterator[tuple[str, object]]:
    """Yield the JSON of each line that is not empty, with the file and the number of its line.

    :raises InputError: if the file is not UTF-8 or a line is no JSON
    """
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        if line.strip():
            where = f"{file}, line {number}"
            try:
                yield where, json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{where}: no JSON: {error.msg}") from error


def first_object(file: Path) -> Mapping[str, object]:
    """Return the first object of a JSON file, of its list, or of its lines; empty if it has none.

    What is wrong with the file is left for its reader to say.
    """
    try:
        text = read_text(file).lstrip()
        first, _ = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return {}
    if isinstance(first, list) and first:
        first = first[0]
    return first if isinstance(first, Mapping) else {}
