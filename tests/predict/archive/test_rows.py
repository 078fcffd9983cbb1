from dataclasses import asdict, fields
from datetime import date

from hypothesis import given

from predict.archive.article import Article, Reason
from predict.archive.outcome import Outcome
from predict.archive.rows import (
    KEYS,
    TABLES,
    AppointmentRow,
    ArticleRow,
    EntityRow,
    Row,
    Rows,
    columns,
)
from predict.offices.places import NamedPlace
from predict.predictor import Predictor
from predict.records import DateValue, ModelInfo, Prediction, QuantityValue
from predict.text.encode import PREPROCESSING
from tests.predict.predictions import predictions
from tests.toy import ARTICLE

from .collection import outcomes

INPUT = Article(id="a/1", source="a.jsonl", content=ARTICLE, published=date(2021, 6, 15))


def test_the_rows_of_an_article_read_by_a_model(toy_predictor: Predictor) -> None:
    prediction = toy_predictor.predict(ARTICLE, published=date(2021, 6, 15))
    places = [NamedPlace(level="huyện", name="Sơn Hòa", times=2, leads=True)]
    outcome = Outcome.read(INPUT, prediction, text=ARTICLE, published="2021-06-15", places=places)
    rows = Rows.of(outcome)
    assert rows.article == ArticleRow(
        id="a/1",
        source="a.jsonl",
        published="2021-06-15",
        outcome="read",
        reason=None,
        detail=None,
        type="review",
        type_score=rows.article.type_score,
        type_scores=rows.article.type_scores,
        model="toy 0",
        preprocessing=PREPROCESSING,
        digest=INPUT.digest,
        text=ARTICLE,
        places='[["huyện", "Sơn Hòa", 2, true]]',
    )
    assert [row.surface for row in rows.entities] == [e.text for e in prediction.entities]
    assert all(ARTICLE[e.start_offset : e.end_offset] == e.surface for e in rows.entities)
    people = {(row.person, row.title, row.organisation) for row in rows.appointments}
    assert ("Trần Văn Ví", "Bí thư Huyện ủy", "Huyện ủy") in people
    assert ("Lê Thị Dụ", "Chủ tịch UBND huyện", "Ủy ban nhân dân huyện") in people


@given(predictions())
def test_nothing_of_a_prediction_is_lost(prediction: Prediction) -> None:
    rows = Rows.of(Outcome.read(INPUT, prediction, text=ARTICLE))
    assert len(rows.entities) == len(prediction.entities)
    for number, (row, entity) in enumerate(zip(rows.entities, prediction.entities, strict=True)):
        assert (row.article, row.number) == ("a/1", number)
        assert (row.label, row.surface, row.expanded) == (
            entity.label,
            entity.text,
            entity.expanded,
        )
        assert (row.start_offset, row.end_offset) == (entity.start, entity.end)
        assert (row.score, row.indicator) == (entity.score, entity.indicator)
        days, amounts = (row.day_from, row.day_to, row.duration), (row.amount, row.unit)
        match entity.value:
            case None:
                assert {*days, *amounts} == {None}
            case DateValue(start=start, end=end, duration=duration):
                assert (days, amounts) == ((start, end, duration), (None, None))
            case QuantityValue(value=value, unit=unit, of=of, to=to):
                assert (days, amounts) == ((None,) * 3, (float(value), unit))
                assert row.amount_of == (None if of is None else float(of))
                assert row.amount_to == (None if to is None else float(to))
    for appointment, row_ in zip(prediction.appointments, rows.appointments, strict=True):
        assert (row_.person, row_.title) == (appointment.person, appointment.title)
        for entity_, number_, full in (
            (appointment.position, row_.position_entity, row_.position),
            (appointment.organisation, row_.organisation_entity, row_.organisation),
        ):
            assert (entity_ is None) == (number_ is None) == (full is None)
            if entity_ is not None and number_ is not None:
                assert prediction.entities[number_] == entity_
                assert full == (entity_.expanded or entity_.text)


def test_what_was_rejected_has_one_row() -> None:
    outcome = Outcome.not_read(
        INPUT, model=ModelInfo(name="toy", version="0"), reason=Reason.binary, detail="byte 0"
    )
    rows = Rows.of(outcome)
    assert (rows.entities, rows.appointments) == ((), ())
    assert (rows.article.outcome, rows.article.reason) == ("rejected", "binary")
    assert (rows.article.type, rows.article.text, rows.article.detail) == (None, None, "byte 0")
    assert rows.article.places is None


def test_columns_say_what_cells_are() -> None:
    """Held against real rows: the kinds are read from annotations, which nothing else checks."""
    seen: dict[tuple[str, str], set[type]] = {}
    for outcome in outcomes():
        rows = Rows.of(outcome)
        every: tuple[Row, ...] = (rows.article, *rows.entities, *rows.appointments)
        for row in every:
            for name, cell in asdict(row).items():
                seen.setdefault((row.table, name), set()).add(type(cell))
    for table in TABLES:
        found = columns(table)
        assert list(found) == [one.name for one in fields(table)]
        for name, (kind, nullable) in found.items():
            allowed = {kind, type(None)} if nullable else {kind}
            assert seen[table.table, name] <= allowed
        assert all(not found[name][1] for name in KEYS[table.table])
    assert columns(ArticleRow)["type_score"] == (float, True)
    assert columns(EntityRow)["start_offset"] == (int, False)
    assert columns(AppointmentRow)["person"] == (str, True)
