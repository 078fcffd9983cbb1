"""Predictions of every kind, for tests of what reads and writes them."""

from hypothesis import strategies as st

from predict.records import (
    Appointment,
    ArticleType,
    DateValue,
    Entity,
    ModelInfo,
    Prediction,
    QuantityValue,
)
from predict.schema import DEFAULT_SCHEMA, Role, Schema

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
SHARES = st.integers(0, 10_000).map(lambda n: n / 10_000)
OWN_SCHEMA = Schema(entity_labels=("PERSON", "JOB"), article_types=(), roles={"JOB": Role.position})
DATES = st.builds(
    lambda days: DateValue(start=min(days).isoformat(), end=max(days).isoformat()),
    st.tuples(st.dates(), st.dates()),
)
VALUES = (
    st.none()
    | DATES
    | st.builds(DateValue, duration=st.sampled_from(["P6M", "P2.5Y", "P1Y2M", "PT3H40M"]))
    | st.builds(
        QuantityValue,
        value=NUMBERS,
        unit=st.text(),
        of=st.none() | NUMBERS,
        to=st.none() | NUMBERS,
    )
)


@st.composite
def entities_of(draw: st.DrawFn, schema: Schema) -> tuple[Entity, ...]:
    """Entities in reading order, apart from each other."""
    entities: list[Entity] = []
    place = 0
    for text in draw(st.lists(st.text(min_size=1), max_size=6)):
        start = place + draw(st.integers(0, 3))
        place = start + len(text)
        entities.append(
            Entity(
                label=draw(st.sampled_from(schema.entity_labels)),
                text=text,
                start=start,
                end=place,
                score=draw(SHARES),
                value=draw(VALUES),
                expanded=draw(st.none() | st.text()),
                indicator=draw(st.none() | st.text()),
            )
        )
    return tuple(entities)


@st.composite
def predictions(draw: st.DrawFn) -> Prediction:
    """A prediction of any kind, whose scores have four digits."""
    schema = draw(st.sampled_from([DEFAULT_SCHEMA, OWN_SCHEMA]))
    entities = draw(entities_of(schema))
    part = st.sampled_from([None, *entities])
    rows = st.builds(
        Appointment,
        official=part,
        position=part,
        organisation=part,
        title=st.text(),
        person=st.none() | st.text(),
    )
    types = schema.article_types
    kinds = st.builds(
        ArticleType,
        label=st.sampled_from(types or ("",)),
        score=SHARES,
        scores=st.fixed_dictionaries(dict.fromkeys(types, SHARES)),
    )
    return Prediction(
        article_type=draw(st.none() | kinds) if types else None,
        entities=entities,
        appointments=tuple(draw(st.lists(rows, max_size=3))),
        model=ModelInfo(name=draw(st.text()), version=draw(st.text())),
        schema=schema,
    )
