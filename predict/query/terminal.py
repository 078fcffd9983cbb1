"""Answers as tables of a terminal."""

import calendar
import io
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TypeAlias

from rich.console import Console
from rich.table import Table

from predict.query.answers import Event, Figure, Holders, Office

Answer: TypeAlias = Holders | Sequence[Office] | Sequence[Figure] | Sequence[Event]
Part: TypeAlias = Table | str
_NOTHING = "No article says so."
_PUBLISHED = "published"
_UNDATED = "no day"


def tables(answer: Answer, *, width: int) -> str:
    """Return an answer as tables; of many articles the first and the last are named.

    :param answer: what was found
    :param width: the columns of the terminal
    """
    console = Console(
        file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False, no_color=True
    )
    shown = []
    for part in _parts(answer) or [_NOTHING]:
        if isinstance(part, Table):
            with console.capture() as capture:
                console.print(part)
            shown += [line.rstrip() for line in capture.get().splitlines()]
        else:
            shown.append(_plain(part))  # the terminal breaks what is too long for a line
    return "\n".join(shown)


def _parts(answer: Answer) -> list[Part]:
    if isinstance(answer, Holders):
        return _holders(answer)
    offices = [row for row in answer if isinstance(row, Office)]
    figures = [row for row in answer if isinstance(row, Figure)]
    events = [row for row in answer if isinstance(row, Event)]
    return [*_career(offices), *_figures(figures), *([_events(events)] if events else [])]


def _holders(answer: Holders) -> list[Part]:
    """Return those of the day, between who is seen last before it and first after it."""
    before = [("before", answer.last_before)] if answer.last_before else []
    after = [("after", answer.first_after)] if answer.first_after else []
    rows = [*before, *(("on it", row) for row in answer.offices), *after]
    if not rows:
        return []
    has_sides = bool(before or after)
    table = _table("#", *(["the day"] if has_sides else []), "person", "office", "seen", "articles")
    for number, (side, row) in enumerate(rows, 1):
        cells = (*([side] if has_sides else []), *map(_plain, (row.person, _office(row))))
        table.add_row(str(number), *cells, _seen(row), str(len(row.articles)))
    nobody = [] if answer.offices else ["No article says so of that day."]
    return [*nobody, table, *_articles([row.articles for _, row in rows])]


def _career(offices: Sequence[Office]) -> list[Part]:
    """Return a table for each person, headed by the spellings of the name."""
    people = [list(rows) for _, rows in groupby(offices, key=lambda row: row.person_key)]
    parts: list[Part] = []
    for place, rows in enumerate(people, 1):
        others = [name for name in rows[0].spellings if name != rows[0].person]
        which = f", {place} of {len(people)} people" if len(people) > 1 else ""
        also = f" (also: {', '.join(others)})" if others else ""
        table = _table("#", "office", "seen", "articles")
        for number, row in enumerate(rows, 1):
            cells = (str(number), _plain(_office(row)), _seen(row), str(len(row.articles)))
            table.add_row(*cells)
        parts += [f"{rows[0].person}{which}{also}", table]
        parts += _articles([row.articles for row in rows])
    return parts


def _figures(figures: Sequence[Figure]) -> list[Part]:
    """Return a table for each place; it names the indicators where it has several."""
    parts: list[Part] = []
    for place in dict.fromkeys(row.place for row in figures):
        rows = [row for row in figures if row.place == place]
        indicators = {row.indicator for row in rows}
        is_one = len(indicators) == 1
        parts.append(", ".join(filter(None, [*(indicators if is_one else ()), place])) or "figures")
        table = _table("#", "period", *([] if is_one else ["indicator"]), "figure", "of plan")
        for number, row in enumerate(rows, 1):
            named = [] if is_one else [row.indicator]
            cells = (_period(row), *named, row.surface, row.of_plan or "")
            table.add_row(str(number), *map(_plain, cells))
        parts += [table, *_articles([(row.article,) for row in rows])]
        if any(row.period_is == _PUBLISHED for row in rows):
            parts.append("* the day on which the article came out; it names no period")
    return parts


def _events(events: Sequence[Event]) -> Table:
    table = _table("day", "type", "article")
    for row in events:
        cells = (row.published or _UNDATED, row.type or "", row.article)
        table.add_row(*map(_plain, cells))
    return table


def _table(*columns: str) -> Table:
    table = Table()
    for name in columns:
        is_number = name in ("#", "articles", "figure", "of plan")
        is_fixed = name not in ("person", "office", "indicator", "article")
        table.add_column(
            name, justify="right" if is_number else "left", no_wrap=is_fixed, overflow="fold"
        )
    return table


def _articles(rows: Sequence[Sequence[str]]) -> list[Part]:
    """Return the ids of each row, one a line; of more than three the first and the last."""
    edge = len(str(len(rows))) + 1
    lines: list[Part] = []
    for number, ids in enumerate(rows, 1):
        between = len(ids) - 2
        shown = [ids[0], f"({between} more)", ids[-1]] if between > 1 else ids
        heads = [str(number).rjust(edge), *[" " * edge] * (len(shown) - 1)]
        lines += [f"{head} {one}" for head, one in zip(heads, shown, strict=True)]
    return lines


def _office(row: Office) -> str:
    return f"{row.position} {row.body}" if row.body else row.position


def _seen(row: Office) -> str:
    if row.first is None or row.last is None:
        return _UNDATED
    return row.first if row.first == row.last else f"{row.first}\n{row.last}"


def _period(row: Figure) -> str:
    """Return a period by its name where it is a year, a month or a day; else from and to."""
    if row.first is None or row.last is None:
        return _UNDATED
    mark = " *" if row.period_is == _PUBLISHED else ""
    first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
    days = calendar.monthrange(last.year, last.month)[1]
    is_whole = first.day == 1 and last.day == days
    if is_whole and (first.year, first.month, last.month) == (last.year, 1, 12):
        return f"{first.year}{mark}"
    ends = (row.first[:7], row.last[:7]) if is_whole else (row.first, row.last)
    return (ends[0] if ends[0] == ends[1] else " to ".join(ends)) + mark


def _plain(text: str) -> str:
    """Return a text without what would move a terminal's cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
