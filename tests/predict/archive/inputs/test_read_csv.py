import codecs
import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.article import Reason
from predict.archive.faults import FaultError
from predict.archive.inputs.columns import Columns, Row
from predict.archive.inputs.read_csv import DELIMITERS, read_csv

CELLS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\n\r,;\t'))


@pytest.fixture(autouse=True)
def _usual_limit() -> Iterator[None]:
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


def read(
    content: str | bytes,
    *,
    columns: Columns | None = None,
    longest: int = 1000,
    delimiters: str = DELIMITERS,
) -> list[Row | FaultError]:
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(
        read_csv(stream, columns=columns or Columns(), longest=longest, delimiters=delimiters)
    )


def texts(content: str | bytes, *, longest: int = 1000) -> list[object]:
    """Return the texts of rows, and of faults the reason and the sentence."""
    return [
        (row.reason, row.detail) if isinstance(row, FaultError) else row["text"]
        for row in read(content, longest=longest)
    ]


@given(
    st.lists(st.tuples(CELLS, CELLS)),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_rows_come_back(
    rows: list[tuple[str, str]], delimiter: str, ending: str, marked: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *rows])
    content = codecs.BOM_UTF8 * marked + out.getvalue().encode()
    assert read(content, longest=100_000) == [{"text": text, "id": name} for name, text in rows]


def test_only_the_columns_that_are_wanted() -> None:
    content = " a , noi_dung,text\n1,Bài,x\n"
    assert read(content, columns=Columns(text="noi_dung")) == [{"noi_dung": "Bài"}]


def test_the_delimiter_is_the_one_that_finds_the_text() -> None:
    assert texts('"a,b,c,d";text\n1;x\n') == ["x"]
    assert texts("a,b,c;text\n1;x\n") == ["x"]
    assert read("text;a\n1;2\n", delimiters=";")[0] == {"text": "1"}


def test_of_several_delimiters_the_one_with_most_columns_counts() -> None:
    assert read("text,a,id;b\nx,1,2;3\n")[0] == {"text": "x"}
    content = 'text,id;a\n"x","1"\n'
    assert read(content, columns=Columns(text="text"))[0] == {"text": "x"}


def test_tabs() -> None:
    assert read('a,b\ttext\n1\t"x\ty"\n', delimiters="\t") == [{"text": "x\ty"}]


def test_empty_lines_are_no_rows() -> None:
    assert texts('\n \ntext\n\nx\n""\n\n') == ["x", ""]
    assert texts("text\n") == []


def test_a_long_cell() -> None:
    assert texts(f"text\n{'x' * 200_000}\n", longest=300_000) == ["x" * 200_000]


def test_nul_is_left_to_the_reader_of_the_text() -> None:
    assert texts("text\na\0b\n") == ["a\0b"]


def test_the_limit_of_other_readers_is_never_lowered() -> None:
    texts("text\n", longest=1000)
    assert csv.field_size_limit() == 131_072


@pytest.mark.parametrize("row", ["1", "1,2,3", '"1"'])
def test_cells_too_few_or_too_many(row: str) -> None:
    n = len(row.split(","))
    assert texts(f"text,id\na,1\n{row}\nb,2\n") == [
        "a",
        (
            Reason.damaged,
            f"line 3: {n} cells where the header row has 2; "
            "a text with delimiters or line breaks in it stands in quotation marks",
        ),
        "b",
    ]


def test_empty_cells_after_the_last_column() -> None:
    assert texts("text,id\na,1,,\n") == ["a"]


def test_lines_are_counted_as_editors_count_them() -> None:
    found = texts('\ntext,id\n"a\nb\n",1\n\nx\n')
    assert found[0] == "a\nb\n"
    assert str(found[1][1]).startswith("line 7: ")  # type: ignore[index]  # a fault


def test_not_utf8_is_a_fault_of_its_row() -> None:
    content = b"text,id\na,1\nb\xe0i,2\nx,\xff\nb,3\n"
    assert texts(content) == [
        "a",
        (Reason.not_utf8, "line 3: not UTF-8"),
        (Reason.not_utf8, "line 4: not UTF-8"),
        "b",
    ]


@pytest.mark.parametrize(
    ("content", "reason", "message"),
    [
        (b"", Reason.no_text, "empty; a header row must name the columns"),
        (b"\n \n", Reason.no_text, "empty; a header row"),
        (b"a,b\n1,2\n", Reason.no_text, 'header row has no column "text"; there are a, b'),
        (b"\xe0,text\n", Reason.not_utf8, "header row is not UTF-8"),
        (b"text,a,text\n", Reason.damaged, 'more than one column "text"'),
        (b"text" + b"x" * 1000, Reason.too_large, "line 1: a row of over 1,000 bytes"),
        ("\ufefftext\nx\n".encode("utf-16-le"), Reason.not_utf8, "UTF-16, not UTF-8"),
        ("\ufefftext\nx\n".encode("utf-16-be"), Reason.not_utf8, "UTF-16, not UTF-8"),
    ],
)
def test_a_header_row_that_is_none(content: bytes, reason: Reason, message: str) -> None:
    with pytest.raises(FaultError, match=message) as caught:
        read(content)
    assert caught.value.reason is reason


def test_a_quotation_mark_that_is_never_closed() -> None:
    assert texts('text,id\na,1\n"b,2\nc,3\nd,4\n') == [
        "a",
        (
            Reason.damaged,
            "line 3: a quotation mark is never closed; "
            "what follows to the end of the file, line 5, was not read",
        ),
    ]
    found = texts('text,id\na,1\n"b,2\n' + "c,3\n" * 100, longest=50)
    assert found[1:] == [
        (
            Reason.damaged,
            "line 3: a quotation mark is never closed; "
            "what follows to the end of the file, line 103, was not read",
        )
    ]


@pytest.mark.parametrize(
    "long",
    [
        "x" * 100,
        "x" * 200_000,
        f'"{"x" * 100}"',
        '"' + "x\n" * 100 + '"',
        '"' + 'x""\n' * 100_000 + '"',
        '"' + "x" * 48 + '\nb,2\n"',
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_row_that_is_too_long_is_passed_over(long: str, ending: str) -> None:
    content = f"text,id\na,1\n{long},2\nb,3\nc\n".replace("\n", ending)
    found = texts(content, longest=50)
    assert found[:3] == ["a", (Reason.too_large, "line 3: a row of over 50 bytes"), "b"]
    line = 5 + long.count("\n")
    assert str(found[3][1]).startswith(f"line {line}: 1 cells")  # type: ignore[index]  # a fault


def test_a_row_as_long_as_may_be() -> None:
    assert texts("text\n123456\n", longest=7) == ["123456"]
    assert texts('text\n"2\n4"\n', longest=6) == ["2\n4"]
    assert texts('text\n"2\n45"\n', longest=6) == [
        (Reason.too_large, "line 2: a row of over 6 bytes")
    ]


def test_a_quotation_mark_of_one_row_is_none_of_the_next() -> None:
    content = 'text\na"b\n' + "x" * 100 + "\nc\n"
    too_long = (Reason.too_large, "line 3: a row of over 50 bytes")
    assert texts(content, longest=50) == ['a"b', too_long, "c"]
