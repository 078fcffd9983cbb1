"""A first argument that names a command is the command; anything else is read."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from predict.commands.first import READ, FirstArgument

app = typer.Typer(cls=FirstArgument, add_completion=False)


@app.command(READ)
def read(files: list[Path] | None = None, loud: bool = False) -> None:
    typer.echo(f"read {files} {loud}")


@app.command("serve", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(context: typer.Context) -> None:
    typer.echo(f"serve {context.args}")


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        ([], "read None False"),
        (["--loud"], "read None True"),
        (["serve"], "serve []"),
        (["serve", "--port", "1"], "serve ['--port', '1']"),
    ],
)
def test_the_first_argument(arguments: list[str], output: str) -> None:
    assert CliRunner().invoke(app, arguments).stdout == f"{output}\n"


def test_help_is_that_of_the_command_without_a_name() -> None:
    shown = CliRunner().invoke(app, ["--help"], prog_name="predict").stdout
    assert "Usage: predict [OPTIONS]" in shown
    assert READ not in shown
