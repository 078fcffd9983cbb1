"""An archive in a folder of Parquet files, which DuckDB reads."""

import glob
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Self

import duckdb

from predict.archive.database.folding import fold_phrases
from predict.errors import InputError
from predict.query.stores.sql import Found, SqlStore
from predict.query.stores.words import exact_pattern_of, holds, pattern_of

FORMAT = 1
"""The newest form of files that is known; ``predict.archive.files.blocks`` writes it."""
_ARTICLES = "articles"
_TABLES = {_ARTICLES: ("published",), "entities": ("day_from", "day_to"), "appointments": ()}
_BLOCK = re.compile(r"\d{8}(?:-[0-9A-Za-z]+)*")
_SETTINGS = ("autoinstall_known_extensions", "autoload_known_extensions", "enable_progress_bar")
_FORMATS = (
    "SELECT DISTINCT file_name, decode(value) FROM parquet_kv_metadata(?) "
    "WHERE decode(key) = 'nhandang.format' ORDER BY decode(value) DESC"
)
_ARE_UNIQUE = "SELECT count(*) = count(DISTINCT id) FROM read_parquet({files})"
_VIEW = (
    "CREATE TEMP VIEW {table} AS SELECT * {days} "
    "FROM read_parquet({files}, union_by_name = {may_differ})"
)
# Of an article that was read again the old rows stay until the batch is done.
_LATEST = (
    "CREATE TEMP TABLE latest AS SELECT id, max(parse_filename(filename, true)) AS block "
    "FROM read_parquet({files}, filename = true) GROUP BY id"
)
_LATEST_VIEW = (
    "CREATE TEMP VIEW {table} AS SELECT of_all.* {days} "
    "FROM read_parquet({files}, filename = true, union_by_name = {may_differ}) AS of_all "
    "SEMI JOIN latest "
    "ON latest.id = of_all.{key} AND latest.block = parse_filename(of_all.filename, true)"
)
_SEARCH = (
    "SELECT id, CASE WHEN {surely} THEN NULL ELSE text END FROM articles "
    "WHERE outcome = 'read' AND {maybe} ORDER BY id"
)


class ParquetStore(SqlStore):
    """The tables of an archive in a folder; of an article that was read twice the last rows."""

    some = "IN (SELECT unnest($some))"

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        """Take a connection in which the tables can be asked; ``open`` makes it."""
        self._folder = folder
        self._connection = connection
        found = self.rows("SELECT column_name FROM (DESCRIBE articles)")
        self.has_places = ("places",) in found

    @classmethod
    def open(cls, source: str) -> Self:
        """Open a folder to read it.

        :param source: ``FOLDER.parquet``
        :raises InputError: if it holds no archive, a damaged or a newer one, or no article
        """
        folder = Path(source)
        files = _files(folder)
        connection = duckdb.connect(":memory:")
        for setting in _SETTINGS:
            connection.execute(f"SET {setting} = false")
        try:
            _check(connection, files[_ARTICLES])
            _make_views(connection, files)
            store = cls(folder, connection)
        except duckdb.Error as error:
            raise _broken(folder, error) from error
        if not store.rows("SELECT 1 FROM articles WHERE outcome = 'read' LIMIT 1"):
            raise InputError(f"{folder}: holds no article that was read")
        return store

    def rows(self, statement: str, some: Collection[str] | None = None) -> Found:
        """Return the rows of a statement.

        :param statement: SQL
        :param some: texts, which stand for ``some`` in it
        """
        values = None if some is None else {"some": list(some)}
        try:
            return self._connection.execute(statement, values).fetchall()
        except duckdb.Error as error:
            raise _broken(self._folder, error) from error

    def search(self, *phrases: str) -> Sequence[str]:
        """Return the ids of the articles in whose text all of some phrases stand.

        :raises InputError: if there is no phrase, or one without a word
        """
        folded = fold_phrases(phrases)
        found = self.rows(
            _SEARCH.format(
                surely=_matches([exact_pattern_of(words) for words in folded]),
                maybe=_matches([pattern_of(words) for words in folded]),
            )
        )
        return [id_ for id_, text in found if text is None or holds(text, folded)]

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def _matches(patterns: Sequence[str | None]) -> str:
    """Return the SQL for a text that matches all of some patterns; None never matches."""
    return " AND ".join(f"regexp_matches(text, '{one}')" if one else "false" for one in patterns)


def _files(folder: Path) -> dict[str, list[Path]]:
    """Return the blocks of each table; one without articles does not count."""
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder; name one that a batch has written")
    names = sorted(
        file.stem for file in (folder / _ARTICLES).glob("*.parquet") if _BLOCK.fullmatch(file.stem)
    )
    if not names:
        raise InputError(f"{folder}: holds no archive; name one that a batch has written")
    return {table: [folder / table / f"{name}.parquet" for name in names] for table in _TABLES}


def _listed(files: Sequence[Path]) -> str:
    """Write files as SQL; marks in their names are no patterns."""
    names = (glob.escape(str(file)).replace("'", "''") for file in files)
    return "[" + ", ".join(f"'{name}'" for name in names) + "]"


def _make_views(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]]) -> None:
    """Let the tables be asked under their names; days are texts, as in databases."""
    articles = _listed(files[_ARTICLES])
    unique = connection.execute(_ARE_UNIQUE.format(files=articles)).fetchone()
    view = _VIEW if unique == (True,) else _LATEST_VIEW
    if view is _LATEST_VIEW:
        connection.execute(_LATEST.format(files=articles))
    for table, days in _TABLES.items():
        as_text = ", ".join(f"CAST({day} AS VARCHAR) AS {day}" for day in days)
        statement = view.format(
            table=table,
            files=_listed(files[table]),
            days=f"REPLACE ({as_text})" if days else "",
            key="id" if table == _ARTICLES else "article",
            may_differ=table == _ARTICLES,  # blocks of before have no places
        )
        connection.execute(statement)


def _check(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Refuse files of a newer form, and those that no batch has written."""
    names = [glob.escape(str(file)) for file in files]
    found = connection.execute(_FORMATS, [names]).fetchall()
    if not found:
        raise InputError(f"{files[0]}: was not written by a batch; name an archive")
    file, number = found[0]
    if not number.isdecimal() or int(number) > FORMAT:
        raise InputError(
            f"{file}: has format {number}, and this nhandang knows them up to {FORMAT}; "
            "install a newer one"
        )


def _broken(folder: Path, error: duckdb.Error) -> InputError:
    return InputError(f"{folder}: cannot be read ({str(error).splitlines()[0]})")
