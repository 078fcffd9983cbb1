from datetime import date

import pytest

from predict.archive.article import Article, Form, Input, Reason, Unreadable
from predict.archive.faults import FaultError
from predict.archive.inputs.columns import Columns
from predict.errors import InputError


def read(
    row: dict[str, object], columns: Columns | None = None, *, largest_bytes: int = 1000
) -> Input:
    return (columns or Columns()).input_of(row, file="a.csv", number=7, largest_bytes=largest_bytes)


def rejected(row: dict[str, object], columns: Columns | None = None) -> tuple[str, Reason, str]:
    found = read(row, columns)
    assert isinstance(found, Unreadable)
    assert found.source == row.get("source", "a.csv")
    return found.id, found.reason, found.detail


def test_parse() -> None:
    assert Columns.parse("text=noi_dung,id=ma") == Columns(text="noi_dung", id="ma")
    assert Columns.parse(" html = trang , published=ngày đăng,source=a=b ") == Columns(
        html="trang", published="ngày đăng", source="a=b"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "'' names no column; give pairs, such as text=noi_dung,id=ma"),
        ("text", "'text' names no column"),
        ("text=", "'text=' names no column"),
        ("=a", "'=a' names no column"),
        ("text=a,", "'' names no column"),
        ("day=a", "no 'day'; there are text, html, id, published, source"),
        ("id=a,id=b", "'id' comes twice"),
        ("text=a,html=b", "from text or from html"),
    ],
)
def test_what_names_no_columns(given: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Columns.parse(given)


def test_a_row_is_an_article() -> None:
    row = {"text": "Bài", "id": "x1", "published": "2021-07-14", "source": "Báo", "more": 1}
    assert read(row) == Article(
        id="x1", source="Báo", content="Bài", published=date(2021, 7, 14), form=Form.text
    )


def test_of_a_row_with_nothing_but_a_text_the_file_and_the_number_say_which() -> None:
    assert read({"text": ""}) == Article(id="a.csv#7", source="a.csv", content="")


def test_other_names() -> None:
    columns = Columns(text="t", id="i", published="p", source="s")
    row: dict[str, object] = {"t": "Bài", "i": "1", "p": "1/2/2021", "s": "Báo", "text": "x"}
    assert read(row, columns) == Article(
        id="1", source="Báo", content="Bài", published=date(2021, 2, 1)
    )


def test_pages() -> None:
    found = read({"trang": b"<p>B\xe0i", "text": "x"}, Columns(html="trang"))
    assert found == Article(id="a.csv#7", source="a.csv", content=b"<p>B\xe0i", form=Form.html)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (12, "12"),
        (12.0, "12"),
        (1.5, "1.5"),
        (0, "0"),
        (date(2021, 7, 14), "2021-07-14"),
        (" a ", "a"),
        ("a\n\0\ud800", "a\\n\\x00\\ud800"),
        ("", "a.csv#7"),
        (" ", "a.csv#7"),
        (None, "a.csv#7"),
        (float("nan"), "a.csv#7"),
        (float("inf"), "inf"),
        ([1], "a.csv#7"),
        ({"$oid": 1}, "a.csv#7"),
        ("x" * 1000, "x" * 1000),
    ],
)
def test_ids_are_strings(given: object, found: str) -> None:
    assert read({"text": "", "id": given}).id == found


def test_an_id_is_no_article() -> None:
    assert rejected({"text": "", "id": "x" * 1001}) == (
        "a.csv#7",
        Reason.too_large,
        "the id has 1,001 characters; name another column with --columns id=…",
    )


def test_a_row_without_text_says_which_columns_there_are() -> None:
    assert rejected({"id": 1, "source": "Báo"}) == (
        "1",
        Reason.no_text,
        'the row has no column "text"; there are id, source; '
        "name the right one with --columns text=…",
    )
    assert (
        'no column "trang"; there are text; name the right one with --columns html=…'
        in (rejected({"text": ""}, Columns(html="trang"))[2])
    )


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "empty (null)"),
        (5, "a number"),
        (True, "true or false"),
        ({}, "an object"),
        ([], "no text"),
    ],
)
def test_what_is_no_text(value: object, kind: str) -> None:
    assert rejected({"text": value}) == (
        "a.csv#7", Reason.no_text, f'what stands under "text" is {kind}',
    )  # fmt: skip


def test_what_is_no_day_is_named() -> None:
    assert rejected({"text": "", "id": "m", "published": "hôm qua", "source": "Báo"}) == (
        "m",
        Reason.bad_day,
        "\"published\" is 'hôm qua', which is no day; write it as 2021-07-14 or 14/07/2021",
    )


@pytest.mark.parametrize("text", ["ộ" * 4, b"x" * 12, "x" * 12])
def test_the_limit_is_in_bytes_of_utf8(text: str | bytes) -> None:
    assert isinstance(read({"text": text}, largest_bytes=12), Article)
    found = read({"text": text}, largest_bytes=11)
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.too_large
    assert found.detail.startswith("the text has 12 bytes; the most is 11 bytes")


def test_half_a_surrogate_is_left_as_it_is() -> None:
    found = read({"text": "\ud800" * 5}, largest_bytes=15)
    assert isinstance(found, Article)
    assert found.content == "\ud800" * 5


def test_of_a_table_the_columns_are_read_that_are_wanted() -> None:
    names = ["a", "source", "text", "id"]
    assert Columns().wanted(names, where="file") == ["text", "id", "source"]
    assert Columns(text="a", id="a").wanted(names, where="file") == ["a", "source"]


@pytest.mark.parametrize(
    ("columns", "key", "name"),
    [
        (Columns(text="b"), "text", "b"),
        (Columns(html="b"), "html", "b"),
        (Columns(id="ma"), "id", "ma"),
        (Columns(published="ngay"), "published", "ngay"),
        (Columns(source="bao"), "source", "bao"),
    ],
)
def test_a_table_lacks_a_column_that_was_named(columns: Columns, key: str, name: str) -> None:
    message = f'the file has no column "{name}"; there are text, x; .*--columns {key}=…'
    with pytest.raises(FaultError, match=message):
        columns.wanted(["text", "x"], where="file")
