"""The commands: bad input gets one sentence and exit code 2, and nothing is written."""

import hashlib
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner, Result

import train.finetune
from predict.errors import InputError
from train.__main__ import app
from train.pretrain_config import PretrainConfig
from train.resume import Basis

from .test_resume import write_checkpoint
from .tiny import write_gold

CONFIGS = Path("configs").absolute()


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
        '{"article_type": "other"}\n\n<PLACE>Hà Nội</PLAC>', encoding="utf-8"
    )
    for name in ("configs", "data", "models"):
        (tmp_path / name).symlink_to(Path(name).absolute())
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["--set", 'data.train=["bad.ann"]'])
    assert result.exit_code == 2
    assert "bad.ann, line 3, column 14: </PLAC> closes what is not open" in result.stderr


def run_tiny(
    encoder_folder: Path, gold: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Result:
    """Train by the command, in a folder of its own."""
    monkeypatch.chdir(folder)
    return run_command("", encoder_folder, gold)


def run_command(command: str, encoder_folder: Path, gold: Path, *more: str) -> Result:
    """Run training, or a command beside it, where the process is."""
    paths = f'["{gold}"]'
    settings = [f"encoder={encoder_folder}", f"data.train={paths}", f"data.dev={paths}"]
    settings += ["data.extra=[]", "window.overlap=8", "n_layers=0", "name=tiny", *more]
    options = ["--config", str(CONFIGS / "smoke.toml"), "--set", *settings]
    return CliRunner().invoke(app, [*([command] if command else []), *options])


@pytest.mark.usefixtures("no_export")
@pytest.mark.parametrize(
    "fault", [ValueError("a"), InputError("spans overlap"), TypeError("b"), AssertionError("c")]
)
def test_a_fault_of_ours_keeps_its_traceback(
    encoder_folder: Path,
    gold: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(train.finetune, "score_dev", fail)
    result = run_tiny(encoder_folder, gold, tmp_path, monkeypatch)
    assert result.exit_code == 1
    assert fault in (result.exception, getattr(result.exception, "__cause__", None))
    assert result.exception is not fault or not isinstance(fault, InputError)


@pytest.mark.usefixtures("no_export")
def test_a_full_disk_is_one_sentence(
    encoder_folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object, **__: object) -> None:
        raise RuntimeError("[enforce fail at inline_container.cc:672] . unexpected pos 576 vs 534")

    monkeypatch.setattr(torch, "save", fill)
    result = run_tiny(encoder_folder, gold, tmp_path, monkeypatch)
    assert result.exit_code == 2
    last = result.stderr.splitlines()[-1]
    assert last == "runs/tiny: cannot be written in full; is the disk full?"
    assert "Traceback" not in result.output


def test_an_article_without_a_word_is_one_sentence(
    encoder_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = write_gold(tmp_path / "gold")
    (gold / "9.ann").write_text('{"id": "none", "article_type": "other"}\n\n', encoding="utf-8")
    result = run_tiny(encoder_folder, gold, tmp_path, monkeypatch)
    assert result.exit_code == 2
    sentence = "data.train: no word in the article none; take such articles out\n"
    assert result.stderr.endswith(sentence)
    assert not (tmp_path / "runs").exists()


def test_other_settings_are_no_way_to_resume_a_pretraining(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.txt").write_text("Huyện ủy họp.", encoding="utf-8")
    config = PretrainConfig.load(Path("configs/pretrain.toml"))
    write_checkpoint(tmp_path / "out/checkpoints", 4)
    texts = {"--corpus": hashlib.sha256(b'[["text.txt", 17]]').hexdigest()}
    Basis(config=config, texts=texts).save(tmp_path / "out/checkpoints")
    configs = Path("configs").absolute()
    monkeypatch.chdir(tmp_path)
    command = ["pretrain", "--corpus", "text.txt", "--config", str(configs / "pretrain.toml")]
    for settings, sentence in (
        (["width=128", "steps=9000"], "other settings: width (256, now 128); only steps may"),
        (["steps=1"], "other settings: steps (5000, now 1); only steps may change"),
    ):
        result = CliRunner().invoke(app, [*command, "--output", "out", "--set", *settings])
        assert result.exit_code == 2
        assert sentence in result.stderr
        assert result.stderr.endswith("to begin anew, remove out/checkpoints\n")
    (tmp_path / "text.txt").write_text("Huyện ủy.", encoding="utf-8")
    result = CliRunner().invoke(app, [*command, "--output", "out"])
    assert "had other text or labels in --corpus; put them back" in result.stderr
    (tmp_path / "out/checkpoints/checkpoint-4/optimizer.pt").unlink()
    result = CliRunner().invoke(app, [*command, "--output", "out"])
    assert "no checkpoint is whole: checkpoint-4, where optimizer.pt is missing" in result.stderr


def test_check_says_what_is_wrong_and_trains_nothing(
    encoder_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = write_gold(tmp_path / "gold")
    monkeypatch.chdir(tmp_path)
    fits = run_command("check", encoder_folder, gold)
    assert fits.exit_code == 0, fits.output
    assert "100.00% of 8 gold spans can be expressed" in fits.stdout
    assert "fewer than 5 examples, of which little is learned: OFFICIAL 2" in fits.stdout
    for file in gold.iterdir():
        file.write_text('{"article_type": "other"}\n\nTrời mưa.', encoding="utf-8")
    vain = run_command("check", encoder_folder, gold)
    assert vain.exit_code == 1
    assert f"training would be in vain: data.train ({gold}): every article has" in vain.stdout
    assert run_command("check", encoder_folder, tmp_path / "nowhere").exit_code == 2
    assert not (tmp_path / "runs").exists()
