import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from predict.archive.outcome import Outcome
from predict.errors import InputError, MissingExtraError
from predict.query.stores import opening
from predict.query.stores.opening import open_store
from tests.predict.archive.collection import outcomes
from tests.predict.query.archived import write


def damaged(folder: Path) -> str:
    write(folder / "a.parquet", outcomes())
    file = next((folder / "a.parquet" / "articles").glob("00000001*"))
    file.write_bytes(file.read_bytes()[:-9])
    return str(folder / "a.parquet")


def newer(folder: Path) -> str:
    write(folder / "a.parquet", outcomes())
    file = folder / "a.parquet" / "articles" / "00000009.parquet"
    duckdb.execute(f"COPY (SELECT 1 AS a) TO '{file}' (KV_METADATA {{'nhandang.format': '9'}})")
    return str(folder / "a.parquet")


def foreign(folder: Path) -> str:
    (folder / "a.parquet" / "articles").mkdir(parents=True)
    for table in ("articles", "entities", "appointments"):
        (folder / "a.parquet" / table).mkdir(exist_ok=True)
        file = folder / "a.parquet" / table / "00000001.parquet"
        duckdb.execute(f"COPY (SELECT 1 AS a) TO '{file}'")
    return str(folder / "a.parquet")


def database(folder: Path, *statements: str) -> str:
    with closing(sqlite3.connect(folder / "a.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return f"sqlite:///{folder / 'a.db'}"


def newer_database(folder: Path) -> str:
    write(f"sqlite:///{folder / 'a.db'}", outcomes())
    return database(folder, "UPDATE nhandang_schema SET version = 99")


def no_database(folder: Path) -> str:
    (folder / "a.db").write_text("Đây là văn bản, không phải cơ sở dữ liệu. " * 30, "utf-8")
    return f"sqlite:///{folder / 'a.db'}"


def lines(folder: Path, *written: str) -> str:
    (folder / "a.jsonl").write_text("".join(written), "utf-8")
    return str(folder / "a.jsonl")


def rejected(folder: Path) -> str:
    return write(folder / "a.jsonl", [one for one in outcomes() if one.outcome != "read"])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: str(folder / "a.txt"), "a.txt: no archive of a known form; name FILE"),
        (lambda folder: str(folder / "a.db"), "a database is named sqlite:///"),
        (lambda folder: str(folder / "a.jsonl"), "a.jsonl: there is no such file"),
        (lambda folder: str(folder / "a.parquet"), "a.parquet: there is no such folder"),
        (lambda folder: f"sqlite:///{folder / 'a.db'}", "a.db: there is no such file"),
        (lambda _: "mysql://a/b", "expected sqlite:///FILE or postgresql://"),
        (lambda folder: database(folder, "CREATE TABLE a (b)"), "a.db: holds no archive"),
        (no_database, "a.db.*: file is not a database"),
        (newer_database, "are of version 99, and this nhandang knows them up to"),
        (damaged, "a.parquet: cannot be read"),
        (newer, "has format 9, and this nhandang knows them up to 1; install a newer one"),
        (foreign, "was not written by a batch"),
        (lambda folder: lines(folder, "{}\n"), "a.jsonl, line 1: is none of a batch"),
        (lambda folder: lines(folder, "no JSON\n"), "a.jsonl, line 1: is none of a batch"),
        (rejected, "a.jsonl: holds no article that was read"),
        (lambda folder: write(folder / "a.parquet", []), "holds no article that was read"),
        (lambda f: write(f"sqlite:///{f / 'a.db'}", []), "holds no article that was read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_sentence(
    make: Callable[[Path], str], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=message) as raised:
        open_store(make(tmp_path))
    assert "\n" not in str(raised.value)


def test_a_line_that_is_being_written_is_left_out(tmp_path: Path) -> None:
    name = write(tmp_path / "a.jsonl", outcomes()[:2])
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(json.dumps(outcomes()[2].to_dict())[:200])
    with closing(open_store(name)) as store:
        assert len(store.articles()) == 2


def test_a_database_that_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write(f"sqlite:///{tmp_path / 'a.db'}", outcomes())
    monkeypatch.setattr("predict.query.stores.sqlite._PATIENCE", 0.1)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match="is locked; a batch writes to it, ask again later"):
            open_store(name)


def test_a_database_of_before_places(tmp_path: Path) -> None:
    written = outcomes()
    write(f"sqlite:///{tmp_path / 'a.db'}", written)
    name = database(
        tmp_path,
        "ALTER TABLE articles DROP COLUMN places",
        "UPDATE nhandang_schema SET version = 1",
    )
    with closing(open_store(name)) as store:
        assert any(one.places for one in store.articles())


def test_a_folder_of_before_places(tmp_path: Path) -> None:
    name = write(tmp_path / "a.parquet", outcomes())
    for file in sorted((Path(name) / "articles").glob("*.parquet")):
        older = "KV_METADATA {'nhandang.format': '1'}"
        duckdb.execute(
            f"COPY (SELECT * EXCLUDE places FROM '{file}') TO '{tmp_path / 'old'}' "
            f"(FORMAT parquet, {older})"
        )
        (tmp_path / "old").replace(file)
    with closing(open_store(name)) as store:
        assert any(one.places for one in store.articles())


def test_marks_in_the_name_of_a_folder_are_no_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] *"
    folder.mkdir()
    with closing(open_store(write(folder / "a.parquet", outcomes()))) as store:
        assert store.articles()


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda _: None)
    for name, library in (
        ("postgresql://a/b", "sqlalchemy"),
        ("a.parquet", "duckdb"),
    ):
        with pytest.raises(MissingExtraError, match=rf"with {library}; .*nhandang\[archive\]"):
            open_store(name)


def test_old_rows_that_were_rejected_later_do_not_count(tmp_path: Path) -> None:
    read, *_ = outcomes()
    rejected_later = next(one for one in outcomes() if one.outcome == "rejected")
    later: Outcome = replace(rejected_later, id=read.id)
    name = write(tmp_path / "a.jsonl", [read, outcomes()[1], later])
    with closing(open_store(name)) as store:
        assert [one.id for one in store.articles()] == [outcomes()[1].id]
