"""How commands fail: one sentence on standard error and exit code 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from predict.errors import InputError


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn the errors of bad input into their sentence and the end of the command.

    :raises typer.Exit: with code 2, after the sentence
    """
    try:
        yield
    except (OSError, InputError) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from error
