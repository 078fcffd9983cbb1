"""What the service is held to under load, measured on this machine in one run."""

import asyncio
import json
import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.formats import find_annotations, read_annotations
from predict import BUNDLE, Predictor
from predict.schema import DEFAULT_SCHEMA

from .service_load import Asked, Served, ask, served

CORPUS = Path(__file__).parents[2] / "data" / "corpus" / "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """One worker, asked by many clients, beside ``predict_batch``."""

    seconds_to_answer: float
    batch_rate: float
    rate: float
    asked: Asked
    memory: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """SIGTERM under load: the numbers of requests that were read but whose answer did not come."""

    asked: Asked
    code: int
    lost: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One of two workers killed under load."""

    asked: Asked
    answered_after: int
    workers: int


def read_texts() -> list[str]:
    """Return the articles of the test split."""
    files = find_annotations([CORPUS])
    return [article.text for article in read_annotations(files, schema=DEFAULT_SCHEMA)]


def predict_all(texts: Sequence[str]) -> list[object]:
    """Return what ``predict()`` says of each text, as JSON holds it."""
    predictor = Predictor.load(BUNDLE, n_threads=1)  # several get in each other's way under load
    return [json.loads(json.dumps(predictor.predict(text).to_dict())) for text in texts]


def steady(
    texts: Sequence[str], expected: Sequence[object], *, folder: Path, clients: int, seconds: float
) -> Steady:
    """Ask one worker for some seconds, between two readings of everything by ``predict_batch``."""
    before = _batch_rate(texts, seconds=seconds / 4)
    memory: list[int] = []
    with served(folder) as service:
        watch = threading.Event()
        watcher = threading.Thread(target=_watch, args=(service, memory, watch, seconds / 20))
        watcher.start()
        asked = asyncio.run(ask(service.url, texts, expected, clients=clients, seconds=seconds))
        watch.set()
        watcher.join()
    after = _batch_rate(texts, seconds=seconds / 4)
    return Steady(
        seconds_to_answer=service.seconds_to_answer,
        batch_rate=(before + after) / 2,
        rate=len(asked.seconds) / asked.spent,
        asked=asked,
        memory=tuple(memory),
    )


def stopped(
    texts: Sequence[str], expected: Sequence[object], *, folder: Path, clients: int, seconds: float
) -> Stopped:
    """Stop a service in the middle, and look for answers in its log that nobody got."""
    with served(folder) as service:
        timer = threading.Timer(seconds / 2, service.process.send_signal, [signal.SIGTERM])
        timer.start()
        asked = asyncio.run(ask(service.url, texts, expected, clients=clients, seconds=seconds))
        timer.join()
        code = service.process.wait(timeout=120)
    requests = [line for line in service.lines() if line["event"] == "request"]
    taken = {line["id"] for line in requests if line["path"] == "/v1/predict"}
    good = {line["id"] for line in requests if line["status"] == 200}
    mine = {name for name in good if name.startswith("r")}
    unanswered = {name for name in taken - good if name.startswith("r")}
    return Stopped(asked=asked, code=code, lost=frozenset((mine - asked.answered) | unanswered))


def killed(
    texts: Sequence[str], expected: Sequence[object], *, folder: Path, clients: int, seconds: float
) -> Killed:
    """Kill one of two workers in the middle, and count what is answered after it."""
    with served(folder, "--workers", "2") as service:
        while len(service.workers()) < 2:
            time.sleep(0.1)
        first = service.workers()[0]
        done_before: list[int] = []

        async def run() -> Asked:
            loop = asyncio.get_running_loop()
            loop.call_later(seconds / 2, _kill, first, done_before, service)
            return await ask(service.url, texts, expected, clients=clients, seconds=seconds)

        asked = asyncio.run(run())
        end = time.monotonic() + 60
        while len(service.workers()) < 3 and time.monotonic() < end:
            time.sleep(0.1)
        workers = len(service.workers())
    return Killed(asked=asked, answered_after=len(asked.seconds) - done_before[0], workers=workers)


def _kill(pid: int, done_before: list[int], service: Served) -> None:
    os.kill(pid, signal.SIGKILL)
    good = [line for line in service.lines() if line.get("status") == 200]
    done_before.append(len(good))


def _watch(service: Served, memory: list[int], stop: threading.Event, seconds: float) -> None:
    while not stop.wait(seconds):
        memory.append(service.memory())


def _batch_rate(texts: Sequence[str], *, seconds: float) -> float:
    """Return how many articles ``predict_batch`` reads in a second."""
    predictor = Predictor.load(BUNDLE)
    predictor.predict_batch(texts[:4])
    n_read, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        predictor.predict_batch(texts)
        n_read += len(texts)
    return n_read / spent
