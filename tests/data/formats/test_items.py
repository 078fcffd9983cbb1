"""JSON files: a list, lines, or one object."""

from pathlib import Path

import pytest

from data.formats.items import placed, read_items
from predict.errors import InputError


def write(folder: Path, content: str) -> Path:
    file = folder / "x.json"
    file.write_text(content, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ('[{"a": 1}, {"a": 2}]', ["item 1", "item 2"]),
        ('\ufeff{"a": 1}\r\n\r\n{"a": 2}\r\n', ["line 1", "line 3"]),
        ('{\n "a": 1\n}\n', ["item 1"]),
        ('{"a": "\u2028"}\n{"a": 2}', ["line 1", "line 2"]),
    ],
)
def test_each_object_has_a_place(tmp_path: Path, content: str, places: list[str]) -> None:
    file = write(tmp_path, content)
    found = list(read_items(file))
    assert [where for where, _ in found] == [f"{file}, {place}" for place in places]
    assert found[0][1]["a"].value in (1, "\u2028")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (" \n", r"x\.json: is empty; export it again"),
        ('[{"a": 1},\n {"a"]', r"x\.json, line 2, column 6: no JSON: "),
        ('{"a": 1}\n{"a"', r"x\.json, line 2: no JSON: "),
        ('{"a": 1}\n["b"]', r'x\.json, line 2: expected an object, found \["b"\]'),
        ('[{"a": 1}, 7]', r"x\.json, item 2: expected an object, found 7"),
    ],
)
def test_what_is_no_object(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        list(read_items(write(tmp_path, content)))


def test_an_error_says_where() -> None:
    with pytest.raises(InputError, match=r"^x, line 3: wrong$"), placed("x, line 3"):
        raise InputError("wrong")
