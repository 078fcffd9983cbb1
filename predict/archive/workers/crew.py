"""The processes of a pool as their parent sees them: what each is reading, and since when."""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from threading import Timer

from predict.archive.article import Article
from predict.archive.outcome import Outcome
from predict.archive.workers.worker import Load, Ready, Unable, work

_SPAWN = multiprocessing.get_context("spawn")
_NOT_THEIRS = (signal.SIGINT, signal.SIGTERM)
_SMALL = 32 << 10  # two of these fit into a connection whose other end is not reading
_MOST_TASKS = 2  # the next article lies there when one is done


@dataclass(slots=True, kw_only=True)
class Task:
    """An article on its way, and how many workers have died of it."""

    number: int
    article: Article
    deaths: int = 0

    @property
    def n_bytes(self) -> int:
        """About how much memory its content takes, at most."""
        content = self.article.content
        return len(content) if isinstance(content, bytes) else 4 * len(content)


class Member:
    """One process, which hears no signal of the terminal and ends with its parent."""

    def __init__(self, load: Load, *, patience: float) -> None:
        """Start it; it says ``Ready`` or ``Unable`` when it has loaded its model.

        :param load: makes its reader
        :param patience: seconds after which it is ended where it stands still in the middle of
            something that is said to it, or by it
        """
        self.connection, other = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=work, args=(other, load), daemon=True)
        with _unheard():
            self._process.start()
        other.close()
        self.tasks: deque[Task] = deque()
        self.is_ready = False
        self._patience = patience
        self._since = time.monotonic()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended; below 0 the signal that ended it."""
        self._process.join(1)
        return self._process.exitcode

    @property
    def seconds(self) -> float:
        """For how long it has been at its first task, or has loaded its model."""
        return time.monotonic() - self._since if self.tasks or not self.is_ready else 0.0

    def takes(self, task: Task) -> bool:
        """Say whether a task can be given to it without waiting."""
        if self.is_ready and not self.tasks:
            return True
        return len(self.tasks) < _MOST_TASKS and task.n_bytes <= _SMALL

    def give(self, task: Task) -> None:
        """Give it a task; that it is dead is noticed where its answer is waited for."""
        if not self.tasks and self.is_ready:
            self._since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError), self._no_longer():
            self.connection.send(task.article)

    def answer(self) -> Outcome | Ready | Unable | None:
        """Return what it says, None if it is dead."""
        try:
            with self._no_longer():
                said = self.connection.recv()
        except (EOFError, OSError):
            return None
        self._since = time.monotonic()
        self.is_ready = True
        return said  # type: ignore[no-any-return]  # what work() sends

    @contextmanager
    def _no_longer(self) -> Iterator[None]:
        """End it if it does not go on; then the connection is closed, and nobody waits for it."""
        timer = Timer(self._patience, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def answering(members: Sequence[Member], *, seconds: float) -> list[Member]:
    """Wait for some seconds, and return the members that say something or have died."""
    by_connection = {member.connection: member for member in members}
    if not by_connection:
        return []
    return [by_connection[one] for one in wait([*by_connection], seconds)]  # type: ignore[index]


@contextmanager
def _unheard() -> Iterator[None]:
    """Start processes to which Ctrl-C says nothing, from their first moment on."""
    resource_tracker.ensure_running()  # it would let the signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _NOT_THEIRS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
