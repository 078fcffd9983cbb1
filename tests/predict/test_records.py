import json

import pytest

from predict.records import (
    Appointment,
    ArticleType,
    DateValue,
    Entity,
    ModelInfo,
    Prediction,
    QuantityValue,
)
from predict.schema import DEFAULT_SCHEMA, Schema

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
"value": null}, \
{"label": "ORGANISATION", "text": "Huyện ủy", "start": 50, "end": 58, "score": 0.98, \
"value": null, "expanded": null}, \
{"label": "QUANTITY", "text": "1.250,5 tỷ đồng", "start": 90, "end": 105, "score": 0.97, \
"value": {"value": 1250500000000, "unit": "VND"}}], \
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


def test_expanded_stands_where_the_label_can_have_it() -> None:
    entity = Entity(label="X", text="UBND", start=0, end=4, score=1)
    plain = Schema(entity_labels=("X",), article_types=())
    expandable = Schema(entity_labels=("X",), article_types=(), expandable=("X",))
    assert "expanded" not in entity.to_dict(plain)
    assert entity.to_dict(expandable)["expanded"] is None
    full = Entity(label="X", text="A", start=0, end=1, score=1, expanded="Ủy ban", indicator="i")
    assert full.to_dict(plain)["expanded"] == "Ủy ban"
    assert full.to_dict(plain)["indicator"] == "i"


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
