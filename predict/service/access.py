"""Who may ask: one of the keys, or anybody where there are none."""

import base64
import binascii
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
        self._digests = tuple(map(_digest, keys))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or answer 401."""
        if scope["type"] != "http" or is_free(scope["path"]) or self._knows(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        refusal = Refusal(
            _WRONG if _given(Headers(scope=scope)) else _NONE,
            status=HTTPStatus.UNAUTHORIZED,
            code="unauthorized",
            headers={"WWW-Authenticate": 'Bearer realm="nhandang"', "Connection": "close"},
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


def _given(headers: Headers) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        return _password(value.strip())
    return headers.get("x-api-key", "").strip()


def _password(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _digest(key: str) -> bytes:
    """Return something of one length, so that comparing does not tell the length of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
