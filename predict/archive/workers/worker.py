"""A process that reads articles one after the other: what runs inside it."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Protocol, TypeAlias

from predict.archive.article import Article
from predict.archive.outcome import Outcome
from predict.errors import InputError

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Reads(Protocol):
    """What reads an article, as ``Reader`` does."""

    def read(self, article: Article) -> Outcome:
        """Return what became of an article."""


Load: TypeAlias = Callable[[], Reads]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A worker has loaded its model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unable:
    """A worker cannot load its model, and why."""

    message: str


def work(connection: Connection, load: Load) -> None:
    """Read what comes through a connection until its other end is closed.

    :param connection: articles in; out ``Ready`` or ``Unable``, then outcomes in turn
    :param load: makes the reader
    """
    _be_quiet()
    articles: SimpleQueue[Article] = SimpleQueue()
    Thread(target=_receive, args=(connection, articles), daemon=True).start()
    try:
        reader = load()
    except Exception as error:  # noqa: BLE001  # said by the parent, in one sentence
        is_plain = isinstance(error, OSError | InputError)
        connection.send(Unable(message=str(error) if is_plain else f"the model: {error!r}"))
        return
    connection.send(Ready())
    while True:
        connection.send(reader.read(articles.get()))


def _receive(connection: Connection, articles: "SimpleQueue[Article]") -> None:
    """Take articles in while others are read; where no more can come, the process ends."""
    try:
        while True:
            articles.put(connection.recv())
    finally:  # the parent is gone, or there is no memory for what it sends
        os._exit(1)


def _be_quiet() -> None:
    """Write nowhere, and end when the parent does, whatever is going on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if sys.platform == "linux":  # code that never lets go of Python's lock must end too
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
