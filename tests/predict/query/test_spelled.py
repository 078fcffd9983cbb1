import unicodedata

import pytest

from predict.query.spelled import bare_of, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Huyện ủy Hòa Phú", "huyện uỷ hoà phú"),
        ("HUYỆN UỶ HOÀ PHÚ", "huyện uỷ hoà phú"),
        (unicodedata.normalize("NFD", "Huyện ủy"), "huyện uỷ"),
        ("Sở Lao động - Thương binh và Xã hội", "sở lao động thương binh xã hội"),
        ("Kinh tế – Hạ tầng", "kinh tế hạ tầng"),
        ("Đắk R’Lấp", "đăk rlấp"),
        ("Đak R'Lấp", "đăk rlấp"),
        ("Đắc Lắc", "đăk lắc"),
        ("Đắc cử", "đăk cử"),
        ("  Tỉnh   ủy ", "tỉnh uỷ"),
        ("Vàng", "vàng"),
    ],
)
def test_words(name: str, words: str) -> None:
    assert words_of(name) == words
    assert words_of(words) == words


def test_plain_letters() -> None:
    assert bare_of("uỷ ban đăk lăk ơ ư") == "uy ban dak lak o u"
