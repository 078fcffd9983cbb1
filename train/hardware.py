"""What training runs on: processes, and number formats."""

from collections.abc import Callable
from datetime import timedelta

import torch
from accelerate import PartialState

_LONGEST = timedelta(days=1)  # while one process cuts a large text, the others wait for it


def processes() -> PartialState:
    """Return which of how many processes this one is, on GPUs or, without any, on the CPU."""
    return PartialState(cpu=not torch.cuda.is_available(), timeout=_LONGEST)


def say_once(say: Callable[[str], None]) -> Callable[[str], None]:
    """Return what tells a reader something from the first of several processes alone."""
    return say if processes().is_main_process else lambda _: None


def has_bfloat16() -> bool:
    """Say whether the hardware multiplies in bfloat16, which is slow where it is emulated."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    names = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, name, bool)() for name in names)
