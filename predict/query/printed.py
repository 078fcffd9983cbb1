"""Answers as people and programs read them: tables of a terminal, CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from enum import StrEnum
from typing import TypeAlias

from predict.query.answers import Event, Figure, Holders, Office
from predict.query.terminal import Answer, tables

Row: TypeAlias = Office | Figure | Event
Cell: TypeAlias = str | int | float | None
_FORMULAS = ("=", "+", "-", "@", "\t")


class Question(StrEnum):
    """What is asked: ``holders`` is answered by ``Holders``, the others by rows of one kind."""

    holders = "holders"
    career = "career"
    figures = "figures"
    events = "events"
    search = "search"


class Form(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"


_ROWS: dict[Question, type[Row]] = {
    Question.holders: Office,
    Question.career: Office,
    Question.figures: Figure,
    Question.events: Event,
    Question.search: Event,
}


def printed(answer: Answer, *, question: Question, form: Form, width: int = 80) -> str:
    """Return an answer as text, without a line break at its end.

    :param answer: what was found
    :param question: what was asked, which names the rows, also where there are none
    :param form: how it is written
    :param width: of a table, the columns of the terminal
    """
    if form is Form.table:
        return tables(answer, width=width)
    return _csv(answer, question) if form is Form.csv else _json(answer, question)


def _json(answer: Answer, question: Question) -> str:
    """Return one object; the rows stand under what was asked."""
    if isinstance(answer, Holders):
        whole = asdict(answer)
        found = {str(question): whole.pop("offices"), **whole}
    else:
        found = {str(question): [asdict(row) for row in answer]}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _csv(answer: Answer, question: Question) -> str:
    """Return a row for each row of an answer; of holders, ``seen`` says on which side of the day.

    It begins with a byte order mark, by which Excel takes it for UTF-8.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [field.name for field in fields(_ROWS[question])]
    writer.writerow((["seen"] if question is Question.holders else []) + names)
    for seen, row in _sided(answer):
        cells = [_cell(getattr(row, name)) for name in names]
        writer.writerow(([seen] if question is Question.holders else []) + cells)
    return "\ufeff" + text.getvalue().removesuffix("\n")


def _sided(answer: Answer) -> Iterator[tuple[str, Row]]:
    if not isinstance(answer, Holders):
        yield from (("on", row) for row in answer)
        return
    if answer.last_before:
        yield "before", answer.last_before
    yield from (("on", row) for row in answer.offices)
    if answer.first_after:
        yield "after", answer.first_after


def _cell(value: Cell | bool | tuple[str, ...]) -> Cell:
    """Return what is written into a cell; a spreadsheet would run what looks like a formula."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        value = "; ".join(value)
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")  # unquoted, it would end the row
    return f"'{value}" if value.startswith(_FORMULAS) else value
