"""What has been taken in and not given out: it goes out in the order in which it came in."""

from collections import deque
from dataclasses import dataclass, field

from predict.archive.outcome import Outcome

_MOST_BYTES = 64 << 20


@dataclass(slots=True, kw_only=True)
class Window:
    """Outcomes wait here for the slowest before them; ``most`` inputs, or 64 MiB, are in it."""

    most: int
    _first: int = 0
    _n_bytes: int = 0
    _sizes: deque[int] = field(default_factory=deque)
    _finished: dict[int, Outcome] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether nothing more should be taken in."""
        return len(self._sizes) >= self.most or self._n_bytes >= _MOST_BYTES

    def add(self, n_bytes: int) -> int:
        """Take an input in and return its number."""
        self._sizes.append(n_bytes)
        self._n_bytes += n_bytes
        return self._first + len(self._sizes) - 1

    def finish(self, number: int, outcome: Outcome) -> None:
        """Say what became of an input."""
        self._finished[number] = outcome

    def pop(self) -> list[Outcome]:
        """Give out what is finished and has nothing unfinished before it."""
        ready = []
        while self._first in self._finished:
            ready.append(self._finished.pop(self._first))
            self._n_bytes -= self._sizes.popleft()
            self._first += 1
        return ready
