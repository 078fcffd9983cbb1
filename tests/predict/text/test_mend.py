import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.text.mend import _Cuts, _Known, mend
from predict.text.segment import Segmenter, Word

DICTIONARY = frozenset(
    [
        "hà nội",
        "công bố",
        "trưởng phòng",
        "phòng nội",
        "cán bộ",
        "xã hội chủ",
        "bà con",
        "một năm",
        "chung đồng chí",
    ]
)
TEXT = "hà nội Hà Nội công bố trưởng phòng Phó ông An đồng năm ngày 5 12,5 tỷ người a_b . ủy"
SYLLABLES = st.sampled_from(TEXT.split())


def words(*spellings: str) -> list[Word]:
    """Make words that stand one space apart; ``_`` parts syllables."""
    made: list[Word] = []
    place = 0
    for spelling in spellings:
        syllables: list[tuple[int, int]] = []
        for syllable in spelling.split("_"):
            syllables.append((place, place + len(syllable)))
            place += len(syllable) + 1
        made.append(Word(text=spelling, syllables=tuple(syllables)))
    return made


def mended(*spellings: str) -> list[str]:
    return [word.text for word in mend(words(*spellings), dictionary=DICTIONARY)]


@pytest.mark.parametrize(
    ("given_words", "expected"),
    [
        ("", ""),
        ("cán_bộ", "cán_bộ"),
        ("Hà_Nội_công_bố", "Hà_Nội công_bố"),
        ("Nguyễn_Văn_An", "Nguyễn_Văn_An"),
        ("Hà_Nội_Xuân", "Hà_Nội_Xuân"),
        ("Trưởng_phòng", "Trưởng phòng"),
        ("ông_An", "ông An"),
        ("bà_con", "bà con"),
        ("tháng_năm", "tháng năm"),
        ("một_năm", "một năm"),
        ("chung_đồng_chí", "chung_đồng_chí"),
        ("5 chung_đồng_chí", "5 chung_đồng_chí"),
        ("5 đồng_chí", "5 đồng chí"),
        ("tỷ đồng_cán_bộ", "tỷ đồng cán_bộ"),
        ("các cán_bộ", "các cán_bộ"),
        ("xã_hội_chủ_nghĩa", "xã_hội_chủ nghĩa"),
        ("TP.", "TP ."),
        ("Tp.", "Tp ."),
        (".", "."),
        ("...", "..."),
        ("A.B", "A.B"),
    ],
)
def test_cuts(given_words: str, expected: str) -> None:
    assert mended(*given_words.split()) == expected.split()


def test_a_word_with_an_underscore_of_its_own_stays() -> None:
    word = Word(text="a_b_c", syllables=((0, 3), (4, 5)))
    assert mend([word], dictionary=DICTIONARY) == [word]


def test_each_dictionary_has_its_own_cuts() -> None:
    word = words("chung_đồng_chí")
    one, other = frozenset(["chung đồng chí"]), frozenset(["đồng chí"])
    for dictionary, n in [(one, 1), (other, 2), (one, 1), (frozenset(other), 2)]:
        assert len(mend(word, dictionary=dictionary)) == n


def test_equal_dictionaries_are_not_compared_word_by_word() -> None:
    one, same = _Known(DICTIONARY), _Known(frozenset([*DICTIONARY]))
    assert one == _Known(DICTIONARY)
    assert hash(one) == hash(_Known(DICTIONARY))
    assert one != same


def test_giant_words_are_not_kept_and_take_linear_time() -> None:
    cuts = _Cuts(DICTIONARY)
    begin = time.process_time()
    assert len(cuts.find("cán_" * 30_000 + "bộ", after_number=False)) == 29_999
    assert time.process_time() - begin < 2
    assert cuts._cached.cache_info().currsize == 0
    assert cuts.find("hà_nội_công_bố", after_number=False) == [2]
    assert cuts._cached.cache_info().currsize == 1
    assert cuts._cached.cache_info().maxsize is not None


def test_a_cut_depends_on_a_number_before() -> None:
    for _ in range(2):
        assert mended("5", "đồng_chí") == ["5", "đồng", "chí"]
        assert mended("đồng_chí") == ["đồng", "chí"]
        assert mended("5", "người_bà") == ["5", "người", "bà"]


def test_places_follow_the_cut() -> None:
    first, second = mend(words("Hà_Nội_công_bố"), dictionary=DICTIONARY)
    assert (first.start, first.end) == (0, 6)
    assert second.syllables == ((7, 11), (12, 14))
    first, second = mend([Word(text="TP.", syllables=((4, 7),))], dictionary=DICTIONARY)
    assert first.syllables == ((4, 6),)
    assert second.syllables == ((6, 7),)


@given(st.lists(st.lists(SYLLABLES, min_size=1, max_size=5).map("_".join), max_size=8))
def test_nothing_is_lost(spellings: list[str]) -> None:
    before = words(*spellings)
    after = mend(before, dictionary=DICTIONARY)
    characters = [i for word in before for s, e in word.syllables for i in range(s, e)]
    assert [i for word in after for s, e in word.syllables for i in range(s, e)] == characters
    assert all(word.text.count("_") >= len(word.syllables) - 1 for word in after)


def test_a_text_cut_and_mended_keeps_every_character(segmenter: Segmenter) -> None:
    text = "Trưởng phòng Nội vụ huyện Hòa Sơn, TP. Hà Nội công bố 12 tỷ đồng cho bà con."
    after = mend(segmenter.segment(text), dictionary=segmenter.dictionary)
    assert "".join(text[s:e] for w in after for s, e in w.syllables) == text.replace(" ", "")
