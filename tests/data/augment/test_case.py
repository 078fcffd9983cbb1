"""Changes of case: which letters become small, and which stay."""

import random

from data.annotated import AnnotatedArticle
from data.augment.case import change_lines, shrink_mentions
from data.augment.edits import apply
from data.formats.ann import parse_annotation
from predict.schema import DEFAULT_SCHEMA

ANN = """{"id": "a", "article_type": "other"}

<ORGANISATION>Bộ Xây dựng</ORGANISATION> họp
Ông <OFFICIAL>Lò Văn Ứng</OFFICIAL>, <POSITION>Phó Bí thư</POSITION> \
<ORGANISATION>Huyện ủy</ORGANISATION>, nói.
<ORGANISATION>UBND huyện Mường Lai</ORGANISATION> và <ORGANISATION>Huyện ủy</ORGANISATION> dự.
"""
ARTICLE = parse_annotation(ANN, schema=DEFAULT_SCHEMA)
SEEDS = range(80)


def surfaces(article: AnnotatedArticle) -> list[str]:
    return [article.text[span.start : span.end] for span in article.spans]


def test_mentions_are_written_small_in_three_ways() -> None:
    changed = [
        apply(ARTICLE, shrink_mentions(ARTICLE, random.Random(i), schema=DEFAULT_SCHEMA))
        for i in SEEDS
    ]
    rows = [surfaces(article) for article in changed]
    ministry = {"Bộ Xây dựng", "bộ Xây dựng", "bộ xây dựng", "Bộ xây dựng"}
    assert {row[0] for row in rows} == ministry
    assert {row[1] for row in rows} == {"Lò Văn Ứng"}
    assert {row[4] for row in rows} == {"UBND huyện Mường Lai", "UBND huyện mường lai"}
    assert all(row[3] == row[5] for row in rows)
    assert {article.text.count("Ông ") for article in changed} == {1}


def test_the_whole_article_or_some_lines_become_small() -> None:
    texts = [apply(ARTICLE, change_lines(ARTICLE, random.Random(i))).text for i in SEEDS]
    assert any(text == ARTICLE.text.lower() for text in texts)
    some = [text for text in texts if text not in (ARTICLE.text, ARTICLE.text.lower())]
    assert some
    for text in some:
        pairs = zip(text.split("\n"), ARTICLE.text.split("\n"), strict=True)
        assert all(new in (old, old.lower()) for new, old in pairs)


def test_letters_whose_length_would_change_stay() -> None:
    article = AnnotatedArticle(id="i", text="İSTANBUL Ủy", spans=(), article_type="other")
    texts = {apply(article, change_lines(article, random.Random(i))).text for i in SEEDS}
    assert texts == {"İSTANBUL Ủy", "İSTANBUL ủy"}


def test_a_span_may_begin_inside_a_syllable() -> None:
    body = ANN.replace("Ông <OFFICIAL>Lò", "Ông<OFFICIAL>Lò")
    article = parse_annotation(body, schema=DEFAULT_SCHEMA)
    texts = {apply(article, change_lines(article, random.Random(i))).text for i in SEEDS}
    assert article.text.lower() in texts
