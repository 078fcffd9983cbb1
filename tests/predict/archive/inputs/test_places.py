import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from predict.archive.article import Reason, Unreadable
from predict.archive.faults import FaultError
from predict.archive.inputs.places import FileForm, Places, Stream, form_of, name_of
from predict.errors import InputError


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def make(*files: str) -> None:
    for file in map(Path, files):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.name, encoding="utf-8")


def found(*places: str) -> list[str]:
    return [
        f"{one.id}: {one.detail}" if isinstance(one, Unreadable) else _name(one)
        for one in Places(places).files()
    ]


def _name(one: Path | Stream) -> str:
    return one.value if isinstance(one, Stream) else name_of(one)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", FileForm.text),
        ("a.b.TXT", FileForm.text),
        ("a.html", FileForm.html),
        ("a.htm", FileForm.html),
        ("a.xhtml.xz", FileForm.html),
        ("a.jsonl", FileForm.jsonl),
        ("a.ndjson.zst", FileForm.jsonl),
        ("a.csv.gz", FileForm.csv),
        ("a.TSV.GZ", FileForm.tsv),
        ("a.parquet", FileForm.parquet),
    ],
)
def test_forms(name: str, form: FileForm) -> None:
    assert form_of(Path(name)) is form


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.docx", r"the suffix .docx are not read; those with .txt, .*, also with .gz, .xz, .zst"),
        ("a", "no suffix are not read"),
        ("a.gz", "the suffix .gz are"),
        ("a.txt.bz2", "the suffix .bz2 are"),
        ("a.gz.gz", "the suffix .gz are"),
        ("a.txt.gz.gz", "the suffix .gz are"),
        ("a.parquet.gz", "unpack the .gz first"),
    ],
)
def test_other_forms(name: str, message: str) -> None:
    with pytest.raises(FaultError, match=message) as caught:
        form_of(Path(name))
    assert caught.value.reason is Reason.unknown_form


def test_a_folder_is_read_in_the_order_of_its_paths() -> None:
    make("a/b/2.txt", "a/b/10.txt", "a/b.txt", "a/a.txt", "a/Đ.txt", "a/c/x.docx")
    assert found("a") == [
        "a/a.txt", "a/b/10.txt", "a/b/2.txt", "a/b.txt", "a/c/x.docx", "a/Đ.txt",
    ]  # fmt: skip
    assert found("./a//") == found("a")
    assert found("a/../a")[0] == "a/../a/a.txt"
    assert found(str(Path("a").resolve())) == [str(Path(name).resolve()) for name in found("a")]
    os.chdir("a")
    assert found(".")[0] == "a.txt"
    assert found("..")[0] == "../a/a.txt"


def test_hidden_ones_are_read_where_they_are_named() -> None:
    make("a/.git/x.txt", "a/.x.txt", "a/y.txt", ".h/z.txt")
    assert found("a") == ["a/y.txt"]
    assert found("a/*") == ["a/y.txt"]
    assert found("**/*.txt") == ["a/y.txt"]
    assert found("a/.x.txt") == ["a/.x.txt"]
    assert found("a/.*.txt") == ["a/.x.txt"]
    assert found(".h") == [".h/z.txt"]
    assert found(".h/*") == [".h/z.txt"]


def test_patterns() -> None:
    make("a/1.txt", "a/b/2.txt", "a/b/3.csv", "c/4.txt")
    assert found("a/*.txt") == ["a/1.txt"]
    assert found("a/**/*.txt") == ["a/1.txt", "a/b/2.txt"]
    assert found("?/*.txt") == ["a/1.txt", "c/4.txt"]
    assert found("[ab]/b") == ["a/b/2.txt", "a/b/3.csv"]  # a folder is read whole
    assert found("**") == ["a/1.txt", "a/b/2.txt", "a/b/3.csv", "c/4.txt"]
    assert found(str(Path("c").resolve() / "*")) == [str(Path("c/4.txt").resolve())]


def test_a_file_whose_name_looks_like_a_pattern() -> None:
    make("a[1].txt", "a1.txt")
    assert found("a[1].txt") == ["a[1].txt"]


def test_what_two_places_lead_to_is_read_once_and_first() -> None:
    make("a/1.txt", "a/2.txt")
    Path("l.txt").symlink_to("a/2.txt")
    assert found("a/2.txt", "a") == ["a/2.txt", "a/1.txt"]
    assert found("a", "a/", "./a/1.txt", "a/*.txt", "l.txt") == ["a/1.txt", "a/2.txt"]
    assert found("l.txt", "a") == ["l.txt", "a/1.txt"]


def test_the_same_places_can_be_gone_through_again() -> None:
    make("a/1.txt", "a/2.txt")
    places = Places(["a", "a/1.txt"])
    assert list(places.files()) == list(places.files()) == [Path("a/1.txt"), Path("a/2.txt")]


def test_links_in_a_circle() -> None:
    make("a/1.txt", "b/2.txt")
    Path("a/up").symlink_to("..")
    Path("a/itself").symlink_to("itself")
    Path("a/b").symlink_to("../b")
    assert found("a") == [
        "a/1.txt",
        "a/b/2.txt",
        "a/itself: cannot be read: Too many levels of symbolic links",
    ]


def test_what_is_no_file() -> None:
    make("a/1.txt")
    os.mkfifo("a/2.txt")
    Path("a/3.txt").symlink_to("nowhere")
    Path("a/5.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("a/4.txt")
        assert found("a") == [
            "a/1.txt",
            "a/2.txt: is a named pipe, no file; nothing is read from it",
            "a/3.txt: cannot be read: No such file or directory",
            "a/4.txt: is a socket, no file; nothing is read from it",
            "a/5.txt: is a device, no file; nothing is read from it",
        ]


def test_a_folder_that_cannot_be_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a/b/1.txt", "a/c/2.txt")
    iterdir = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder.name == "b":
            raise PermissionError(13, "Permission denied")
        return iter(list(iterdir(folder)))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert found("a") == ["a/b: cannot be read: Permission denied", "a/c/2.txt"]


def test_names_that_are_not_utf8() -> None:
    make("a/1.txt")
    Path(os.fsdecode(b"a/b\xe0i.txt")).write_text("x", encoding="utf-8")
    assert found("a") == ["a/1.txt", "a/b\\udce0i.txt"]


def test_standard_input_comes_once_and_where_it_is_named() -> None:
    make("a.txt", "b.txt")
    assert found("a.txt", "-", "b.txt", "-") == ["a.txt", "-", "b.txt"]


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed; name a file"):
        Places(["-"])


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nowhere", "nowhere: no such file or folder"),
        ("a/1.txt/x", "a/1.txt/x: no such file or folder"),
        ("broken.txt", "broken.txt: no such file or folder"),
        ("", "a place without a name"),
        ("a\0b", r"a\\x00b: cannot be read: embedded null byte"),
        ("x" * 300, "cannot be read: File name too long"),
        ("a/*.csv", r"a/\*.csv: no file matches"),
        ("empt*", r"empt\*: no file matches"),
        ("a/**.txt", r"a/\*\*.txt: no "),
        ("empty", "empty: no file in this folder"),
        ("pipe.jsonl", "pipe.jsonl: is a named pipe, no file; pipe it in and name -"),
    ],
)
def test_a_place_that_leads_nowhere(place: str, message: str) -> None:
    make("a/1.txt", "empty/b/.hidden")
    Path("broken.txt").symlink_to("nowhere")
    os.mkfifo("pipe.jsonl")
    with pytest.raises(InputError, match=message):
        Places(["a", place])


def test_no_place_at_all() -> None:
    with pytest.raises(InputError, match="no place to read from"):
        Places([])
