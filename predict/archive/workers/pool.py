"""Processes that read articles, of which any may die or hang at any moment.

Every worker has a connection of its own, so that one that is killed while it writes takes nothing
along but what it was reading; of workers that share a queue, all stand still then.
"""

import os
from collections import deque
from collections.abc import Iterator
from typing import Self

from predict.archive.article import Article, Input, Reason
from predict.archive.outcome import Outcome
from predict.archive.workers.crew import Member, Task, answering
from predict.archive.workers.stop import Stop, StoppedError
from predict.archive.workers.window import Window
from predict.archive.workers.worker import Load, Ready, Unable
from predict.errors import InputError
from predict.records import ModelInfo

TIMEOUT = 300.0
_TICK = 0.25  # seconds after which somebody who waits is told that nothing has come
_MOST_DEATHS = 2
_MOST_STILLBORN = 3
_LOADING = 600.0  # seconds
_AHEAD = 64  # inputs a worker


class Pool:
    """Reads articles in processes of its own and gives the outcomes out in order."""

    def __init__(
        self, load: Load, *, model: ModelInfo, n_workers: int = 0, timeout: float = TIMEOUT
    ) -> None:
        """Start nothing yet: there are never more workers than articles.

        :param load: makes the reader of each worker
        :param model: the model that it reads with, for articles that end their worker
        :param n_workers: how many processes, 0 for one a core
        :param timeout: seconds in which an article is read or given up
        """
        self._load, self._model, self._timeout = load, model, timeout
        self._n_workers = n_workers or n_cores()
        self._members: list[Member] = []
        self._waiting: deque[Task] = deque()
        self._window = Window(most=_AHEAD * self._n_workers)
        self._n_stillborn = 0
        self._is_last = False

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        for member in self._members:
            member.end()
        self._members.clear()

    @property
    def pids(self) -> list[int]:
        """The numbers of its processes."""
        return [member.pid for member in self._members if member.pid]

    def read(self, inputs: Iterator[Input], *, stop: Stop) -> Iterator[list[Outcome]]:
        """Read inputs and return their outcomes in order, or none where nothing is ready yet.

        :param inputs: are taken as they are needed
        :param stop: asked once, no more inputs are taken; asked twice, nothing is waited for
        :raises InputError: if the workers cannot load their model
        """
        self._is_last = False
        while stop.asked < 2:
            self._take(inputs, stop)
            self._send()
            yield self._window.pop()
            if self._is_last and not self._waiting and not any(m.tasks for m in self._members):
                return
            self._receive(seconds=0 if self._is_hungry else _TICK)

    @property
    def _is_hungry(self) -> bool:
        has_room = not self._window.is_full and len(self._waiting) < self._n_workers
        return has_room and not self._is_last

    def _take(self, inputs: Iterator[Input], stop: Stop) -> None:
        """Take inputs for those workers that will soon have nothing to do."""
        while self._is_hungry:
            try:
                with stop.waiting():
                    self._accept(next(inputs))
            except (StopIteration, StoppedError):
                self._is_last = True
        if stop.asked:
            self._is_last = True
            self._waiting.clear()

    def _accept(self, one: Input) -> None:
        if isinstance(one, Article):
            task = Task(number=0, article=one)
            task.number = self._window.add(task.n_bytes)
            self._waiting.append(task)
        else:
            self._finish(self._window.add(0), one, one.reason, one.detail)

    def _send(self) -> None:
        while self._waiting:
            task = self._waiting[0]
            free = min(self._members, key=lambda m: len(m.tasks), default=None)
            if (free is None or free.tasks) and len(self._members) < self._n_workers:
                free = Member(self._load, patience=self._timeout)
                self._members.append(free)
            if free is None or not free.takes(task):
                return
            free.give(self._waiting.popleft())

    def _receive(self, *, seconds: float) -> None:
        for member in answering(self._members, seconds=seconds):
            said = member.answer()
            if isinstance(said, Unable):
                raise InputError(said.message)
            if isinstance(said, Ready):
                self._n_stillborn = 0
            elif said is None:
                self._bury(member)
            else:
                self._window.finish(member.tasks.popleft().number, said)
        for member in list(self._members):
            if member.is_ready and member.seconds > self._timeout:
                self._give_up(member)
            elif not member.is_ready and member.seconds > _LOADING:
                raise InputError(f"no worker has loaded its model in {_LOADING:g} s; try again")

    def _give_up(self, member: Member) -> None:
        """End a worker that is too long at its article; the one after it is read by others."""
        task = member.tasks.popleft()
        detail = f"not read after {self._timeout:g} s; cut it, or give it more with --timeout"
        self._finish(task.number, task.article, Reason.took_too_long, detail)
        self._dismiss(member)

    def _bury(self, member: Member) -> None:
        """Let a dead worker's articles be read by others, unless one has ended two workers."""
        ending = _ending(member)
        self._dismiss(member)
        if not member.is_ready:
            self._n_stillborn += 1
            if self._n_stillborn == _MOST_STILLBORN:
                raise InputError(
                    f"workers end while they load the model ({ending}); is there memory for "
                    f"{self._n_workers}? fewer are --workers {self._n_workers // 2 or 1}"
                )
        elif member.tasks:
            task = member.tasks[0]
            task.deaths += 1
            if task.deaths == _MOST_DEATHS:
                self._waiting.remove(task)
                detail = f"ended two processes that read it ({ending}); is there too little memory?"
                self._finish(task.number, task.article, Reason.crashed, detail)

    def _dismiss(self, member: Member) -> None:
        self._waiting.extendleft(reversed(member.tasks))
        member.end()
        self._members.remove(member)

    def _finish(self, number: int, one: Input, reason: Reason, detail: str) -> None:
        outcome = Outcome.not_read(one, model=self._model, reason=reason, detail=detail)
        self._window.finish(number, outcome)


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ending(member: Member) -> str:
    code = member.exit_code or 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"
