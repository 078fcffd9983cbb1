"""``python -m predict batch``: without its libraries, one sentence; a file of that name is read."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from predict import BUNDLE
from predict.__main__ import app
from predict.archive import batch
from predict.errors import InputError
from tests.paths import ROOT
from tests.toy import ARTICLE

WITHOUT = """
import sys
from importlib import util
find = util.find_spec
util.find_spec = lambda name, *more: None if name == "pyarrow" else find(name, *more)
from predict.__main__ import run
sys.argv[1:] = ["batch", "a", "b.jsonl"]
run()
"""


def test_its_words_and_its_exit_code_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def fake(given: Sequence[str], *, released: Path) -> int:
        seen.append((list(given), released))
        return 3

    monkeypatch.setattr(batch, "batch", fake)
    result = CliRunner().invoke(app, ["batch", "in", "--resume", "out.jsonl", "--workers", "2"])
    assert result.exit_code == 3
    assert seen == [(["in", "--resume", "out.jsonl", "--workers", "2"], BUNDLE)]


@pytest.mark.parametrize("error", [InputError("it is wrong"), OSError("it is wrong")])
def test_errors_are_one_sentence(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(given: Sequence[str], *, released: Path) -> int:  # noqa: ARG001
        raise error

    monkeypatch.setattr(batch, "batch", fail)
    result = CliRunner().invoke(app, ["batch", "in", "out.jsonl"])
    assert (result.exit_code, result.stderr, result.stdout) == (2, "it is wrong\n", "")


def test_without_the_extra_one_sentence_names_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == (
        'batches need pyarrow; install them with: pip install "nhandang[archive]"\n'
    )


def test_a_file_of_that_name(
    toy_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("batch").write_text(ARTICLE, encoding="utf-8")
    result = CliRunner().invoke(app, ["./batch", "--bundle", str(toy_bundle)])
    assert result.exit_code == 0
    assert "Trần Văn Ví" in result.stdout


def test_reading_files_imports_no_archive() -> None:
    code = (
        "import sys, predict.__main__\n"
        "print({'pyarrow', 'sqlalchemy', 'trafilatura', 'multiprocessing'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
