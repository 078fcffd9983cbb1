"""Other spellings of a text, and what must hold of a prediction whatever the spelling."""

import unicodedata
from collections.abc import Callable

from predict import Prediction, Predictor
from predict.records import Json
from predict.text.document import Document

Change = Callable[[str], str]
SPACES = "\u00a0\u2009\u200a\u202f\u3000"
INVISIBLE = "\u200b\u200e\u2060\ufeff\u00ad"


def doubled_spaces(text: str) -> str:
    return text.replace(" ", "  ")


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def look_alikes(text: str) -> str:
    return text.replace("Đ", "\u00d0").replace("đ", "\u00f0")


def references(text: str) -> str:
    """Write every other space and every letter ủ as a character reference."""
    parts = text.split(" ")
    joints = [" ", "&nbsp;", " ", "&#160;", " ", "&#xA0;", " ", "&nbsp"]
    for i, follower in enumerate(parts[1:]):
        parts[i] += " " if follower.startswith(";") else joints[i % 8]  # "&nbsp" and ";" are one
    return "".join(parts).replace("ủ", "&#7911;")


def space_of(character: str) -> Change:
    """Put a space of another kind for every plain one."""

    def change(text: str) -> str:
        return text.replace(" ", character)

    change.__name__ = f"space_{ord(character):04x}"
    return change


def invisible(character: str) -> Change:
    """Put an invisible character in front, behind every fourth one, and beside every space."""

    def change(text: str) -> str:
        sprinkled = "".join(c + character * (i % 4 == 0) for i, c in enumerate(text))
        return character * 12 + sprinkled.replace(" ", f"{character} {character}")

    change.__name__ = f"invisible_{ord(character):04x}"
    return change


CHANGES: list[Change] = [
    nfd,
    doubled_spaces,
    crlf,
    look_alikes,
    references,
    *map(space_of, SPACES),
    *map(invisible, INVISIBLE),
]


def found(prediction: Prediction) -> list[tuple[str, str]]:
    """Return the labels and canonical spellings of a prediction's entities."""
    return [(entity.label, Document.of(entity.text).text) for entity in prediction.entities]


def meaning(prediction: Prediction) -> list[Json]:
    """Return all that was read, but for places: full forms, values, persons and titles."""
    rows: list[Json] = []
    for entity in prediction.entities:
        value = entity.value.to_dict() if entity.value else None
        rows.append([entity.label, Document.of(entity.text).text, value, entity.expanded])
    for row in prediction.appointments:
        entities = (row.official, row.position, row.organisation)
        texts: list[Json] = [Document.of(e.text).text if e else None for e in entities]
        rows.append([row.person, row.title, *texts])
    return rows


def check_offsets(text: str, prediction: Prediction) -> None:
    place = 0
    for entity in prediction.entities:
        assert text[entity.start : entity.end] == entity.text
        assert place <= entity.start < entity.end
        assert 0 <= entity.score <= 1
        place = entity.end


def check_changes(predictor: Predictor, clean: str, *mixtures: list[Change]) -> None:
    """Check that a text spelled in other ways reads the same, with entities at its own places."""
    plain = predictor.predict(clean)
    check_offsets(clean, plain)
    for changes in mixtures:
        text = clean
        for change in changes:
            text = change(text)
        prediction = predictor.predict(text)
        check_offsets(text, prediction)
        assert meaning(prediction) == meaning(plain)
        assert prediction.article_type == plain.article_type
