"""How commands fail: one sentence on standard error and exit code 2, with no traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import typer

from predict.errors import InputError

BAD_INPUT = 2
NO_READER = 141  # what a shell reports of cat or grep where `head` has read enough


class OutputError(OSError):
    """Standard output takes nothing more; the message says why."""


class NoReaderError(OutputError):
    """Whoever read standard output has gone, as ``head -1`` does."""


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn the errors of bad input into their sentence and the end of the command.

    :raises typer.Exit: with code 2, after the sentence; with 141 and none if nobody reads
    """
    try:
        yield
    except (OSError, InputError) as error:
        raise typer.Exit(say(error)) from error


def say(error: OSError | InputError) -> int:
    """Write an error's sentence to standard error, and return the exit code that it stands for.

    :param error: what ended the command; that nobody reads its output needs no sentence
    """
    if isinstance(error, OutputError):
        _discard(sys.stdout)
    if isinstance(error, NoReaderError):
        return NO_READER
    try:
        sys.stderr.write(f"{_sentence(error)}\n")
        sys.stderr.flush()
    except OSError:  # then the code alone says it
        _discard(sys.stderr)
    return BAD_INPUT


def _sentence(error: OSError | InputError) -> str:
    """Return the message, without the number that Python writes before the system's errors."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    files = [str(file) for file in (error.filename, error.filename2) if file is not None]
    return f"{' -> '.join(files)}: {error.strerror}" if files else error.strerror


def _discard(stream: TextIO) -> None:
    """Send what a stream still holds nowhere, or Python's own flush fails when it ends."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
