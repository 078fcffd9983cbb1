"""``python -m predict``: the commands, one a module, are in ``predict.commands``."""

import typer

from predict.commands.program import run as run_program
from predict.commands.read import read_command

app = typer.Typer(add_completion=False)
app.command()(read_command)


def run() -> None:
    """Run the command; the entry point of ``nhandang``."""
    run_program(app)


if __name__ == "__main__":
    run()
