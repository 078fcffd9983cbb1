"""What Prometheus is told, by one process or by all of them together."""

import os
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from predict.service.tally import Tally

CONTENT_TYPE = CONTENT_TYPE_LATEST
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which several processes keep their numbers; read when this is imported."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Metrics:
    """The numbers of one app."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._registry = own = CollectorRegistry()
        if not _folder():
            ProcessCollector(registry=own)
        self.requests = Counter(
            "nhandang_requests", "Requests.", ["method", "route", "status"], registry=own
        )
        self.seconds = Histogram(
            "nhandang_request_seconds",
            "From a request's first byte to its answer's last.",
            ["route"],
            buckets=_SECONDS,
            registry=own,
        )
        self.sizes = Histogram(
            "nhandang_request_articles", "Articles in a request.", buckets=_SIZES, registry=own
        )
        self.article_seconds = Histogram(
            "nhandang_article_seconds", "Reading one article.", buckets=_SECONDS, registry=own
        )
        self.articles = Counter("nhandang_articles", "Articles that were read.", registry=own)
        self.characters = Counter("nhandang_characters", "Characters in them.", registry=own)
        self.errors = Counter(
            "nhandang_errors", "Errors of requests and of articles.", ["code"], registry=own
        )
        self.queued_articles = _gauge("queued_articles", "Articles held, read or waiting.", own)
        self.queued_characters = _gauge("queued_characters", "Characters in them.", own)

    def add(self, tally: Tally, *, method: str, seconds: float) -> None:
        """Count a request that is over."""
        self.requests.labels(_known(method), tally.route, str(tally.status)).inc()
        self.seconds.labels(tally.route).observe(seconds)
        if tally.articles:
            self.sizes.observe(tally.articles)
        for code in tally.codes:
            self.errors.labels(code).inc()

    def render(self) -> bytes:
        """Return everything in Prometheus's text form, that of the other workers too."""
        folder = _folder()
        if folder is None:
            return generate_latest(self._registry)
        _forget_dead(folder.glob("gauge_live*.db"))
        together = CollectorRegistry()
        MultiProcessCollector(together, path=str(folder))  # type: ignore[no-untyped-call]
        return generate_latest(together)


def _gauge(name: str, text: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(f"nhandang_{name}", text, registry=registry, multiprocess_mode="livesum")


def _folder() -> Path | None:
    folder = os.environ.get(FOLDER_VARIABLE)
    return Path(folder) if folder else None


def _known(method: str) -> str:
    """Keep the names of methods few, whatever clients make up."""
    return method if method in ("GET", "POST", "HEAD", "OPTIONS") else "unknown"


def _forget_dead(files: Iterable[Path]) -> None:
    """Take what killed workers held out of what is held now."""
    for file in files:
        pid = int(file.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            file.unlink(missing_ok=True)  # another worker may be asked at the same time
        except PermissionError:  # alive, and another's
            continue
