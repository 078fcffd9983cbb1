"""HTTP as uvicorn speaks it, for clients that neither say nothing for ever nor read nothing."""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from predict.service.refusals import Refusal


class ImpatientProtocol(H11Protocol):
    """Hangs up where the head of a request does not arrive in time, or no answer is taken."""

    def __init__(self, *args: Any, seconds: float, **options: Any) -> None:  # noqa: ANN401  # uvicorn's
        """Make the protocol of one connection.

        :param args: what uvicorn gives
        :param seconds: how long the head of a request may take, and a client may read nothing of
            an answer
        :param options: what uvicorn gives
        """
        super().__init__(*args, **options)
        self._seconds = seconds
        self._head_timer: asyncio.TimerHandle | None = None
        self._reading_timer: asyncio.TimerHandle | None = None
        self._unread = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for the first request, and looking whether answers are taken."""
        super().connection_made(transport)
        self._wait()
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take in what has arrived, and wait for the rest of a head, if that is what it is."""
        self._unread = 0
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_no_longer()
        elif self._head_timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._wait_no_longer()
        if self._reading_timer is not None:
            self._reading_timer.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Go on with an answer of which most has been taken."""
        self._unread = 0
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP in the shape of every error.

        :param msg: what uvicorn says of it
        """
        refusal = Refusal(
            msg[:1].lower() + msg[1:].rstrip("."),
            status=HTTPStatus.BAD_REQUEST,
            code="not_http",
            headers={"Connection": "close"},
        )
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            answer = refusal.response()
            head = h11.Response(
                status_code=answer.status_code, headers=answer.raw_headers, reason=b"Bad Request"
            )
            for event in (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._head_timer = self.loop.call_later(self._seconds, self.transport.close)

    def _wait_no_longer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _look(self) -> None:
        """Hang up if nothing was taken since the last look of what the client has still to read.

        Closing would wait until the rest is taken, and a stop of the service with it.
        """
        unread = self.transport.get_write_buffer_size()
        if self._unread and unread >= self._unread:
            self.transport.abort()
            return
        self._unread = unread
        self._reading_timer = self.loop.call_later(self._seconds, self._look)


def impatient(seconds: float) -> Any:  # noqa: ANN401  # uvicorn takes classes and calls them
    """Return what uvicorn takes for a protocol.

    :param seconds: how long the head of a request may take, and a client may read nothing
    """
    return partial(ImpatientProtocol, seconds=seconds)
