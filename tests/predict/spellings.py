"""Other spellings of a text, and what must hold of a prediction whatever the spelling."""

import re
import unicodedata
from collections.abc import Callable

from predict import Predictor
from predict.records import Prediction

Change = Callable[[str], str]


def doubled_spaces(text: str) -> str:
    return text.replace(" ", "  ")


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def zero_width(text: str) -> str:
    """Put a zero-width space behind every fourth character, and a byte order mark in front."""
    return "\ufeff" + "".join(c + "\u200b" * (i % 4 == 0) for i, c in enumerate(text))


def no_break(text: str) -> str:
    return text.replace(" ", "\xa0")


def soft_hyphens(text: str) -> str:
    return "".join(c + "\xad" * (i % 5 == 0) for i, c in enumerate(text))


CHANGES: list[Change] = [nfd, doubled_spaces, crlf, zero_width, no_break, soft_hyphens]


def found(prediction: Prediction) -> list[tuple[str, str]]:
    """Return the labels and canonical spellings of a prediction's entities."""
    rows: list[tuple[str, str]] = []
    for entity in prediction.entities:
        visible = re.sub("[\u200b\xad\ufeff]", "", entity.text)
        spelling = unicodedata.normalize("NFC", " ".join(visible.split()))
        rows.append((entity.label, spelling))
    return rows


def check_offsets(text: str, prediction: Prediction) -> None:
    place = 0
    for entity in prediction.entities:
        assert text[entity.start : entity.end] == entity.text
        assert place <= entity.start < entity.end
        assert 0 <= entity.score <= 1
        place = entity.end


def check_changes(predictor: Predictor, clean: str, *mixtures: list[Change]) -> None:
    """Check that a text spelled in other ways gives the same entities at its own places."""
    plain = predictor.predict(clean)
    check_offsets(clean, plain)
    for changes in mixtures:
        text = clean
        for change in changes:
            text = change(text)
        prediction = predictor.predict(text)
        check_offsets(text, prediction)
        assert found(prediction) == found(plain)
        assert prediction.article_type == plain.article_type
