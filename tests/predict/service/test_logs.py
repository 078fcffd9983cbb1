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
    try:
        raise ValueError("Bài mật")
    except ValueError:
        failed = record("fault", exc_info=sys.exc_info())
    text = TextFormatter().format(failed)
    row = JsonFormatter().format(failed)
    for shown in (text, row):
        assert "ValueError" in shown
        assert "test_a_fault_has_its_place" in shown
        assert "mật" not in shown
    assert "\n" not in row
