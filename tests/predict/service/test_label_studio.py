"""Label Studio: names from the interface, offsets as browsers count."""

import time

import pytest

from predict.records import ArticleType, Entity, ModelInfo, Prediction
from predict.schema import DEFAULT_SCHEMA
from predict.service.label_studio import parse_interface, suggestion, task_article
from predict.service.refusals import Fault, Refusal

PERSON, POSITION = DEFAULT_SCHEMA.entity_labels[:2]
REVIEW = DEFAULT_SCHEMA.article_types[0]
XML = f"""<?xml version="1.0"?>
<View>
  <Header value="Đánh dấu"/>
  <Choices name="region" toName="body" perRegion="true"><Choice value="{REVIEW}"/></Choices>
  <Labels name="spans" toName="body">
    <Label value="Cán bộ" alias="{PERSON.lower()}" background="#f00"/>
    <Label value="Chức vụ" predicted_values="job, {POSITION.title()}"/>
  </Labels>
  <Text name="title" value="$headline"/>
  <Text name="body" value="$article" valueType="text"/>
  <Choices name="kind" toName="title, body"><Choice value="{REVIEW.upper()}"/></Choices>
</View>"""
TEXT = "📰 Ông Lò Văn Ứng 👏, Bí thư"


def prediction() -> Prediction:
    found = [(PERSON, "Lò Văn Ứng", 0.9), (POSITION, "Bí thư", 0.7)]
    return Prediction(
        article_type=ArticleType(label=REVIEW, score=0.8, scores={REVIEW: 0.8}),
        entities=tuple(
            Entity(
                label=label,
                text=text,
                start=TEXT.index(text),
                end=TEXT.index(text) + len(text),
                score=score,
            )
            for label, text, score in found
        ),
        appointments=(),
        model=ModelInfo(name="m", version="1"),
        schema=DEFAULT_SCHEMA,
    )


def browser(start: int, end: int) -> str:
    """Cut as JavaScript does."""
    return TEXT.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_suggestions_in_the_names_of_the_interface() -> None:
    only_types = parse_interface(XML)
    assert only_types.key == "headline"  # the first text that something labels
    interface = parse_interface(XML.replace("title, body", "body"))
    assert interface.key == "article"
    row = suggestion(prediction(), text=TEXT, interface=interface, version="m 1")
    result = row["result"]
    assert isinstance(result, list)
    person, job, kind = result
    assert person == {
        "id": "s0",
        "from_name": "spans",
        "to_name": "body",
        "type": "labels",
        "value": {"start": 7, "end": 17, "text": "Lò Văn Ứng", "labels": [PERSON.lower()]},
        "score": 0.9,
    }
    assert isinstance(job, dict)
    value = job["value"]
    assert isinstance(value, dict)
    assert value["labels"] == ["Chức vụ"]
    assert browser(int(str(value["start"])), int(str(value["end"]))) == "Bí thư"
    assert kind == {
        "id": "s2",
        "from_name": "kind",
        "to_name": "body",
        "type": "choices",
        "value": {"choices": [REVIEW.upper()]},
        "score": 0.8,
    }
    assert row["score"] == 0.8
    assert row["model_version"] == "m 1"


def test_labels_that_the_interface_has_not_are_left_out() -> None:
    interface = parse_interface(
        '<View><Labels name="l" toName="t"><Label value="X"/></Labels>'
        '<Text name="t" value="$text"/></View>'
    )
    row = suggestion(prediction(), text=TEXT, interface=interface, version="1")
    assert row == {"result": [], "score": None, "model_version": "1"}


def test_a_task_that_could_not_be_read_says_why() -> None:
    fault = Fault(code="too_long", message="no")
    row = suggestion(fault, text="", interface=parse_interface(XML), version="1")
    assert row["result"] == []
    assert row["error"] == {"code": "too_long", "message": "no"}


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<View>",
        "<View/>",
        '<View><Text name="t" value="$text"/></View>',
        '<View><Labels name="l" toName="t"/><Text name="t" value="text"/></View>',
        '<View><Labels name="l" toName="u"/><Text name="t" value="$text"/></View>',
        '<View><Labels name="l" toName="t"/><Text name="t" value="$t" valueType="url"/></View>',
        '<View><Labels name="l" toName="t"/><Text name="t" value="$t" encoding="base64"/></View>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><View>&b;</View>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><View/>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><View>&a;</View>',
        "\ud800",
        XML + " " * 500_000,
    ],
)
def test_interfaces_that_are_refused(xml: str) -> None:
    with pytest.raises(Refusal, match=r"label_config|Text tag") as refused:
        parse_interface(xml)
    assert refused.value.fault.code == "invalid_label_config"


def test_many_tags_hold_nobody_up() -> None:
    pairs = (f'<Text name="t{i}" value="a"/><Labels name="l" toName="u{i}"/>' for i in range(4000))
    start = time.process_time()
    with pytest.raises(Refusal, match="that a Labels or Choices tag names"):
        parse_interface(f"<View>{''.join(pairs)}</View>")
    assert time.process_time() - start < 5


def test_the_text_of_a_task() -> None:
    assert task_article({"id": 1, "data": {"a": "b"}}, key="a") == {"text": "b"}
    assert task_article({"data": {}}, key="a") == {"text": None}
    assert isinstance(task_article({"id": 1}, key="a"), Fault)
    assert isinstance(task_article(None, key="a"), Fault)
