"""The command: tables and faults, exit 1 where there are any, one sentence for no corpus."""

import shutil
from pathlib import Path

from typer.testing import CliRunner

from data.__main__ import app
from tests.paths import ROOT


def test_a_small_corpus_has_faults(tmp_path: Path) -> None:
    for split in ("train", "dev", "test"):
        (tmp_path / split).mkdir()
        file = sorted((ROOT / "data" / "corpus" / split).glob("*.ann"))[0]
        shutil.copy(file, tmp_path / split)
    result = CliRunner().invoke(app, ["--corpus", str(tmp_path)])
    assert result.exit_code == 1
    assert "| articles | 1 | 1 | 1 | 3 | 420 |" in result.stdout
    assert "articles: 3, at least 420 are wanted" in result.stdout


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--corpus", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path / 'train'}: no such file or folder\n"
