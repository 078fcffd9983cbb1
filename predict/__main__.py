"""``python -m predict``: the commands, one a module, are in ``predict.commands``."""

import sys

import typer

from predict.commands.read import read_command

app = typer.Typer(add_completion=False)
app.command()(read_command)


def run() -> None:
    """Run the command; the entry point of ``nhandang``."""
    # A file's name may hold bytes that are no UTF-8: they leave as JSON escapes.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    run()
