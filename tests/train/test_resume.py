"""Resuming: the newest whole checkpoint, and the settings and texts that it rests on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

import train.finetune
from evaluate.dev_score import DevScore
from predict.errors import InputError
from train.finetune_config import FinetuneConfig
from train.resume import CONFIG_FILE, Basis, find_checkpoints, find_whole

from .tiny import history, quick, set_scores, snapshot, tiny, weights, write_gold

ANEW = "begin anew"
FILES = ("model.safetensors", "optimizer.pt", "scheduler.pt", "rng_state.pth", "trainer_state.json")


def write_checkpoint(folder: Path, step: int, *, best: int | None = None) -> Path:
    """Write what the trainer writes, in its order."""
    checkpoint = folder / f"checkpoint-{step}"
    checkpoint.mkdir(parents=True)
    save_file({"a": torch.arange(3000.0)}, checkpoint / FILES[0])
    for name in FILES[1:4]:
        torch.save({"a": torch.arange(3000.0)}, checkpoint / name)
    state = {"global_step": step, "best_global_step": best, "log_history": [{"step": 1}] * 20}
    (checkpoint / FILES[4]).write_text(json.dumps(state), encoding="utf-8")
    return checkpoint


def cut_off(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = b"\xff" * 8
    file.write_bytes(content)


def test_the_newest_by_number_is_taken(tmp_path: Path) -> None:
    for step in (9, 10, 8):
        write_checkpoint(tmp_path, step)
    for name in ("checkpoint-11", "checkpoint-12.old", "checkpoint-x"):
        (tmp_path / name).write_text("no folder, or none of the trainer's")
    assert [path.name for path in find_checkpoints(tmp_path)] == [
        "checkpoint-10", "checkpoint-9", "checkpoint-8",
    ]  # fmt: skip
    resumed = find_whole(tmp_path, anew=ANEW)
    assert resumed.checkpoint == tmp_path / "checkpoint-10"
    assert str(resumed) == f"resumes from {tmp_path / 'checkpoint-10'}"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [Path.unlink, cut_off, empty])
def test_a_checkpoint_that_was_cut_off_is_passed_over(
    tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    write_checkpoint(tmp_path, 4)
    damage(write_checkpoint(tmp_path, 8) / name)
    if damage is Path.unlink and name == "rng_state.pth":  # of several processes each has its own
        assert find_whole(tmp_path, anew=ANEW).checkpoint.name == "checkpoint-8"
        return
    resumed = find_whole(tmp_path, anew=ANEW)
    assert resumed.checkpoint.name == "checkpoint-4"
    fault = "is missing" if damage is Path.unlink else "is cut off"
    assert str(resumed) == (
        f"resumes from {tmp_path / 'checkpoint-4'}; passed over: checkpoint-8, where {name} {fault}"
    )


@pytest.mark.parametrize("name", ["optimizer.pt", "rng_state.pth"])
def test_a_checkpoint_that_is_spoilt_inside_is_passed_over(tmp_path: Path, name: str) -> None:
    write_checkpoint(tmp_path, 4)
    spoil(write_checkpoint(tmp_path, 8) / name)
    assert find_whole(tmp_path, anew=ANEW).checkpoint.name == "checkpoint-4"


def test_a_checkpoint_whose_best_is_gone_is_passed_over(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, 2)
    write_checkpoint(tmp_path, 4, best=2)
    write_checkpoint(tmp_path, 6, best=6)
    assert find_whole(tmp_path, anew=ANEW).checkpoint.name == "checkpoint-6"
    write_checkpoint(tmp_path, 8, best=5)
    resumed = find_whole(tmp_path, anew=ANEW)
    assert resumed.checkpoint.name == "checkpoint-6"
    assert "checkpoint-8, where checkpoint-5, the best until then, is missing" in str(resumed)
    cut_off(tmp_path / "checkpoint-6" / "model.safetensors")
    assert find_whole(tmp_path, anew=ANEW).checkpoint.name == "checkpoint-4"


def test_none_whole_is_one_sentence(tmp_path: Path) -> None:
    cut_off(write_checkpoint(tmp_path, 4) / "trainer_state.json")
    (write_checkpoint(tmp_path, 8) / "optimizer.pt").unlink()
    with pytest.raises(InputError, match="no checkpoint is whole") as caught:
        find_whole(tmp_path, anew=ANEW)
    assert str(caught.value) == (
        f"{tmp_path}: no checkpoint is whole: checkpoint-8, where optimizer.pt is missing; "
        "checkpoint-4, where trainer_state.json is cut off; begin anew"
    )


@pytest.mark.parametrize("there", [True, False])
def test_nothing_to_resume_is_said(tmp_path: Path, *, there: bool) -> None:
    folder = tmp_path if there else tmp_path / "nowhere"
    with pytest.raises(FileNotFoundError, match="nothing to resume here; begin anew"):
        find_whole(folder, anew=ANEW)


def basis(*settings: str, **texts: str) -> Basis:
    config = FinetuneConfig.load(Path("configs/mini.toml"), settings=settings)
    return Basis(config=config, texts={"train": "1", "dev": "2"} | texts)


def check(now: Basis, folder: Path) -> None:
    now.check(folder, may_grow=("epochs", "patience"), anew=ANEW)


@pytest.mark.parametrize("settings", [[], ["epochs=5"], ["patience=9", "epochs=40"]])
def test_the_same_settings_and_more_epochs_and_patience_go_on(
    tmp_path: Path, settings: list[str]
) -> None:
    basis().save(tmp_path)
    check(basis(*settings), tmp_path)


@pytest.mark.parametrize(
    ("settings", "changed"),
    [
        (["learning_rate=1e-3"], "learning_rate (0.0005, now 0.001)"),
        (["learning_rate=1e-5"], "learning_rate (0.0005, now 1e-05)"),
        (["epochs=3"], "epochs (4, now 3)"),
        (["patience=1"], "patience (4, now 1)"),
        (["seed=21"], "seed (20, now 21)"),
        (["encoder=my/encoder"], 'encoder ("models/mini", now "my/encoder")'),
        (["data.extra=more"], 'data.extra ([], now "more")'),
        (["window.length=128"], "window.length (0, now 128)"),
        (["epochs=9", "batch=8", "data.share=0.5"], "batch (16, now 8), data.share (1.0, now 0.5)"),
    ],
)
def test_changed_settings_are_named(tmp_path: Path, settings: list[str], changed: str) -> None:
    basis().save(tmp_path)
    with pytest.raises(InputError, match="the run to resume had other settings") as caught:
        check(basis(*settings), tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / CONFIG_FILE}: the run to resume had other settings: {changed}; only epochs "
        "and patience may change, to larger numbers; begin anew"
    )


def test_settings_that_only_one_release_knows_are_named(tmp_path: Path) -> None:
    basis().save(tmp_path)
    file = tmp_path / CONFIG_FILE
    saved = json.loads(file.read_text())
    del saved["dropout"]
    file.write_text(json.dumps(saved | {"old": True, "epochs": "4"}))
    with pytest.raises(InputError, match="other settings") as caught:
        check(basis(), tmp_path)
    assert 'epochs ("4", now 4), dropout (not set, now 0.1), old (true, now not set);' in str(
        caught.value
    )


def test_changed_texts_are_named(tmp_path: Path) -> None:
    basis().save(tmp_path)
    with pytest.raises(InputError, match=r"had other text or labels in dev; put them back; begin"):
        check(basis(dev="3"), tmp_path)


@pytest.mark.parametrize("name", ["config.json", "texts.json"])
def test_a_basis_that_is_missing_or_damaged_is_said(tmp_path: Path, name: str) -> None:
    for content in ("{", "[1]", "7"):
        basis().save(tmp_path)
        (tmp_path / name).write_text(content)
        with pytest.raises(InputError, match=rf"{name}: damaged \(.*\); begin anew"):
            check(basis(), tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"{name}: missing, so there is nothing to compare"):
        check(basis(), tmp_path)


def test_beginning_anew_leaves_nothing_of_the_run_before(tmp_path: Path) -> None:
    folder = tmp_path / "trainer"
    basis().begin_anew(folder)
    write_checkpoint(folder, 4)
    basis("seed=1").begin_anew(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "texts.json"]
    check(basis("seed=1"), folder)
    shutil.rmtree(folder)


@pytest.mark.usefixtures("no_export")
def test_a_resumed_run_gives_what_one_in_one_piece_gives(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, gold, "epochs=3", "patience=9")
    whole, _ = quick(config, tmp_path / "whole")
    cut, _ = quick(config, tmp_path / "cut")
    (cut.folder / "trainer/checkpoint-3/optimizer.pt").write_bytes(b"PK")
    (cut.folder / "metrics.json").unlink()
    [older] = [path for path in cut.folder.glob("trainer/checkpoint-*") if path.name[-1] != "3"]
    moved = (tmp_path / "cut").rename(tmp_path / "moved")
    resumed, said = quick(config, moved, resume=True)
    passed_over = "passed over: checkpoint-3, where optimizer.pt is cut off"
    assert f"resumes from {moved / 'tiny/trainer' / older.name}; {passed_over}" in said
    found = [weights(one.folder / "checkpoint") for one in (whole, resumed)]
    assert torch.equal(*found)
    epochs = [row["epoch"] for row in history(resumed.folder) if "eval_f1" in row]
    assert epochs == [1.0, 2.0, 3.0]


@pytest.mark.usefixtures("no_export")
def test_a_finished_run_that_was_moved_gives_its_best_epoch(
    encoder_folder: Path,
    gold: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_scores(monkeypatch, 5, 4, 3)
    config = tiny(encoder_folder, gold, "epochs=3", "patience=9")
    first, _ = quick(config, tmp_path / "runs")
    before = weights(first.folder / "checkpoint")
    moved = (tmp_path / "runs").rename(tmp_path / "moved")
    resumed, _ = quick(config, moved, resume=True)
    assert torch.equal(weights(resumed.folder / "checkpoint"), before)


def test_more_epochs_are_kept_once_a_checkpoint_was_made_with_them(
    encoder_folder: Path,
    gold: Path,
    tmp_path: Path,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved = finished / "trainer/config.json"

    def fail(*_: object) -> DevScore:
        raise ValueError("before it is saved")

    with monkeypatch.context() as patch:
        patch.setattr(train.finetune, "score_dev", fail)
        with pytest.raises(ValueError, match="before it is saved"):
            quick(tiny(encoder_folder, gold, "epochs=9"), tmp_path, resume=True)
    assert json.loads(saved.read_text())["epochs"] == 2
    more = tiny(encoder_folder, gold, "epochs=3", "patience=5")
    longer, _ = quick(more, tmp_path, resume=True)
    settings = json.loads(saved.read_text())
    assert (settings["epochs"], settings["patience"]) == (3, 5)
    assert json.loads((longer.folder / "config.json").read_text())["epochs"] == 3
    assert [row["epoch"] for row in history(longer.folder) if "eval_f1" in row] == [1, 2, 3]


@pytest.mark.usefixtures("no_export")
def test_other_settings_or_articles_are_not_resumed_with(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    result, _ = quick(tiny(encoder_folder, gold), tmp_path)
    before = snapshot(result.folder)
    changed = tiny(encoder_folder, gold, "batch=4", "weight_decay=0.5", "epochs=5")
    with pytest.raises(InputError, match=r"other settings: batch \(8, now 4\), weight_decay \(0"):
        quick(changed, tmp_path, resume=True)
    (gold / "9.ann").write_text((gold / "0.ann").read_text().replace("10/6", "30/6"))
    with pytest.raises(InputError, match=r"had other text or labels in data\.train, data\.dev;"):
        quick(tiny(encoder_folder, gold, "epochs=5"), tmp_path, resume=True)
    assert snapshot(result.folder) == before


def test_a_run_that_was_never_begun_is_not_resumed(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    with pytest.raises(
        FileNotFoundError, match="nothing to resume here; to begin anew, train with"
    ):
        quick(tiny(encoder_folder, gold), tmp_path, resume=True)


def test_a_setting_that_an_earlier_release_did_not_have_has_its_default(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, gold)
    Basis(config=config, texts={}).save(tmp_path)
    file = tmp_path / CONFIG_FILE
    saved = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({key: saved[key] for key in saved if key != "schema"}), "utf-8")
    Basis(config=config, texts={}).check(tmp_path, may_grow=(), anew=ANEW)
    named = tiny(encoder_folder, gold, "schema.types=[]")
    with pytest.raises(InputError, match=r"other settings: schema\.types \(null, now \[\]\)"):
        Basis(config=named, texts={}).check(tmp_path, may_grow=(), anew=ANEW)
