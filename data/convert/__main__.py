"""``python -m data convert``: from one format of annotated articles to another."""

from pathlib import Path
from typing import Annotated

import typer

from data.convert.options import parse_column, parse_columns
from data.convert.run import convert
from data.formats import FORMS
from data.formats.forms import Articles, Overlaps, Reading
from predict.commands.failures import one_sentence
from predict.errors import InputError

_NAMES = ", ".join(form.name for form in FORMS)
Paths = list[Path]


def convert_command(
    *,
    paths: Annotated[Paths, typer.Argument(metavar="IN... OUT", show_default=False)],
    source: Annotated[str | None, typer.Option("--from", help=f"What is read: {_NAMES}.")] = None,
    target: Annotated[str | None, typer.Option("--to", help="What is written.")] = None,
    overlaps: Annotated[
        Overlaps, typer.Option(help="Which of spans that overlap is kept.")
    ] = Overlaps.refuse,
    above: Annotated[
        float, typer.Option(help="Of predictions: the least score.", min=0, max=1)
    ] = 0.0,
    columns: Annotated[
        str, typer.Option(help="Of CSV: the columns of text and type.")
    ] = "text=text,type=type",
    label_column: Annotated[
        str, typer.Option(help="Of CoNLL: the column of tags: first, last, or its number.")
    ] = "last",
    articles: Annotated[
        Articles, typer.Option(help="Of CoNLL without document marks: what one article is.")
    ] = Articles.sentence,
) -> None:
    """Write annotated articles in another format; say what was changed, dropped and lost."""
    with one_sentence():
        if len(paths) < 2:
            raise InputError("name what is read and, last, what is written: convert a.conll b.ann")
        reading = Reading(
            overlaps=overlaps,
            above=above,
            columns=parse_columns(columns),
            label_column=parse_column(label_column),
            articles=articles,
            notes=lambda note: typer.echo(note, err=True),
        )
        lines = convert(paths[:-1], paths[-1], reading=reading, source=source, target=target)
        typer.echo("\n".join(lines), err=True)
