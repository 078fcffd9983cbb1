import json
import pickle
from datetime import date, datetime

import pytest

from predict.errors import InputError
from predict.exchange import (
    ARTICLES_AT_ONCE,
    ServiceError,
    all_predictions,
    read_answer,
    retry_after,
    write_requests,
)
from predict.records import Prediction
from predict.schema import DEFAULT_SCHEMA, Schema

from .test_records import PREDICTION

FAULT = {"error": {"code": "too_long", "message": "the article is too long"}}


DEEP = b"[" * 100_000


def test_requests_hold_the_articles_in_order() -> None:
    texts = [f"bài {number}" for number in range(2 * ARTICLES_AT_ONCE + 1)]
    bodies = [json.loads(body)["articles"] for body in write_requests(texts)]
    assert [len(rows) for rows in bodies] == [ARTICLES_AT_ONCE, ARTICLES_AT_ONCE, 1]
    assert [row["text"] for rows in bodies for row in rows] == texts
    assert {row["published"] for rows in bodies for row in rows} == {None}
    assert write_requests([]) == []


def test_requests_hold_days() -> None:
    (body,) = write_requests(list("abc"), [date(2021, 7, 14), None, datetime(2021, 7, 15, 8, 30)])
    days = [row["published"] for row in json.loads(body)["articles"]]
    assert days == ["2021-07-14", None, "2021-07-15"]


def test_errors_go_from_one_process_to_another() -> None:
    inner = ServiceError("too long", code="too_long")
    error = pickle.loads(pickle.dumps(ServiceError("one failed", code="x", results=[inner])))
    assert (str(error), error.message, error.code) == ("one failed (x)", "one failed", "x")
    assert [one.code for one in error.results] == ["too_long"]


def test_any_string_can_be_sent() -> None:
    (body,) = write_requests(["Huyện ủy \ud800 \0"])
    assert body.isascii()
    assert json.loads(body)["articles"][0]["text"] == "Huyện ủy \ud800 \0"


@pytest.mark.parametrize(
    ("texts", "published", "message"),
    [
        ("một bài", None, "give a list of texts and one date per text; for one text call predict"),
        (["a"], date(2021, 7, 14), "give a list of texts and one date per text"),
        (["a", "b"], [None], "2 texts and 1 dates: give one date per text"),
        (["a"], [], "1 texts and 0 dates"),
        (["a"], ["2021-07-14"], "published must be a datetime.date or None, got str"),
        (["a"], [""], "published must be a datetime.date or None, got str"),
    ],
)
def test_what_is_no_list_of_articles(texts: object, published: object, message: str) -> None:
    with pytest.raises(InputError, match=f"^{message}"):
        write_requests(texts, published)  # type: ignore[arg-type]


def body(*results: object) -> bytes:
    return json.dumps({"results": results}).encode()


def test_results_in_order() -> None:
    good: dict[str, object] = {"prediction": PREDICTION.to_dict()}
    first, second, third = read_answer(200, body(good, FAULT, good), schema=DEFAULT_SCHEMA)
    assert first == third == PREDICTION
    assert isinstance(second, ServiceError)
    assert (second.code, second.message) == ("too_long", "the article is too long")
    assert str(second) == "the article is too long (too_long)"
    assert second.results == ()


def test_predictions_of_another_schema_say_so() -> None:
    own = Schema(entity_labels=("PERSON",), article_types=())
    with pytest.raises(InputError, match="give the schema of the model that read it"):
        read_answer(200, body({"prediction": PREDICTION.to_dict()}), schema=own)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\xff", b"[]", b"{}", b'{"results": 3}', DEEP]
)
def test_what_is_no_answer(content: bytes) -> None:
    with pytest.raises(ServiceError, match="not that of this service; is the address") as caught:
        read_answer(200, content, schema=DEFAULT_SCHEMA)
    assert caught.value.code == "no_answer"
    with pytest.raises(ServiceError, match="status 502"):
        read_answer(502, content, schema=DEFAULT_SCHEMA)


def test_the_services_own_refusal() -> None:
    with pytest.raises(ServiceError, match="the article is too long") as caught:
        read_answer(422, json.dumps(FAULT).encode(), schema=DEFAULT_SCHEMA)
    assert (caught.value.code, caught.value.message) == ("too_long", "the article is too long")


@pytest.mark.parametrize("content", [b"", b"<html>Bad Gateway</html>", b'{"detail": "no"}', b"[]"])
def test_a_refusal_of_somebody_else(content: bytes) -> None:
    with pytest.raises(ServiceError, match=r"^the answer has status 502 \(http_502\)$"):
        read_answer(502, content, schema=DEFAULT_SCHEMA)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("0", 1), (None, 1), ("", 1), ("Wed, 21 Oct 2026 07:28:00 GMT", 1), ("-3", 1)],
)
def test_retry_after(header: str | None, seconds: int) -> None:
    assert retry_after(header) == seconds


def test_one_article_that_failed_does_not_hide_the_others() -> None:
    results: list[Prediction | ServiceError] = [
        PREDICTION,
        ServiceError("is long", code="a"),
        PREDICTION,
    ]
    with pytest.raises(ServiceError, match="1 of 3 articles failed; number 1: is lo") as caught:
        all_predictions(results)
    assert (caught.value.code, caught.value.results) == ("a", tuple(results))
    assert all_predictions([PREDICTION, PREDICTION]) == [PREDICTION, PREDICTION]
    assert all_predictions([]) == []
