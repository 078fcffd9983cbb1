import json
from dataclasses import replace

import pytest

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
    given = "Ông Trần Văn Ví đến."
    span = Span(start=4, end=15, label="OFFICIAL")
    entity = Entity.of(given, span, score=0.5)
    assert (entity.text, entity.span) == ("Trần Văn Ví", span)


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
