"""The side of the reading process: it reads what it is told to, and says how long that took."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

WARM_UP, ALONE, TOGETHER = "warm_up", "alone", "together"
"""What a process may be asked: to get ready, to read texts one by one, and all at once."""
_STATUS = Path("/proc/self/status")


class Reader(Protocol):
    """Whatever reads articles and is measured."""

    def warm_up(self, texts: Sequence[str]) -> None:
        """Get ready to read at full speed."""

    def read(self, text: str) -> None:
        """Read one article."""

    def read_batch(self, texts: Sequence[str]) -> None:
        """Read many articles, in whatever way is fastest."""


def serve(load: Callable[[], Reader]) -> None:
    """Load a reader and answer lines of JSON until there are no more.

    :param load: brings the reader; how long it takes is part of the first answer's time
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # libraries may print
    answer_all(sys.stdin.buffer, answers, reader=load())


def answer_all(questions: BinaryIO, answers: BinaryIO, *, reader: Reader) -> None:
    """Answer each ``{"task", "texts"}`` by ``{"seconds": [...], "peak": bytes}``.

    :param questions: lines of JSON
    :param answers: takes a line of JSON for each
    :param reader: reads the texts
    """
    for line in questions:
        question = json.loads(line)
        seconds = _read(reader, question["task"], question["texts"])
        answer = {"seconds": seconds, "peak": peak_memory()}
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()


def peak_memory() -> int:
    """Return the most memory that this process has held, in bytes.

    Linux's own count for this program: ``getrusage`` also counts what the process held before it
    became this program, which is its parent's memory.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _read(reader: Reader, task: str, texts: Sequence[str]) -> list[float]:
    if task == ALONE:
        return [_time(lambda text=text: reader.read(text)) for text in texts]  # type: ignore[misc]
    many = reader.warm_up if task == WARM_UP else reader.read_batch
    return [_time(lambda: many(texts))]


def _time(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
