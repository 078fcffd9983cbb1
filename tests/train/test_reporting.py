"""Curves are written where they are asked for, and what is missing is one sentence."""

from pathlib import Path

import pytest

import train.reporting
from predict.errors import InputError
from train.reporting import check_report_to, reporters

from .tiny import quick, tiny


def test_without_the_library_it_is_one_sentence_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train.reporting, "find_spec", lambda _: None)
    config = tiny(Path("nowhere"), tmp_path / "nowhere", "report_to=tensorboard")
    with pytest.raises(InputError, match=r'needs it: pip install "nhandang\[tensorboard\]"$'):
        quick(config, tmp_path)
    check_report_to(config.model_copy(update={"report_to": "none"}))


@pytest.mark.usefixtures("no_export")
def test_curves_stand_beside_the_checkpoints(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    events = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    more = ("report_to=tensorboard", "epochs=1", "schema.types=[]")
    result, _ = quick(tiny(encoder_folder, gold, *more), tmp_path)
    read = events.EventAccumulator(str(result.folder / "trainer" / "tensorboard"))
    read.Reload()
    names = set(read.Tags()["scalars"])
    assert {"train/loss", "eval/f1", "eval/choice"} <= names
    assert "eval/type_accuracy" not in names  # a score of nothing
    assert reporters(tiny(encoder_folder, gold), tmp_path) == []
