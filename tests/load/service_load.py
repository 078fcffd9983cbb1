"""A running service, and clients that ask it all at once and remember everything."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.paths import ROOT


@dataclass(slots=True)
class Served:
    """A service as a process: where it is, how fast it started, what it logged."""

    process: "subprocess.Popen[bytes]"
    log: Path
    url: str = ""
    seconds_to_answer: float = 0.0

    def lines(self) -> list[dict[str, Any]]:
        """Return its log."""
        text = self.log.read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def memory(self) -> int:
        """Return the bytes that it holds in memory, its workers together."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = [self.process.pid, *map(int, children.read_text().split())]
        return sum(_resident(pid) for pid in pids)

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        started = [line["event"] for line in self.lines() if "server process" in line["event"]]
        return [int(found[1]) for e in started if (found := re.search(r"Started .*\[(\d+)\]", e))]


@dataclass(slots=True)
class Asked:
    """What clients saw: seconds of each answer, answers that were wrong, and what else came."""

    seconds: list[float] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    spent: float = 0.0

    def quantile(self, share: float) -> float:
        """Return in how many seconds a share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """Start a service and wait for its first answer.

    :param folder: where its log goes
    :param arguments: more flags
    """
    log = folder / f"log-{time.monotonic_ns()}"
    command = [sys.executable, "-m", "predict", "serve", "--port", "0", "--log-format", "json"]
    start = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen([*command, *arguments], cwd=ROOT, stderr=stream)
    found = Served(process=process, log=log)
    try:
        _wait(found)
        found.seconds_to_answer = time.perf_counter() - start
        yield found
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=120)


async def ask(
    url: str, texts: Sequence[str], expected: Sequence[object], *, clients: int, seconds: float
) -> Asked:
    """Have clients ask one article after the other until the time is over.

    :param url: of the service
    :param texts: the articles
    :param expected: what is to be answered to each
    :param clients: how many ask at once
    :param seconds: for how long
    """
    asked = Asked()
    start = time.monotonic()
    end = start + seconds
    numbers = iter(range(10**9))

    async def one(client: httpx2.AsyncClient) -> None:
        while time.monotonic() < end:
            number = next(numbers)
            await _ask_once(client, asked, number, texts, expected)

    limits = httpx2.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx2.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        await asyncio.gather(*(one(client) for _ in range(clients)))
    asked.spent = time.monotonic() - start
    return asked


async def _ask_once(
    client: httpx2.AsyncClient,
    asked: Asked,
    number: int,
    texts: Sequence[str],
    expected: Sequence[object],
) -> None:
    name, place = f"r{number}", number % len(texts)
    body = {"articles": [{"text": texts[place]}]}
    start = time.perf_counter()
    try:
        answer = await client.post("/v1/predict", json=body, headers={"X-Request-ID": name})
    except httpx2.TransportError:
        asked.broken += 1
        await asyncio.sleep(0.05)
        return
    asked.statuses[answer.status_code] = asked.statuses.get(answer.status_code, 0) + 1
    if answer.status_code == 200:
        asked.seconds.append(time.perf_counter() - start)
        asked.answered.add(name)
        if answer.json()["results"] != [{"prediction": expected[place]}]:
            asked.wrong.append(name)
    elif answer.status_code == 503:
        await asyncio.sleep(min(1, float(answer.headers["Retry-After"])))


def _wait(found: Served) -> None:
    """Wait for the address in the log, then for an answer to a real question."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        for line in found.lines():
            if "url" in line:
                found.url = line["url"]
                body = {"articles": [{"text": "Ngày 14/7/2021"}]}
                httpx2.post(f"{found.url}/v1/predict", json=body, timeout=120).raise_for_status()
                return
        if found.process.poll() is not None:
            break
        time.sleep(0.01)
    raise RuntimeError(found.log.read_text(encoding="utf-8"))


def _resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:  # it has ended
        return 0
    size = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(size[1]) * 1024 if size else 0
