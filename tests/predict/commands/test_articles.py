import io
import sys
from pathlib import Path

import pytest

from predict.commands.articles import STANDARD_INPUT, Article, read_articles


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_files_in_order(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("b.txt", "a.txt")]
    for file in files:
        file.write_bytes(f"Tỉnh ủy\r\n{file.name}".encode())
    assert read_articles(files) == [
        Article(name=str(file), text=f"Tỉnh ủy\r\n{file.name}") for file in files
    ]


@pytest.mark.parametrize("files", [[], [STANDARD_INPUT]])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, files: list[Path]) -> None:
    feed(monkeypatch, "đồng chí".encode())
    assert read_articles(files) == [Article(name="standard input", text="đồng chí")]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("đồng chí", encoding="utf-8-sig")
    assert read_articles([file])[0].text == "đồng chí"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no\.txt: no such file"):
        read_articles([tmp_path / "no.txt"])


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"is a folder; name the files in it, such as .*\*\.txt"):
        read_articles([tmp_path])


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"abc\xff", "byte 0xff at 3"),
        ("đồng".encode("utf-16"), "byte 0xff at 0"),
        (b"\xef\xbb\xbfabc\xfe", "byte 0xfe at 6"),
        ("đồng".encode()[:-3], "byte 0xe1 at 2"),
    ],
)
def test_not_utf_8(tmp_path: Path, content: bytes, place: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=rf"a\.txt: not UTF-8 \({place}\); save it as UTF-8"):
        read_articles([file])


def test_standard_input_that_is_not_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"\x80")
    with pytest.raises(ValueError, match="standard input: not UTF-8"):
        read_articles([])


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ValueError, match="standard input is closed; name a file"):
        read_articles([])


def test_standard_input_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "output").open("w") as output:
        monkeypatch.setattr(sys, "stdin", output)
        with pytest.raises(ValueError, match=r"standard input: .*; name a file instead"):
            read_articles([])


def test_one_bad_file_ends_the_reading_of_all(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("đồng chí", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"b\.txt: no such file"):
        read_articles([good, bad])
