"""Keys: who has one is answered, who has none is told how to show it."""

import os
import socket
from base64 import b64encode
from pathlib import Path

import pytest

from predict.service.access import is_free

from .process import running
from .serving import JSON, post, serving

KEYS = "khoá một,khoá,key-two"


def basic(text: str) -> str:
    return f"Basic {b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer key-two"}, 200),
        ({"Authorization": "bearer  key-two"}, 200),
        ({"X-API-Key": "key-two"}, 200),
        ({"Authorization": basic("label-studio:key-two")}, 200),
        ({"Authorization": basic("label-studio:wrong")}, 401),
        ({"Authorization": basic("label-studio:khoá một")}, 200),
        ({"Authorization": "Bearer khoá một".encode()}, 200),
        ({"X-API-Key": "khoá một".encode()}, 200),
        ({"Authorization": "Bearer khoá".encode("latin-1")}, 200),
        ({"Authorization": "Basic ?"}, 401),
        ({"Authorization": "Basic " + b64encode(b"\xff:\xff").decode()}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": "Bearer key"}, 401),
        ({"Authorization": "Bearer key-two2"}, 401),
        ({"Authorization": "key-two"}, 401),
        ({"X-API-Key": ""}, 401),
        ({"X-API-Key": "\u00e9".encode("latin-1")}, 401),
        ({"X-API-Key": "key-two", "Authorization": "Bearer wrong"}, 401),
    ],
)
def test_keys(header: dict[str, str], status: int) -> None:
    with serving(api_keys=KEYS) as client:
        answer = client.post("/v1/predict", content=b'{"articles": []}', headers={**JSON, **header})
        assert answer.status_code == status
        if status == 401:
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.json()["error"]["code"] == "unauthorized"


def test_a_wrong_key_is_told_apart_from_none() -> None:
    with serving(api_keys=KEYS) as client:
        none, empty, wrong = (
            client.get("/v1/labels", headers=headers).json()["error"]["message"]
            for headers in ({}, {"X-API-Key": " "}, {"X-API-Key": "key-three"})
        )
    assert none == empty == "name a key: Authorization: Bearer KEY, or X-API-Key: KEY"
    assert wrong == "the key is none of this service's; ask whoever runs it for one"


def test_what_needs_a_key() -> None:
    with serving(api_keys=KEYS) as client:
        for path in ("/v1/labels", "/v1/other", "/nowhere", "/static", "/health/other"):
            assert client.get(path).status_code == 401, path
        for path in ("/health", "/health/live", "/health/ready", "/metrics", "/openapi.json"):
            assert client.get(path).status_code == 200, path
        for path in ("/predict", "/setup", "/doccano"):
            assert post(client, {}, path).status_code == 401, path
    assert is_free("/")
    assert is_free("/static/page.css")


def test_without_a_key_no_body_is_received() -> None:
    with serving(api_keys=KEYS, max_body_bytes=1024) as client:
        assert post(client, b" " * 5000).status_code == 401


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_who_sends_much_without_a_key_hears_why(toy_bundle: Path) -> None:
    with running(toy_bundle, "--api-keys", KEYS) as server:
        server.wait_for("INFO ready")
        for _ in range(3):
            answer = server.ask("POST", "/v1/predict", " " * 7_000_000)
            assert answer.status == 401
        address = ("127.0.0.1", server.port)
        head = b"POST /v1/predict HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
        with socket.create_connection(address, timeout=20) as client:
            client.sendall(head + b"Expect: 100-continue\r\n\r\n")
            answer_and_end = b"".join(iter(lambda: client.recv(9999), b""))
            assert answer_and_end.startswith(b"HTTP/1.1 401")
            assert b"connection: close" in answer_and_end  # or what comes next is the body


def test_no_keys_no_question() -> None:
    with serving() as client:
        assert client.get("/v1/labels").status_code == 200
