"""A real process: sockets, signals, several workers, slow clients."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.toy import ARTICLE

from .process import JSON, running

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")
BODY = json.dumps({"articles": [{"text": ARTICLE}]})


def read_all(sock: socket.socket) -> bytes:
    parts = []
    while part := sock.recv(65536):
        parts.append(part)
    return b"".join(parts)


def test_it_answers_and_ends_with_0(toy_bundle: Path) -> None:
    with running(toy_bundle, "--log-format", "json") as server:
        answer = server.ask("POST", "/v1/predict", BODY)
        assert answer.status == 200
        assert len(json.load(answer)["results"][0]["prediction"]["entities"]) == 3
        assert server.end() == 0
        server.wait_for('"event": "stopped"')
        rows = [json.loads(line) for line in server.log]
        (row,) = [row for row in rows if row["event"] == "request"]
        assert (row["status"], row["articles"], row["characters"]) == (200, 1, len(ARTICLE))
        assert "Trần" not in "".join(server.log)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_taken_is_finished(toy_bundle: Path, number: int) -> None:
    with running(toy_bundle, "--threads", "1") as server:
        server.wait_for("INFO ready")
        many = json.dumps({"articles": [{"text": ARTICLE * 20}] * 30})
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("POST", "/v1/predict", body=many, headers=JSON)
        time.sleep(0.3)
        server.process.send_signal(number)
        answer = connection.getresponse()
        assert answer.status == 200
        assert len(json.load(answer)["results"]) == 30
        assert server.process.wait(timeout=60) == 0
        with pytest.raises(OSError, match="refused"):
            server.ask()


def test_a_unix_socket(toy_bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(path))  # as a server that was killed leaves it
    dead.close()
    with running(toy_bundle, "--uds", str(path)) as server:
        server.wait_for("INFO ready")
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            client.sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert read_all(client).startswith(b"HTTP/1.1 200 OK")
        assert path.stat().st_mode & 0o777 == 0o660
        second = subprocess.run(
            [*server.process.args],  # type: ignore[misc]  # a list
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 2
        assert second.stderr.count("\n") == 1
        assert f"{path}: cannot listen there" in second.stderr
        assert server.end() == 0
    assert not path.exists()


def test_slow_clients(toy_bundle: Path) -> None:
    with running(toy_bundle, "--receive-timeout", "0.5") as server:
        server.wait_for("INFO ready")
        head = "POST /v1/predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        with socket.create_connection(("127.0.0.1", server.port)) as no_body:
            no_body.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
            answer = read_all(no_body)
        assert answer.startswith(b"HTTP/1.1 408")
        assert b'"code":"too_slow"' in answer
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as no_head:
            no_head.sendall(head.encode())
            assert read_all(no_head) == b""
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as silent:
            assert read_all(silent) == b""
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as slow:
            for part in (head[:30], head[30:], f"Content-Length: {len(BODY.encode())}\r\n\r\n"):
                slow.sendall(part.encode())
                time.sleep(0.1)
            slow.sendall(BODY.encode())
            assert slow.recv(100).startswith(b"HTTP/1.1 200")


def test_a_client_that_is_too_large_hears_why(toy_bundle: Path) -> None:
    with running(toy_bundle) as server:
        answer = server.ask("POST", "/v1/predict", "[" + " " * 50_000_000)
        assert answer.status == 413
        assert b"8388608 bytes" in answer.read()


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced(
    toy_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running(toy_bundle, "--workers", "2") as server:
        server.wait_for_times("INFO ready", 2)
        asked = 0
        for _ in range(6):
            asked += server.ask("POST", "/v1/predict", BODY).status == 200
        first = int(server.wait_for(r"Started server process \[(\d+)\]"))
        os.kill(first, signal.SIGKILL)
        server.wait_for(r"Child process \[\d+\] died")
        server.wait_for_times("INFO ready", 3)
        for _ in range(6):
            asked += server.ask("POST", "/v1/predict", BODY).status == 200
        assert asked == 12
        numbers = server.ask(path="/metrics").read().decode()
        count = re.search(r'nhandang_requests_total{.*route="/v1/predict".*} (\d+)', numbers)
        assert count
        assert int(count.group(1)) == 12
        assert "nhandang_queued_articles 0.0" in numbers
        assert server.end() == 0
    assert list(tmp_path.iterdir()) == []  # where the workers kept their numbers


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_trial_that_fails_ends_the_service(
    toy_bundle: Path, tmp_path: Path, workers: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "from predict import Predictor\n"
        "def fail(*_): raise OSError('no memory')\n"
        "Predictor.predict = fail\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "predict", "serve", "--bundle", str(toy_bundle), "--port", "0"]
    done = subprocess.run(
        [*command, "--workers", workers],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=40,  # less than a worker that is alive may take
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
    )
    assert done.returncode == 3, done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "203.0.113.1"], "203.0.113.1, port 0: cannot listen there"),
        (["--host", "no-such-host.invalid"], "cannot listen there"),
        (["--host", "a..b"], "a..b, port 0: cannot listen there"),
        (
            ["--uds", "/nowhere/at/all"],
            "cannot listen there: No such file or directory; name another with --uds\n",
        ),
        (["--api-keys-file", "/nowhere/keys"], "/nowhere/keys: no such file"),
        (["--bundle", "/nowhere"], "no bundle here"),
        (["--port", "none"], "--port or NHANDANG_PORT"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    toy_bundle: Path, arguments: list[str], message: str
) -> None:
    command = [sys.executable, "-m", "predict", "serve", "--bundle", str(toy_bundle), "--port", "0"]
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_taken_port_is_said_once(toy_bundle: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = ["-m", "predict", "serve", "--bundle", str(toy_bundle), "--port", port]
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.stderr == (
        f"127.0.0.1, port {port}: cannot listen there: Address already in use; "
        "name another with --host or --port\n"
    )
