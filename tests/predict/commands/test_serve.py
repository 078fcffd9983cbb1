"""``python -m predict serve``: without its libraries, one sentence; a file of that name is read."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from predict import BUNDLE
from predict.__main__ import app
from predict.service import server
from predict.service.settings import Settings
from tests.paths import ROOT
from tests.toy import ARTICLE

WITHOUT = """
import sys
from importlib import util
find = util.find_spec
util.find_spec = lambda name, *more: None if name == "fastapi" else find(name, *more)
from predict.__main__ import run
sys.argv[1:] = ["serve"]
run()
"""


def test_flags_reach_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Settings] = []
    monkeypatch.setattr(server, "serve", seen.append)
    result = CliRunner().invoke(app, ["serve", "--port", "9", "--bundle", "x"])
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(app, ["serve"])
    assert [(s.port, s.bundle) for s in seen] == [(9, Path("x")), (8000, BUNDLE)]


def test_without_the_extra_one_sentence_names_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == (
        'the service needs fastapi; install them with: pip install "nhandang[serve]"\n'
    )


def test_a_file_of_that_name(
    toy_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("serve").write_text(ARTICLE, encoding="utf-8")
    result = CliRunner().invoke(app, ["./serve", "--bundle", str(toy_bundle)])
    assert result.exit_code == 0
    assert "Trần Văn Ví" in result.stdout


def test_reading_files_imports_no_server() -> None:
    code = (
        "import sys, predict.__main__; print({'fastapi', 'uvicorn', 'pydantic'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
