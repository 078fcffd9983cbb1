"""``python -m predict FILE ...``: reads articles and prints what is in them."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from predict import BUNDLE, Predictor
from predict.articles import read_articles
from predict.failures import one_sentence
from predict.render import Format, render

app = typer.Typer(add_completion=False)


@app.command()
def main(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Articles as UTF-8 text; none or -: standard input.")
    ] = None,
    bundle: Annotated[
        Path, typer.Option(help="The model.", show_default="the released one")
    ] = BUNDLE,
    form: Annotated[
        Format,
        typer.Option("--format", help="json: an object a line; words: as PhoBERT takes it."),
    ] = Format.json,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day they appeared: resolves 'ngày 05/10'."),
    ] = None,
) -> None:
    """Read articles; print officials, positions, organisations, dates, quantities and type."""
    with one_sentence():
        articles = read_articles(files or [])
        predictor = Predictor.load(bundle)
    day = published.date() if published else None
    for article in articles:
        print(render(article, predictor=predictor, form=form, published=day))


def run() -> None:
    """Run the command; the entry point of ``nhandang``."""
    # A file's name may hold bytes that are no UTF-8: they leave as JSON escapes.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    run()
