"""``python -m data``: what the written corpus holds, and formats and agreement of annotations."""

from pathlib import Path
from typing import Annotated

import typer

from data.agreement.__main__ import agree_command
from data.convert.__main__ import convert_command
from data.survey.corpus import Corpus
from data.survey.counts import format_tables
from data.survey.faults import find_faults
from predict.commands.failures import one_sentence
from predict.commands.program import run

app = typer.Typer(add_completion=False, invoke_without_command=True)
app.command("convert")(convert_command)
app.command("agree")(agree_command)


@app.callback()
def main(
    context: typer.Context,
    corpus: Annotated[
        Path, typer.Option(help="A folder with the folders train, dev and test.")
    ] = Path("data/corpus"),
) -> None:
    """Print the tables of the data card and every fault; exit 1 if there is one."""
    if context.invoked_subcommand:
        return
    with one_sentence():
        read = Corpus.read(corpus)
    print(format_tables(read))
    faults = list(find_faults(read))
    print("", f"faults: {len(faults)}", *faults, sep="\n")
    raise typer.Exit(bool(faults))


if __name__ == "__main__":
    run(app)
