"""``python -m predict``: the commands, one a module, are in ``predict.commands``."""

import typer

from predict.commands.batch import batch_command
from predict.commands.first import READ, FirstArgument
from predict.commands.program import run as run_program
from predict.commands.query import query_command
from predict.commands.read import read_command
from predict.commands.serve import PASS_ON, serve_command

app = typer.Typer(cls=FirstArgument, add_completion=False)
app.command(
    READ,
    epilog="Also: serve, which answers over HTTP; batch, which reads many articles into one table; "
    "query, which asks that table. A file of that name is ./serve.",
)(read_command)
app.command("batch", context_settings=PASS_ON, add_help_option=False)(batch_command)
app.command("query", context_settings=PASS_ON, add_help_option=False)(query_command)
app.command("serve", context_settings=PASS_ON, add_help_option=False)(serve_command)


def run() -> None:
    """Run the command; the entry point of ``nhandang``."""
    run_program(app)


if __name__ == "__main__":
    run()
