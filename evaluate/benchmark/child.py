"""The side of the benchmark: a process that reads, and what it answers."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from evaluate.benchmark.contenders import Contender
from predict.errors import InputError

ROOT = Path(__file__).parents[2]
"""Where the packages lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How long each reading took, in seconds, and the process's peak memory in bytes until then."""

    seconds: tuple[float, ...]
    peak: int


class Child:
    """A contender in a fresh process, which ends with the ``with`` block."""

    def __init__(self, contender: Contender) -> None:
        """Start the process, without waiting for it."""
        self._name = contender.name
        self._begin = time.perf_counter()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", contender.module, *contender.arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def __enter__(self) -> "Child":
        """Return the process."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    @property
    def age(self) -> float:
        """Seconds since the process was started."""
        return time.perf_counter() - self._begin

    def ask(self, task: str, texts: Sequence[str]) -> Answer:
        """Let the process read texts.

        :param task: one of ``worker``'s
        :param texts: what it reads
        :raises ValueError: if the process has ended instead
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        question = json.dumps({"task": task, "texts": list(texts)}).encode("ascii") + b"\n"
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        line = self._process.stdout.readline()
        if not line:
            raise self._ended()
        answer = json.loads(line)
        return Answer(seconds=tuple(answer["seconds"]), peak=answer["peak"])

    def _ended(self) -> InputError:
        self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", errors="replace").strip().splitlines()
        said = lines[-1] if lines else f"code {self._process.returncode}"
        return InputError(f"the process of {self._name} ended early: {said}")
