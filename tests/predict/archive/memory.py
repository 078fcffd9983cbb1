"""How much memory the reading of a file takes."""

import subprocess
import sys
from pathlib import Path

_MEASURE = """
import resource, sys
from predict.archive.inputs.sources import Sources
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
n = sum(1 for _ in Sources(sys.argv[1:], largest_bytes=1_000_000).inputs())
print(n, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def measured(file: Path) -> tuple[int, int]:
    """Return how many inputs a file gives, and how many MB reading them takes."""
    command = [sys.executable, "-c", _MEASURE, str(file)]
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PYTHONPATH": root}
    )
    count, more = done.stdout.split()
    return int(count), int(more)
