"""The log: a line a request, as text or JSON, without a word of any article."""

import json
import logging
import re
import time
from typing import Any

from predict.service.batcher import without_message

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


class TextFormatter(logging.Formatter):
    """``2021-07-14T08:00:00Z INFO request id=... status=200``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; a traceback goes below."""
        fields = "".join(f" {key}={_plain(value)}" for key, value in _fields(record).items())
        line = f"{_time(record)} {record.levelname} {record.getMessage()}{fields}"
        trace = _trace(record)
        return f"{line}\n{trace}" if trace else line


class JsonFormatter(logging.Formatter):
    """``{"time": ..., "level": ..., "event": "request", "id": ..., "status": 200}``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; a traceback is in it."""
        row: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname,
            "event": record.getMessage(),
            **_fields(record),
        }
        if trace := _trace(record):
            row["trace"] = trace
        return json.dumps(row, ensure_ascii=False, default=str)


def configuration(form: str) -> dict[str, Any]:
    """Return the logging of the service and of the server under it, to standard error.

    :param form: ``text`` or ``json``
    """
    formatter = JsonFormatter if form == "json" else TextFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "loggers": {
            name: {"handlers": ["errors"], "level": "INFO", "propagate": False}
            for name in ("predict.service", "uvicorn")
        },
    }


def _time(record: logging.LogRecord) -> str:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{seconds}.{int(record.msecs):03d}Z"


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {key: value for key, value in vars(record).items() if key not in _STANDARD}


def _plain(value: object) -> str:
    """Return a value so that it cannot be taken for the next field."""
    text = str(value)
    return text if re.fullmatch(r"[^\s=\"]+", text) else json.dumps(text, ensure_ascii=False)


def _trace(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return without_message(error) if error else ""
