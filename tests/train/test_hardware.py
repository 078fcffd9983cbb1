"""Hardware: one process alone is the first of one; bfloat16 only where it is real."""

import pytest
import torch

from train.hardware import has_bfloat16, processes


def test_a_process_alone_is_the_first_of_one() -> None:
    assert processes().is_main_process
    assert processes().num_processes == 1


@pytest.mark.parametrize("real", [True, False])
def test_bfloat16_is_used_where_the_processor_multiplies_it(
    monkeypatch: pytest.MonkeyPatch, real: bool
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: real, raising=False)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False, raising=False)
    assert has_bfloat16() == real


def test_a_gpu_that_only_emulates_bfloat16_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(
        torch.cuda, "is_bf16_supported", lambda including_emulation=True: including_emulation
    )
    assert not has_bfloat16()
