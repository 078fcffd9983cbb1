import pytest

from predict.pages.wording import meaning
from predict.records import DateValue, Entity, QuantityValue


@pytest.mark.parametrize(
    ("value", "expanded", "words"),
    [
        (DateValue(duration="P5Y"), None, "P5Y"),
        (DateValue(start="2019-03-12", end="2019-03-12"), None, "2019-03-12"),
        (DateValue(start="2019-01-01", end="2019-12-31"), None, "2019-01-01 to 2019-12-31"),
        (QuantityValue(value=1250500, unit="VND"), None, "1,250,500 VND"),
        (QuantityValue(value=3, unit="tấn", of=4), None, "3 of 4 tấn"),
        (QuantityValue(value=3, unit="", to=4), None, "3 to 4"),
        (None, "Ủy ban nhân dân", "Ủy ban nhân dân"),
        (None, None, ""),
    ],
)
def test_meaning(value: DateValue | QuantityValue | None, expanded: str | None, words: str) -> None:
    entity = Entity(label="X", text="x", start=0, end=1, score=1, value=value, expanded=expanded)
    assert meaning(entity) == words
