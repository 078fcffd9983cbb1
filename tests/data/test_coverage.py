"""Which gold spans tokens can express: found by their edges, counted where they cannot be."""

from dataclasses import replace

import pytest

from data.annotated import AnnotatedArticle
from data.coverage import Coverage, align, measure
from data.formats.ann import parse_annotation
from predict import Predictor
from predict.network.tags import TokenSpan
from predict.schema import DEFAULT_SCHEMA

HEAD = '{"id": "a", "article_type": "other"}\n\n'


def article(body: str) -> AnnotatedArticle:
    return parse_annotation(HEAD + body, schema=DEFAULT_SCHEMA)


def covered(gold: AnnotatedArticle, predictor: Predictor) -> Coverage:
    return measure([gold], segmenter=predictor.segmenter, tokenizer=predictor.tokenizer)


@pytest.mark.parametrize(
    "body",
    [
        "<DATE>Ngày 14/6/2021</DATE>, <OFFICIAL>Trần Văn Ví</OFFICIAL> dự.",
        "Đạt <QUANTITY>51,25%</QUANTITY>\u00a0kế hoạch \u200b<DATE>năm\u00a02020</DATE>.\n",
        "Không có gì.",
    ],
)
def test_spans_over_tokens_stand_at_the_characters_of_gold(
    body: str, toy_predictor: Predictor
) -> None:
    gold = article(body)
    aligned = align(gold, segmenter=toy_predictor.segmenter, tokenizer=toy_predictor.tokenizer)
    assert aligned.unreachable == ()
    visible = gold.text.replace("\u200b", "")
    places = [
        visible[aligned.encoding.starts[s.start] : aligned.encoding.ends[s.end - 1]]
        for s in aligned.spans
    ]
    assert places == [gold.text[s.start : s.end] for s in gold.spans]


@pytest.mark.parametrize(
    "body", ["Lúa <OFFICIAL>nga</OFFICIAL>y.", "<DATE>năm 2</DATE>020", "<DATE>năm 20</DATE>20 n"]
)
def test_an_edge_inside_a_token_is_unreachable(body: str, toy_predictor: Predictor) -> None:
    coverage = covered(article(body), toy_predictor)
    assert (coverage.n_spans, coverage.n_unreachable, coverage.share) == (1, 1, 0.0)


def test_the_share_is_counted_per_label_and_examples_are_shown(toy_predictor: Predictor) -> None:
    gold = article("Từ <DATE>năm 2020</DATE> đến\n<DATE>năm 2</DATE>021 <QUANTITY>9 ha</QUANTITY>.")
    coverage = covered(gold, toy_predictor)
    assert coverage.spans == {"DATE": 2, "QUANTITY": 1}
    assert coverage.unreachable == {"DATE": 1}
    assert str(coverage) == (
        "66.67% of 3 gold spans can be expressed; 1 cannot (DATE 1), "
        "such as a: … 2020 đến [năm 2]021 9 ha.…"
    )


def test_where_there_is_no_gold_everything_can_be_expressed(toy_predictor: Predictor) -> None:
    coverage = covered(article("Không có gì."), toy_predictor)
    assert coverage.share == 1.0
    assert str(coverage) == "100.00% of 0 gold spans can be expressed"


def test_spans_keep_label_and_order(toy_predictor: Predictor) -> None:
    gold = article("<POSITION>Bí thư</POSITION> <ORGANISATION>Huyện ủy</ORGANISATION> dự")
    aligned = align(gold, segmenter=toy_predictor.segmenter, tokenizer=toy_predictor.tokenizer)
    assert [span.label for span in aligned.spans] == ["POSITION", "ORGANISATION"]
    assert aligned.spans[0].end == aligned.spans[1].start
    assert isinstance(aligned.spans[0], TokenSpan)


def test_words_that_an_article_brings_are_its_words(toy_predictor: Predictor) -> None:
    gold = article("<OFFICIAL>Tỉnh</OFFICIAL> uỷ họp")
    assert covered(gold, toy_predictor).n_unreachable == 1  # one piece of pyvi's word
    own = replace(gold, words=((0, 4), (5, 7), (8, 11)))
    assert covered(own, toy_predictor).n_unreachable == 0
