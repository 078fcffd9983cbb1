"""Annotation tools: requests as they send them, written for these tests."""

import json
import re
from typing import Any

import pytest
from jinja2 import Template, UndefinedError

from predict.schema import DEFAULT_SCHEMA
from predict.service.refusals import INTERNAL
from tests.paths import ROOT

from .serving import KNOWN, OTHER, PERSON, FakeReader, post, serving

XML = (
    f'<View><Labels name="label" toName="text"><Label value="{PERSON}"/></Labels>'
    f'<Choices name="type" toName="text"><Choice value="{OTHER}"/></Choices>'
    '<Text name="text" value="$bai"/></View>'
)
SETUP = {
    "project": "7.1718000000",
    "schema": XML,
    "hostname": "http://localhost:8080",
    "access_token": "t",
    "extra_params": None,
}


def predict_request(*texts: object) -> dict[str, Any]:
    """What Label Studio sends where suggestions are asked for."""
    return {
        "tasks": [
            {
                "id": number,
                "data": {"bai": text, "nguon": "báo"},
                "meta": {},
                "project": 7,
                "is_labeled": False,
                "annotations": [],
                "predictions": [],
            }
            for number, text in enumerate(texts, start=1)
        ],
        "model_version": "fake 1",
        "project": "7.1718000000",
        "label_config": XML,
        "params": {"login": None, "password": None, "context": None},
    }


def test_label_studio_connects() -> None:
    with serving() as client:
        assert client.get("/health").json() == {"status": "UP"}
        assert post(client, SETUP, "/setup").json() == {"model_version": "fake 1"}


def test_label_studio_gets_a_suggestion_for_each_task() -> None:
    with serving() as client:
        body = predict_request(f"😀 {KNOWN}", None, "không có ai")
        answer = post(client, body, "/predict").json()
    assert answer["model_version"] == "fake 1"
    first, second, third = answer["results"]
    span, kind = first["result"]
    assert (span["from_name"], span["to_name"], span["type"]) == ("label", "text", "labels")
    assert span["value"] == {"start": 3, "end": 13, "text": KNOWN, "labels": [PERSON]}
    assert kind["value"] == {"choices": [OTHER]}
    assert first["score"] == pytest.approx(0.85)
    assert (second["result"], second["error"]["code"]) == ([], "invalid_text")
    assert [row["type"] for row in third["result"]] == ["choices"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tasks": None}, "invalid_request"),
        ({"label_config": None}, "invalid_request"),
        ({"label_config": "<View/>"}, "invalid_label_config"),
        ({"tasks": [{}] * 6}, "too_many_articles"),
    ],
)
def test_label_studio_is_refused(changes: dict[str, Any], code: str) -> None:
    with serving(max_queued_articles=5, max_articles=5) as client:
        answer = post(client, predict_request("a") | changes, "/predict")
        assert answer.status_code == 422
        assert answer.json()["error"]["code"] == code


def test_articles_at_the_path_of_label_studio_are_sent_to_their_own() -> None:
    with serving() as client:
        message = post(client, {"articles": []}, "/predict").json()["error"]["message"]
    assert "tasks must be a list" in message
    assert "articles go to /v1/predict" in message


def templates() -> list[str]:
    text = (ROOT / "docs" / "annotate.md").read_text(encoding="utf-8")
    return re.findall(r"```jinja\n(.*?)```", text, flags=re.DOTALL)


def test_doccano_s_templates_make_labels_of_our_answer() -> None:
    spans, types = map(Template, templates())
    with serving() as client:
        answer = post(client, {"text": f"ông {KNOWN} và {KNOWN}"}, "/doccano").json()
        nothing = post(client, {"text": ""}, "/doccano").json()
        behind = post(client, {"text": f"👏 {KNOWN}"}, "/doccano").json()
    assert json.loads(spans.render(input=answer)) == [
        {"label": PERSON, "start_offset": 4, "end_offset": 14},
        {"label": PERSON, "start_offset": 18, "end_offset": 28},
    ]
    (label,) = json.loads(spans.render(input=behind))  # doccano counts as browsers do
    assert (label["start_offset"], label["end_offset"]) == (3, 13)
    assert json.loads(types.render(input=answer)) == [{"label": OTHER}]
    assert json.loads(spans.render(input=nothing)) == []
    for template in (spans, types):  # an error is not taken for an article without labels
        with pytest.raises(UndefinedError, match="prediction"):
            template.render(input=INTERNAL.fault.to_dict())


def test_doccano_s_request_in_the_documentation_is_one_that_is_taken() -> None:
    text = (ROOT / "docs" / "annotate.md").read_text(encoding="utf-8")
    (body,) = re.findall(r"`(\{\"text\": [^`]*\})`", text)
    with serving() as client:
        assert post(client, body.encode(), "/doccano").status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": None}, 422, "invalid_text"),
        ({"text": "\ud800"}, 422, "not_unicode"),
        ({"text": "a", "x": 1}, 422, "unknown_key"),
        ({"text": "hỏng"}, 500, "failed"),
    ],
)
def test_doccano_is_refused(body: object, status: int, code: str) -> None:
    with serving() as client:
        answer = post(client, body, "/doccano")
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_model_with_labels_of_its_own_suggests_those_that_are_shown() -> None:
    reader = FakeReader(schema=DEFAULT_SCHEMA)
    with serving(reader) as client:
        body = predict_request(KNOWN) | {"label_config": XML.replace(PERSON, "NGƯỜI")}
        (result,) = post(client, body, "/predict").json()["results"]
    assert [row["type"] for row in result["result"]] == ["choices"]
