"""The commands: bad input gets one sentence and exit code 2, and nothing is written."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from train.__main__ import app


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--config", "none.toml"], "none.toml: no such configuration file"),
        (["--set", "epoch=3"], "unknown key epoch; the known ones are"),
        (["--set", "encoder=./nowhere"], "nowhere: no such encoder folder"),
        (["--set", 'data.train=["nowhere"]'], "nowhere: no such file or folder"),
        (["pretrain", "--corpus", "nowhere.txt"], "nowhere.txt: no such file or folder"),
    ],
)
def test_one_sentence_and_exit_2(
    arguments: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("configs", "data", "models"):
        (tmp_path / name).symlink_to(Path(name).absolute())
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not Path("runs").exists()


def test_a_malformed_annotation_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.ann").write_text(
        '{"article_type": "other"}\n\n<PLACE>Hà Nội</PLACE>', encoding="utf-8"
    )
    for name in ("configs", "data", "models"):
        (tmp_path / name).symlink_to(Path(name).absolute())
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["--set", 'data.train=["bad.ann"]'])
    assert result.exit_code == 2
    assert "bad.ann, line 3, column 1: the label PLACE is not in the schema" in result.stderr
