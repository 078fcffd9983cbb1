"""The command: tables and faults, exit 1 where there are any, one sentence for no corpus."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.__main__ import app
from tests.paths import ROOT
from tests.predict.commands.endings import CLOSED, FULL, end, end_unread, needs_full, needs_sh


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one article a split."""
    for split in ("train", "dev", "test"):
        (tmp_path / split).mkdir()
        file = sorted((ROOT / "data" / "corpus" / split).glob("*.ann"))[0]
        shutil.copy(file, tmp_path / split)
    return tmp_path


def test_a_small_corpus_has_faults(corpus: Path) -> None:
    result = CliRunner().invoke(app, ["--corpus", str(corpus)])
    assert result.exit_code == 1
    assert "| articles | 1 | 1 | 1 | 3 | 420 |" in result.stdout
    assert "articles: 3, at least 420 are wanted" in result.stdout


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--corpus", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path / 'train'}: no such file or folder\n"


@needs_sh
def test_output_is_utf_8_on_a_computer_that_writes_cp1252(corpus: Path) -> None:
    ending = end(["-m", "data", "--corpus", corpus], encoding="cp1252")
    assert (ending.code, ending.errors) == (1, "")
    assert "| wording: đồng chí |" in ending.output


@needs_sh
def test_a_closed_output(corpus: Path) -> None:
    ending = end(["-m", "data", "--corpus", corpus], ">&-")
    assert (ending.code, ending.errors.count("\n")) == (2, 1)
    assert ending.errors.startswith(CLOSED)


@needs_sh
@needs_full
def test_a_full_disk_and_a_reader_that_went_away(corpus: Path) -> None:
    command: list[str | Path] = ["-m", "data", "--corpus", corpus]
    ending = end(command, ">/dev/full")
    assert (ending.code, ending.errors.count("\n")) == (2, 1)
    assert ending.errors.startswith(FULL)
    unread = end_unread(command)
    assert (unread.code, unread.errors) == (141, "")
