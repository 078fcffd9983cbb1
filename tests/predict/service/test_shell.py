"""Every request has a number, a line in the log and a place in the metrics."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from .serving import KNOWN, post, serving


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    found: list[dict[str, Any]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == "request":
                found.append(vars(record))

    log = logging.getLogger("predict.service.shell")
    keep, level = Keep(), log.level
    log.addHandler(keep)
    log.setLevel(logging.INFO)
    yield found
    log.removeHandler(keep)
    log.setLevel(level)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("abc-1.2:3_X", True),
        ("a" * 128, True),
        ("a" * 129, False),
        ("a b", False),
        ('a"b', False),
        ("", False),
    ],
)
def test_a_request_id_is_taken_over_if_well_formed(given: str, taken: bool) -> None:
    with serving() as client:
        answer = client.get("/health/live", headers={"X-Request-ID": given})
    shown = answer.headers["x-request-id"]
    assert (shown == given) == taken
    assert len(shown) > 0


def test_a_line_for_each_request(lines: list[dict[str, Any]]) -> None:
    with serving() as client:
        body = {"articles": [{"text": KNOWN}, {"text": "abc"}, {}]}
        client.headers["X-Request-ID"] = "r1"
        post(client, body)
        client.get("/no%0Awhere?text=secret")
    first, second = lines
    keys = ("id", "method", "path", "status", "articles", "characters", "errors")
    assert [first[key] for key in keys] == ["r1", "POST", "/v1/predict", 200, 3, 13, "invalid_text"]
    assert first["ms"] >= 0
    assert (second["path"], second["status"]) == ("/no\\nwhere", 404)


def test_metrics_by_route_and_never_by_what_clients_make_up() -> None:
    with serving() as client:
        post(client, {"articles": [{"text": KNOWN}, {}]})
        client.get("/a/made/up/path")
        client.request("BREW", "/health/live")
        numbers = client.get("/metrics").text
    assert 'nhandang_requests_total{method="POST",route="/v1/predict",status="200"} 1.0' in numbers
    assert 'nhandang_requests_total{method="GET",route="unknown",status="404"} 1.0' in numbers
    assert 'method="unknown"' in numbers
    assert "BREW" not in numbers
    assert "made" not in numbers
    assert 'nhandang_errors_total{code="invalid_text"} 1.0' in numbers
    assert "nhandang_request_articles_sum 2.0" in numbers
    assert "nhandang_articles_total 1.0" in numbers
    assert f"nhandang_characters_total {len(KNOWN)}.0" in numbers
