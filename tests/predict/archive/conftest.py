"""What the tests of archives share."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from .postgresql import Server, find_programs

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL; a test that stops it starts it again."""
    if find_programs() is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    # Not in pytest's folders, which another user than root cannot enter; a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    started = False
    try:
        server = Server.make(folder)
        server.start()
        started = True
        yield server
    finally:
        if started:
            server.stop()
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(server: Server) -> str:
    """An empty schema of its own on that server; a database of its own takes longer to make."""
    name = f"archive{next(_NUMBERS)}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server.url('postgres')}&options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.db'}"
    made: str = request.getfixturevalue("postgresql_url")
    return made
