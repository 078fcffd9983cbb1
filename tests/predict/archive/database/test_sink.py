import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from predict.archive.database import sink as database
from predict.archive.database.sink import DatabaseSink
from predict.archive.database.version import VERSION
from predict.archive.outcome import Outcome
from predict.archive.sinks import Done, Sink
from predict.records import Json
from tests.paths import ROOT
from tests.predict.archive.collection import many, outcomes
from tests.predict.archive.tables_read import ask, do, expected, stored


def opened(url: str, *, resume: bool = True, patience: float = 60) -> DatabaseSink:
    return DatabaseSink.open(url, resume=resume, patience=patience)


def write(url: str, *blocks: list[Outcome]) -> None:
    sink: Sink = opened(url)
    for block in blocks:
        sink.write(block)
    sink.finish()
    sink.close()


def test_the_rows_come_back(url: str) -> None:
    written = outcomes()
    write(url, written[:5], written[5:])
    assert stored(url) == expected(written)
    assert len(ask(url, "SELECT * FROM entities")) > 50


def test_both_engines_hold_the_same(tmp_path: Path, postgresql_url: str) -> None:
    sqlite_url = f"sqlite:///{tmp_path / 'a.db'}"
    for one in (sqlite_url, postgresql_url):
        write(one, outcomes())
    assert stored(sqlite_url) == stored(postgresql_url)


def test_what_is_done_is_told_with_its_digest(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PAGE", 5)
    written = outcomes()
    write(url, written)
    sink = opened(url)
    assert list(sink.done()) == [Done.of(one) for one in sorted(written, key=lambda one: one.id)]
    sink.close()


def test_an_empty_block_and_an_empty_database(url: str) -> None:
    sink = opened(url, resume=False)
    sink.write([])
    assert list(sink.done()) == []
    sink.finish()
    sink.close()


def test_what_is_written_anew_replaces_what_was_there(url: str) -> None:
    written = outcomes()
    changed = replace(written[8], id=written[0].id)
    write(url, written)
    write(url, [replace(written[1], id=written[0].id), changed])  # the last one counts
    assert stored(url) == expected([changed, *written[1:]])
    write(url, written)
    assert stored(url) == expected(written)


def test_more_articles_than_fit_a_statement_are_replaced(url: str) -> None:
    written = many(503)
    write(url, written)
    write(url, written)
    assert ask(url, "SELECT count(*) FROM articles") == [(503,)]
    assert stored(url)["entities"] == expected(written)["entities"]


def test_entities_go_with_their_article(url: str) -> None:
    write(url, outcomes())
    do(url, "DELETE FROM articles WHERE id = 'dong-khe/001'")
    assert ask(url, "SELECT * FROM entities WHERE article = 'dong-khe/001'") == []
    assert ask(url, "SELECT * FROM appointments WHERE article = 'dong-khe/001'") == []
    assert ask(url, "SELECT count(*) FROM articles") == [(11,)]


def test_a_database_that_holds_articles_is_gone_on_with_only_where_asked(url: str) -> None:
    write(url, outcomes())
    with pytest.raises(ValueError, match="holds articles already; go on with --resume"):
        opened(url, resume=False)
    opened(url, resume=True).close()


def test_a_block_is_written_as_a_whole_or_not_at_all(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = outcomes()
    write(url, written[:2])

    def fail(*_: object) -> None:
        raise RuntimeError("the power is gone")

    sink = opened(url)
    with monkeypatch.context() as patch:
        patch.setattr("predict.archive.database.search.learn", fail)
        with pytest.raises(RuntimeError, match="the power is gone"):
            sink.write(written)
    assert stored(url) == expected(written[:2])
    sink.write(written)
    sink.close()
    assert stored(url) == expected(written)


def test_other_tables_are_left_alone(url: str) -> None:
    do(url, "CREATE TABLE readers (name TEXT)", "INSERT INTO readers VALUES ('Vừ')")
    write(url, outcomes())
    assert ask(url, "SELECT name FROM readers") == [("Vừ",)]


def test_a_table_of_somebody_else_is_refused(url: str) -> None:
    do(url, "CREATE TABLE articles (number INTEGER)", "INSERT INTO articles VALUES (7)")
    with pytest.raises(ValueError, match='a table "articles" is there already'):
        opened(url)
    assert ask(url, "SELECT * FROM articles") == [(7,)]


def test_half_a_surrogate_pair_is_named(url: str) -> None:
    written = outcomes()
    written[1] = replace(written[1], text="a\ud800")
    sink = opened(url)
    with pytest.raises(ValueError, match="'dong-khe/002': text in articles holds half a surrogate"):
        sink.write(written)
    assert list(sink.done()) == []
    sink.close()


def test_a_null_character_is_named(postgresql_url: str) -> None:
    written = outcomes()
    written[1] = replace(written[1], source="a\0")
    sink = opened(postgresql_url)
    with pytest.raises(ValueError, match=r"'dong-khe/002': source in articles holds U\+0000"):
        sink.write(written)
    assert list(sink.done()) == []
    sink.close()


def test_an_id_that_no_index_takes_is_named(postgresql_url: str) -> None:
    noise = "".join(Random(0).choices("0123456789abcdefghijklmnopqrstuvwxyz", k=9_000))
    sink = opened(postgresql_url)
    with pytest.raises(ValueError, match="this id is too long for PostgreSQL"):
        sink.write([replace(outcomes()[0], id=noise)])
    sink.close()


def test_a_surface_of_any_length_is_taken(url: str) -> None:
    """A model may take a page of gibberish for one organisation."""
    noise = "".join(Random(0).choices("0123456789abcdefghijklmnopqrstuvwxyz", k=9_000))
    one = outcomes()[0]
    entity: Json = {"label": "ORGANISATION", "text": noise, "start": 0, "end": 9_000, "score": 0.4}
    office: Json = {
        "official": None,
        "position": None,
        "organisation": 0,
        "title": noise,
        "person": noise,
    }
    prediction = {
        **one.prediction,
        "entities": [entity],
        "appointments": [office],
    }
    strange = replace(one, text=noise, prediction=prediction)
    write(url, [strange])
    assert stored(url) == expected([strange])


def test_sqlite_survives_a_power_cut_and_is_one_file_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    sink = opened(f"sqlite:///{file}")
    with sink._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
    sink.write(outcomes())
    sink.finish()
    assert [one.name for one in tmp_path.iterdir()] == ["a.db"]
    with sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (12,)
    sink.close()


WRITER = """
import sys
from predict.archive.database.sink import DatabaseSink
from tests.predict.archive.collection import many
sink = DatabaseSink.open(sys.argv[1], resume=True)
some = many(120)
if sys.argv[2] == "back":
    some.reverse()
for start in range(0, 120, 10):
    sink.write(some[start : start + 10])
sink.finish()
sink.close()
"""


def test_two_batches_at_once_over_the_same_articles(url: str) -> None:
    """One from the front, one from the back, in blocks whose rows stand the other way round."""
    commands = [[sys.executable, "-c", WRITER, url, way] for way in ("on", "back")]
    running = [subprocess.Popen(one, cwd=ROOT, stderr=subprocess.PIPE) for one in commands]
    for process in running:
        _, said = process.communicate(timeout=300)
        assert (process.returncode, said.decode()) == (0, "")
    assert stored(url) == expected(many(120))


def test_two_batches_open_an_empty_database_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        for sink in pool.map(lambda _: opened(url), range(4)):
            sink.close()
    assert ask(url, "SELECT version FROM nhandang_schema") == [(VERSION,)]


def test_a_full_disk_is_one_sentence_and_gone_on_with(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    written = many(400)
    sink = opened(url)
    sink.write(written[:100])
    with sink._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    said = (
        r"^\S+a\.db: database or disk is full; what was written before stays, go on with --resume"
    )
    with pytest.raises(OSError, match=said):
        sink.write(written[100:])
    sink.close()
    assert stored(url) == expected(written[:100])
    write(url, written[100:])
    assert stored(url) == expected(written)
