"""Numbers of several workers."""

import os
from pathlib import Path

import pytest

from predict.service.metrics import FOLDER_VARIABLE, Metrics

DEAD = 2**22 + 1  # more than there can be


def test_two_workers_forget_a_dead_one_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"gauge_livesum_{DEAD}.db"
    file.touch()
    remove = os.remove

    def remove_after_the_other(path: str) -> None:
        remove(path)
        raise FileNotFoundError(path)

    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setattr("os.remove", remove_after_the_other)
    monkeypatch.setattr("os.unlink", remove_after_the_other)
    assert Metrics().render() == b""
    assert not file.exists()
