"""The command: options reach the readers, and what was changed is said."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.__main__ import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)])


def test_several_files_become_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.conll").write_text("An B-PER/X\nở O\n")
    out = tmp_path / "out.jsonl"
    result = run(tmp_path / "a.conll", tmp_path / "b.conll", out, "--to", "datasets-jsonl")
    assert result.exit_code == 0, result.stderr
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["a-1", "b-1"]
    assert result.stderr.splitlines() == [
        f"{tmp_path / 'a.conll'}: labels renamed: 'PER/X' to PER_X",
        f"{tmp_path / 'b.conll'}: labels renamed: 'PER/X' to PER_X",
        f"{out}: 2 articles as datasets-jsonl",
    ]
    assert result.stdout == ""


def test_options_of_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("B-PER An\n\nO Huế\n")
    out = tmp_path / "a.ann"
    result = run(tmp_path / "a.txt", out, "--label-column", "first", "--articles", "file")
    assert result.exit_code == 0, result.stderr
    assert out.read_text().endswith("\n\n<PER>An</PER>\nHuế")
    assert "not held by ann: words (1 articles)" in result.stderr
    (tmp_path / "a.csv").write_text("noi_dung;loai\nHuế;tin\n")
    out = tmp_path / "b.jsonl"
    result = run(tmp_path / "a.csv", out, "--to", "types", "--columns", "text=noi_dung,type=loai")
    assert json.loads(out.read_text())["article_type"] == "tin"
    (tmp_path / "c.jsonl").write_text('{"text": "An Ẩn", "spans": [[0, 2, "A"], [0, 5, "B"]]}')
    result = run(tmp_path / "c.jsonl", tmp_path / "c.ann", "--overlaps", "longest")
    assert (tmp_path / "c.ann").read_text().endswith("<B>An Ẩn</B>")
    assert "left out: 1 spans that overlap others" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.conll"], "name what is read and, last, what is written: convert a.conll b.ann\n"),
        (["no.conll", "b.ann"], "no.conll: no such file or folder\n"),
        (["no.conll", "b.ann", "--label-column", "x"], "--label-column: 'x'; give first, last, "),
        (["no.conll", "b.ann", "--to", "x"], "no format is called 'x'; there are ann, conll"),
        (["no.conll", "b.ann", "--from", "x"], "no.conll: no such file or folder\n"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
