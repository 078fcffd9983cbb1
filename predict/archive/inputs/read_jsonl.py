"""Rows of a stream of JSON lines."""

import codecs
import json
from collections.abc import Iterator
from typing import IO

from predict.archive.article import Reason
from predict.archive.faults import FaultError, in_utf16, megabytes
from predict.archive.inputs.columns import Row

_AT_ONCE = 1 << 16


def read_jsonl(stream: IO[bytes], *, longest: int) -> Iterator[Row | FaultError]:
    """Yield the object in each line, or what is wrong with that line; empty lines are left out.

    :param stream: UTF-8, with or without a byte order mark
    :param longest: how long a line may be, in bytes
    :raises FaultError: if it is not what it should be from the first line on
    """
    for number, line in enumerate(_lines(stream, longest), 1):
        if number == 1 and line and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise in_utf16()
        if line is None:
            yield FaultError(Reason.too_large, f"line {number}: over {megabytes(longest)} long")
        elif line := line.removeprefix(codecs.BOM_UTF8 if number == 1 else b"").strip():
            yield _read(line, number)


def _lines(stream: IO[bytes], longest: int) -> Iterator[bytes | None]:
    """Yield lines, None for one that is too long and was passed over."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_AT_ONCE)
        yield None


def _read(line: bytes, number: int) -> Row | FaultError:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return FaultError(
            Reason.not_utf8,
            f"line {number}: not UTF-8 (byte {line[error.start]:#04x} at {error.start})",
        )
    except json.JSONDecodeError as error:
        return FaultError(
            Reason.damaged, f"line {number}, column {error.colno}: no JSON ({error.msg})"
        )
    except (ValueError, RecursionError) as error:  # numbers of many digits, nesting without end
        return FaultError(Reason.damaged, f"line {number}: JSON that cannot be read ({error})")
    if not isinstance(row, dict):
        return FaultError(
            Reason.damaged, f'line {number}: no object; a line is such as {{"text": "…"}}'
        )
    return row
