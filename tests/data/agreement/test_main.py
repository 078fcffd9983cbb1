"""The command: files of two formats are compared, and the difference is shown."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from data.__main__ import app

ANN = '{"id": "a", "article_type": "tin"}\n\nông <PER>An</PER> ở Huế.'


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["agree", *map(str, arguments)])


def test_two_formats(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(ANN)
    (tmp_path / "b.conll").write_text(
        "# id b\nông O\nAn B-PER\nở O\nHuế B-LOC\n. O\n\n# id khác\nx O\n"
    )
    out = tmp_path / "a.json"
    result = run(tmp_path / "a.ann", tmp_path / "b.conll", "--json", out)
    assert result.exit_code == 0, result.stderr
    assert "1 articles in common" in result.stdout
    assert "a: – | LOC 'Huế' (9-12)" in result.stdout
    assert f"only in {tmp_path / 'b.conll'}: 1 articles (khác)" in result.stdout
    scores = json.loads(out.read_text())
    assert scores["spans"]["per_label"]["PER"]["f1"] == 1
    assert scores["types"] == {"accuracy": None, "kappa": None, "support": 0}
    assert len(scores["differences"]) == 1


def test_nothing_in_common_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(ANN)
    (tmp_path / "b.conll").write_text("x O\n")
    result = run(tmp_path / "a.ann", tmp_path / "b.conll")
    assert result.exit_code == 2
    assert result.stderr.endswith("b.conll have no article with the same text\n")
    assert result.stderr.count("\n") == 1
