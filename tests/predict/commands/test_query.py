"""``python -m predict query``: its words and its exit code are passed on; errors are a sentence."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from predict.__main__ import app
from predict.query import command
from tests.paths import ROOT


def test_its_words_and_its_exit_code_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def fake(given: Sequence[str]) -> int:
        seen.append(list(given))
        return 1

    monkeypatch.setattr(command, "query", fake)
    result = CliRunner().invoke(app, ["query", "a.db", "holders", "Bí thư", "--of", "x"])
    assert result.exit_code == 1
    assert seen == [["a.db", "holders", "Bí thư", "--of", "x"]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["nowhere.jsonl", "career", "A"], "nowhere.jsonl: there is no such file"),
        (["a.txt", "career", "A"], "a.txt: no archive of a known form"),
        (["a.jsonl"], "the following arguments are required: QUESTION; -h says what there is"),
    ],
)
def test_what_is_wrong_is_a_sentence(given: list[str], said: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "predict", "query", *given],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 2
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
