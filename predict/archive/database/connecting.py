"""A database by its URL, and in a sentence what went wrong with it; passwords are never said."""

import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from predict.errors import InputError, MissingExtraError

_EXPECTED = "expected sqlite:///FILE or postgresql://USER@HOST/DATABASE"
_NEEDS_PSYCOPG = (
    'a database of PostgreSQL needs psycopg; install it with: pip install "nhandang[postgres]"'
)
_TURN = 0x6E68616E64616E67  # "nhandang": the number of our turns among a database's locks
_BUSY_SECONDS = 60  # how long one batch waits for another to finish its block

# A server that went without a word is missed within a minute, not within hours.
_LIVELY = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


def connect(url: str) -> Engine:
    """Return the engine of a database; nothing is opened yet.

    Who writes takes it with the execution option ``writes=True``.

    :param url: ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE``
    :raises ValueError: if it is none of the two
    """
    parsed = _parse(url)
    if parsed.drivername == "sqlite":
        return _sqlite(parsed)
    if find_spec("psycopg") is None:
        raise MissingExtraError(_NEEDS_PSYCOPG)
    given = {key: value for key, value in _LIVELY.items() if key not in parsed.query}
    try:
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            connect_args={**given, "prepare_threshold": None},  # poolers pass none on
            isolation_level="READ COMMITTED",  # what another wrote before our turn is seen
            hide_parameters=True,
        )
    except ImportError as error:  # it is there, and libpq is not
        raise MissingExtraError(_NEEDS_PSYCOPG) from error


def place_of(engine: Engine) -> str:
    """Return what a message may say of where a database is: no password, no options."""
    url = engine.url
    if engine.dialect.name == "sqlite":
        return str(url.database)
    who = f"{url.username}@" if url.username else ""
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{who}{url.host or ''}{port}/{url.database or ''}"


def sentence(error: BaseException, engine: Engine) -> str:
    """Return in one line what a driver says went wrong, without what was being written."""
    lines = [line.strip() for line in str(getattr(error, "orig", None) or error).splitlines()]
    said = next(filter(None, lines), type(error).__name__).removesuffix(".")
    password = engine.url.password
    return said.replace(str(password), "***") if password else said


def take_turn(connection: Connection) -> None:
    """Wait until no other batch writes; its turn ends with the transaction.

    One turn after another, not row by row: two batches that hold the same ids cannot then wait for
    each other. SQLite has turns of its own.
    """
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _parse(url: str) -> URL:
    kind, colon, rest = url.partition("://")
    kind = {"postgres": "postgresql", "postgresql+psycopg": "postgresql"}.get(kind, kind)
    if not colon or kind not in ("sqlite", "postgresql"):
        raise InputError(f"{_EXPECTED}, found {f'{kind}://' if colon else 'no such URL'}")
    try:
        parsed = make_url(f"{kind}://{rest}")
    except (ArgumentError, ValueError, NoSuchModuleError):
        raise InputError(f"{_EXPECTED}; the URL that was given cannot be read") from None
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise InputError("sqlite:// names no file; write sqlite:///FILE")
    if "@" in (parsed.host or ""):  # what stands before it is the end of a password
        raise InputError(
            f"{_EXPECTED}; an @ in a password is written %40, or leave the password out: "
            "PGPASSWORD and ~/.pgpass hold one too"
        )
    if kind == "sqlite" and parsed.host:
        raise InputError(
            f"sqlite://{parsed.host}/ names a server, which SQLite has none of; "
            "write sqlite:///FILE with three strokes, four where the path begins with one"
        )
    return parsed


def _sqlite(url: URL) -> Engine:
    folder = Path(str(url.database)).absolute().parent
    if not folder.is_dir():
        raise InputError(f"{url.database}: no folder {folder} to write in; make it first")
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # transactions begin where ``begin`` says so
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -32768"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Whoever will write waits for its turn now, where waiting is possible.
        writes: Any = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
