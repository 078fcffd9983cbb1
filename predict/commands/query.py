"""``python -m predict query``: answers from an archive."""

import importlib

import typer

from predict.commands.failures import one_sentence


def query_command(context: typer.Context) -> None:
    """Ask an archive who held what, when; query --help says how."""
    with one_sentence():
        # its libraries are an extra and slow to import
        code = importlib.import_module("predict.query.command").query(context.args)
    raise typer.Exit(code)
