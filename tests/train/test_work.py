"""Whose an error is once training has begun."""

from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError

from predict.errors import InputError
from train.work import long_work

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_disk_that_torch_fills_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "optimizer.pt").symlink_to(FULL)
    full = pytest.raises(OSError, match="cannot be written in full; is the disk full")
    with full as caught, long_work(tmp_path):
        torch.save({"a": torch.zeros(100_000)}, tmp_path / "optimizer.pt")
    assert caught.value.filename == str(tmp_path)


def test_a_disk_that_safetensors_fills_is_an_error_of_the_system(tmp_path: Path) -> None:
    message = "Error while serializing: I/O error: No space left on device (os error 28)"
    with pytest.raises(OSError, match="cannot be written in full"), long_work(tmp_path):
        raise SafetensorError(message)


def test_an_error_of_input_is_a_fault_of_ours_by_then(tmp_path: Path) -> None:
    fault = pytest.raises(RuntimeError, match=r"a fault of nhandang.*: spans overlap")
    with fault as caught, long_work(tmp_path):
        raise InputError("spans overlap")
    assert isinstance(caught.value.__cause__, InputError)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("a"),
        RuntimeError("shapes differ"),
        SafetensorError("header too large"),
        PermissionError("no"),
        KeyboardInterrupt("stop"),
    ],
)
def test_other_errors_stay_what_they_are(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error), match=str(error)) as caught, long_work(tmp_path):
        raise error
    assert caught.value is error
