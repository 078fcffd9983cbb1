import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

import evaluate.benchmark.contenders as module
from evaluate.benchmark.contenders import (
    INT8,
    RIVALS,
    TORCH,
    UNDERTHESEA,
    Setting,
    leave_out_absent,
    list_contenders,
    parse_rivals,
)


def test_rivals_stand_in_their_own_order() -> None:
    assert parse_rivals("underthesea, phobert-torch") == (TORCH, UNDERTHESEA)
    assert parse_rivals("") == ()
    assert parse_rivals(",".join(RIVALS)) == RIVALS
    with pytest.raises(ValueError, match="names 'bert'; allowed are phobert-torch, phobert-int8"):
        parse_rivals("phobert-int8,bert")


def without(monkeypatch: pytest.MonkeyPatch, absent: str) -> None:
    found = object()
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == absent else found)


def test_underthesea_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, UNDERTHESEA)
    kept, remarks = leave_out_absent(RIVALS)
    assert kept == (TORCH, INT8)
    assert remarks == ("underthesea is not installed and was left out",)
    assert leave_out_absent((TORCH,)) == ((TORCH,), ())


def test_phobert_needs_the_libraries_of_training(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "transformers")
    assert leave_out_absent((UNDERTHESEA,)) == ((UNDERTHESEA,), ())
    for rival in (TORCH, INT8):
        with pytest.raises(ValueError, match=r"need transformers: pip install .nhandang\[train\]"):
            leave_out_absent((rival,))


def test_bundles_come_first_and_are_told_apart(toy_bundle: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(toy_bundle, other)
    setting = Setting(bundles=(toy_bundle, other), models=tmp_path, n_cores=3)
    contenders = list_contenders(setting, RIVALS)
    assert [one.name for one in contenders] == [
        "toy 0",
        f"toy 0 in {tmp_path.name}/other",
        *RIVALS,
    ]
    assert contenders[1].arguments == (str(other), "3")
    assert contenders[2].arguments == (str(tmp_path), str(toy_bundle), "3")
    assert contenders[4].arguments == ()
    assert all(find_spec(one.module) for one in contenders)


def test_bundles_that_cannot_be_measured_are_refused(toy_bundle: Path, tmp_path: Path) -> None:
    setting = Setting(bundles=(toy_bundle,) * 3, models=tmp_path, n_cores=1)
    with pytest.raises(ValueError, match="this bundle is named twice"):
        list_contenders(setting, ())
    setting = Setting(bundles=(tmp_path,), models=tmp_path, n_cores=1)
    with pytest.raises(FileNotFoundError, match="no bundle here"):
        list_contenders(setting, ())
