import copy
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from predict.errors import InputError
from predict.network.tags import TokenSpan
from predict.records import (
    Appointment,
    ArticleType,
    DateValue,
    Entity,
    ModelInfo,
    Prediction,
    QuantityValue,
    Span,
    Stretch,
)
from predict.schema import DEFAULT_SCHEMA, Schema
from predict.text.document import CanonicalSpan

from .predictions import predictions

OFFICIAL = Entity(label="OFFICIAL", text="Trần Văn Ví", start=30, end=41, score=0.99)
POSITION = Entity(label="POSITION", text="Bí thư", start=43, end=49, score=0.99)
ORGANISATION = Entity(label="ORGANISATION", text="Huyện ủy", start=50, end=58, score=0.98)
PREDICTION = Prediction(
    article_type=ArticleType(
        label="review",
        score=0.98,
        scores={"review": 0.98, "inspection": 0.01, "congress": 0.01, "other": 0.0},
    ),
    entities=(
        Entity(
            label="DATE",
            text="ngày 12/3/2019",
            start=5,
            end=19,
            score=0.99,
            value=DateValue(start="2019-03-12", end="2019-03-12"),
        ),
        OFFICIAL,
        POSITION,
        ORGANISATION,
        Entity(
            label="QUANTITY",
            text="1.250,5 tỷ đồng",
            start=90,
            end=105,
            score=0.97,
            value=QuantityValue(value=1250500000000, unit="VND"),
        ),
    ),
    appointments=(
        Appointment(
            official=OFFICIAL,
            position=POSITION,
            organisation=ORGANISATION,
            title="Bí thư Huyện ủy",
            person="Trần Văn Ví",
        ),
    ),
    model=ModelInfo(name="nhandang-mini", version="1.0.0"),
    schema=DEFAULT_SCHEMA,
)
EXPECTED = """
{"article_type": {"label": "review", "score": 0.98, "scores": {"review": 0.98, "inspection": 0.01, \
"congress": 0.01, "other": 0.0}}, "entities": [\
{"label": "DATE", "text": "ngày 12/3/2019", "start": 5, "end": 19, "score": 0.99, \
"value": {"start": "2019-03-12", "end": "2019-03-12"}}, \
{"label": "OFFICIAL", "text": "Trần Văn Ví", "start": 30, "end": 41, "score": 0.99, \
"value": null}, \
{"label": "POSITION", "text": "Bí thư", "start": 43, "end": 49, "score": 0.99, \
"value": null, "expanded": null}, \
{"label": "ORGANISATION", "text": "Huyện ủy", "start": 50, "end": 58, "score": 0.98, \
"value": null, "expanded": null}, \
{"label": "QUANTITY", "text": "1.250,5 tỷ đồng", "start": 90, "end": 105, "score": 0.97, \
"value": {"value": 1250500000000, "unit": "VND"}, "indicator": null}], \
"appointments": [{"official": 1, "position": 2, "organisation": 3, "title": "Bí thư Huyện ủy", \
"person": "Trần Văn Ví"}], "model": {"name": "nhandang-mini", "version": "1.0.0"}}
"""


def test_the_json_to_the_letter() -> None:
    assert json.dumps(PREDICTION.to_dict(), ensure_ascii=False) == EXPECTED.strip()


def test_an_empty_prediction() -> None:
    prediction = Prediction(
        article_type=None,
        entities=(),
        appointments=(),
        model=ModelInfo(name="m", version="1"),
        schema=DEFAULT_SCHEMA,
    )
    assert prediction.to_dict() == {
        "article_type": None,
        "entities": [],
        "appointments": [],
        "model": {"name": "m", "version": "1"},
    }


def test_what_a_role_can_have_stands_there() -> None:
    labels = DEFAULT_SCHEMA.entity_labels
    rows = [
        Entity(label=label, text="x", start=0, end=1, score=1).to_dict(DEFAULT_SCHEMA)
        for label in labels
    ]
    have = {
        key: [label for label, row in zip(labels, rows, strict=True) if key in row]
        for key in ("expanded", "indicator")
    }
    assert have == {"expanded": ["POSITION", "ORGANISATION"], "indicator": ["QUANTITY"]}
    plain = Schema(entity_labels=("ORGANISATION",), article_types=())
    entity = Entity(label="ORGANISATION", text="x", start=0, end=1, score=1)
    assert "expanded" not in entity.to_dict(plain)
    full = replace(entity, expanded="Ủy ban", indicator="thu").to_dict(plain)
    assert (full["expanded"], full["indicator"]) == ("Ủy ban", "thu")


def test_a_span_and_its_entity() -> None:
    entity = Entity(label="OFFICIAL", text="Trần Văn Ví", start=4, end=15, score=0.5)
    assert entity.span == Span(start=4, end=15, label="OFFICIAL")


def test_spans_of_two_texts_are_never_equal() -> None:
    span = Span(start=0, end=1, label="DATE")
    assert span == Span(start=0, end=1, label="DATE")
    others: list[Stretch] = [
        CanonicalSpan(start=0, end=1, label="DATE"),
        TokenSpan(start=0, end=1, label="DATE"),
    ]
    assert span not in others
    assert others[0] not in others[1:]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2)])
def test_a_span_holds_something(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        Span(start=start, end=end, label="DATE")


def test_scores_are_rounded() -> None:
    entity = Entity(label="X", text="A", start=0, end=1, score=0.123456)
    assert entity.to_dict(DEFAULT_SCHEMA)["score"] == 0.1235
    kind = ArticleType(label="a", score=0.99999, scores={"a": 0.99999, "b": 0.00001})
    assert kind.to_dict() == {"label": "a", "score": 1.0, "scores": {"a": 1.0, "b": 0.0}}


def test_appointments_may_lack_a_part() -> None:
    row = Appointment(
        official=None, position=POSITION, organisation=None, title="Bí thư", person=None
    )
    assert row.to_dict({(43, 49): 7}) == {
        "official": None,
        "position": 7,
        "organisation": None,
        "title": "Bí thư",
        "person": None,
    }


def test_values() -> None:
    assert DateValue(duration="P5Y").to_dict() == {"duration": "P5Y"}
    assert QuantityValue(value=51.25, unit="%").to_dict() == {"value": 51.25, "unit": "%"}
    fraction = QuantityValue(value=1200, unit="tấn", of=2400)
    assert fraction.to_dict() == {"value": 1200, "unit": "tấn", "of": 2400}
    span = QuantityValue(value=0, unit="ha", to=0)
    assert span.to_dict() == {"value": 0, "unit": "ha", "to": 0}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"start": "2019-01-01"},
        {"end": "2019-01-01"},
        {"start": "2019-01-01", "duration": "P1D"},
        {"start": "2019-01-01", "end": "2019-01-01", "duration": "P1D"},
    ],
)
def test_a_date_value_is_an_interval_or_a_duration(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="either start and end or a duration"):
        DateValue(**fields)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (0, 5), (3, 3)])
def test_an_entitys_offsets_fit_its_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="do not fit 'Bí thư'"):
        Entity(label="POSITION", text="Bí thư", start=start, end=end, score=1)


@given(predictions())
def test_from_dict_is_the_inverse_of_to_dict(prediction: Prediction) -> None:
    row = json.loads(json.dumps(prediction.to_dict()))
    again = Prediction.from_dict(row, schema=prediction.schema)
    assert again == prediction
    assert json.dumps(again.to_dict()) == json.dumps(row)
    assert all(
        type(left) is type(right)  # 2 stays 2, not 2.0
        for a, b in zip(again.entities, prediction.entities, strict=True)
        if isinstance(a.value, QuantityValue) and isinstance(b.value, QuantityValue)
        for left, right in [(a.value.value, b.value.value)]
    )


def test_scores_come_back_to_four_digits() -> None:
    entity = replace(OFFICIAL, score=0.123456)
    prediction = replace(PREDICTION, entities=(entity,), appointments=())
    again = Prediction.from_dict(prediction.to_dict())
    assert again == replace(prediction, entities=(replace(entity, score=0.1235),))


def test_what_to_dict_does_not_write_is_left_out() -> None:
    row = {"file": "a.txt", **PREDICTION.to_dict()}
    assert Prediction.from_dict(row) == PREDICTION


BY_SCHEMA = "; give the schema of the model that read it, as schema=predictor.schema"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda row: row.pop("entities"), "the key 'entities' is missing; there are 'article_type"),
        (lambda row: row.update(entities="a"), "entities: expected a list, found 'a'"),
        (lambda row: row["entities"][1].pop("value"), "entities[1]: the key 'value' is missing"),
        (lambda row: row["entities"][1].update(end=40), "entities[1]: offsets 30-40 do not fit"),
        (lambda row: row["entities"][1].update(start=True), "entities[1].start: expected a whole"),
        (lambda row: row["entities"][1].update(score=1.5), "entities[1].score: expected a number"),
        (lambda row: row["entities"][1].update(label="PER"), "entities[1].label: expected one of"),
        (lambda row: row["entities"][1].update(label="PER"), f"found 'PER'{BY_SCHEMA}"),
        (lambda row: row["entities"][1].update(expanded=1), "entities[1].expanded: expected a str"),
        (lambda row: row["entities"][0].update(value={}), "entities[0].value: a date value has ei"),
        (
            lambda row: row["entities"][0]["value"].update(duration="P1D"),
            "entities[0].value: a date value has either start and end or a duration",
        ),
        (
            lambda row: row["entities"][4].update(value={"value": "2", "unit": "ha"}),
            "entities[4].value.value: expected a number, found '2'",
        ),
        (
            lambda row: row["entities"][2].update(start=40, end=46),
            "entities[2]: begins before entities[1] ends",
        ),
        (
            lambda row: row["appointments"][0].update(position=5),
            "appointments[0].position: there is no number 5, the last one is 4",
        ),
        (lambda row: row["appointments"][0].pop("person"), "appointments[0]: the key 'person' is"),
        (lambda row: row["article_type"].update(label="a"), "article_type.label: expected one of"),
        (
            lambda row: row["article_type"]["scores"].update(sport=0),
            "article_type.scores: expected the keys review, inspection, congress, other, found {",
        ),
        (lambda row: row["model"].update(version=1), "model.version: expected a string, found 1"),
    ],
)
def test_what_is_malformed_is_one_sentence(change: Callable[[Any], None], message: str) -> None:
    row = copy.deepcopy(PREDICTION.to_dict())
    change(row)
    with pytest.raises(InputError, match=re.escape(message)):
        Prediction.from_dict(row)


def test_what_is_no_object_at_all() -> None:
    with pytest.raises(InputError, match=r"^expected an object, found '\{\}'$"):
        Prediction.from_dict("{}")  # type: ignore[arg-type]


def test_labels_of_ones_own_need_their_schema() -> None:
    own = Schema(entity_labels=("PERSON",), article_types=())
    entity = Entity(label="PERSON", text="An", start=0, end=2, score=1)
    prediction = replace(
        PREDICTION, entities=(entity,), appointments=(), article_type=None, schema=own
    )
    assert Prediction.from_dict(prediction.to_dict(), schema=own) == prediction
    with pytest.raises(InputError, match=re.escape(BY_SCHEMA)):
        Prediction.from_dict(prediction.to_dict())
