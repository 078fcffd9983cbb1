"""Numbers: digits with points and commas, scale words, and numbers written out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.values.numbers import plain, read_digits, read_number, read_words
from tests.numerals import spell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6000", "6000"), ("01", "1"), ("1.250,5", "1250.5"), ("1 250", "1250"), ("12,5", "12.5"),
        ("12.5", "12.5"), ("1.000.000", "1000000"), ("1,250,000", "1250000"), ("0.125", "0.125"),
    ],
)  # fmt: skip
def test_digits(text: str, value: str) -> None:
    assert read_digits(text) == Decimal(value)


@pytest.mark.parametrize("text", ["45,,2", "1.2.3,4,5", "12,.5", "1.25.000", "1,000", "", "9" * 99])
def test_digits_that_make_no_sense(text: str) -> None:
    assert read_digits(text) is None


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("12 tỷ 345 triệu đồng", 12_345_000_000, " đồng"),
        ("3 nghìn 950 tỷ", 3_950_000_000_000, ""),
        ("50 nghìn tỷ", 50_000_000_000_000, ""),
        ("37,7 vạn tấn", 377_000, " tấn"),
        ("hai triệu rưỡi", 2_500_000, ""),
        ("một nghìn hai trăm tấn", 1200, " tấn"),
        ("hai nghìn ba trăm tỷ", 2_300_000_000_000, ""),
        ("hai mươi năm", 20, " năm"),
        ("một nghìn năm", 1000, " năm"),
        ("năm năm", 5, " năm"),
        ("hai lăm phần trăm", 25, " phần trăm"),
        ("250km", 250, "km"),
    ],
)
def test_numbers_end_where_their_unit_begins(text: str, value: int, rest: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (plain(number.value), text[number.end :]) == (value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tỷ",
        "12 tỷ 345",
        "2 triệu 5 tấn",
        "12 tỷ 1345 triệu",
        "đồng",
        "ba triệu sáu",
        "hai tỷ tỷ",
    ],
)
def test_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(1, 999_999_999_999))
def test_a_number_written_out_is_read_back(n: int) -> None:
    number = read_number(f"{spell(n)} đồng")
    assert number is not None
    assert plain(number.value) == n


@given(st.integers(1, 999))
def test_words_below_a_thousand(n: int) -> None:
    assert read_words(spell(n).split()) == n


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_digits_are_read_back(whole: int, hundredths: int) -> None:
    text = f"{whole:,}".replace(",", ".") + (f",{hundredths:02}" if hundredths else "")
    assert read_digits(text) == Decimal(whole) + Decimal(hundredths) / 100
