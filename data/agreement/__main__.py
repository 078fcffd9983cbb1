"""``python -m data agree``: how far two annotations of the same articles agree."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from data.agreement.compare import compare
from data.agreement.pairs import pair
from data.agreement.table import agreement_table
from data.formats import read_articles
from data.formats.forms import Overlaps, Reading
from predict.commands.failures import one_sentence
from predict.errors import InputError
from predict.whole import check_places, write_files


def agree_command(
    *,
    first: Annotated[Path, typer.Argument(metavar="A")],
    second: Annotated[Path, typer.Argument(metavar="B")],
    source: Annotated[str | None, typer.Option("--from", help="Their format.")] = None,
    overlaps: Annotated[
        Overlaps, typer.Option(help="Which of spans that overlap is kept.")
    ] = Overlaps.refuse,
    output: Annotated[
        Path | None, typer.Option("--json", help="A file for scores and differences.")
    ] = None,
) -> None:
    """Compare two annotations: F1 of spans, accuracy and kappa of types, and what differs."""
    with one_sentence():
        check_places([output] if output else [])
        reading = Reading(overlaps=overlaps, notes=lambda note: typer.echo(note, err=True))
        paired = pair(
            read_articles([first], reading=reading, form=source),
            read_articles([second], reading=reading, form=source),
        )
        if not paired.both:
            raise InputError(f"{first} and {second} have no article with the same text")
        agreement = compare(paired)
        if output:
            content = json.dumps(agreement.to_dict(), ensure_ascii=False, indent=1) + "\n"
            write_files({output: content})
    Console().print(agreement_table(agreement), markup=False)
    for path, alone in ((first, paired.only_first), (second, paired.only_second)):
        if alone:
            typer.echo(f"only in {path}: {len(alone)} articles ({', '.join(a.id for a in alone)})")
