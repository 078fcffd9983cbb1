"""The tiny encoder of the models' tests, for training too, and training without an export."""

import shutil
from pathlib import Path

import pytest

import train.outcome
from models.checkpoint import Checkpoint
from predict import Predictor
from tests.models.conftest import checkpoint, encoder_folder

from .tiny import export_nothing, quick, tiny, write_gold

__all__ = ["checkpoint", "encoder_folder"]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles."""
    return write_gold(tmp_path_factory.mktemp("data") / "gold")


@pytest.fixture(scope="module")
def teacher(checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a network of two layers."""
    folder = tmp_path_factory.mktemp("teacher") / "checkpoint"
    checkpoint.save(folder)
    return folder


@pytest.fixture
def no_export(monkeypatch: pytest.MonkeyPatch, toy_predictor: Predictor) -> None:
    """Leave out what takes longest; the export has tests of its own."""
    leave_out(monkeypatch, toy_predictor)


def leave_out(monkeypatch: pytest.MonkeyPatch, predictor: Predictor) -> None:
    monkeypatch.setattr(train.outcome, "export_bundle", export_nothing)
    monkeypatch.setattr(Predictor, "load", lambda _: predictor)


@pytest.fixture(scope="module")
def finished_once(
    encoder_folder: Path,
    gold: Path,
    toy_predictor: Predictor,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    with pytest.MonkeyPatch.context() as monkeypatch:
        leave_out(monkeypatch, toy_predictor)
        return quick(tiny(encoder_folder, gold), tmp_path_factory.mktemp("runs"))[0].folder


@pytest.fixture
def finished(finished_once: Path, tmp_path: Path, no_export: None) -> Path:  # noqa: ARG001
    """The folder of a run that is done, under ``tmp_path``, to go on with; no export follows."""
    return Path(shutil.copytree(finished_once, tmp_path / finished_once.name))
