"""A service as a process of its own, and its log."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from tests.paths import ROOT

JSON = {"Content-Type": "application/json"}


class Server:
    """A running service and its log."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.log: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = int(self.wait_for(r"http://127\.0\.0\.1:(\d+)|unix:()") or 0)

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.log.extend(iter(self.process.stderr.readline, ""))

    def wait_for(self, pattern: str, seconds: float = 60) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, "".join(self.log))
            if found:
                return found.group(1) if found.groups() else found.group()
            time.sleep(0.02)
        raise AssertionError(f"no {pattern} in {''.join(self.log)}")

    def wait_for_times(self, text: str, times: int) -> None:
        end = time.monotonic() + 60
        while "".join(self.log).count(text) < times:
            assert time.monotonic() < end, "".join(self.log)
            time.sleep(0.02)

    def ask(self, method: str = "GET", path: str = "/health/ready", body: str = "") -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body=body or None, headers=JSON)
        return connection.getresponse()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@contextmanager
def running(bundle: Path, *arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "predict", "serve", "--bundle", str(bundle), "--port", "0"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("NHANDANG_")}
    with subprocess.Popen(
        [*command, *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            yield Server(process)
        finally:
            with suppress(ProcessLookupError):  # workers too, which hold the log open
                os.killpg(process.pid, signal.SIGKILL)
