"""Connections: of clients that read nothing, and of those that do not speak HTTP."""

import json
import os
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest

from .process import running

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")
N_ASKED = 1000
ASK = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n"
ASK_LAST = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def read_to_end(sock: socket.socket) -> bytes:
    found = bytearray()
    with suppress(ConnectionResetError):
        while part := sock.recv(1 << 20):
            found += part
    return bytes(found)


def test_a_client_that_reads_nothing_is_hung_up_on(toy_bundle: Path) -> None:
    with running(toy_bundle, "--receive-timeout", "0.5") as server:
        server.wait_for("INFO ready")
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
            client.sendall(ASK * N_ASKED)
            server.wait_for("path=/openapi.json")
            time.sleep(3)
            assert read_to_end(client).count(b"HTTP/1.1 200") < N_ASKED


def test_a_client_that_reads_slowly_gets_everything(toy_bundle: Path) -> None:
    with running(toy_bundle, "--receive-timeout", "0.5") as server:
        server.wait_for("INFO ready")
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
            client.sendall(ASK * (N_ASKED - 1) + ASK_LAST)
            answers = b""
            for _ in range(20):
                answers += client.recv(1 << 20)
                time.sleep(0.1)
            answers += read_to_end(client)
    assert answers.count(b"HTTP/1.1 200") == N_ASKED


def test_what_is_not_http_gets_the_shape_of_every_error(toy_bundle: Path) -> None:
    with running(toy_bundle) as server:
        for text in (b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
                client.sendall(text)
                head, _, body = read_to_end(client).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 400 Bad Request")
            assert json.loads(body)["error"]["code"] == "not_http"
