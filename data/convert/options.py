"""What the command line says of how files are read."""

import sys

from predict.errors import InputError

_COLUMNS = ("text", "type")


def parse_columns(given: str) -> tuple[str, str]:
    """Read the columns of a CSV, such as ``text=noi_dung,type=loai``.

    :raises InputError: if a key is unknown or comes twice, or a name is missing
    """
    names: dict[str, str] = {}
    for pair in given.split(","):
        key, equals, name = (part.strip() for part in pair.partition("="))
        if not (equals and name) or key not in _COLUMNS or key in names:
            raise InputError(
                f"--columns: {pair!r} names no column, or one twice; give text=…,type=…"
            )
        names[key] = name
    return names.get("text", "text"), names.get("type", "type")


def parse_column(given: str) -> int:
    """Read which column has the tags: ``first``, ``last``, or its number from 1.

    :returns: its number from 0; negative from the last
    :raises InputError: if it is none of these
    """
    if given in ("first", "last"):
        return 0 if given == "first" else -1
    if not (given.isascii() and given.isdigit() and 0 < int(given) < sys.maxsize):
        raise InputError(f"--label-column: {given!r}; give first, last, or a number from 1")
    return int(given) - 1
