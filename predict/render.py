"""Predictions as a person or a program reads them: JSON, a table, a page, or segmented words."""

import html
import io
import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from itertools import cycle

from rich.console import Console
from rich.table import Table

from predict.articles import Article
from predict.predictor import Predictor
from predict.records import DateValue, Entity, Prediction, QuantityValue
from predict.schema import Schema
from predict.text import Document

_COLOURS = ("#cfe8ff", "#ffe3b8", "#d9f2d0", "#f3d6f0", "#fff3a8", "#e2e2f7", "#f7d8d8", "#d6f0f0")


class Format(StrEnum):
    """What ``python -m predict`` prints."""

    json = "json"
    table = "table"
    html = "html"
    words = "words"


def render(
    article: Article, *, predictor: Predictor, form: Format, published: date | None = None
) -> str:
    """Read an article and return what is to be printed, without a line break at the end.

    :param article: a text and its name
    :param predictor: the model
    :param form: what is printed
    :param published: the day on which the article appeared
    """
    if form is Format.words:
        return segmented(article.text, predictor=predictor)
    prediction = predictor.predict(article.text, published)
    forms: dict[Format, Callable[[Article, Prediction], str]] = {
        Format.json: _json,
        Format.table: _table,
        Format.html: _html,
    }
    return forms[form](article, prediction)


def label_colours(schema: Schema) -> dict[str, str]:
    """Return the background, as ``#rrggbb``, of each entity label on a page."""
    return dict(zip(schema.entity_labels, cycle(_COLOURS), strict=False))


def segmented(text: str, *, predictor: Predictor) -> str:
    """Return the text as PhoNLP and PhoBERT take it: words parted by spaces, syllables by ``_``."""
    canonical = Document.of(text).text.rstrip("\n")
    lines = (predictor.segmenter.segment(line) for line in canonical.split("\n"))
    return "\n".join(" ".join(word.text for word in line) for line in lines)


def _json(article: Article, prediction: Prediction) -> str:
    return json.dumps({"file": article.name, **prediction.to_dict()}, ensure_ascii=False)


def _table(article: Article, prediction: Prediction) -> str:
    kind = prediction.article_type
    title = f"{article.name}: " + (f"{kind.label} ({kind.score:.2f})" if kind else "empty")
    table = Table(title=title, title_justify="left")
    for name in ("label", "text", "start", "end", "score", "meaning"):
        is_text = name in ("label", "text", "meaning")
        table.add_column(name, justify="left" if is_text else "right")
    for entity in prediction.entities:
        numbers = (str(entity.start), str(entity.end), f"{entity.score:.2f}")
        table.add_row(entity.label, entity.text, *numbers, meaning(entity))
    people = Table(title="who holds which office", title_justify="left")
    people.add_column("person")
    people.add_column("office")
    for appointment in prediction.appointments:
        people.add_row(appointment.person, appointment.title)
    console = Console(file=io.StringIO(), width=110, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(table, *([people] if prediction.appointments else []), sep="\n")
    return capture.get().rstrip("\n")


def meaning(entity: Entity) -> str:
    """Say what a date or a quantity means, or what an abbreviation stands for; else nothing."""
    match entity.value:
        case DateValue(duration=str(duration)):
            return duration
        case DateValue(start=start, end=end):
            return f"{start} to {end}" if start != end else f"{start}"
        case QuantityValue(value=value, unit=unit, of=of, to=to):
            words = [f"{value:,}"]
            words += [f"of {of:,}"] if of is not None else []
            words += [f"to {to:,}"] if to is not None else []
            return " ".join([*words, unit]).rstrip()
    return entity.expanded or ""


def _html(article: Article, prediction: Prediction) -> str:
    colours = label_colours(prediction.schema)
    parts: list[str] = []
    place = 0
    for entity in prediction.entities:
        parts.append(html.escape(article.text[place : entity.start]))
        parts.append(_mark(entity, colours[entity.label]))
        place = entity.end
    parts.append(html.escape(article.text[place:]))
    legend = " ".join(
        f'<mark style="background:{colour}">{html.escape(label)}</mark>'
        for label, colour in colours.items()
    )
    offices = "".join(
        f"<tr><td>{html.escape(row.person or '')}</td><td>{html.escape(row.title)}</td></tr>"
        for row in prediction.appointments
    )
    kind = prediction.article_type.label if prediction.article_type else "empty"
    name = html.escape(article.name)
    return (
        f'<!doctype html>\n<html lang="vi"><meta charset="utf-8"><title>{name}</title>\n'
        "<style>body{font:17px/1.7 sans-serif;max-width:48em;margin:2em auto;white-space:pre-wrap}"
        "mark{padding:.1em .25em;border-radius:.25em}td{padding-right:2em}</style>\n"
        f"<h1>{name}</h1><p>{html.escape(kind)} {legend}</p>"
        f"<article>{''.join(parts)}</article><table>{offices}</table></html>"
    )


def _mark(entity: Entity, colour: str) -> str:
    hint = html.escape(f"{entity.label} {entity.score:.2f} {meaning(entity)}".rstrip())
    return f'<mark style="background:{colour}" title="{hint}">{html.escape(entity.text)}</mark>'
