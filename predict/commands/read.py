"""``python -m predict FILE ...``: reads articles and prints what is in them."""

import importlib
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from predict import BUNDLE
from predict.commands.articles import Article, read_articles
from predict.commands.failures import one_sentence
from predict.pages.html import html_page
from predict.pages.reading import Read
from predict.pages.table import tables

if TYPE_CHECKING:
    from predict import Predictor


class Format(StrEnum):
    """What is printed."""

    json = "json"
    table = "table"
    html = "html"
    words = "words"


def _day(text: str) -> date:
    """Read ``YYYY-MM-DD`` and no other way of writing a day."""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    raise typer.BadParameter(f"{text!r} is no day; write it as 2021-07-14")


def read_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Articles as UTF-8 text; none or -: standard input.")
    ] = None,
    bundle: Annotated[
        Path, typer.Option(help="The model.", show_default="the released one")
    ] = BUNDLE,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="json: an object a line; html: one page; words: as PhoBERT takes it."
        ),
    ] = Format.json,
    published: Annotated[
        date | None,
        typer.Option(
            parser=_day, metavar="YYYY-MM-DD", help="The day they appeared: resolves 'ngày 05/10'."
        ),
    ] = None,
) -> None:
    """Read articles; print officials, positions, organisations, dates, quantities and type."""
    with one_sentence():
        articles = read_articles(files or [])
        predictor = _load(bundle)
        if form is Format.html:
            typer.echo(show_page(articles, predictor=predictor, published=published), nl=False)
            return
        for article in articles:
            typer.echo(show(article, predictor=predictor, form=form, published=published))


def _load(bundle: Path) -> "Predictor":
    """Load a model with what reads, which takes longer to import than other commands to run."""
    predictor: Predictor = importlib.import_module("predict.predictor").Predictor.load(bundle)
    return predictor


def show(
    article: Article, *, predictor: "Predictor", form: Format, published: date | None = None
) -> str:
    """Read an article and return what is to be printed, without a line break at the end.

    :param article: a text and its name
    :param predictor: the model
    :param form: what is printed, apart from ``html``, which is one page of all articles
    :param published: the day on which the article appeared
    """
    if form is Format.words:
        words = importlib.import_module("predict.pages.words")  # as slow to import as the model
        return str(words.segmented(article.text, segmenter=predictor.segmenter))
    prediction = predictor.predict(article.text, published)
    if form is Format.table:
        return tables(prediction, name=article.name)
    return json.dumps({"file": article.name, **prediction.to_dict()}, ensure_ascii=False)


def show_page(
    articles: Sequence[Article], *, predictor: "Predictor", published: date | None = None
) -> str:
    """Read articles and return one page on which all of them are shown.

    :param articles: texts and their names
    :param predictor: the model
    :param published: the day on which the articles appeared
    """
    predictions = predictor.predict_batch(
        [article.text for article in articles], [published] * len(articles)
    )
    return html_page(
        [
            Read(name=article.name, text=article.text, prediction=prediction)
            for article, prediction in zip(articles, predictions, strict=True)
        ]
    )
