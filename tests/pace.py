"""How the time of some work grows with its input: the same on machines of any speed."""

import time
import timeit
from collections.abc import Callable

TIMES = 8
"""How many times as large the larger of the two inputs is."""


def growth(prepare: Callable[[int], Callable[[], object]], n: int, *, repeat: int = 3) -> float:
    """How the CPU time per item grows from n / 8 items to n: 1 in proportion, 8 with the square.

    prepare makes the work for an input of a size, and is not timed. Of `repeat` runs, without
    garbage collection, the quickest counts; what takes less than a millisecond counts as one.
    """

    def seconds(size: int) -> float:
        runs = timeit.repeat(prepare(size), number=1, repeat=repeat, timer=time.process_time)
        return max(0.001, min(runs))

    return seconds(n) / seconds(n // TIMES) / TIMES
