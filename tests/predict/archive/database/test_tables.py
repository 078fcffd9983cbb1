import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.types import Double, Integer, Text

from predict.archive.database.connecting import connect
from predict.archive.database.folding import fold
from predict.archive.database.search import find
from predict.archive.database.sink import DatabaseSink
from predict.archive.rows import KEYS, TABLES, columns
from tests.predict.archive.collection import outcomes
from tests.predict.archive.files_read import Duck, write_jsonl, write_parquet
from tests.predict.archive.questions import PAGE, questions
from tests.predict.archive.tables_picture import described, shown
from tests.predict.archive.tables_read import ask, expected, order

KINDS = {str: Text, int: Integer, float: Double}


def test_the_tables_are_as_the_rows_say(url: str) -> None:
    DatabaseSink.open(url, resume=False).close()
    engine = connect(url)
    found = inspect(engine)
    for row in TABLES:
        made = {one["name"]: one for one in found.get_columns(row.table)}
        assert list(made) == list(columns(row))
        for name, (kind, nullable) in columns(row).items():
            assert isinstance(made[name]["type"], KINDS[kind]), name
            assert made[name]["nullable"] == nullable
        keys = found.get_pk_constraint(row.table)["constrained_columns"]
        assert tuple(keys) == KEYS[row.table]
    engine.dispose()


@pytest.mark.parametrize(
    "where",
    [
        "entities WHERE label = 'OFFICIAL' AND surface = 'x'",
        "entities WHERE day_from = '2020-01-01'",
        "entities WHERE amount > 1e9",
        "appointments WHERE person = 'x'",
        "appointments WHERE organisation = 'x'",
        "entities WHERE indicator = 'x'",
        "articles WHERE published = '2020-01-01'",
        "articles WHERE type = 'review'",
    ],
)
def test_questions_find_an_index(url: str, where: str) -> None:
    DatabaseSink.open(url, resume=False).close()
    if url.startswith("sqlite"):
        explain = "EXPLAIN QUERY PLAN"
    else:  # an empty table would be read as it is
        url, explain = f"{url}%20-cenable_seqscan%3Doff", "EXPLAIN"
    assert "_by_" in str(ask(url, f"{explain} SELECT * FROM {where}"))


def test_texts_are_ordered_by_code_point(url: str) -> None:
    DatabaseSink.open(url, resume=False).close()
    made = ", ".join(
        f"('{id_}', '', 'read', '', 1, '')" for id_ in ("b", "Z", "a-2", "a1", "á", "Đ", "a")
    )
    ask_ = "INSERT INTO articles (id, source, outcome, model, preprocessing, digest) VALUES "
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(ask_ + made)
    engine.dispose()
    ids = ["Z", "a", "a-2", "a1", "b", "á", "Đ"]
    assert ask(url, "SELECT id FROM articles ORDER BY id") == [(id_,) for id_ in ids]


VND = 1_000_000_000.0
SECRETARY = "Bí thư Huyện ủy Đông Khê"
ANSWERS: dict[int, list[tuple[object, ...]]] = {
    1: [("empty", 1), ("read", 8), ("rejected", 3)],
    2: [("binary", 2, "anh.jpg"), ("not_utf8", 1, "cu.txt")],
    3: [
        ("2018", "review", 1),
        ("2019", "inspection", 2),
        ("2019", "review", 1),
        ("2020", "congress", 1),
        ("2020", "other", 1),
        ("2020", "review", 2),
    ],
    4: [("phu-lam/001", "inspection", 0.58)],
    5: [("phu-lam/003", "phu-lam/003 (2)")],
    6: [("dong-khe/001", "written 1")],
    7: [
        ("Đỗ Quang Ưng", "2018-12-28", "dong-khe/001"),
        ("Đỗ Quang Ưng", "2019-06-30", "dong-khe/002"),
        ("Vì Thị Mẩy", "2020-08-14", "dong-khe/004"),
    ],
    8: [
        ("Chủ tịch UBND huyện Đông Khê", "2019-06-30", "2019-07-02", 2),
        (SECRETARY, "2020-08-14", "2020-08-20", 2),
    ],
    9: [("Vì Thị Mẩy", 2), ("Đỗ Quang Ưng", 2)],
    10: [
        ("Vì Thị Mẩy", SECRETARY, "2020-08-14"),
        ("Đỗ Quang Ưng", "Phó Trưởng ban Ban Dân vận Tỉnh ủy", "2020-08-14"),
    ],
    11: [("Ủy ban nhân dân huyện Đông Khê", "Chủ tịch", "Vì Thị Mẩy")],
    12: [
        ("2020-08", "Huyện ủy Đông Khê", 2),
        ("2020-12", "Ủy ban nhân dân huyện Phú Lâm", 2),
    ],
    13: [("phu-lam/002",)],
    14: [("Đỗ Quang Ưng", 2), ("Hồ Bá Trạc", 1)],
    15: [
        ("dong-khe/001", "Đỗ Quang Ưng, Bí thư Huyện ủy Đô"),
        ("dong-khe/002", "Đỗ Quang Ưng, Bí thư Huyện ủy Đô"),
        ("dong-khe/004", "Đỗ Quang Ưng, Phó Trưởng ban Ban"),
    ],
    16: [
        ("dong-khe/001", 1, 152.5 * VND),
        ("phu-lam/003", 1, 96 * VND),
        ("phu-lam/003 (2)", 1, 96 * VND),
        ("dong-khe/002", 1, 48 * VND),
        ("dong-khe/003", 1, 3.6 * VND),
        ("phu-lam/002", 1, 0.5 * VND),
    ],
    17: [("2018", 340.0), ("2019", 125.0), ("2020", 80.0)],
    18: [("7/19 xã", "xã", 700 / 19), ("11/12 xã", "xã", 1_100 / 12)],
    19: [
        ("dong-khe/004", "Ngày 13/8/2020"),
        ("phu-lam/002", "quý III/2020"),
        ("phu-lam/003", "năm 2020"),
        ("phu-lam/003 (2)", "năm 2020"),
    ],
    20: [("dong-khe/001",), ("dong-khe/002",)],
}
"""What the collection answers, worked out by hand from its texts."""


def written(url: str) -> str:
    sink = DatabaseSink.open(url, resume=False)
    sink.write(outcomes())
    sink.finish()
    sink.close()
    return url


def test_twenty_questions_to_a_database(url: str) -> None:
    written(url)
    engine = url.partition(":")[0]
    found = {number: ask(url, sql) for number, sql in questions(engine).items()}
    assert found == ANSWERS


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_twenty_questions_to_files(tmp_path: Path, form: str) -> None:
    write = {"parquet": write_parquet, "jsonl": write_jsonl}[form]
    write(tmp_path / "out", outcomes())
    duck = Duck(form, tmp_path / "out")
    found = {number: duck.ask(sql) for number, sql in questions("duckdb").items()}
    assert found == ANSWERS


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_files_hold_the_same_rows_as_databases(tmp_path: Path, form: str) -> None:
    some = outcomes()
    write = {"parquet": write_parquet, "jsonl": write_jsonl}[form]
    write(tmp_path / "out", some)
    duck = Duck(form, tmp_path / "out")
    for row in TABLES:
        names = ", ".join(columns(row))
        found = duck.ask(f"SELECT {names} FROM {row.table} ORDER BY {order(row.table)}")
        wanted = expected(some)[row.table]
        if form == "jsonl" and row.table == "articles":  # spaces in the JSON of ``type_scores``
            assert list(map(unspaced, found)) == list(map(unspaced, wanted))
        else:
            assert found == wanted


def unspaced(row: tuple[object, ...]) -> list[str]:
    return [str(cell).replace(" ", "") for cell in row]


@pytest.mark.parametrize(
    "name",
    ["Đỗ Quang Ưng", "do quang ung", "huyện ủy đông khê", "152,5 tỷ", "UBND huyện", "xã An Hội"],
)
def test_every_engine_finds_the_same(tmp_path: Path, postgresql_url: str, name: str) -> None:
    strange = "Ðỗ\u00a0Quang Ưng ở Hu\u00adyện uỷ Ɖông\u200bKhê"
    some = [
        *outcomes(),
        replace(outcomes()[0], id="la", text=unicodedata.normalize("NFD", strange)),
    ]
    sqlite_url = f"sqlite:///{tmp_path / 'a.db'}"
    write_parquet(tmp_path / "out", some)
    answers = [Duck("parquet", tmp_path / "out").ask(
        f"SELECT id FROM articles WHERE contains(folded(text), ' {fold(name)} ') ORDER BY id"
    )]  # fmt: skip
    for url in (sqlite_url, postgresql_url):
        sink = DatabaseSink.open(url, resume=False)
        sink.write(some)
        sink.close()
        engine = connect(url)
        with engine.connect() as connection:
            answers.append([(id_,) for id_ in find(connection, name)])
        engine.dispose()
    assert answers[0]
    assert answers[0] == answers[1] == answers[2]


def test_the_page_explains_every_column() -> None:
    for row in TABLES:
        _, _, part = PAGE.partition(f"\n### {row.table}\n")
        table = part.partition("\n#")[0]
        rows = re.findall(r"^\| `(\w+)` \| ([\w ]+?)(, null)? \| (.+) \|$", table, re.MULTILINE)
        said = {name: (kind, bool(null)) for name, kind, null, _ in rows}
        kinds = {str: "text", int: "whole number", float: "number"}
        wanted = {name: (kinds[kind], null) for name, (kind, null) in columns(row).items()}
        assert list(said.items()) == list(wanted.items())


def test_the_picture_shows_the_columns_of_today() -> None:
    assert shown() == described(), "run: make tables"
