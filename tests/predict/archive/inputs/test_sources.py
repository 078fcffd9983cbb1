import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.article import Article, Form, Input, Reason, Unreadable
from predict.archive.inputs.columns import Columns
from predict.archive.inputs.sources import Sources
from predict.errors import InputError
from tests.predict.archive.memory import measured
from tests.predict.archive.packing import PACK

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ROWS = st.lists(st.tuples(TEXT, st.dates(min_value=date(1000, 1, 1))))
TABLES = ("jsonl", "csv", "tsv", "parquet")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: bytes | str, *, pack: str = "") -> None:
    file = Path(name + pack)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(PACK[pack](content.encode() if isinstance(content, str) else content))


def write_table(suffix: str, rows: list[dict[str, str]], *, pack: str = "") -> str:
    """Write rows with the same keys as a file of a form."""
    name = f"bảng.{suffix}"
    if suffix == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), name)
    elif suffix == "jsonl":
        write(name, "".join(json.dumps(row) + "\n" for row in rows), pack=pack)
    else:
        out = io.StringIO(newline="")
        delimiter = "\t" if suffix == "tsv" else ","
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
        write(name, out.getvalue(), pack=pack)
    return name + pack


def read(*places: str, columns: Columns | None = None, largest_bytes: int = 1000) -> list[Input]:
    sources = Sources(places, columns=columns or Columns(), largest_bytes=largest_bytes)
    found = list(sources.inputs())
    assert sources.total() in (None, len(found))
    return found


def rejected(one: Input) -> tuple[str, Reason, str]:
    assert isinstance(one, Unreadable)
    return one.id, one.reason, one.detail


@pytest.mark.parametrize("pack", PACK)
def test_files_of_one_article_are_left_as_they_are(pack: str) -> None:
    write("a/1.txt", "\ufeffBài một\r\n", pack=pack)
    write("a/2.html", b"<p>B\xe0i", pack=pack)
    write("a/3.txt", b"", pack=pack)
    assert read("a") == [
        Article(id=f"a/1.txt{pack}", source=f"a/1.txt{pack}", content="\ufeffBài một\r\n".encode()),
        Article(
            id=f"a/2.html{pack}", source=f"a/2.html{pack}", content=b"<p>B\xe0i", form=Form.html
        ),
        Article(id=f"a/3.txt{pack}", source=f"a/3.txt{pack}", content=b""),
    ]


@pytest.mark.parametrize("suffix", TABLES)
@given(rows=ROWS.filter(bool))
def test_articles_come_back_from_every_kind_of_table(
    suffix: str, rows: list[tuple[str, date]]
) -> None:
    named = [
        {"noi_dung": text, "ma": f"m{i}", "ngay": day.isoformat(), "bao": "Báo"}
        for i, (text, day) in enumerate(rows)
    ]
    columns = Columns.parse("text=noi_dung,id=ma,published=ngay,source=bao")
    assert read(write_table(suffix, named), columns=columns, largest_bytes=10_000) == [
        Article(id=f"m{i}", source="Báo", content=text, published=day)
        for i, (text, day) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [(suffix, pack) for suffix in TABLES for pack in PACK if not pack or suffix != "parquet"],
)
def test_rows_without_ids_are_numbered(suffix: str, pack: str) -> None:
    name = write_table(suffix, [{"text": "Bài", "id": ""}] * 2, pack=pack)
    assert read(name) == [
        Article(id=f"{name}#1", source=name, content="Bài"),
        Article(id=f"{name}#2", source=name, content="Bài"),
    ]


@pytest.mark.parametrize("suffix", TABLES)
def test_pages_in_tables(suffix: str) -> None:
    name = write_table(suffix, [{"trang": "<p>Bài", "text": "x"}])
    assert read(name, columns=Columns(html="trang")) == [
        Article(id=f"{name}#1", source=name, content="<p>Bài", form=Form.html)
    ]


def test_a_table_that_lacks_the_column_is_one_input() -> None:
    for suffix in ("csv", "tsv", "parquet"):
        name = write_table(suffix, [{"a": "x", "b": "y"}] * 3)
        (only,) = read(name)
        assert rejected(only)[:2] == (f"{name}#1", Reason.no_text)
        assert "there are a, b; name the right one with --columns text=…" in rejected(only)[2]


def test_a_bad_row_stops_nothing() -> None:
    lines = ['{"text":"a"}', "{", '{"text":"b","published":"nay"}', "", '{"text":"c","id":7}']
    write("a.jsonl", "\n".join(lines))
    write("b.docx", "x")
    write("c.txt", "Bài")
    first, second, third, fourth, fifth, sixth = read(".")
    assert (first.id, fourth.id, sixth.id) == ("a.jsonl#1", "7", "c.txt")
    assert rejected(second)[:2] == ("a.jsonl#2", Reason.damaged)
    assert rejected(third)[:2] == ("a.jsonl#3", Reason.bad_day)
    assert rejected(fifth)[:2] == ("b.docx", Reason.unknown_form)
    assert len({one.id for one in read(".")}) == 6


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
@pytest.mark.parametrize("pack", [pack for pack in PACK if pack])
def test_of_a_torn_table_the_rows_before_the_tear(suffix: str, pack: str) -> None:
    rows = [{"text": f"bài {i} {i * 7919 % 1_000_003}", "id": f"m{i}"} for i in range(20_000)]
    name = write_table(suffix, rows, pack=pack)
    packed = Path(name).read_bytes()
    Path(name).write_bytes(packed[: len(packed) // 2])
    write("z.txt", "Bài")
    *whole, fault, last = read(name, "z.txt")
    assert [(one.id, one.content) for one in whole if isinstance(one, Article)] == [
        (row["id"], row["text"]) for row in rows[: len(whole)]
    ]
    assert len(whole) > 5000
    assert rejected(fault) == (
        f"{name}#{len(whole) + 1}",
        Reason.damaged,
        "ends in the middle of its compressed data",
    )
    assert last.id == "z.txt"


@pytest.mark.parametrize("pack", PACK)
def test_the_limit_of_a_file(pack: str) -> None:
    write("a.txt", "x" * 1000, pack=pack)
    write("b.txt", "x" * 1001, pack=pack)
    first, second = read(f"a.txt{pack}", f"b.txt{pack}")
    assert isinstance(first, Article)
    size = "the file is larger than that when unpacked" if pack else "the file has 1,001 bytes"
    assert rejected(second) == (
        f"b.txt{pack}",
        Reason.too_large,
        f"{size}; the most is 1,000 bytes, which --largest changes",
    )


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "x" * 1001)
    monkeypatch.setattr(Path, "open", lambda *_: io.BytesIO())  # what it holds is not looked at
    assert rejected(read("a.txt")[0])[1] is Reason.too_large


@pytest.mark.parametrize("suffix", TABLES)
def test_the_limit_of_a_row(suffix: str) -> None:
    texts = ["x" * 1000, "x" * 1001, "x" * 5000, "ộ" * 334, "cuối"]
    found = read(write_table(suffix, [{"text": text, "id": text[0]} for text in texts]))
    assert [one.reason if isinstance(one, Unreadable) else one.content for one in found] == [
        texts[0], Reason.too_large, Reason.too_large, Reason.too_large, "cuối",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", TABLES)
def test_escapes_and_other_columns_are_no_part_of_the_text(suffix: str) -> None:
    name = write_table(suffix, [{"text": "ộ" * 333, "more": "x" * 1900, "id": "1"}])
    assert isinstance(read(name)[0], Article)


def test_a_file_that_vanishes_or_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.txt", "2.csv", "3.parquet"):
        write(name, "text\nx")

    def refuse(*_: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert [rejected(one) for one in read("1.txt", "2.csv", "3.parquet")] == [
        (place, Reason.unreadable, "cannot be read: Permission denied")
        for place in ("1.txt", "2.csv#1", "3.parquet#1")
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"text":"a"}\n{"text":"b","id":"m"}\n'
    write("z.txt", "z")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    assert read("-", "z.txt") == [
        Article(id="-#1", source="-", content="a"),
        Article(id="m", source="-", content="b"),
        Article(id="z.txt", source="z.txt", content=b"z"),
    ]


def test_standard_input_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_line(_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=SimpleNamespace(readline=read_line)))
    assert [rejected(one) for one in read("-")] == [
        ("-#1", Reason.unreadable, "cannot be read: Input/output error")
    ]


def test_inputs_come_one_at_a_time() -> None:
    write("a.jsonl", '{"text":"a"}\n' * 2)
    write("b.txt", "b")
    inputs = Sources(["."]).inputs()
    assert next(inputs).id == "a.jsonl#1"
    Path("b.txt").unlink()
    second, third = inputs
    assert second.id == "a.jsonl#2"
    assert rejected(third) == (
        "b.txt", Reason.unreadable, "cannot be read: No such file or directory",
    )  # fmt: skip


def test_total() -> None:
    write("a/1.txt", "x")
    write("a/2.html.gz", "x")
    write("a/3.docx", "x")
    write("a/4.parquet", "x")  # one fault
    pq.write_table(pa.table({"text": ["x"] * 5}), "a/5.parquet")
    assert Sources(["a"]).total() == len(list(Sources(["a"]).inputs())) == 9
    write("a/6.jsonl", "")
    assert Sources(["a"]).total() is None
    assert Sources(["a/1.txt", "-"]).total() is None


@pytest.mark.parametrize(
    ("places", "largest_bytes", "message"),
    [([], 1, "no place"), (["x"], 1, "no such file"), (["-"], 0, "largest article has 0 bytes")],
)
def test_what_is_wrong_at_once(places: list[str], largest_bytes: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Sources(places, largest_bytes=largest_bytes)


def lines_of(suffix: str) -> Iterator[bytes]:
    text = "Đồng chí Trần Thị Bình phát biểu. " * 80
    if suffix == "csv":
        yield b"text\n"
    row = f'"{text}\n{text}"\n' if suffix == "csv" else json.dumps({"text": text * 2}) + "\n"
    yield from [row.encode()] * (200_000_000 // len(row.encode()))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_memory_is_flat_however_large_a_file_is(suffix: str) -> None:
    file = Path(f"a.{suffix}")
    with file.open("wb") as stream:
        stream.writelines(lines_of(suffix))
    assert file.stat().st_size > 190_000_000
    n, more = measured(file)
    assert n > 10_000
    assert more < 60
