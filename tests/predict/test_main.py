import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from predict.__main__ import app
from predict.bundle import FILES, MANIFEST_FILE
from tests.paths import ROOT
from tests.toy import ARTICLE

from .commands.endings import CLOSED, FULL, end, end_unread, needs_full, needs_sh


def invoke(*arguments: str | Path, feed: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=feed)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "bài.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def assert_refused(result: Result, message: str) -> None:
    """Check that a command printed one line on standard error, and nothing else."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


def test_one_json_object_a_line(article: Path, toy_bundle: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = invoke(article, empty, "--bundle", toy_bundle)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["file"] == str(article)
    assert [row["text"] for row in first["entities"]] == ["Trần Văn Ví", "Bí thư", "Lê Thị Dụ"]
    for row in first["entities"]:
        assert ARTICLE[row["start"] : row["end"]] == row["text"]
    assert first["article_type"]["label"] == "review"
    assert (second["article_type"], second["entities"]) == (None, [])


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input(toy_bundle: Path, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments, "--bundle", toy_bundle, feed=ARTICLE.encode())
    assert json.loads(result.stdout)["file"] == "standard input"
    assert len(json.loads(result.stdout)["entities"]) == 3


def test_words(article: Path, toy_bundle: Path) -> None:
    result = invoke(article, "--bundle", toy_bundle, "--format", "words")
    lines = result.stdout.splitlines()
    assert lines[0] == "Tỉnh_ủy Hòa_Sơn sơ_kết công_tác 6 tháng đầu năm"
    assert len(lines) == 3


@pytest.mark.parametrize("form", ["table", "html"])
def test_other_formats(article: Path, toy_bundle: Path, form: str) -> None:
    result = invoke(article, "--bundle", toy_bundle, "--format", form)
    assert result.exit_code == 0
    assert "Trần Văn Ví" in result.stdout


def test_a_missing_file(tmp_path: Path, toy_bundle: Path) -> None:
    result = invoke(tmp_path / "no.txt", "--bundle", toy_bundle)
    assert_refused(result, "no.txt: no such file")


def test_a_folder(tmp_path: Path, toy_bundle: Path) -> None:
    assert_refused(invoke(tmp_path, "--bundle", toy_bundle), "is a folder")


def test_a_file_that_is_not_utf_8(tmp_path: Path, article: Path, toy_bundle: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("đồng chí".encode("utf-16"))
    assert_refused(invoke(article, file, "--bundle", toy_bundle), "a.txt: not UTF-8")


def test_no_bundle(article: Path, tmp_path: Path) -> None:
    assert_refused(invoke(article, "--bundle", tmp_path), "no bundle here")


@pytest.mark.parametrize("name", FILES)
def test_a_changed_bundle(article: Path, toy_bundle: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    for file in toy_bundle.iterdir():
        (folder / file.name).write_bytes(file.read_bytes()[file.name == name :])
    assert_refused(invoke(article, "--bundle", folder), f"{name}: not the file")


def test_a_damaged_manifest(article: Path, toy_bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    for file in toy_bundle.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / MANIFEST_FILE).write_text("{\n\n", encoding="utf-8")
    assert_refused(invoke(article, "--bundle", folder), "damaged manifest")


@pytest.mark.parametrize("day", ["20/8/2023", "2023-02-30", "20230820", "2023-8-20", ""])
def test_what_is_no_day(article: Path, toy_bundle: Path, day: str) -> None:
    result = invoke(article, "--bundle", toy_bundle, "--published", day)
    assert result.exit_code == 2
    assert "is no day; write it" in result.stderr
    assert "2021-07-14" in result.stderr


def test_an_unknown_format(article: Path, toy_bundle: Path) -> None:
    result = invoke(article, "--bundle", toy_bundle, "--format", "xml")
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_file_name_that_is_not_utf_8(toy_bundle: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    file = os.fsdecode(name)
    Path(file).write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "predict", file, "--bundle", str(toy_bundle)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout.decode("utf-8"))
    assert shown["file"].encode("utf-8", "surrogateescape") == name


def test_one_file_that_cannot_be_read_ends_it_before_anything_is_printed(
    article: Path, toy_bundle: Path, tmp_path: Path
) -> None:
    result = invoke(article, tmp_path / "no.txt", article, "--bundle", toy_bundle)
    assert_refused(result, "no.txt: no such file")


@needs_sh
@pytest.mark.parametrize("form", ["json", "table"])
def test_output_is_utf_8_on_a_computer_that_writes_cp1252(
    article: Path, toy_bundle: Path, form: str
) -> None:
    command: list[str | Path] = ["-m", "predict", article, "--bundle", toy_bundle, "--format", form]
    ending = end(command, encoding="cp1252")
    assert (ending.code, ending.errors) == (0, "")
    assert "Trần Văn Ví" in ending.output


@needs_sh
def test_closed_streams(article: Path, toy_bundle: Path) -> None:
    command: list[str | Path] = ["-m", "predict", "--bundle", toy_bundle]
    no_input = end(command, "<&-")
    assert (no_input.code, no_input.output) == (2, "")
    assert no_input.errors == "standard input is closed; name a file, or pipe an article in\n"
    no_output = end([*command, article], ">&-")
    assert no_output.code == 2
    assert no_output.errors.startswith(CLOSED)


@needs_sh
@needs_full
@pytest.mark.parametrize("what", ["article", "help"])
def test_a_full_disk_and_a_reader_that_went_away(
    article: Path, toy_bundle: Path, what: str
) -> None:
    command: list[str | Path] = ["-m", "predict", *(["--help"] if what == "help" else [article])]
    ending = end([*command, "--bundle", toy_bundle], ">/dev/full")
    assert (ending.code, ending.errors.count("\n")) == (2, 1)
    assert ending.errors.startswith(FULL)
    unread = end_unread([*command, "--bundle", toy_bundle])
    assert (unread.code, unread.errors) == (141, "")
