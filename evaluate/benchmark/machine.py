"""What there is to know of the machine that figures come from."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evaluate.benchmark.figures import Machine

_CPU = Path("/proc/cpuinfo")
_FLAGS = ("avx2", "avx512f", "avx_vnni", "avx512_vnni", "amx_int8", "asimddp", "i8mm")
_LIBRARIES = ("onnxruntime", "torch", "transformers", "underthesea")


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def describe_machine() -> Machine:
    """Return processor, what it multiplies small numbers with, and versions."""
    facts = read_cpu(_CPU.read_text(encoding="utf-8") if _CPU.is_file() else "")
    facts["system"] = platform.platform()
    if hasattr(os, "getloadavg"):
        facts["load before"] = f"{os.getloadavg()[0]:.1f}"
    facts["python"] = platform.python_version()
    for library in _LIBRARIES:
        try:
            facts[library] = version(library)
        except PackageNotFoundError:
            continue
    return Machine(facts=facts, n_cores=count_cores())


def read_cpu(text: str) -> dict[str, str]:
    """Return the name of a processor and those of its instructions that matter.

    :param text: what ``/proc/cpuinfo`` says
    """
    lines = (line.partition(":") for line in text.splitlines())
    values = {key.strip().casefold(): value.strip() for key, _, value in lines}
    flags = values.get("flags", values.get("features", "")).split()
    return {
        "processor": values.get("model name", platform.machine()),
        "instructions": " ".join(flag for flag in _FLAGS if flag in flags),
    }
