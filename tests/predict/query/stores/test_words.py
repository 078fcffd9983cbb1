import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.database.folding import fold
from predict.query.stores.words import holds, pattern_of

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
