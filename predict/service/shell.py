"""Around every request: its number, its line in the log, its place in the metrics, safe headers."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from predict.service.metrics import Metrics
from predict.service.refusals import INTERNAL
from predict.service.tally import Tally, begin

log = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
"""For every answer that does not say otherwise, as the page does."""


class Shell:
    """An app whose answers all have their headers, and whose faults are seen in the log alone."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        """Stand around an app."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tally = begin(scope, request_id=_request_id(Headers(scope=scope)))
        start = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                tally.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = tally.id
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        started = tally.status
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            log.exception("fault", extra={"id": tally.id})
            if tally.status != started:  # half of an answer cannot be taken back
                raise
            tally.codes.append(INTERNAL.fault.code)
            await INTERNAL.response()(scope, receive, send_with_headers)
        finally:
            tally.route = getattr(scope.get("route"), "path", tally.route)
            self._finish(tally, scope, seconds=time.perf_counter() - start)

    def _finish(self, tally: Tally, scope: Scope, *, seconds: float) -> None:
        method = scope["method"]
        self._metrics.add(tally, method=method, seconds=seconds)
        fields: dict[str, object] = {
            "id": tally.id,
            "method": method,
            "path": scope["path"][:200].encode("unicode_escape").decode("ascii"),
            "status": tally.status,
            "ms": round(seconds * 1000),
            "articles": tally.articles,
            "characters": tally.characters,
        }
        if tally.codes:
            fields["errors"] = ",".join(sorted(set(tally.codes)))
        log.info("request", extra=fields)


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
