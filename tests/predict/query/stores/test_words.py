import re
import sys
import unicodedata

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.database.folding import fold
from predict.query.stores.words import exact_pattern_of, holds, pattern_of

SOME = st.text("aăạbcdđĐeệiịoơuưNh \u0301\u00ad.,-_/120'’Kİ\n", max_size=12)


@given(SOME, SOME)
def test_what_holds_some_words_matches_their_pattern(text: str, words: str) -> None:
    if (folded := fold(words)) and holds(text, [folded]):
        assert re.search(pattern_of(folded), text)


@given(SOME, SOME, SOME)
def test_a_text_around_the_words_matches(before: str, words: str, behind: str) -> None:
    if folded := fold(words):
        text = unicodedata.normalize("NFD", f"{before} {words} {behind}")
        assert holds(text, [folded])
        assert re.search(pattern_of(folded), text)


def matches_exactly(text: str, words: str) -> bool:
    """Say whether DuckDB, which uses RE2, finds the exact pattern of some words."""
    pattern = exact_pattern_of(words)
    asked = f"SELECT regexp_matches(?, '{pattern}')"
    return pattern is not None and duckdb.execute(asked, [text]).fetchone() == (True,)


@given(SOME.filter(lambda text: "\0" not in text), SOME)
def test_what_matches_exactly_holds_the_words(text: str, words: str) -> None:
    if (folded := fold(words)) and matches_exactly(text, folded):
        assert holds(text, [folded])


@pytest.mark.parametrize(
    ("text", "is_exact"),
    [
        ("Cầu Khê", True),
        (unicodedata.normalize("NFD", "qua CẦU\nKHÊ, rồi"), True),
        ("cầu_khê", True),
        ("\u200bcầu\u200b - \u200bKhê\u200b", True),
        ("xcầu Khê", False),
        ("a\u200bcầu Khê", False),
        ("cầu\u200bKhê", False),
        ("cầu Khê2", False),
        ("東cầu Khê", False),
    ],
)
def test_what_matches_exactly(text: str, is_exact: bool) -> None:
    assert matches_exactly(text, "cau khe") == is_exact == holds(text, ["cau khe"])


def test_letters_beyond_the_plain_ones_are_looked_at_one_by_one() -> None:
    assert exact_pattern_of("東京") is None


def test_no_other_character_folds_to_a_plain_letter() -> None:
    for code in range(sys.maxunicode + 1):
        folded = fold(chr(code))
        if any(letter.isascii() for letter in folded):
            assert len(folded) == 1
            assert re.fullmatch(pattern_of(folded), chr(code)), hex(code)


@pytest.mark.parametrize("text", ["cau  Khê Hạ", "cầu\nKhê-Hạ", "“CẦU Khê Hạ”", "Cầu Khe\u0302 Hạ"])
def test_holds(text: str) -> None:
    assert holds(text, ["cau khe ha"])


@pytest.mark.parametrize("text", ["cau khe hai", "cau khe, o ha", "khe ha cau", "caukhe ha"])
def test_holds_not(text: str) -> None:
    assert not holds(text, ["cau khe ha"])


def test_few_others_match() -> None:
    assert not re.search(pattern_of("cau khe"), "câu chuyện khe suối, cầu Ke")
