"""An archive in PostgreSQL."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from predict.archive.database.connecting import connect, place_of, sentence
from predict.archive.database.search import find
from predict.archive.database.version import refuse_newer
from predict.errors import InputError
from predict.query.stores.sql import Found, SqlStore


class PostgresqlStore(SqlStore):
    """The tables of an archive on a server, all seen as they are at one moment."""

    some = "= ANY(:some)"

    def __init__(self, engine: Engine, connection: Connection) -> None:
        """Take a connection to a database that holds an archive; ``open`` makes it."""
        self._engine = engine
        self._connection = connection
        columns = inspect(connection).get_columns("articles")
        self.has_places = any(column["name"] == "places" for column in columns)

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect to a database to read it.

        :param url: ``postgresql://USER@HOST/DATABASE``
        :raises InputError: if it cannot be reached, holds no archive or one of a newer version, or
            no article; no message holds a password
        """
        engine = connect(url).execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with _told(engine):
            connection = engine.connect()
            _check(connection, place=place_of(engine))
            return cls(engine, connection)

    def rows(self, statement: str, some: Collection[str] | None = None) -> Found:
        """Return the rows of a statement.

        :param statement: SQL
        :param some: texts, which stand for ``some`` in it
        """
        values = {} if some is None else {"some": list(some)}
        with _told(self._engine):
            return self._connection.execute(text(statement), values).fetchall()

    def search(self, *phrases: str) -> Sequence[str]:
        """Return the ids of the articles in whose text all of some phrases stand.

        :raises InputError: if there is no phrase, or one without a word
        """
        with _told(self._engine):
            return find(self._connection, *phrases)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
        self._engine.dispose()


def _check(connection: Connection, *, place: str) -> None:
    """Refuse what is no archive, is newer than this program, or holds no article."""
    if "nhandang_schema" not in inspect(connection).get_table_names():
        raise InputError(f"{place}: holds no archive; name one that a batch has written")
    try:
        refuse_newer(connection.execute(text("SELECT version FROM nhandang_schema")).scalar_one())
    except InputError as error:
        raise InputError(f"{place}: {error}") from error
    if not connection.execute(
        text("SELECT 1 FROM articles WHERE outcome = 'read' LIMIT 1")
    ).first():
        raise InputError(f"{place}: holds no article that was read")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Say in a sentence what a server says is wrong."""
    try:
        yield
    except DBAPIError as error:
        raise InputError(f"{place_of(engine)}: {sentence(error, engine)}") from None
