"""Words that somebody else has cut stand in place of pyvi's."""

from pathlib import Path

import pytest

from predict.errors import InputError
from predict.text.document import Document
from predict.text.encode import encode
from predict.text.given_words import find_words
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer


def words(text: str, *places: tuple[int, int]) -> list[str]:
    document = Document.of(text)
    found = find_words(document, places)
    assert all(
        "_".join(document.text[s:e] for s, e in word.syllables).lower() == word.text.lower()
        for word in found
    )
    edges = [edge for word in found for place in word.syllables for edge in place]
    assert edges == sorted(edges)
    return [word.text for word in found]


def test_words_are_as_they_were_cut() -> None:
    text = "Sở Y tế họp"
    assert words(text, (0, 2), (3, 7), (8, 11)) == ["Sở", "Y_tế", "họp"]
    assert words(text, (0, 7), (8, 11)) == ["Sở_Y_tế", "họp"]


def test_what_lies_between_words_is_words_too() -> None:
    assert words("a, b c .", (3, 4)) == ["a,", "b", "c", "."]
    assert words("a b") == ["a", "b"]


def test_places_are_those_of_the_text_as_given() -> None:
    text = "\ufeff  Ha\u0300  No\u0323\u0302i\r\n\r\nho\u0323p"
    start = text.index("ho")
    assert words(text, (3, 13), (start, len(text))) == ["Hà_Nội", "họp"]


def test_a_word_of_what_is_left_out_is_none() -> None:
    assert words("An \u200b\u200b ở", (0, 2), (3, 5), (6, 7)) == ["An", "ở"]
    assert words("An  ", (0, 2), (2, 4)) == ["An"]


def test_a_character_of_two_words_is_in_the_first() -> None:
    assert words("ho\u0323p", (0, 2), (2, 4)) == ["họ", "p"]


def test_a_word_ends_with_its_line() -> None:
    assert words("An.\nHuế và", (0, 7), (8, 10)) == ["An.", "Huế", "và"]


def test_lines_in_capitals_are_read_in_small_letters() -> None:
    text = "HỘI NGHỊ SƠ KẾT CÔNG TÁC NĂM"
    assert words(text, (0, 8), (9, 15)) == ["hội_nghị", "sơ_kết", "công", "tác", "năm"]


@pytest.mark.parametrize("places", [((0, 3), (2, 4)), ((2, 2),), ((3, 4), (0, 1)), ((0, 9),)])
def test_places_that_are_none_are_named(places: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(InputError, match=r"the word \d-\d overlaps another or the text's end at 5"):
        find_words(Document.of("An Hu"), places)


def test_the_encoding_follows_the_words(segmenter: Segmenter, toy_tokenizer_folder: Path) -> None:
    tokenizer = Tokenizer.load(toy_tokenizer_folder)
    document = Document.of("đồng chí Trần Văn Ví")
    apart = [(0, 4), (5, 8), (9, 13), (14, 17), (18, 20)]
    own = encode(document.text, segmenter=segmenter, tokenizer=tokenizer)
    given = encode(
        document.text, words=find_words(document, apart), segmenter=segmenter, tokenizer=tokenizer
    )
    assert len(own.word_starts) == 2
    assert len(given.word_starts) == 5
    assert list(zip(given.starts.tolist(), given.ends.tolist(), strict=True)) == apart
