from predict import Predictor
from predict.pages.phrases import read_texts
from predict.pages.reading import N_COLOURS, OfficeRow, Read, Reading
from tests.toy import ARTICLE

from .predictions import name_label, prediction_of

WORDS = read_texts()["en"]


def reading(predictor: Predictor, text: str = ARTICLE) -> Reading:
    read = Read(name="a", text=text, prediction=predictor.predict(text))
    return Reading(read, number=0, words=WORDS)


def test_pieces_are_the_text(toy_predictor: Predictor) -> None:
    text = f"😀 {ARTICLE}"
    pieces = list(reading(toy_predictor, text).pieces)
    assert "".join(piece.text for piece in pieces) == text
    found = [piece for piece in pieces if piece.entity is not None]
    assert [piece.number for piece in found] == list(range(len(found)))
    assert found[0].entity is not None
    assert found[0].text == found[0].entity.text
    assert found[0].hint == "Date · 98% · 1 January 2021 – 30 June 2021"


def test_every_entity_has_its_row(toy_predictor: Predictor) -> None:
    shown = reading(toy_predictor)
    rows = [n for n, _ in (*shown.dates, *shown.quantities)] + [one.number for one in shown.names]
    assert sorted(rows) == list(range(shown.n_entities))
    assert {chip.name: chip.count for chip in shown.chips}["Date"] == len(shown.dates) == 2
    assert len(shown.quantities) == 3


def test_offices_lead_to_their_entities(toy_predictor: Predictor) -> None:
    shown = reading(toy_predictor)
    texts = [entity.text for entity in shown.prediction.entities]
    first = shown.offices[0]
    assert first == OfficeRow(
        person="Trần Văn Ví",
        person_at=texts.index("Trần Văn Ví"),
        title="Bí thư Huyện ủy",
        title_at=texts.index("Bí thư"),
        entities=first.entities,
    )
    assert [texts[n] for n in first.entities] == ["Trần Văn Ví", "Bí thư", "Huyện ủy"]


def test_types(toy_predictor: Predictor) -> None:
    shown = reading(toy_predictor)
    assert [(one.name, one.is_chosen) for one in shown.types] == [
        ("Review", True), ("Inspection", False), ("Congress", False), ("Other", False),
    ]  # fmt: skip
    nothing = reading(toy_predictor, "")
    assert (nothing.types, nothing.type_name) == ([], None)


def test_colours_come_again_after_the_last() -> None:
    read = Read(name="a", text="x", prediction=prediction_of("x", n_labels=12, end=1))
    shown = Reading(read, number=0, words=WORDS)
    (piece,) = [piece for piece in shown.pieces if piece.entity]
    assert piece.colour == 11 - N_COLOURS
    assert [chip.name for chip in shown.chips][-1] == name_label(11)
