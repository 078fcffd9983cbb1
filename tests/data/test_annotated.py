"""Annotated articles, and how they are made from a head, a text and spans."""

import pytest

from data.annotated import AnnotatedArticle
from data.formats.ann import format_annotation, parse_annotation
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA, Schema


def test_spans_of_an_article_ascend_and_lie_apart() -> None:
    overlapping = (Span(start=0, end=4, label="DATE"), Span(start=3, end=5, label="DATE"))
    with pytest.raises(ValueError, match=r"article a: .* overlaps another span or the text's end"):
        AnnotatedArticle(id="a", text="abcdefgh", spans=overlapping, article_type="other")
    with pytest.raises(ValueError, match=r"article b: .* overlaps another span or the text's end"):
        AnnotatedArticle(id="b", text="abc", spans=overlapping[:1], article_type="other")


@pytest.mark.parametrize("words", [((0, 2), (1, 3)), ((2, 2),), ((0, 99),), ((3, 4), (0, 2))])
def test_words_ascend_and_lie_in_the_text(words: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="no place for a word"):
        AnnotatedArticle(id="", text="An ở Huế", spans=(), article_type=None, words=words)


VALUES = (
    '{"article_type": "other", "values": %s}\n\n'
    "Từ <DATE>năm 2012</DATE> được <QUANTITY>5,,1 ha</QUANTITY>"
)


def test_values_are_read() -> None:
    rows = '[["năm 2012", {"start": "2012-01-01", "end": "2012-12-31"}], ["5,,1 ha", null]]'
    article = parse_annotation(VALUES % rows, schema=DEFAULT_SCHEMA)
    assert article.values == (
        ("năm 2012", {"start": "2012-01-01", "end": "2012-12-31"}),
        ("5,,1 ha", None),
    )
    assert parse_annotation(VALUES % "null", schema=DEFAULT_SCHEMA).values is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('[["năm 2012", null]]', "line 1: values name 1 surfaces, which are not the 2 dates"),
        ('[["5,,1 ha", null], ["năm 2012", null]]', "in their order"),
        ('[["năm 2012"], ["5,,1 ha", null]]', "values must be rows of a surface and an object"),
        ("7", "values must be rows of a surface and an object, got 7"),
    ],
)
def test_values_must_fit_the_text(rows: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_annotation(VALUES % rows, schema=DEFAULT_SCHEMA)


INDICATORS = (
    '{"article_type": "other", "indicators": %s}\n\n'
    "<DATE>năm 2012</DATE> thu <QUANTITY>5 ha</QUANTITY>.\n"
)


def test_indicators_are_read() -> None:
    article = parse_annotation(INDICATORS % '[["5 ha", "thu"]]', schema=DEFAULT_SCHEMA)
    assert article.indicators == (("5 ha", "thu"),)
    nothing = parse_annotation(INDICATORS % '[["5 ha", null]]', schema=DEFAULT_SCHEMA)
    assert nothing.indicators == (("5 ha", None),)
    assert parse_annotation(INDICATORS % "null", schema=DEFAULT_SCHEMA).indicators is None
    again = parse_annotation(format_annotation(article), schema=DEFAULT_SCHEMA)
    assert again.indicators == article.indicators


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("[]", "line 1: indicators name 0 surfaces, which are not the 1 quantities"),
        ('[["năm 2012", null], ["5 ha", null]]', "indicators name 2 surfaces"),
        ('[["5 ha", 7]]', "indicators must be rows of a surface and a name or null, got"),
        ('[["5 ha", " "]]', "indicators must be rows of a surface and a name or null, got"),
        ('"thu"', 'indicators must be rows of a surface and a name or null, got "thu"'),
    ],
)
def test_indicators_must_fit_the_text(rows: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_annotation(INDICATORS % rows, schema=DEFAULT_SCHEMA)


def test_values_are_left_alone_where_no_label_has_their_roles() -> None:
    schema = Schema(entity_labels=("DATE",), article_types=())
    head = '{"values": [["năm 2021", null], ["5 ha", null]], "indicators": [["5 ha", null]]}'
    article = parse_annotation(f"{head}\n\n<DATE>năm 2021</DATE>: 5 ha", schema=schema)
    assert article.values is None
    assert article.indicators is None
    again = parse_annotation(format_annotation(article), schema=schema).head
    assert [again[key] for key in ("values", "indicators")] == [*article.head.values()]
