"""Articles from files or standard input, for the commands."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from predict.errors import InputError

STANDARD_INPUT = Path("-")
_STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text and where it came from."""

    name: str
    text: str


def read_articles(files: Sequence[Path]) -> list[Article]:
    """Read whole files, ``-`` or no file at all meaning standard input.

    :raises FileNotFoundError: if a file is not there
    :raises ValueError: if it is a folder or not UTF-8, or standard input is closed
    """
    return [_read(file) for file in files or [STANDARD_INPUT]]


def _read(file: Path) -> Article:
    if file == STANDARD_INPUT:
        return Article(name=_STANDARD_INPUT, text=_decode(_read_standard_input(), _STANDARD_INPUT))
    if file.is_dir():
        raise InputError(f"{file}: is a folder; name the files in it, such as {file / '*.txt'}")
    if not file.exists():
        raise FileNotFoundError(f"{file}: no such file")
    return Article(name=str(file), text=_decode(file.read_bytes(), str(file)))


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file, or pipe an article in")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(
            f"standard input: {error.strerror or error}; name a file instead"
        ) from error


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start + len(content) - len(error.object)  # a byte order mark is not in it
        raise InputError(
            f"{name}: not UTF-8 (byte {content[place]:#04x} at {place}); "
            "save it as UTF-8 and try again"
        ) from error
