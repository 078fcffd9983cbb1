import re
from collections.abc import Mapping

import pytest
from sqlalchemy import Connection

from predict.archive.database.connecting import connect
from predict.archive.database.migrations import VERSION, Step, bring_up
from predict.archive.database.sink import DatabaseSink
from tests.predict.archive.collection import outcomes
from tests.predict.archive.tables_read import ask, do, expected, stored


def bring(url: str, *, steps: Mapping[int, Step], version: int = VERSION) -> None:
    engine = connect(url)
    try:
        with engine.begin() as connection:
            bring_up(connection, steps=steps, version=version)
    finally:
        engine.dispose()


def write(url: str) -> None:
    sink = DatabaseSink.open(url, resume=False)
    sink.write(outcomes())
    sink.close()


def runs(statement: str) -> Step:
    def step(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return step


def name_the_detail(connection: Connection) -> None:
    """Bring tables of a made-up version 0, which called a column otherwise, to version 1."""
    connection.exec_driver_sql("ALTER TABLE articles RENAME COLUMN why TO detail")


def make_older(url: str) -> None:
    write(url)
    do(
        url,
        "ALTER TABLE articles RENAME COLUMN detail TO why",
        "UPDATE nhandang_schema SET version = 0",
    )


def test_older_tables_are_brought_up_with_their_rows(url: str) -> None:
    make_older(url)
    bring(url, steps={0: name_the_detail})
    assert ask(url, "SELECT version FROM nhandang_schema") == [(1,)]
    assert stored(url) == expected(outcomes())
    DatabaseSink.open(url, resume=True).close()


def test_every_step_is_taken_in_order(url: str) -> None:
    make_older(url)
    steps: dict[int, Step] = {
        0: name_the_detail,
        1: runs("ALTER TABLE articles ADD COLUMN place TEXT"),
        2: runs("UPDATE articles SET place = 'Đông Khê'"),
    }
    bring(url, steps=steps, version=3)
    assert ask(url, "SELECT DISTINCT place FROM articles") == [("Đông Khê",)]
    assert ask(url, "SELECT version FROM nhandang_schema") == [(3,)]
    bring(url, steps={}, version=3)


def test_a_step_that_fails_leaves_the_tables_as_they_were(url: str) -> None:
    make_older(url)

    def fail(connection: Connection) -> None:
        name_the_detail(connection)
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError, match="cut off"):
        bring(url, steps={0: fail})
    assert ask(url, "SELECT version FROM nhandang_schema") == [(0,)]
    assert len(ask(url, "SELECT why FROM articles")) == 12


def test_older_tables_without_a_step_are_refused(url: str) -> None:
    make_older(url)
    with pytest.raises(ValueError, match="of version 0, which this nhandang cannot bring to 1"):
        DatabaseSink.open(url, resume=True)


def test_newer_tables_are_refused(url: str) -> None:
    write(url)
    do(url, "UPDATE nhandang_schema SET version = 7")
    with pytest.raises(ValueError, match=r"of version 7, .* up to 1; install a newer one"):
        DatabaseSink.open(url, resume=True)


def test_a_column_that_is_gone_is_named_and_one_more_is_borne(url: str) -> None:
    write(url)
    do(url, "ALTER TABLE entities ADD COLUMN note TEXT")
    DatabaseSink.open(url, resume=True).close()
    do(url, "ALTER TABLE entities DROP COLUMN indicator")
    with pytest.raises(ValueError, match='its table "entities" lacks the column "indicator"'):
        DatabaseSink.open(url, resume=True)


@pytest.mark.parametrize("name", ["appointments", "search_words"])
def test_names_that_are_taken_are_refused(url: str, name: str) -> None:
    do(url, "CREATE TABLE mine (number INTEGER)", f"CREATE VIEW {name} AS SELECT * FROM mine")
    with pytest.raises(ValueError, match=re.escape(f'a table "{name}" is there already')):
        DatabaseSink.open(url, resume=True)
    assert ask(url, "SELECT * FROM mine") == []
