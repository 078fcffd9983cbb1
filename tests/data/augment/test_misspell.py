"""Typing errors: one letter is wrong, and the word stays a word in NFC."""

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from data.augment.misspell import misspell

WORDS = ["Huyện", "ủy", "đồng", "chí", "Nguyễn", "ba", "An", "quý", "THÀNH", "boong", "oo"]


@given(st.sampled_from(WORDS), st.integers(0, 10_000))
def test_a_misspelt_word_has_one_error(word: str, seed: int) -> None:
    wrong = misspell(word, random.Random(seed))
    assert wrong not in ("", word)
    assert abs(len(wrong) - len(word)) <= 1
    assert unicodedata.is_normalized("NFC", wrong)
    assert wrong == misspell(word, random.Random(seed))


def test_all_kinds_of_error_occur() -> None:
    wrong = {misspell("Huyện", random.Random(seed)) for seed in range(200)}
    assert {"Huyên", "uHyện", "HHuyện", "uyện"} <= wrong
    assert "Huyền" in wrong
