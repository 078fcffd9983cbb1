"""The client, against a transport that answers from a list and against a server in a thread."""

import json
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from predict import Predictor
from predict.client import Client, ServiceError
from predict.errors import InputError
from predict.schema import Schema
from tests.paths import ROOT
from tests.toy import ARTICLE

BUSY = httpx.Response(
    503, headers={"Retry-After": "2"}, json={"error": {"code": "busy", "message": "later"}}
)
Answer = Callable[[httpx.Request], httpx.Response]


def client_of(answer: Answer, *, key: str = "", timeout: float = 60) -> Client:
    """A client that nothing leaves: it asks a function."""
    client = Client("http://nowhere.invalid/api", key=key, timeout=timeout)
    client._transport = httpx.MockTransport(answer)
    return client


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits of a client, which pass at once."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(time, "monotonic", lambda: sum(waits))
    return waits


def answer_with(predictor: Predictor) -> Answer:
    """Answer as the service does; an empty article fails."""

    def answer(request: httpx.Request) -> httpx.Response:
        rows = json.loads(request.content)["articles"]
        days = [row["published"] and date.fromisoformat(row["published"]) for row in rows]
        results = [
            {"prediction": predictor.predict(row["text"], day).to_dict()}
            if row["text"]
            else {"error": {"code": "empty", "message": "the article is empty"}}
            for row, day in zip(rows, days, strict=True)
        ]
        return httpx.Response(200, json={"results": results})

    return answer


def test_the_answers_are_those_of_predict(toy_predictor: Predictor) -> None:
    client = client_of(answer_with(toy_predictor))
    text, day = "Ngày 05/10, đồng chí Trần Văn Ví dự.", date(2020, 10, 6)
    rounded = toy_predictor.predict(text, day).to_dict()
    assert rounded["entities"]
    assert client.predict(text, day).to_dict() == rounded
    assert client.predict(text).to_dict() != rounded
    texts = [f"{number}. {ARTICLE}" for number in range(40)]
    rows = [prediction.to_dict() for prediction in client.predict_batch(texts, [day] * 40)]
    assert rows == [toy_predictor.predict(text, day).to_dict() for text in texts]


def test_what_is_sent(toy_predictor: Predictor) -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answer_with(toy_predictor)(request)

    client_of(answer, key="chìa".encode().hex()).predict(ARTICLE)
    client_of(answer).predict(ARTICLE)
    assert {str(request.url) for request in requests} == {"http://nowhere.invalid/api/v1/predict"}
    assert {request.method for request in requests} == {"POST"}
    assert {request.headers["Content-Type"] for request in requests} == {"application/json"}
    keys = [request.headers.get("Authorization") for request in requests]
    assert keys == ["Bearer 6368c3ac61", None]


def test_an_article_that_failed(toy_predictor: Predictor) -> None:
    client = client_of(answer_with(toy_predictor))
    with pytest.raises(ServiceError, match="1 of 2 articles failed; number 1: the ") as caught:
        client.predict_batch([ARTICLE, ""])
    first, second = caught.value.results
    assert first == client.predict(ARTICLE)
    assert isinstance(second, ServiceError)
    assert (caught.value.code, second.code) == ("empty", "empty")


def test_a_busy_service_is_asked_again(toy_predictor: Predictor, clock: list[float]) -> None:
    answers = [BUSY, httpx.Response(503), BUSY]

    def answer(request: httpx.Request) -> httpx.Response:
        return answers.pop() if answers else answer_with(toy_predictor)(request)

    assert client_of(answer).predict(ARTICLE).entities
    assert clock == [2, 1, 2]


def test_a_service_that_stays_busy_is_given_up(clock: list[float]) -> None:
    with pytest.raises(ServiceError, match="later") as caught:
        client_of(lambda _: BUSY, timeout=7).predict(ARTICLE)
    assert caught.value.code == "busy"
    assert clock == [2, 2, 2]


@pytest.mark.parametrize("status", [400, 401, 413, 422, 500, 502, 504])
def test_other_refusals_are_not_repeated(status: int, clock: list[float]) -> None:
    fault = {"error": {"code": "no", "message": "at most 100 articles"}}
    answers = [httpx.Response(status, headers={"Retry-After": "1"}, json=fault)]
    with pytest.raises(ServiceError, match=r"^at most 100 articles \(no\)$"):
        client_of(lambda _: answers.pop()).predict(ARTICLE)
    assert clock == []


def test_nobody_listens() -> None:
    with Client("http://127.0.0.1:9") as client:
        with pytest.raises(ServiceError, match=r"http://127.0.0.1:9/?: .*refused") as caught:
            client.predict(ARTICLE)
        assert caught.value.code == "unreachable"
    assert client.is_closed
    message = r"^unix:/nowhere/s: .*No such file"
    with Client("unix:/nowhere/s") as client, pytest.raises(ServiceError, match=message):
        client.predict(ARTICLE)


def test_a_list_is_a_list() -> None:
    with pytest.raises(InputError, match="for one text call predict"):
        client_of(lambda _: BUSY).predict_batch(ARTICLE)


def test_labels_of_ones_own(toy_predictor: Predictor) -> None:
    schema = Schema(entity_labels=("PERSON",), article_types=())
    with Client("http://nowhere.invalid", schema=schema) as client:
        client._transport = httpx.MockTransport(answer_with(toy_predictor))
        with pytest.raises(InputError, match="give the schema of the model that read it"):
            client.predict(ARTICLE)


class TcpServer(socketserver.ThreadingTCPServer):
    """Answers over TCP."""

    daemon_threads = True


class UnixServer(socketserver.ThreadingUnixStreamServer):
    """Answers over a Unix socket."""

    daemon_threads = True


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[None]:
    """A server that answers in a thread."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def handler(toy_predictor: Predictor) -> type[BaseHTTPRequestHandler]:
    """What a server does with a request: every other one is refused with 503."""
    refusals = iter([True, False] * 10)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            request = httpx.Request("POST", f"http://localhost{self.path}", content=content)
            answer = BUSY if next(refusals) else answer_with(toy_predictor)(request)
            self.send_response(answer.status_code)
            self.send_header("Retry-After", "1")
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def test_a_server(handler: type[BaseHTTPRequestHandler], toy_predictor: Predictor) -> None:
    server = TcpServer(("127.0.0.1", 0), handler)
    with running(server), Client(f"http://127.0.0.1:{server.server_address[1]}") as client:
        found = client.predict(ARTICLE)
    assert found.to_dict() == toy_predictor.predict(ARTICLE).to_dict()


def test_a_server_at_a_unix_socket(
    handler: type[BaseHTTPRequestHandler], tmp_path: Path, toy_predictor: Predictor
) -> None:
    file = tmp_path / "http.sock"
    with running(UnixServer(str(file), handler)), Client(f"unix:{file}") as client:
        found = client.predict(ARTICLE)
    assert found.to_dict() == toy_predictor.predict(ARTICLE).to_dict()


def test_without_httpx_one_sentence_names_the_extra() -> None:
    code = "import sys; sys.modules['httpx'] = None; import predict; import predict.client"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last == 'ImportError: predict.client needs httpx: pip install "nhandang[client]"'


def test_it_is_small() -> None:
    content = (ROOT / "predict" / "client.py").read_text(encoding="utf-8")
    assert content.count("\n") <= 60
