"""What the command line says of how files are read."""

import pytest

from data.convert.options import parse_column, parse_columns
from predict.errors import InputError


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        ("text=a,type=b", ("a", "b")),
        (" type = b ", ("text", "b")),
        ("text=nội dung", ("nội dung", "type")),
    ],
)
def test_columns(given: str, columns: tuple[str, str]) -> None:
    assert parse_columns(given) == columns


@pytest.mark.parametrize("given", ["", "text", "text=", "id=a", "text=a,text=b", "text=a,"])
def test_columns_that_are_none(given: str) -> None:
    with pytest.raises(InputError, match=r"--columns: .* names no column, or one twice; give text"):
        parse_columns(given)


@pytest.mark.parametrize(("given", "column"), [("first", 0), ("last", -1), ("1", 0), ("4", 3)])
def test_a_column_of_tags(given: str, column: int) -> None:
    assert parse_column(given) == column


@pytest.mark.parametrize("given", ["0", "-1", "", "ba", "²", "1.5"])
def test_a_column_of_tags_that_is_none(given: str) -> None:
    with pytest.raises(InputError, match=r"--label-column: .*; give first, last, or a number from"):
        parse_column(given)
