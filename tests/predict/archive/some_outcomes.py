"""Outcomes of every kind, for tests of what writes them."""

import json
from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from predict.archive.article import Article, Reason
from predict.archive.outcome import Outcome, OutcomeKind
from predict.archive.rows import Rows
from predict.offices.places import LEVELS, NamedPlace, find_places
from predict.records import (
    Appointment,
    ArticleType,
    DateValue,
    Entity,
    ModelInfo,
    Prediction,
    QuantityValue,
)
from predict.schema import DEFAULT_SCHEMA
from tests.predict.predictions import predictions

MODEL = ModelInfo(name="toy", version="1.0.0")
TEXT = "Đồng chí Lò Thị Mẫu, Bí thư xã Nà Phung, thu 1.250 tỷ đồng ngày 12/3/2019."


def entity(label: str, text: str, value: DateValue | QuantityValue | None = None) -> Entity:
    start = TEXT.index(text)
    return Entity(
        label=label, text=text, start=start, end=start + len(text), score=0.9, value=value
    )


def prediction() -> Prediction:
    official, position = entity("OFFICIAL", "Lò Thị Mẫu"), entity("POSITION", "Bí thư")
    day = DateValue(start="2019-03-12", end="2019-03-12")
    money = QuantityValue(value=1_250_000_000_000, unit="VND")
    row = Appointment(
        official=official,
        position=position,
        organisation=None,
        title="Bí thư",
        person="Lò Thị Mẫu",
    )
    amount = entity("QUANTITY", "1.250 tỷ đồng", money)
    return Prediction(
        article_type=ArticleType(
            label="review", score=0.5, scores=dict.fromkeys(DEFAULT_SCHEMA.article_types, 0.25)
        ),
        entities=(official, position, amount, entity("DATE", "ngày 12/3/2019", day)),
        appointments=(row,),
        model=MODEL,
        schema=DEFAULT_SCHEMA,
    )


def outcome(number: int, *, version: str = "") -> Outcome:
    """The outcome of an article; each third one is rejected, with neither text nor entities."""
    one = Article(id=f"bài {number:03}", source="a.txt", content=f"{number} {version}")
    if number % 3 == 2:
        return Outcome.not_read(one, model=MODEL, reason=Reason.binary, detail=f"no text{version}")
    text = f"{TEXT} {version}"
    return Outcome.read(
        one,
        prediction(),
        text=text,
        published=date(2019, 3, 12).isoformat(),
        places=find_places(text),
    )


def some(numbers: Iterable[int], *, version: str = "") -> list[Outcome]:
    return [outcome(number, version=version) for number in numbers]


PLACES = st.builds(
    NamedPlace,
    level=st.sampled_from(list(LEVELS)),
    name=st.text(),
    times=st.integers(1, 99),
    leads=st.booleans(),
)
OUTCOMES = st.builds(
    Outcome,
    id=st.text(),
    source=st.text(),
    published=st.none() | st.dates().map(date.isoformat),
    outcome=st.sampled_from(OutcomeKind),
    reason=st.none() | st.sampled_from(Reason),
    detail=st.none() | st.text(),
    digest=st.text("0123456789abcdef", max_size=64),
    preprocessing=st.integers(0, 9),
    text=st.none() | st.text(),
    places=st.none() | st.lists(PLACES, max_size=3).map(tuple),
    prediction=predictions().map(Prediction.to_dict),
)


def table_rows(outcomes: Iterable[Outcome]) -> list[Rows]:
    """The rows of outcomes as an output without a fault holds them: of one id the last, sorted."""
    last = {one.id: Rows.of(one) for one in outcomes}
    return [last[id_] for id_ in sorted(last)]


def lines(outcomes: Iterable[Outcome]) -> str:
    return "".join(f"{json.dumps(one.to_dict(), ensure_ascii=False)}\n" for one in outcomes)
