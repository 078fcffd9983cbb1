"""What the routes of one app share."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fastapi import Request

from predict.records import ModelInfo, Prediction
from predict.schema import Schema
from predict.service.batcher import Article, Batcher
from predict.service.body import check_headers
from predict.service.messages import Limits, characters
from predict.service.metrics import Metrics
from predict.service.refusals import Fault, unavailable
from predict.service.tally import tally_of

TRIAL = "Sáng 14/7/2021, ông Phan Văn Mận, Bí thư Huyện ủy, dự hội nghị sơ kết."
"""What is read before the service says that it is ready."""


class Reader(Protocol):
    """Whatever reads articles, as ``Predictor`` does."""

    @property
    def schema(self) -> Schema:
        """What it tells apart."""

    @property
    def model(self) -> ModelInfo:
        """Which model it is."""

    def predict(self, text: str, published: date | None = None) -> Prediction:
        """Read one article."""


@dataclass(slots=True, kw_only=True)
class State:
    """The model, its queue, and whether they can be asked."""

    reader: Reader
    batcher: Batcher
    metrics: Metrics
    limits: Limits
    tried: bool = False
    stopping: bool = False

    @property
    def ready(self) -> bool:
        """Whether articles are taken: after a trial, until told to stop."""
        return self.tried and not self.stopping


def state_of(request: Request) -> State:
    """Return the state of the app that got a request."""
    found = request.app.state.service
    assert isinstance(found, State)
    return found


async def read_body(request: Request) -> bytes:
    """Return the body, which has already arrived.

    :raises Refusal: if it is said not to be JSON, or nothing can be read yet
    """
    check_headers(request.headers)
    if not state_of(request).tried:
        raise unavailable("the model is not ready yet", code="not_ready", seconds=1)
    return await request.body()


async def read_all(request: Request, items: list[Article | Fault]) -> list[Prediction | Fault]:
    """Read what can be read of a request, and leave the faults where they are.

    :raises Refusal: if there is no room, or the time is over
    :raises GoneError: if the client has hung up
    """
    state = state_of(request)
    tally = tally_of(request.scope)
    tally.articles, tally.characters = len(items), characters(items)
    articles = [item for item in items if isinstance(item, Article)]
    found: list[Prediction | Fault] = []
    if articles:
        found = await state.batcher.read(articles, gone=lambda: _gone(request))
    rest = iter(found)
    results = [item if isinstance(item, Fault) else next(rest) for item in items]
    tally.codes += [result.code for result in results if isinstance(result, Fault)]
    return results


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
