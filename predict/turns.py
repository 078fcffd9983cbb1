"""Threads that hand the interpreter to each other quickly.

A thread that comes back from the network waits for Python's interpreter lock. Whoever holds it
keeps it for 5 ms where nothing makes it let go, which is most of what Python does for an article.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 2e-4
"""How long a thread that runs Python goes on while another one waits."""


class _Turns:
    """How many want short turns, and the switch interval before the first of them came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._n = 0
        self._before = 0.0

    def enter(self) -> None:
        with self._lock:
            self._n += 1
            if self._n == 1:
                self._before = sys.getswitchinterval()
                sys.setswitchinterval(min(self._before, SECONDS))

    def leave(self) -> None:
        with self._lock:
            self._n -= 1
            if self._n == 0:
                sys.setswitchinterval(self._before)


_turns = _Turns()


@contextmanager
def short_turns() -> Iterator[None]:
    """Keep Python's switch interval, which all threads share, at ``SECONDS`` or less.

    It is what it was before when all who wanted it so have left, in whatever order.
    """
    _turns.enter()
    try:
        yield
    finally:
        _turns.leave()
