"""Checkpoints: what is written is read back, and damage is named."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.checkpoint import Checkpoint
from models.network import TorchRuntime
from predict.errors import InputError
from predict.text.segment import Segmentation
from tests.models.toy import make_checkpoint


@pytest.fixture
def saved(checkpoint: Checkpoint, tmp_path: Path) -> Path:
    checkpoint.save(tmp_path / "checkpoint")
    return tmp_path / "checkpoint"


def test_round_trip(checkpoint: Checkpoint, saved: Path) -> None:
    loaded = Checkpoint.load(saved)
    window = np.array([0, 5, 6, 7, 2])
    (before,), (after,) = (TorchRuntime(one.network).run([window]) for one in (checkpoint, loaded))
    assert np.array_equal(before.tags, after.tags)
    assert np.array_equal(before.types, after.types)
    assert (loaded.schema, loaded.window) == (checkpoint.schema, checkpoint.window)
    assert loaded.tokenizer.encode(["Tỉnh_ủy"]) == checkpoint.tokenizer.encode(["Tỉnh_ủy"])


@pytest.mark.parametrize(("shared", "expected"), [(None, 8), (3, 3), (0, 0)])
def test_pieces_shared_in_reading_are_kept(
    checkpoint: Checkpoint, tmp_path: Path, shared: int | None, expected: int
) -> None:
    replace(checkpoint, reading_overlap=shared).save(tmp_path / "checkpoint")
    loaded = Checkpoint.load(tmp_path / "checkpoint")
    assert loaded.window == checkpoint.window == replace(loaded.reading, overlap=8)
    assert (loaded.reading_overlap, loaded.reading.overlap) == (shared, expected)


def test_one_that_does_not_say_it_reads_as_it_was_trained(saved: Path) -> None:
    labels = json.loads((saved / "labels.json").read_text(encoding="utf-8"))
    del labels["reading_overlap"]
    (saved / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    loaded = Checkpoint.load(saved)
    assert loaded.reading == loaded.window


def test_too_many_pieces_shared_in_reading_are_damage(saved: Path) -> None:
    labels = json.loads((saved / "labels.json").read_text(encoding="utf-8"))
    labels["reading_overlap"] = 60
    (saved / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    with pytest.raises(InputError, match="damaged checkpoint: windows of 64 ids cannot overlap"):
        Checkpoint.load(saved)


def test_what_the_type_is_read_from_is_kept(encoder_folder: Path, tmp_path: Path) -> None:
    made = make_checkpoint(encoder_folder, type_pooling="start")
    made.save(tmp_path / "checkpoint")
    assert Checkpoint.load(tmp_path / "checkpoint").network.type_pooling == "start"


def test_one_that_does_not_say_reads_it_from_start_and_mean(saved: Path) -> None:
    labels = json.loads((saved / "labels.json").read_text(encoding="utf-8"))
    assert labels.pop("type_pooling") == "start_and_mean"
    (saved / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    assert Checkpoint.load(saved).network.type_pooling == "start_and_mean"


def test_how_words_are_cut_is_kept(checkpoint: Checkpoint, tmp_path: Path) -> None:
    replace(checkpoint, segment=Segmentation.none).save(tmp_path / "checkpoint")
    assert Checkpoint.load(tmp_path / "checkpoint").segment == "none"
    labels = json.loads((tmp_path / "checkpoint" / "labels.json").read_text(encoding="utf-8"))
    assert labels.pop("segment") == "none"
    (tmp_path / "checkpoint" / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    assert Checkpoint.load(tmp_path / "checkpoint").segment == "pyvi"


def test_writing_again_replaces_and_leaves_nothing_behind(
    checkpoint: Checkpoint, saved: Path
) -> None:
    (saved / "old.txt").write_text("x", encoding="utf-8")
    checkpoint.save(saved)
    assert not (saved / "old.txt").exists()
    assert [path.name for path in saved.parent.iterdir()] == ["checkpoint"]


@pytest.mark.parametrize("name", ["labels.json", "network.safetensors", "config.json"])
def test_names_the_missing_file(saved: Path, name: str) -> None:
    (saved / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"{name} is missing"):
        Checkpoint.load(saved)


@pytest.mark.parametrize("name", ["labels.json", "network.safetensors"])
def test_refuses_damage(saved: Path, name: str) -> None:
    (saved / name).write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="damaged checkpoint"):
        Checkpoint.load(saved)


def test_no_pickle_is_written(saved: Path) -> None:
    names = {file.suffix for file in saved.iterdir()}
    assert names <= {".json", ".safetensors"}
