"""A service for tests of the page: its files, its labels, and answers in a given order."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from predict import Predictor
from predict.service.page import page_router


@dataclass(slots=True, kw_only=True)
class Site:
    """What the service was asked, and what it answers before it predicts again."""

    predictor: Predictor
    address: str = ""
    key: str | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: deque[Response] = field(default_factory=deque)

    def app(self) -> FastAPI:
        """Return the service."""
        app = FastAPI()
        app.include_router(page_router())

        @app.get("/v1/labels")
        async def labels(request: Request) -> Response:
            return self._refuse(request) or JSONResponse(self._labels())

        @app.post("/v1/predict")
        async def predict(request: Request) -> Response:
            return self._refuse(request) or self._answer(await request.json())

        return app

    def _refuse(self, request: Request) -> Response | None:
        if self.key in (None, request.headers.get("Authorization", "").removeprefix("Bearer ")):
            return None
        return refusal(401, "no key")

    def _labels(self) -> dict[str, Any]:
        schema = self.predictor.schema
        return {
            "labels": [
                {"label": label, "role": schema.role_of(label)} for label in schema.entity_labels
            ]
        }

    def _answer(self, body: dict[str, Any]) -> Response:
        self.asked.append(body)
        if self.answers:
            return self.answers.popleft()
        (article,) = body["articles"]
        day = date.fromisoformat(article["published"]) if article["published"] else None
        found = self.predictor.predict(article["text"], day)
        return JSONResponse({"results": [{"prediction": found.to_dict()}]})


def refusal(status: int, message: str, **headers: str) -> Response:
    """Return an answer of the service that is an error."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"error": {"code": "c", "message": message}}, status, headers=named)


@contextmanager
def serve(predictor: Predictor) -> Iterator[Site]:
    """Serve the page on a free port of this machine.

    :param predictor: the model
    """
    site = Site(predictor=predictor)
    config = uvicorn.Config(
        site.app(),
        host="127.0.0.1",
        port=0,
        log_level="warning",
        timeout_graceful_shutdown=1,  # a browser may keep a connection open
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    site.address = f"http://127.0.0.1:{port}/"
    try:
        yield site
    finally:
        server.should_exit = True
        thread.join()
