import pytest

from evaluate.benchmark.texts import LENGTHS, choose_texts, make_text

TEXTS = [f"bài số {i}" for i in range(10)]


def test_articles_are_taken_evenly() -> None:
    chosen = choose_texts(TEXTS, n_articles=5)
    assert chosen.articles == tuple(TEXTS[::2])
    assert chosen.n_words == 15
    assert choose_texts(TEXTS, n_articles=10).articles == tuple(TEXTS)
    assert choose_texts(TEXTS, n_articles=12).articles == (*TEXTS, *TEXTS[:2])


def test_there_is_a_text_of_each_length() -> None:
    chosen = choose_texts(TEXTS, n_articles=1)
    assert [len(text.split()) for text in chosen.by_length.values()] == [*LENGTHS]
    assert [*chosen.by_length] == [*LENGTHS]


def test_a_long_text_keeps_lines_and_begins_again_where_articles_end() -> None:
    assert make_text(["a  b\nc", "d"], 2) == "a  b"
    assert make_text(["a  b\nc", "d"], 4) == "a  b\nc\nd"
    assert make_text(["a  b\nc", "d"], 5) == "a  b\nc\nd\na"


def test_nothing_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="no article with a word"):
        choose_texts([" \n"], n_articles=1)
    with pytest.raises(ValueError, match="--articles is 0; give at least 1"):
        choose_texts(TEXTS, n_articles=0)
