"""Ctrl-C and SIGTERM: a run ends where nothing is lost, and says so."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StoppedError(Exception):
    """Somebody asked for the end, and what is being done now is not to be waited for."""


class Stop:
    """Whether somebody asked for the end, and how often.

    Once: what is being read is still read and written. Twice: nothing is waited for, and
    ``StoppedError`` is raised wherever the run is, such as where a database does not answer.
    """

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.asked = 0
        self._signal = 0
        self._waits = False
        self._before: dict[signal.Signals, object] = {}

    @property
    def code(self) -> int:
        """What a shell reports of a program that the signal ended: 130 or 143."""
        return 128 + self._signal

    def __enter__(self) -> Self:
        """Listen to the signals from now on."""
        self._before = {one: signal.signal(one, self._on_signal) for one in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the signals to those who had them before."""
        for one, handler in self._before.items():
            signal.signal(one, handler)  # type: ignore[arg-type]  # what signal() returned

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Wait for what may never come, or do what nothing is lost of: a signal ends it.

        :raises StoppedError: if somebody asks for the end
        """
        self._waits = True
        try:
            if self.asked:
                raise StoppedError
            yield
        finally:
            self._waits = False

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        self.asked += 1
        self._signal = number
        if self._waits or self.asked == 2:  # not at a third, which may come in the clearing up
            raise StoppedError
