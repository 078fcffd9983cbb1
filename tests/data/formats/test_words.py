"""The words of an article, and the text of words."""

import pytest

from data.annotated import AnnotatedArticle
from data.formats.words import lay_out, spell, words_of
from predict.errors import InputError
from predict.records import Span


def article(text: str, *spans: tuple[int, int], **more: object) -> AnnotatedArticle:
    return AnnotatedArticle(
        id="a",
        text=text,
        spans=tuple(Span(start=s, end=e, label="X") for s, e in spans),
        article_type=None,
        **more,  # type: ignore[arg-type]
    )


def words(one: AnnotatedArticle) -> tuple[list[list[str]], int]:
    found = words_of(one)
    return [[one.text[s:e] for s, e in sentence] for sentence in found.sentences], found.n_cut


def test_words_of_pyvi_in_sentences_that_are_lines() -> None:
    text = "Sở Y tế  Hà Nội\n\nđã kiểm\u200b tra\u00a0."
    assert words(article(text)) == (
        [["Sở", "Y tế", "Hà Nội"], ["đã", "kiểm\u200b tra", "."]],
        0,
    )


def test_decomposed_letters_are_words_too() -> None:
    assert words(article("Ha\u0300 No\u0323\u0302i")) == ([["Ha\u0300 No\u0323\u0302i"]], 0)


def test_words_are_cut_at_the_edges_of_spans() -> None:
    assert words(article("Hà Nội 12ha", (0, 2), (7, 9))) == ([["Hà", "Nội", "12", "ha"]], 2)


def test_given_words_stay_and_what_they_leave_out_is_taken_in() -> None:
    one = article("Sở Y tế, Hà Nội \u200b", words=((0, 7), (9, 11)))
    assert words(one) == ([["Sở Y tế", ",", "Hà", "Nội"]], 0)


def test_a_line_does_not_end_a_sentence_inside_a_span() -> None:
    one = article("ông An\nẨn\nở Huế", (4, 9))
    assert words(one)[0] == [["ông", "An", "Ẩn"], ["ở", "Huế"]]


def test_a_span_without_a_word_is_named() -> None:
    with pytest.raises(InputError, match=r"article a: the span '\\u200b' \(2-3\) holds no word"):
        words_of(article("Hà\u200b", (2, 3)))


def test_an_empty_text_has_no_words() -> None:
    assert words(article(" \n")) == ([], 0)


def test_a_text_of_tokens() -> None:
    assert lay_out([["Y_tế", "_"], ["Huế"]]) == ("Y tế _\nHuế", [[(0, 4), (5, 6)], [(7, 10)]])


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("Y_tế", "Y tế"),
        ("TP._Hồ_Chí_Minh", "TP. Hồ Chí Minh"),
        ("_", "_"),
        ("__", "__"),
        ("a__b", "a__b"),
        ("_a", "_a"),
        ("a_", "a_"),
        ("a_b_c", "a b c"),
        ("x_y@a.vn", "x_y@a.vn"),
        ("www.a_b.vn", "www.a_b.vn"),
        ("a.vn/x_y", "a.vn/x_y"),
    ],
)
def test_underscores(token: str, text: str) -> None:
    assert spell(token) == text
