"""``python -m predict batch``: many articles into one table."""

import importlib

import typer

from predict import BUNDLE
from predict.commands.failures import one_sentence


def batch_command(context: typer.Context) -> None:
    """Read many articles into one table; batch --help says how."""
    with one_sentence():
        # its libraries are an extra and slow to import
        code = importlib.import_module("predict.archive.batch").batch(context.args, released=BUNDLE)
    raise typer.Exit(code)
