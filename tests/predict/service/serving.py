"""A service in front of a reader that does what a test wants, and clients of it."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from fastapi.testclient import TestClient
from httpx2 import Response

from predict.records import ArticleType, Entity, ModelInfo, Prediction
from predict.schema import DEFAULT_SCHEMA, Schema
from predict.service.app import create_app
from predict.service.settings import Settings

JSON = {"Content-Type": "application/json"}
PERSON, OTHER = DEFAULT_SCHEMA.entity_labels[0], DEFAULT_SCHEMA.article_types[-1]
KNOWN = "Lò Văn Ứng"


class FakeReader:
    """Finds one name; waits while ``gate`` is closed; fails where it is told to."""

    def __init__(self, schema: Schema = DEFAULT_SCHEMA) -> None:
        self.schema = schema
        self.model = ModelInfo(name="fake", version="1")
        self.gate = threading.Event()
        self.gate.set()
        self.texts: list[str] = []
        self.days: list[date | None] = []

    def predict(self, text: str, published: date | None = None) -> Prediction:
        self.texts.append(text)
        self.days.append(published)
        assert self.gate.wait(timeout=20)
        if "hỏng" in text:
            raise ValueError(f"cannot read {text!r}")
        entities = [
            Entity(label=PERSON, text=KNOWN, start=found.start(), end=found.end(), score=0.9)
            for found in re.finditer(KNOWN, text)
        ]
        return Prediction(
            article_type=ArticleType(label=OTHER, score=0.8, scores={OTHER: 0.8}),
            entities=tuple(entities),
            appointments=(),
            model=self.model,
            schema=self.schema,
        )


def settings(**changes: object) -> Settings:
    """Return settings for tests, whatever the environment says."""
    return Settings.model_validate({"threads": 2, **changes})


@contextmanager
def serving(reader: FakeReader | None = None, **changes: object) -> Iterator[TestClient]:
    """Start a service and yield a client of it, which gets answers even of faults."""
    app = create_app(settings(**changes), reader=reader or FakeReader())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def post(client: TestClient, body: object, path: str = "/v1/predict") -> Response:
    """Send JSON and return the answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, content=content, headers=JSON)
