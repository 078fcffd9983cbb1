"""Outcomes into tables of SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, delete, select
from sqlalchemy.exc import DBAPIError

from predict.archive.database import search
from predict.archive.database.connecting import connect, place_of, sentence, take_turn
from predict.archive.database.migrations import bring_up
from predict.archive.database.tables import APPOINTMENTS, ARTICLES, ENTITIES
from predict.archive.database.transactions import PATIENCE, Transactions
from predict.archive.outcome import Outcome
from predict.archive.rows import Row, Rows, columns
from predict.archive.sinks import DONE, Done
from predict.errors import InputError

_PAGE = 5_000  # rows of ``done`` that are held at once
_MOST_IDS = 500  # in one statement
_LONGEST_KEY = 2_600  # bytes, in an index of PostgreSQL
_DONE = tuple(ARTICLES.c[name] for name in DONE)


class DatabaseSink:
    """The tables of an archive in a database; each block of outcomes is one transaction.

    Several batches may write into one database at once. Ids are unique there, so ``done`` returns
    each once, in the order of ids.
    """

    def __init__(self, engine: Engine, *, patience: float = PATIENCE) -> None:
        """Take a database whose tables are there; ``open`` sees to that."""
        self._engine = engine
        self._transactions = Transactions(engine, patience=patience)

    @classmethod
    def open(cls, url: str, *, resume: bool, patience: float = PATIENCE) -> "DatabaseSink":
        """Open a database, and make the tables where they are missing.

        :param url: ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE``
        :param resume: whether it may hold articles already
        :param patience: for how many seconds a server may be gone later on
        :raises ValueError: if it cannot be opened, or holds what is not to be written to; no
            message holds a password
        """
        engine = connect(url)
        place = place_of(engine)
        try:
            with engine.execution_options(writes=True).begin() as connection:
                take_turn(connection)
                bring_up(connection)
                holds = connection.execute(select(ARTICLES.c.id).limit(1)).first()
        except DBAPIError as error:
            raise InputError(f"{place}: {sentence(error, engine)}") from None
        except InputError as error:
            raise InputError(f"{place}: {error}") from error
        if holds and not resume:
            raise InputError(
                f"{place}: holds articles already; go on with --resume, or name another database"
            )
        _set_journal(engine, "WAL")
        return cls(engine, patience=patience)

    def done(self) -> Iterator[Done]:
        """Return what is in it, in the order of ids, read a page at a time."""
        query = select(*_DONE).order_by(ARTICLES.c.id).limit(_PAGE)
        page = self._transactions.run(partial(_read, query=query), reads=True)
        while page:
            yield from page
            later = query.where(ARTICLES.c.id > page[-1].id)
            page = self._transactions.run(partial(_read, query=later), reads=True)

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Take in outcomes in one transaction; on return they survive a power cut.

        :raises OSError: if they cannot be written: the disk is full, the server stays away
        :raises ValueError: if one holds what no database takes
        """
        rows = list({outcome.id: Rows.of(outcome) for outcome in outcomes}.values())
        if not rows:
            return
        try:
            self._transactions.run(partial(_replace, rows=rows))
        except (OSError, UnicodeError):
            for one in rows:
                _check(one, engine=self._engine.dialect.name)
            raise

    def finish(self) -> None:
        """Let the database look at its rows, by which it plans; of SQLite one file is left."""
        self._transactions.run(_analyze)
        _set_journal(self._engine, "DELETE")

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def _read(connection: Connection, *, query: Select[Any]) -> list[Done]:
    return [Done(**row._mapping) for row in connection.execute(query)]


def _replace(connection: Connection, *, rows: Sequence[Rows]) -> None:
    """Write the rows of articles in the place of those that are there under the same ids."""
    take_turn(connection)
    ids = [one.article.id for one in rows]
    for start in range(0, len(ids), _MOST_IDS):
        some = ARTICLES.c.id.in_(ids[start : start + _MOST_IDS])
        if old := connection.execute(select(ARTICLES.c.id).where(some)).scalars().all():
            search.forget(connection, old)
            connection.execute(delete(ARTICLES).where(some))
    _insert(connection, ARTICLES, [one.article for one in rows])
    _insert(connection, ENTITIES, [row for one in rows for row in one.entities])
    _insert(connection, APPOINTMENTS, [row for one in rows for row in one.appointments])
    search.learn(connection, [(one.article.id, one.article.text or "") for one in rows])


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = table.columns.keys()
    cells = list(map(attrgetter(*names), rows))
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" for _ in names)
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})", cells
        )
        return
    # COPY is more than twice as fast as INSERT.
    cursor: Any = connection.connection.cursor()
    with closing(cursor), cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in cells:
            copy.write_row(row)


def _analyze(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")  # quick, whatever the size
        connection.exec_driver_sql("ANALYZE")
    else:
        connection.exec_driver_sql("ANALYZE articles, entities, appointments, search_words")


def _set_journal(engine: Engine, mode: str) -> None:
    """Set how SQLite keeps its journal, unless another batch has the file open.

    A log beside the file (WAL) lets others read while a batch writes; without it, the file is one,
    and can be read where nothing can be written. Either way nothing is lost.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    with closing(raw), suppress(sqlite3.OperationalError):
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute(f"PRAGMA journal_mode = {mode}")
    engine.dispose()


def _check(rows: Rows, *, engine: str) -> None:
    """Say of an article what in it cannot be written, if anything."""
    article = rows.article
    if engine != "sqlite" and len(article.id.encode(errors="replace")) > _LONGEST_KEY:
        raise InputError(f"{article.id[:80]!r}...: this id is too long for PostgreSQL")
    every: tuple[Row, ...] = (article, *rows.entities, *rows.appointments)
    for row in every:
        for name in columns(type(row)):
            cell = getattr(row, name)
            if not isinstance(cell, str):
                continue
            if engine != "sqlite" and "\0" in cell:
                wrong = "U+0000, which PostgreSQL cannot hold"
            elif any("\ud800" <= letter <= "\udfff" for letter in cell):
                wrong = "half a surrogate pair, which is no text"
            else:
                continue
            raise InputError(f"{article.id!r}: {name} in {row.table} holds {wrong}")
