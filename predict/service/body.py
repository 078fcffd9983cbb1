"""Takes in the body of a request, within its limits, before anything else looks at it."""

import asyncio
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from predict.service.refusals import Refusal, unavailable
from predict.service.tally import tally_of

_HAVE_BODIES = ("POST", "PUT", "PATCH", "DELETE")
_AT_ONCE = 16  # so many of the largest bodies are held, of all requests together
_THROWN_AWAY = 8  # so many times the limit is received and dropped, that the client hears why


class BodyLimit:
    """An app whose requests have small, whole bodies that arrive in time."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, seconds: float) -> None:
        """Stand before an app.

        :param app: what gets the body, in one piece
        :param max_bytes: the largest body
        :param seconds: how long a body may take to arrive
        """
        self._app = app
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on with its body."""
        if scope["type"] != "http" or scope["method"] not in _HAVE_BODIES:
            await self._app(scope, receive, send)
            return
        body = _Body()
        try:
            await self._fill(body, Headers(scope=scope), receive)
        except Refusal as refusal:
            tally_of(scope).codes.append(refusal.fault.code)
            self._held -= body.size
            await refusal.response()(scope, receive, send)
            return
        except ClientDisconnect:
            self._held -= body.size
            return
        try:
            await self._app(scope, body.then(receive), send)
        finally:
            self._held -= body.size

    async def _fill(self, body: "_Body", headers: Headers, receive: Receive) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                if _declared(headers) > self._max_bytes:
                    if "expect" not in headers:
                        await self._throw_away(receive, _declared(headers))
                    raise self._too_large()
                await self._receive(body, receive)
        except TimeoutError:
            raise Refusal(
                f"the body did not arrive within {self._seconds:g} seconds",
                status=HTTPStatus.REQUEST_TIMEOUT,
                code="too_slow",
                headers={"Connection": "close"},
            ) from None

    async def _receive(self, body: "_Body", receive: Receive) -> None:
        more = True
        while more:
            message = await receive()
            chunk = _chunk(message)
            more = message.get("more_body", False)
            if body.size + len(chunk) > self._max_bytes:
                if more:
                    await self._throw_away(receive, 0)
                raise self._too_large()
            if self._held + len(chunk) > _AT_ONCE * self._max_bytes:
                raise unavailable("too many large requests at once", code="busy", seconds=1)
            self._held += len(chunk)
            body.add(chunk)

    async def _throw_away(self, receive: Receive, declared: int) -> None:
        """Receive what is too large: a client that is cut off while sending sees no answer."""
        most = _THROWN_AWAY * self._max_bytes
        dropped = 0
        while declared <= most and dropped <= most:
            message = await receive()
            dropped += len(_chunk(message))
            if not message.get("more_body", False):
                return

    def _too_large(self) -> Refusal:
        return Refusal(
            f"the body is larger than {self._max_bytes} bytes, the most that is taken; "
            "send fewer articles at once",
            status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            code="body_too_large",
            headers={"Connection": "close"},
        )


class _Body:
    """What has arrived."""

    def __init__(self) -> None:
        self._content = bytearray()

    @property
    def size(self) -> int:
        return len(self._content)

    def add(self, chunk: bytes) -> None:
        self._content += chunk

    def then(self, receive: Receive) -> Receive:
        """Return a receiver of the body in one piece, and of what comes after it."""
        given = False

        async def receive_whole() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(self._content), "more_body": False}

        return receive_whole


def check_headers(headers: Headers) -> None:
    """Check that a body is JSON in UTF-8, and not packed.

    :raises Refusal: with 415 if it is not
    """
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise _unsupported(f"a body packed with {encoding[:40]!r} is not taken; send it as it is")
    kind, _, parameters = headers.get("content-type", "").lower().partition(";")
    if kind.strip() != "application/json":
        raise _unsupported(
            "the body must be JSON, with the header Content-Type: application/json"
            + (f", not {kind.strip()[:60]!r}" if kind.strip() else "")
        )
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(' "')
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise _unsupported(f"the body must be UTF-8, not {charset[:40]!r}")


def _unsupported(message: str) -> Refusal:
    return Refusal(message, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, code="unsupported_media_type")


def _chunk(message: Message) -> bytes:
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    chunk: bytes = message.get("body", b"")
    return chunk


def _declared(headers: Headers) -> int:
    """Return the size that the client names, 0 if it names none."""
    named = headers.get("content-length", "")
    return int(named) if named.isdecimal() else 0
