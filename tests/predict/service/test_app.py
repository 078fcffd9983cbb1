"""What is answered, whatever is asked."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from predict import Predictor
from predict.service.app import create_app, load_app
from predict.service.state import TRIAL
from tests.toy import ARTICLE

from .serving import JSON, KNOWN, FakeReader, post, serving, settings

DEEP = b'{"articles": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
ONE = b'{"articles": [{"text": "a"}]}'

BAD: dict[str, tuple[bytes, dict[str, str], int, str]] = {
    "empty": (b"", JSON, 400, "not_json"),
    "cut off": (b'{"articles": [', JSON, 400, "not_json"),
    "text": (b"H\xc3\xb4m nay", JSON, 400, "not_json"),
    "two objects": (ONE + ONE, JSON, 400, "not_json"),
    "latin 1": ('{"articles": [{"text": "ngày"}]}'.encode("latin-1"), JSON, 400, "not_utf_8"),
    "utf-16": (ONE.decode().encode("utf-16"), JSON, 400, "not_utf_8"),
    "utf-32 without a mark": (ONE.decode().encode("utf-32-be"), JSON, 400, "not_json"),
    "a surrogate in bytes": (b'{"articles": [{"text": "\xed\xa0\x80"}]}', JSON, 400, "not_utf_8"),
    "not a number": (b'{"articles": [NaN]}', JSON, 400, "not_json"),
    "infinity": (b'{"articles": [{"text": -Infinity}]}', JSON, 400, "not_json"),
    "a long number": (b'{"articles": [' + b"9" * 5000 + b"]}", JSON, 400, "not_json"),
    "deep": (DEEP, JSON, 400, "too_deep"),
    "deep objects": (b'{"a":' * 100_000, JSON, 400, "too_deep"),
    "null": (b"null", JSON, 422, "invalid_request"),
    "a number": (b"17", JSON, 422, "invalid_request"),
    "a string": (b'"a"', JSON, 422, "invalid_request"),
    "a list": (b'[{"text": "a"}]', JSON, 422, "invalid_request"),
    "nothing": (b"{}", JSON, 422, "invalid_request"),
    "articles null": (b'{"articles": null}', JSON, 422, "invalid_request"),
    "articles one": (b'{"articles": {"text": "a"}}', JSON, 422, "invalid_request"),
    "a wrong key": (b'{"article": [{"text": "a"}]}', JSON, 422, "invalid_request"),
    "one key too many": (b'{"articles": [], "lang": "vi"}', JSON, 422, "invalid_request"),
    "too many": (b'{"articles": [1, 2, 3, 4]}', JSON, 422, "too_many_articles"),
    "a form": (ONE, {"Content-Type": "application/x-www-form-urlencoded"}, 415, ""),
    "plain text": (ONE, {"Content-Type": "text/plain"}, 415, ""),
    "no type": (ONE, {}, 415, ""),
    "another charset": (ONE, {"Content-Type": "application/json; charset=utf-16"}, 415, ""),
    "gzip": (b"\x1f\x8b\x08", {**JSON, "Content-Encoding": "gzip"}, 415, ""),
    "unknown packing": (ONE, {**JSON, "Content-Encoding": "zz"}, 415, ""),
    "too large": (b'{"articles": ["' + b"a" * 2000_000 + b'"]}', JSON, 413, "body_too_large"),
}


def assert_refused(answer: Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    error = answer.json()
    assert list(error) == ["error"]
    assert sorted(error["error"]) == ["code", "message"]
    assert error["error"]["code"] == code
    assert "Traceback" not in answer.text
    assert "x-request-id" in answer.headers


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with serving(max_articles=3, max_characters=1000, max_body_bytes=1_000_000) as client:
        yield client


@pytest.mark.parametrize("name", BAD)
def test_bad_requests(client: TestClient, name: str) -> None:
    body, headers, status, code = BAD[name]
    answer = client.post("/v1/predict", content=body, headers=headers)
    assert_refused(answer, status, code or "unsupported_media_type")


@pytest.mark.parametrize("path", ["/predict", "/setup", "/doccano"])
@pytest.mark.parametrize("name", ["empty", "utf-16", "deep", "null", "gzip", "too large"])
def test_bad_requests_of_annotation_tools(client: TestClient, path: str, name: str) -> None:
    body, headers, status, code = BAD[name]
    answer = client.post(path, content=body, headers=headers)
    assert_refused(answer, status, code or "unsupported_media_type")


def test_the_limits_are_in_the_messages(client: TestClient) -> None:
    too_large = client.post("/v1/predict", content=BAD["too large"][0], headers=JSON)
    assert "1000000 bytes" in too_large.json()["error"]["message"]
    too_many = post(client, {"articles": [1, 2, 3, 4]}).json()["error"]["message"]
    assert "4 articles" in too_many
    assert "at most 3" in too_many
    (result,) = post(client, {"articles": [{"text": "a" * 1001}]}).json()["results"]
    assert result["error"]["code"] == "too_long"
    assert "1001 characters; an article has at most 1000" in result["error"]["message"]


def test_a_body_of_the_greatest_size_is_taken() -> None:
    with serving(max_body_bytes=1024) as client:
        start, end = b'{"articles": [{"text": "', b'"}]}'
        body = start + b"a" * (1024 - len(start) - len(end)) + end
        assert post(client, body).status_code == 200
        assert_refused(post(client, body + b" "), 413, "body_too_large")


def test_a_body_in_chunks_is_counted(client: TestClient) -> None:
    answer = client.post("/v1/predict", content=iter([b" " * 600_000] * 3), headers=JSON)
    assert_refused(answer, 413, "body_too_large")
    answer = client.post("/v1/predict", content=iter([b" " * 6000, ONE]), headers=JSON)
    assert answer.status_code == 200


GOOD = {"text": f"Ông {KNOWN}", "published": "2021-07-14"}
ARTICLES: list[Any] = [
    GOOD,
    None,
    7,
    [],
    "a",
    {},
    {"text": None},
    {"text": 7},
    {"text": ["a"]},
    {"text": "\ud800 lẻ"},
    {"text": "a", "published": "14/7/2021"},
    {"text": "a", "published": "2021-02-30"},
    {"text": "a", "published": "20210714ab"},
    {"text": "a", "published": "2021-W28-3"},
    {"text": "a", "published": 20210714},
    {"text": "a", "day": "2021-07-14"},
    {"text": "tin hỏng"},
    {"text": "", "published": None},
    GOOD,
]


def test_bad_articles_fail_alone_and_results_are_in_order() -> None:
    reader = FakeReader()
    with serving(reader) as client:
        results = post(client, {"articles": ARTICLES}).json()["results"]
    found = [
        r["error"]["code"] if "error" in r else len(r["prediction"]["entities"]) for r in results
    ]
    assert found == [
        1,
        *["not_an_object"] * 4,
        *["invalid_text"] * 4,
        "not_unicode",
        *["invalid_date"] * 5,
        "unknown_key",
        "failed",
        0,
        1,
    ]
    assert sorted(reader.texts) == sorted([TRIAL, GOOD["text"], "", "tin hỏng", GOOD["text"]])
    assert [str(day) for day in reader.days if day] == ["2021-07-14"] * 2
    assert "hỏng" not in json.dumps(results, ensure_ascii=False)


def test_a_byte_order_mark_is_no_error(client: TestClient) -> None:
    assert post(client, b"\xef\xbb\xbf" + ONE).status_code == 200
    assert post(client, b'{"articles": []}').json() == {"results": []}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("POST", "/v1/predict/", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/redoc", 404, "not_found"),
        ("GET", "/v1/predict", 405, "method_not_allowed"),
        ("DELETE", "/metrics", 405, "method_not_allowed"),
        ("POST", "/health/ready", 405, "method_not_allowed"),
        ("PUT", "/v1/labels", 405, "method_not_allowed"),
    ],
)
def test_other_paths_and_methods(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert_refused(answer, status, code)
    assert ("allow" in answer.headers) == (status == 405)


def test_a_fault_is_not_shown_and_the_log_has_no_article(caplog: pytest.LogCaptureFixture) -> None:
    reader = FakeReader()
    with serving(reader) as client, caplog.at_level(logging.INFO):
        logging.getLogger("predict.service").propagate = True
        reader.schema = None  # type: ignore[assignment]
        assert_refused(client.get("/v1/labels"), 500, "internal")
        secret = "Bài mật hỏng về ông Lò Văn Ứng"
        post(client, {"articles": [{"text": secret}]})
    assert "fault" in caplog.text
    lines = [record.getMessage() for record in caplog.records]
    assert any("ValueError" in line for line in lines)
    assert not [line for line in lines if "mật" in line]


def test_every_answer_has_its_headers(client: TestClient) -> None:
    for answer in (client.get("/health/live"), client.get("/nowhere"), post(client, b"")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


def test_origins_that_are_named_may_call_and_others_may_not() -> None:
    with serving(cors_origins="https://a.example, https://b.example") as client:
        for origin, allowed in (("https://b.example", True), ("https://c.example", False)):
            answer = client.post("/v1/predict", content=b"", headers={**JSON, "Origin": origin})
            assert answer.status_code == 400
            assert (answer.headers.get("access-control-allow-origin") == origin) == allowed


def test_ready_after_a_trial_until_told_to_stop() -> None:
    reader = FakeReader()
    app = create_app(settings(), reader=reader)
    client = TestClient(app)
    assert_refused(client.get("/health/ready"), 503, "not_ready")
    refused = post(client, {"articles": [{"text": "a"}]})
    assert_refused(refused, 503, "not_ready")
    assert refused.headers["retry-after"] == "1"
    assert client.get("/health/live").json() == {"status": "UP"}
    with client:
        assert reader.texts == [TRIAL]
        assert client.get("/health/ready").json() == {"status": "UP"}
        app.state.service.stopping = True
        assert_refused(client.get("/health/ready"), 503, "not_ready")


def test_a_model_that_cannot_read_does_not_start() -> None:
    reader = FakeReader()
    reader.predict = None  # type: ignore[assignment, method-assign]
    with pytest.raises(TypeError, match="not callable"), serving(reader):
        pass


def test_answers_are_what_predict_says(toy_bundle: Path) -> None:
    with TestClient(load_app(settings(bundle=toy_bundle))) as client:
        texts = [ARTICLE, "", ARTICLE * 3]
        results = post(client, {"articles": [{"text": text} for text in texts]}).json()["results"]
    predictor = Predictor.load(toy_bundle)
    assert results == [{"prediction": predictor.predict(text).to_dict()} for text in texts]


def test_no_bundle_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="no bundle"):
        load_app(settings())
