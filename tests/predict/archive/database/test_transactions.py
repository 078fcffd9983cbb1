import re
import sqlite3
import threading
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection

from predict.archive.database import search
from predict.archive.database.connecting import connect
from predict.archive.database.sink import DatabaseSink
from predict.archive.database.transactions import Transactions
from tests.predict.archive.collection import many, outcomes
from tests.predict.archive.postgresql import Server
from tests.predict.archive.tables_read import ask, do, expected, stored


class Fails:
    """Work that writes a row, and then fails as a server fails with a code, a few times."""

    def __init__(self, code: str, *, times: int) -> None:
        self.code = code
        self.left = times
        self.calls = 0

    def __call__(self, connection: Connection) -> str:
        self.calls += 1
        connection.exec_driver_sql("INSERT INTO rows VALUES (1)")
        if self.left:
            self.left -= 1
            connection.exec_driver_sql(
                f"DO $$ BEGIN RAISE EXCEPTION 'so it is.' USING ERRCODE = '{self.code}'; END $$"
            )
        return "done"


@pytest.fixture
def rows_url(postgresql_url: str) -> str:
    do(postgresql_url, "CREATE TABLE rows (number INTEGER)")
    return postgresql_url


@pytest.mark.parametrize("code", ["40001", "40P01", "55P03", "57P01", "08006"])
def test_what_was_not_its_own_fault_is_done_anew_and_once(
    rows_url: str, code: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("predict.archive.database.transactions.time.sleep", pauses.append)
    work = Fails(code, times=7)
    assert Transactions(connect(rows_url), patience=60).run(work) == "done"
    assert ask(rows_url, "SELECT count(*) FROM rows") == [(1,)]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0]
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == (0 if code in ("40001", "40P01", "55P03") else 2)  # one at each end


@pytest.mark.parametrize("code", ["23505", "42501", "53100", "22001"])
def test_a_fault_is_said_at_once(rows_url: str, code: str) -> None:
    work = Fails(code, times=1)
    with pytest.raises(
        OSError, match=r"^postgresql://batch@/postgres: so it is; .* go on with --resume"
    ):
        Transactions(connect(rows_url)).run(work)
    assert work.calls == 1
    assert ask(rows_url, "SELECT count(*) FROM rows") == [(0,)]


def test_patience_ends(rows_url: str) -> None:
    began = time.monotonic()
    with pytest.raises(OSError, match=r"not written within 1 seconds \(so it is\).*--resume"):
        Transactions(connect(rows_url), patience=1).run(Fails("40001", times=100))
    assert 0.5 < time.monotonic() - began < 30


def test_who_reads_sqlite_does_not_wait_for_who_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("predict.archive.database.connecting._BUSY_SECONDS", 0.1)
    url = f"sqlite:///{tmp_path / 'a.db'}"
    do(url, "CREATE TABLE rows (number INTEGER)")
    own = Transactions(connect(url))
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    assert own.run(lambda one: one.exec_driver_sql("SELECT * FROM rows").all(), reads=True) == []
    with pytest.raises(OSError, match=r"a\.db: database is locked; .* go on with --resume"):
        own.run(lambda one: one.exec_driver_sql("SELECT * FROM rows").all())
    other.close()


def opened(url: str, *, patience: float = 60) -> DatabaseSink:
    return DatabaseSink.open(url, resume=True, patience=patience)


def kill_others(server: Server) -> int:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        killed = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'batch' AND pid <> pg_backend_pid()"
        )
        return len(killed.fetchall())


def test_killed_connections_cost_nothing(
    server: Server,
    postgresql_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    written = many(50)
    sink = opened(postgresql_url)
    calls = count()
    learn = search.learn

    def killed_in_the_middle(connection: Connection, texts: Sequence[tuple[str, str]]) -> None:
        if next(calls) in (1, 4, 5):
            assert kill_others(server) > 0
        learn(connection, texts)

    monkeypatch.setattr(search, "learn", killed_in_the_middle)
    for start in range(0, 50, 10):
        sink.write(written[start : start + 10])
    assert kill_others(server) > 0  # between two blocks
    assert len(list(sink.done())) == 50
    sink.close()
    assert stored(postgresql_url) == expected(written)
    assert next(calls) == 5 + 3
    assert caplog.text.count("does not answer") == 3  # twice in one block, and once at the end


def test_a_server_that_starts_again_is_waited_for(
    server: Server, postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    written = outcomes()
    sink = opened(postgresql_url)
    sink.write(written[:4])
    server.stop()
    start = threading.Timer(2, server.start)
    start.start()
    began = time.monotonic()
    sink.write(written[4:])
    start.join()
    assert time.monotonic() - began > 1
    sink.close()
    assert stored(postgresql_url) == expected(written)
    first, last = (record.getMessage() for record in caplog.records)
    assert re.search(r"does not answer \(.+\); trying again for up to 60 seconds", first)
    assert last.endswith("answers again")


def test_a_server_that_stays_away_is_one_sentence(server: Server, postgresql_url: str) -> None:
    sink = opened(postgresql_url, patience=1)
    server.stop()
    try:
        with pytest.raises(OSError, match=r"not written within 1 seconds .*--resume") as caught:
            sink.write(outcomes())
    finally:
        server.start()
    assert "\n" not in str(caught.value)
    sink.write(outcomes())
    sink.close()
    assert stored(postgresql_url) == expected(outcomes())


def test_the_commit_whose_answer_was_lost_doubles_nothing(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = opened(postgresql_url)
    commit = psycopg.Connection.commit
    cuts = iter([True])

    def lose_the_answer(connection: psycopg.Connection[object]) -> None:
        commit(connection)
        if next(cuts, False):
            connection.close()
            raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(psycopg.Connection, "commit", lose_the_answer)
    sink.write(outcomes())
    assert next(cuts, None) is None
    sink.close()
    assert stored(postgresql_url) == expected(outcomes())
