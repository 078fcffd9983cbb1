"""What the tests ask of databases: every row of every table, as ``Rows`` has it."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import TypeAlias

from sqlalchemy import text

from predict.archive.database.connecting import connect
from predict.archive.outcome import Outcome
from predict.archive.rows import KEYS, TABLES, Rows, columns

Cells: TypeAlias = "list[tuple[str | int | float | None, ...]]"


def ask(url: str, question: str, **values: object) -> Cells:
    """Return the rows that answer a question in SQL."""
    engine = connect(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(question), values)]
    finally:
        engine.dispose()


def do(url: str, *statements: str) -> None:
    """Run statements in one transaction."""
    engine = connect(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def stored(url: str) -> dict[str, Cells]:
    """Return the rows of each table in the order of its key."""
    return {
        row.table: ask(
            url, f"SELECT {', '.join(columns(row))} FROM {row.table} ORDER BY {order(row.table)}"
        )
        for row in TABLES
    }


def expected(outcomes: Sequence[Outcome]) -> dict[str, Cells]:
    """Return the rows that outcomes come to, in the order of each table's key."""
    every = [Rows.of(outcome) for outcome in outcomes]
    found: dict[str, Cells] = {
        "articles": [astuple(rows.article) for rows in every],
        "entities": [astuple(row) for rows in every for row in rows.entities],
        "appointments": [astuple(row) for rows in every for row in rows.appointments],
    }
    by_key = {name: len(KEYS[name]) for name in found}
    return {name: sorted(rows, key=lambda row: row[: by_key[name]]) for name, rows in found.items()}


def order(table: str) -> str:
    """Return the columns of a table's key."""
    return ", ".join(KEYS[table])
