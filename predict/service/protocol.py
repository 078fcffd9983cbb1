"""HTTP as uvicorn speaks it, for clients that do not keep a connection open and say nothing."""

import asyncio
from functools import partial
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class ImpatientProtocol(H11Protocol):
    """Hangs up where the head of a request does not arrive in time."""

    def __init__(self, *args: Any, seconds: float, **options: Any) -> None:  # noqa: ANN401  # uvicorn's
        """Make the protocol of one connection.

        :param args: what uvicorn gives
        :param seconds: how long the head of a request may take
        :param options: what uvicorn gives
        """
        super().__init__(*args, **options)
        self._head_seconds = seconds
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what has arrived, and wait for the rest of a head, if that is what it is."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_no_longer()
        elif self._head_timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._head_timer = self.loop.call_later(self._head_seconds, self.transport.close)

    def _wait_no_longer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def impatient(seconds: float) -> Any:  # noqa: ANN401  # uvicorn takes classes and calls them
    """Return what uvicorn takes for a protocol.

    :param seconds: how long the head of a request may take
    """
    return partial(ImpatientProtocol, seconds=seconds)
