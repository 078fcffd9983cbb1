"""Articles are found again by their text, whatever its white space and Unicode form."""

import unicodedata

from data.agreement.pairs import pair
from data.annotated import AnnotatedArticle
from predict.records import Span


def article(id_: str, text: str, *places: tuple[int, int]) -> AnnotatedArticle:
    spans = tuple(Span(start=s, end=e, label="X") for s, e in places)
    return AnnotatedArticle(id=id_, text=text, spans=spans, article_type=None)


def test_white_space_and_unicode_form_do_not_part_articles() -> None:
    spaced = "Ngày 5 / 3 ,\nở Huế"
    tight = unicodedata.normalize("NFD", "Ngày 5/3,  ở Huế\r\n")
    start = tight.index("H")
    paired = pair(
        [article("a", spaced, (0, 10), (15, 18))],
        [article("b", tight, (0, tight.index(",")), (start, len(tight) - 2))],
    )
    ((first, second),) = paired.both
    assert first.text == second.text == "Ngày5/3,ởHuế"
    assert first.spans == second.spans
    assert [(s.start, s.end) for s in first.spans] == [(0, 7), (9, 12)]
    assert [(s.start, s.end) for s in first.given] == [(0, 10), (15, 18)]
    assert second.given[1].start == start


def test_those_that_only_one_side_has() -> None:
    paired = pair(
        [article("a", "An"), article("b", "Ẩn")], [article("c", "Huế"), article("b", "Ẩn")]
    )
    assert [one.article.id for pairs in paired.both for one in pairs] == ["b", "b"]
    assert [one.id for one in paired.only_first] == ["a"]
    assert [one.id for one in paired.only_second] == ["c"]


def test_of_equal_texts_those_of_the_same_id_belong_together() -> None:
    first = [article("a", "An"), article("b", "An")]
    second = [article("b", "An"), article("x", "An"), article("y", "An")]
    paired = pair(first, second)
    assert [(one.article.id, other.article.id) for one, other in paired.both] == [
        ("a", "b"),
        ("b", "x"),
    ]
    assert [one.id for one in paired.only_second] == ["y"]


def test_a_span_of_white_space_alone_is_no_span() -> None:
    ((first, _),) = pair([article("a", "An \n ở", (2, 4))], [article("a", "An ở")]).both
    assert first.spans == first.given == ()
