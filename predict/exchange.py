"""What a client and the service say to each other: articles there, predictions or errors back."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from http import HTTPStatus

from predict.errors import InputError
from predict.parsing import Node
from predict.records import Prediction
from predict.schema import Schema


class ServiceError(Exception):
    """What a service did not do: a ``code`` for programs and a ``message`` for people.

    Where single articles failed, ``results`` has what became of each, in order.
    """

    def __init__(
        self, message: str, *, code: str, results: "Sequence[Prediction | ServiceError]" = ()
    ) -> None:
        """Take over what the service said.

        :param message: a sentence
        :param code: a word
        :param results: one for each article of the request, or none
        """
        super().__init__(f"{message} ({code})")
        self.message = message
        self.code = code
        self.results = tuple(results)

    def __reduce__(self) -> tuple[object, ...]:
        """Go whole from one process to another, which a pool of processes asks of errors."""
        make = partial(ServiceError, code=self.code, results=self.results)
        return make, (self.message,)


ARTICLES_AT_ONCE = 32


def write_requests(
    texts: Sequence[str], published: Sequence[date | None] | None = None
) -> list[bytes]:
    """Return the bodies of as many requests as the articles need.

    :param texts: the articles
    :param published: None, or one date (or None) per text
    :raises ValueError: if there are not as many dates as texts, one is given instead of a list, or
        one is no date
    """
    if isinstance(texts, str) or isinstance(published, date):
        raise InputError("give a list of texts and one date per text; for one text call predict")
    days = [None] * len(texts) if published is None else published
    if len(days) != len(texts):
        raise InputError(f"{len(texts)} texts and {len(days)} dates: give one date per text")
    for day in days:
        if day is not None and not isinstance(day, date):
            raise InputError(f"published must be a datetime.date or None, got {type(day).__name__}")
    rows = [
        {"text": text, "published": day and day.isoformat()[:10]}
        for text, day in zip(texts, days, strict=True)
    ]
    parts = [rows[i : i + ARTICLES_AT_ONCE] for i in range(0, len(rows), ARTICLES_AT_ONCE)]
    return [json.dumps({"articles": part}).encode("ascii") for part in parts]


def read_answer(status: int, content: bytes, *, schema: Schema) -> list[Prediction | ServiceError]:
    """Read what came back: what became of each article, in order.

    :param status: the status of HTTP
    :param content: the body
    :param schema: that of the service's model
    :raises ServiceError: if the request was refused as a whole, by the service or by whoever stands
        before it
    :raises ValueError: if a prediction does not fit the schema
    """
    if status != HTTPStatus.OK:
        raise _refusal(status, content)
    try:
        results = Node(value=json.loads(content))["results"].items
    except (ValueError, RecursionError) as error:
        message = f"the answer is not that of this service; is the address right? {error}"
        raise ServiceError(message, code="no_answer") from error
    return [_result(node, schema) for node in results]


def _refusal(status: int, content: bytes) -> ServiceError:
    try:
        return _fault(Node(value=json.loads(content))["error"])
    except (ValueError, RecursionError):
        return ServiceError(f"the answer has status {status}", code=f"http_{status}")


def _result(node: Node, schema: Schema) -> Prediction | ServiceError:
    if fault := node.get("error"):
        return _fault(fault)
    return Prediction.from_dict(node["prediction"].object, schema=schema)


def retry_after(header: str | None) -> int:
    """Return in how many seconds a busy service wants to be asked again, at least 1.

    :param header: ``Retry-After``, if it was sent; a day and time instead of seconds are not read
    """
    return max(1, int(header)) if header and header.isdecimal() else 1


def _fault(node: Node) -> ServiceError:
    return ServiceError(node["message"].text, code=node["code"].text)


def all_predictions(results: Sequence[Prediction | ServiceError]) -> list[Prediction]:
    """Return the predictions if every article has one.

    :param results: what became of each article
    :raises ServiceError: if one failed; says how many, and names the first
    """
    predictions = [result for result in results if isinstance(result, Prediction)]
    for number, result in enumerate(results):
        if isinstance(result, ServiceError):
            n_failed = len(results) - len(predictions)
            message = f"{n_failed} of {len(results)} articles failed; number {number}: "
            raise ServiceError(message + result.message, code=result.code, results=results)
    return predictions
