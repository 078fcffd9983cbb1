"""Numbers: digits with points and commas, scale words, and numbers written out."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.values.numbers import plain, read_digits, read_number, read_words
from tests.numerals import group, spell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6000", "6000"), ("01", "1"), ("1.250,5", "1250.5"), ("1 250", "1250"), ("12,5", "12.5"),
        ("12.5", "12.5"), ("1.000.000", "1000000"), ("1,250,000", "1250000"), ("0.125", "0.125"),
        ("1,250,000.50", "1250000.50"), ("1.250.000,50", "1250000.50"), ("1,250.5", "1250.5"),
        ("12,345,678", "12345678"), ("9" * 30, "9" * 30),
    ],
)  # fmt: skip
def test_digits(text: str, value: str) -> None:
    assert read_digits(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "45,,2", "1.2.3,4,5", "12,.5", "1.25.000", "1,000", "1,250", "", "9" * 99, "1,250,00",
        "0,250,000", "1,250.000", "1,250,000,5", "1.250.000.5", "1,250.000,5",
    ],
)  # fmt: skip
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
        ("1,5tr đồng", 1_500_000, " đồng"),
        ("50trđ", 50_000_000, "đ"),
        ("1,5tr.đ", 1_500_000, "đ"),
        ("3,5tỷđồng", 3_500_000_000, "đồng"),
        ("500ngđ", 500_000, "đ"),
        ("500n đồng", 500_000, " đồng"),
        ("500n", 500, "n"),
        ("500k/người", 500_000, "/người"),
        ("500kg", 500, "kg"),
        ("46 trường", 46, " trường"),
        ("1tr2", 1_200_000, ""),
        ("2tr500", 2_500_000, ""),
        ("2tr050", 2_050_000, ""),
        ("2tr500k", 2_500_000, ""),
        ("3tỷ2 đồng", 3_200_000_000, " đồng"),
        ("1 tỷ 2tr5", 1_002_500_000, ""),
        ("123456789012345678901234567 triệu", 123456789012345678901234567 * 10**6, ""),
        ("999.999.999.999.999.999 tỷ 999 triệu", 999_999_999_999_999_999_999 * 10**6, ""),
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
        "hai tỷ tỉ",
        "5tr triệu",
        "5 tỷ nghìn",
        "1tr25",
        "1tr0",
        "2tr2,5",
        "1,5tr2",
        "2k3",
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


@given(st.integers(0, 10**17), st.integers(0, 99), st.sampled_from([".,", ",."]))
def test_digits_are_read_back(whole: int, hundredths: int, signs: str) -> None:
    text = group(whole, signs[0]) + (f"{signs[1]}{hundredths:02}" if hundredths else "")
    written = read_digits(text)
    if signs == ",." and 10**3 <= whole < 10**6 and not hundredths:
        assert written is None  # a comma that may part thousands or begin a fraction
    else:
        assert written == Decimal(whole) + Decimal(hundredths) / 100


@given(st.integers(10**26, 10**30 - 1), st.sampled_from([1, 10**3, 10**6, 10**9, 10**12]))
def test_no_digit_is_rounded_away(whole: int, scale: int) -> None:
    word = {1: "", 10**3: " nghìn", 10**6: " triệu", 10**9: " tỷ", 10**12: " nghìn tỷ"}[scale]
    number = read_number(f"{whole}{word}")
    assert number is not None
    assert plain(number.value) == whole * scale


@pytest.mark.parametrize("text", ["9" * 10_000, "1 tỷ " * 2_000, "một " * 2_500, "1.000" * 2_000])
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.process_time()
    read_number(text)
    assert time.process_time() - begin < 0.1
