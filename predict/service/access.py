"""Who may ask: one of the keys, or anybody where there are none."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from predict.service.refusals import Refusal
from predict.service.tally import tally_of

FREE = ("/", "/health", "/health/live", "/health/ready", "/metrics", "/openapi.json")
FREE_FOLDER = "/static/"
_NONE = "name a key: Authorization: Bearer KEY, or X-API-Key: KEY"
_WRONG = "the key is none of this service's; ask whoever runs it for one"


class KeyCheck:
    """An app that answers those alone who name a key.

    As ``Authorization: Bearer KEY``, as ``X-API-Key: KEY``, or as the password of
    ``Authorization: Basic``, which is all that Label Studio can send.
    """

    def __init__(self, app: ASGIApp, *, keys: Sequence[str]) -> None:
        """Stand before an app.

        :param app: what answers those who may ask
        :param keys: the keys, of which one will do
        """
        self._app = app
        self._digests = tuple(_digest(spelt) for key in keys for spelt in _spellings(key))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or answer 401."""
        if scope["type"] != "http" or is_free(scope["path"]) or self._knows(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        # Who has begun to send a body hears nothing if the connection closes meanwhile.
        close = {"Connection": "close"} if "expect" in Headers(scope=scope) else {}
        refusal = Refusal(
            _WRONG if _given(Headers(scope=scope)) else _NONE,
            status=HTTPStatus.UNAUTHORIZED,
            code="unauthorized",
            headers={"WWW-Authenticate": 'Bearer realm="nhandang"', **close},
        )
        tally_of(scope).codes.append(refusal.fault.code)
        await refusal.response()(scope, receive, send)

    def _knows(self, headers: Headers) -> bool:
        """Compare with every key, in the same time whichever it is and however much is right."""
        given = _digest(_given(headers))
        right = [hmac.compare_digest(given, digest) for digest in self._digests]
        return any(right)


def is_free(path: str) -> bool:
    """Say whether a path is answered without a key: the page, health, metrics."""
    return path in FREE or path.startswith(FREE_FOLDER)


def _given(headers: Headers) -> bytes:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1")
    if scheme.lower() == "basic":
        return _password(value.strip())
    return headers.get("x-api-key", "").strip().encode("latin-1")


def _password(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True).partition(b":")[2]
    except ValueError:
        return b""


def _spellings(key: str) -> set[bytes]:
    """Return a key as bytes, in the ways in which clients write letters into a header."""
    try:
        return {key.encode(), key.encode("latin-1")}
    except UnicodeEncodeError:
        return {key.encode("utf-8", "surrogateescape")}


def _digest(key: bytes) -> bytes:
    """Return something of one length, so that comparing does not tell the length of a key."""
    return hashlib.sha256(key).digest()
