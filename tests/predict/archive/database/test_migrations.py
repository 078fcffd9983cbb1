import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from predict.archive.database.connecting import connect
from predict.archive.database.migrations import Step, bring_up
from predict.archive.database.sink import DatabaseSink
from predict.archive.database.version import VERSION
from predict.archive.outcome import Outcome
from tests.predict.archive.collection import outcomes
from tests.predict.archive.tables_read import ask, do, expected, stored

OLDER = VERSION - 1


def bring(url: str, *, steps: Mapping[int, Step], version: int = VERSION) -> None:
    engine = connect(url)
    try:
        with engine.begin() as connection:
            bring_up(connection, steps=steps, version=version)
    finally:
        engine.dispose()


def write(url: str, some: Sequence[Outcome] | None = None) -> None:
    sink = DatabaseSink.open(url, resume=False)
    sink.write(outcomes() if some is None else some)
    sink.close()


def runs(statement: str) -> Step:
    def step(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return step


def name_the_detail(connection: Connection) -> None:
    """Bring tables of a made-up version, which called a column otherwise, to the next one."""
    connection.exec_driver_sql("ALTER TABLE articles RENAME COLUMN why TO detail")


def make_older(url: str) -> None:
    write(url)
    do(
        url,
        "ALTER TABLE articles RENAME COLUMN detail TO why",
        f"UPDATE nhandang_schema SET version = {OLDER}",
    )


def test_older_tables_are_brought_up_with_their_rows(url: str) -> None:
    make_older(url)
    bring(url, steps={OLDER: name_the_detail})
    assert ask(url, "SELECT version FROM nhandang_schema") == [(VERSION,)]
    assert stored(url) == expected(outcomes())
    DatabaseSink.open(url, resume=True).close()


def test_an_archive_of_version_1_is_brought_up_and_goes_on(url: str) -> None:
    """Version 1 had no places, and no index of indicators."""
    old, new = outcomes()[:5], outcomes()[5:]
    write(url, old)
    do(
        url,
        "ALTER TABLE articles DROP COLUMN places",
        "DROP INDEX entities_by_indicator",
        "UPDATE nhandang_schema SET version = 1",
    )
    sink = DatabaseSink.open(url, resume=True)
    assert {one.id for one in sink.done()} == {one.id for one in old}
    sink.write(new)
    sink.close()
    assert ask(url, "SELECT version FROM nhandang_schema") == [(2,)]
    assert stored(url) == expected([*(replace(one, places=None) for one in old), *new])
    assert any(one.places for one in old)
    assert any(one.places for one in new)


def test_every_step_is_taken_in_order(url: str) -> None:
    make_older(url)
    steps: dict[int, Step] = {
        OLDER: name_the_detail,
        VERSION: runs("ALTER TABLE articles ADD COLUMN place TEXT"),
        VERSION + 1: runs("UPDATE articles SET place = 'Đông Khê'"),
    }
    bring(url, steps=steps, version=VERSION + 2)
    assert ask(url, "SELECT DISTINCT place FROM articles") == [("Đông Khê",)]
    assert ask(url, "SELECT version FROM nhandang_schema") == [(VERSION + 2,)]
    bring(url, steps={}, version=VERSION + 2)


def test_a_step_that_fails_leaves_the_tables_as_they_were(url: str) -> None:
    make_older(url)

    def fail(connection: Connection) -> None:
        name_the_detail(connection)
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError, match="cut off"):
        bring(url, steps={OLDER: fail})
    assert ask(url, "SELECT version FROM nhandang_schema") == [(OLDER,)]
    assert len(ask(url, "SELECT why FROM articles")) == 12


def test_older_tables_without_a_step_are_refused(url: str) -> None:
    write(url)
    do(url, "UPDATE nhandang_schema SET version = 0")
    with pytest.raises(ValueError, match="of version 0, which this nhandang cannot bring to 2"):
        DatabaseSink.open(url, resume=True)


def test_newer_tables_are_refused(url: str) -> None:
    write(url)
    do(url, "UPDATE nhandang_schema SET version = 7")
    with pytest.raises(ValueError, match=r"of version 7, .* up to 2; install a newer one"):
        DatabaseSink.open(url, resume=True)


def test_a_column_that_is_gone_is_named_and_one_more_is_borne(url: str) -> None:
    write(url)
    do(url, "ALTER TABLE entities ADD COLUMN note TEXT")
    DatabaseSink.open(url, resume=True).close()
    do(url, "ALTER TABLE entities DROP COLUMN duration")
    with pytest.raises(ValueError, match='its table "entities" lacks the column "duration"'):
        DatabaseSink.open(url, resume=True)


@pytest.mark.parametrize("name", ["appointments", "search_words"])
def test_names_that_are_taken_are_refused(url: str, name: str) -> None:
    do(url, "CREATE TABLE mine (number INTEGER)", f"CREATE VIEW {name} AS SELECT * FROM mine")
    with pytest.raises(ValueError, match=re.escape(f'a table "{name}" is there already')):
        DatabaseSink.open(url, resume=True)
    assert ask(url, "SELECT * FROM mine") == []
