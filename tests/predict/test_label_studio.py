"""Offsets as browsers count them."""

from hypothesis import given
from hypothesis import strategies as st

from predict.label_studio import Units, result_row, span_value

TEXT = "a👏b👏👏c"


def in_browser(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


@given(st.text(st.sampled_from("aế👏𠀀\u0301"), max_size=8))
def test_units_are_counted_as_a_browser_does_and_back(text: str) -> None:
    units = Units(text)
    for offset in range(len(text) + 1):
        assert units.of(offset) == in_browser(text, offset)
        assert units.code_points(units.of(offset)) == offset


def test_half_a_character_is_before_it() -> None:
    assert [Units(TEXT).code_points(unit) for unit in range(10)] == [0, 1, 1, 2, 3, 3, 4, 4, 5, 6]


def test_a_row_of_a_result() -> None:
    value = span_value(2, 4, label="X", text=TEXT, units=Units(TEXT))
    assert value == {"start": 3, "end": 6, "text": "b👏", "labels": ["X"]}
    assert result_row("label", "text", kind="labels", value=value) == {
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
    }
