"""``python -m models``: a fine-tuned network in the forms of others."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import transformers
import typer

from models.checkpoint import Checkpoint
from models.hugging_face.export import export_folders
from models.hugging_face.scores import find_scores, read_scores
from predict.commands.failures import one_sentence
from predict.commands.program import run

app = typer.Typer(add_completion=False)


class Format(StrEnum):
    """The forms that there are."""

    hf = "hf"


_WAYS = {Format.hf: export_folders}


@app.callback()
def main() -> None:
    """Write a fine-tuned network in the form of another library."""


@app.command("export")
def export_command(
    checkpoint: Annotated[Path, typer.Argument(help="A checkpoint, such as runs/mini/checkpoint.")],
    output: Annotated[Path, typer.Argument(help="A folder for the folders of the heads.")],
    form: Annotated[
        Format, typer.Option("--format", help="hf: what Hugging Face transformers reads.")
    ] = Format.hf,
    name: Annotated[str, typer.Option(help="What the card calls the model.")] = "",
    scores: Annotated[
        Path | None,
        typer.Option(help="Scores for the card: a run's metrics.json or `evaluate --json`."),
    ] = None,
) -> None:
    """Write a folder for each head: OUT/token-classification, OUT/text-classification."""
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    with one_sentence():
        known = read_scores(scores) if scores else find_scores(checkpoint)
        name = name or (known.of if known else checkpoint.resolve().name)
        loaded = Checkpoint.load(checkpoint)
        for written in _WAYS[form](loaded, output, name=name, scores=known):
            print(written)


if __name__ == "__main__":
    run(app)
