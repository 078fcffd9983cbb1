"""An archive in a file of SQLite, read without SQLAlchemy, whose import takes half a question."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from predict.archive.database.folding import FIND_IN_SQLITE, fold_phrases, match_in_sqlite
from predict.archive.database.version import refuse_newer
from predict.errors import InputError
from predict.query.stores.sql import Found, SqlStore

SCHEME = "sqlite:///"
_PATIENCE = 5.0  # seconds for which a batch may hold the file
_LOCKED = "database is locked"


class SqliteStore(SqlStore):
    """The tables of an archive in a file, all seen as they are at one moment."""

    some = "IN (SELECT value FROM json_each(:some))"

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        """Take a connection to a file; ``open`` makes it.

        :raises InputError: if it holds no archive or one of a newer version, or no article
        """
        self._file = file
        self._connection = connection
        if not self._columns("nhandang_schema"):
            raise InputError(f"{file}: holds no archive; name one that a batch has written")
        ((version,),) = self.rows("SELECT version FROM nhandang_schema")
        try:
            refuse_newer(version)
        except InputError as error:
            raise InputError(f"{file}: {error}") from error
        self.has_places = "places" in self._columns("articles")
        if not self.rows("SELECT 1 FROM articles WHERE outcome = 'read' LIMIT 1"):
            raise InputError(f"{file}: holds no article that was read")

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a file to read it.

        :param url: ``sqlite:///FILE``
        :raises InputError: if it is not there, holds no archive or one of a newer version, or no
            article, or a batch holds it
        """
        file = Path(url.removeprefix(SCHEME).partition("?")[0])
        if not file.is_file():
            raise InputError(f"{file}: there is no such file; name one that a batch has written")
        with _told(file):
            connection = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=ro",
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
            )
            connection.execute("BEGIN")  # one moment from the first question on
            return cls(file, connection)

    def rows(self, statement: str, some: Collection[str] | None = None) -> Found:
        """Return the rows of a statement.

        :param statement: SQL
        :param some: texts, which stand for ``some`` in it
        """
        values = {} if some is None else {"some": json.dumps(list(some))}
        with _told(self._file):
            return self._connection.execute(statement, values).fetchall()

    def search(self, *phrases: str) -> Sequence[str]:
        """Return the ids of the articles in whose text all of some phrases stand.

        :raises InputError: if there is no phrase, or one without a word
        """
        words = match_in_sqlite(fold_phrases(phrases))
        with _told(self._file):
            found = self._connection.execute(FIND_IN_SQLITE, {"words": words})
            return [row[0] for row in found]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _columns(self, table: str) -> list[str]:
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Say in a sentence what SQLite says is wrong."""
    try:
        yield
    except sqlite3.Error as error:
        todo = "; a batch writes to it, ask again later" if str(error) == _LOCKED else ""
        raise InputError(f"{file}: {error}{todo}") from None
