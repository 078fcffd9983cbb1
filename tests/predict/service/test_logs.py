"""The log: a line each, which no request can forge."""

import json
import logging
import sys

from predict.service.logs import JsonFormatter, TextFormatter


def record(message: str = "request", **fields: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"msg": message, "levelname": "INFO", "created": 1626249600.5, "msecs": 500.0, **fields}
    )


def test_text() -> None:
    line = TextFormatter().format(record(id="a", path="/x y status=200", status=404))
    assert line == '2021-07-14T08:00:00.500Z INFO request id=a path="/x y status=200" status=404'


def test_json() -> None:
    row = json.loads(JsonFormatter().format(record(id="a", status=404)))
    assert row == {
        "time": "2021-07-14T08:00:00.500Z",
        "level": "INFO",
        "event": "request",
        "id": "a",
        "status": 404,
    }


def test_a_fault_has_its_place_and_not_its_message() -> None:
    secret = "Bài " + "mật"
    try:
        raise ValueError(secret)
    except ValueError:
        failed = record("fault", exc_info=sys.exc_info())
    row = JsonFormatter().format(failed)
    for shown in (TextFormatter().format(failed), row):
        assert "ValueError" in shown
        assert "test_a_fault_has_its_place" in shown
        assert secret not in shown
    assert "\n" not in row
