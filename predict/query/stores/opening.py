"""Which archive a name means: by its form, as a batch names its output."""

import importlib
from importlib.util import find_spec
from pathlib import Path

from predict.errors import InputError, MissingExtraError
from predict.query.facts import Store

FORMS = "FILE.jsonl, FOLDER.parquet, sqlite:///FILE or postgresql://USER@HOST/DATABASE"
_SQLITE_SUFFIXES = (".db", ".sqlite", ".sqlite3")


def open_store(source: str) -> Store:
    """Open an archive to ask it; no lock is taken and nothing is written.

    :param source: its name, as in ``FORMS``
    :raises InputError: if it has no such form, is not there, is no archive, holds no article that
        was read, or is of a newer version
    :raises MissingExtraError: if a library is missing
    """
    if source.startswith("sqlite:///"):
        return _open("sqlite", "SqliteStore", source)
    if "://" in source:
        _need("sqlalchemy", "a database on a server")
        return _open("postgresql", "PostgresqlStore", source)
    suffix = Path(source).suffix.lower()
    if suffix == ".jsonl":
        return _open("jsonl", "JsonlStore", source)
    if suffix == ".parquet":
        _need("duckdb", "a folder of Parquet files")
        return _open("parquet", "ParquetStore", source)
    hint = f"; a database is named sqlite:///{source}" if suffix in _SQLITE_SUFFIXES else ""
    raise InputError(f"{source}: no archive of a known form; name {FORMS}{hint}")


def _open(module: str, name: str, source: str) -> Store:
    """Open it with a module whose libraries are slow to import."""
    found = importlib.import_module(f"predict.query.stores.{module}")
    store: Store = getattr(found, name).open(source)
    return store


def _need(library: str, what: str) -> None:
    if find_spec(library) is None:
        raise MissingExtraError(
            f'{what} is asked with {library}; install it with: pip install "nhandang[archive]"'
        )
