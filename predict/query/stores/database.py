"""An archive in SQLite or PostgreSQL."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from predict.archive.database.connecting import connect, place_of, sentence
from predict.archive.database.migrations import VERSION
from predict.archive.database.search import find
from predict.errors import InputError
from predict.query.stores.sql import Found, SqlStore

_SQLITE = "sqlite:///"
_PATIENCE = 5  # seconds for which a batch may hold the file
_SOME = {
    "sqlite": "IN (SELECT value FROM json_each(:some))",
    "postgresql": "= ANY(:some)",
}
_LOCKED = "database is locked"


class DatabaseStore(SqlStore):
    """The tables of an archive in a database, all seen as they are at one moment."""

    def __init__(self, engine: Engine, connection: Connection) -> None:
        """Take a connection to a database that holds an archive; ``open`` makes it."""
        self._engine = engine
        self._connection = connection
        self.some = _SOME[engine.dialect.name]
        columns = inspect(connection).get_columns("articles")
        self.has_places = any(column["name"] == "places" for column in columns)

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a database to read it.

        :param url: ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE``
        :raises InputError: if it cannot be opened, holds no archive or one of a newer version, or
            no article; no message holds a password
        """
        engine = _sqlite(url) if url.startswith(_SQLITE) else _server(url)
        with _told(engine):
            connection = engine.connect()
            _check(connection, place=place_of(engine))
            return cls(engine, connection)

    def rows(self, statement: str, some: Collection[str] | None = None) -> Found:
        """Return the rows of a statement.

        :param statement: SQL
        :param some: texts, which stand for ``some`` in it
        """
        values: dict[str, object] = {}
        if some is not None:
            is_sqlite = self._engine.dialect.name == "sqlite"
            values["some"] = json.dumps(list(some)) if is_sqlite else list(some)
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


def _sqlite(url: str) -> Engine:
    """Return the engine of a file that is there, which is not written to."""
    file = Path(url.removeprefix(_SQLITE).partition("?")[0])
    if not file.is_file():
        raise InputError(f"{file}: there is no such file; name an archive that a batch has written")
    place = file.absolute().as_uri()
    return create_engine(
        f"{_SQLITE}{place}?mode=ro&uri=true",
        connect_args={"timeout": _PATIENCE, "isolation_level": "DEFERRED"},
        hide_parameters=True,
    )


def _server(url: str) -> Engine:
    """Return the engine of a server, of which one moment is seen and nothing written."""
    return connect(url).execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )


def _check(connection: Connection, *, place: str) -> None:
    """Refuse what is no archive, is newer than this program, or holds no article."""
    names = inspect(connection).get_table_names()
    if "nhandang_schema" not in names:
        raise InputError(f"{place}: holds no archive; name one that a batch has written")
    version = connection.execute(text("SELECT version FROM nhandang_schema")).scalar_one()
    if version > VERSION:
        raise InputError(
            f"{place}: its tables are of version {version}, and this nhandang knows them up to "
            f"{VERSION}; install a newer one"
        )
    if not connection.execute(
        text("SELECT 1 FROM articles WHERE outcome = 'read' LIMIT 1")
    ).first():
        raise InputError(f"{place}: holds no article that was read")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Say in a sentence what a database says is wrong."""
    try:
        yield
    except DBAPIError as error:
        said = sentence(error, engine)
        todo = "; a batch writes to it, ask again later" if said == _LOCKED else ""
        raise InputError(f"{place_of(engine)}: {said}{todo}") from None
