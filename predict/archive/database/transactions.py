"""Transactions that are done anew where another was first, or where the server was gone."""

import logging
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from predict.archive.database.connecting import place_of, sentence

log = logging.getLogger(__name__)
Result = TypeVar("Result")

PATIENCE = 300.0
"""For how many seconds a server may be gone."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_OTHER_WAS_FIRST = ("40001", "40P01", "55P03")  # serialization, deadlock, lock
_SERVER_IS_GONE = ("08", "57P01", "57P02", "57P03")  # connection, shutdown, crash, start


class _Trouble(Enum):
    fault = auto()
    other_was_first = auto()
    server_is_gone = auto()


class Transactions:
    """Does work in transactions, each as a whole or not at all.

    Work that was cut off is done anew, even where only the answer to its commit was lost; it must
    therefore be such that doing it twice is doing it once.
    """

    def __init__(self, engine: Engine, *, patience: float = PATIENCE) -> None:
        """Take a database, and for how many seconds it may be gone."""
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._patience = patience
        self._errors = (DBAPIError, engine.dialect.loaded_dbapi.Error)

    def run(self, work: Callable[[Connection], Result], *, reads: bool = False) -> Result:
        """Do something in one transaction.

        :param work: what is to be done
        :param reads: whether it writes nothing, and so needs not wait for who does
        :raises OSError: if it cannot be done, or the server stays away
        """
        setback = _Setback(self._engine, patience=self._patience)
        while True:
            try:
                with (self._engine if reads else self._writing).begin() as connection:
                    result = work(connection)
            except self._errors as error:
                setback.wait(error)
            else:
                setback.end()
                return result


class _Setback:
    """Why some work was not done at once, and since when."""

    def __init__(self, engine: Engine, *, patience: float) -> None:
        self._engine = engine
        self._place = place_of(engine)
        self._patience = patience
        self._began = self._pause = 0.0
        self._gone = False

    def wait(self, error: Exception) -> None:
        """Wait a while, or raise what is to be said where waiting does not help."""
        trouble = _trouble(error, self._engine)
        said = sentence(error, self._engine)
        if trouble is _Trouble.fault:
            raise OSError(
                f"{self._place}: {said}; what was written before stays, go on with --resume once "
                "that is mended"
            ) from None
        self._began = self._began or time.monotonic()
        self._pause = min(2 * self._pause, _LONGEST_PAUSE) or _FIRST_PAUSE
        if time.monotonic() - self._began + self._pause > self._patience:
            raise ConnectionError(
                f"{self._place}: not written within {self._patience:g} seconds ({said}); what was "
                "written before stays, go on with --resume when the database answers"
            ) from None
        if trouble is _Trouble.server_is_gone:
            if not self._gone:
                message = "%s does not answer (%s); trying again for up to %g seconds"
                log.warning(message, self._place, said, self._patience)
            self._gone = True
            self._engine.dispose()  # the pool's other connections are dead too
        time.sleep(self._pause)

    def end(self) -> None:
        """Say that it is over."""
        if self._gone:
            log.warning("%s answers again", self._place)


def _trouble(error: Exception, engine: Engine) -> _Trouble:
    if engine.dialect.name == "sqlite":
        return _Trouble.fault  # a turn was waited for
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(cause, "sqlstate", None)
    if state in _OTHER_WAS_FIRST:
        return _Trouble.other_was_first
    dbapi = engine.dialect.loaded_dbapi
    if state is None and isinstance(cause, dbapi.OperationalError | dbapi.InterfaceError):
        return _Trouble.server_is_gone
    return _Trouble.server_is_gone if str(state).startswith(_SERVER_IS_GONE) else _Trouble.fault
