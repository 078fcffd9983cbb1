"""The hash of gold: other whenever a score of the same predictions could be other."""

from dataclasses import replace
from datetime import date

from data.annotated import AnnotatedArticle
from data.formats.ann import parse_annotation
from evaluate.gold_hash import hash_gold
from evaluate.report import score_predictor
from predict import Predictor
from predict.schema import DEFAULT_SCHEMA

HEAD = '{"id": "b", "article_type": "other", "values": [["5 ha", {"value": 5, "unit": "ha"}]]}'


def other() -> AnnotatedArticle:
    return parse_annotation(f"{HEAD}\n\nTrồng <QUANTITY>5 ha</QUANTITY>.\n", schema=DEFAULT_SCHEMA)


def test_order_names_and_the_rest_of_the_head_do_not_matter(toy_article: AnnotatedArticle) -> None:
    both = hash_gold([toy_article, other()])
    assert hash_gold([other(), replace(toy_article, id="renamed", head={})]) == both
    assert hash_gold([toy_article]) != both
    assert hash_gold([toy_article, toy_article, other()]) != both


def test_text_spans_type_date_and_appointments_matter(toy_article: AnnotatedArticle) -> None:
    changed = (
        replace(toy_article, spans=toy_article.spans[1:]),
        replace(toy_article, text=toy_article.text + "\n"),
        replace(toy_article, article_type="other"),
        replace(toy_article, appointments=()),
        replace(toy_article, published=date(2021, 3, 4)),
    )
    assert len({hash_gold([one]) for one in (toy_article, *changed)}) == 6


def test_values_matter_and_that_there_are_none(toy_predictor: Predictor) -> None:
    article = other()
    changed = (
        replace(article, values=(("5 ha", {"value": 50, "unit": "ha"}),)),
        replace(article, values=(("5 ha", None),)),
        replace(article, values=None),
    )
    assert len({hash_gold([one]) for one in (article, *changed)}) == 4
    scores = [
        score_predictor(toy_predictor, [one]).values["QUANTITY"] for one in (article, *changed)
    ]
    assert (
        len(set(map(str, scores))) == 3
    )  # a wrong value is wrong, whether gold has another or none
    turned = replace(article, values=(("5 ha", {"unit": "ha", "value": 5}),))
    assert hash_gold([turned]) == hash_gold([article])


def test_indicators_matter_and_that_there_are_none() -> None:
    rows = ((("5 ha", "rừng"),), (("5 ha", None),), None)
    changed = [replace(other(), indicators=one) for one in rows]
    assert len({hash_gold([one]) for one in changed}) == 3


def test_no_appointments_are_not_the_same_as_unknown_ones(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    none = replace(toy_article, appointments=(), head={"appointments": []})
    unknown = replace(none, head={})
    assert hash_gold([none]) != hash_gold([unknown])
    counts = [score_predictor(toy_predictor, [one]).appointments for one in (none, unknown)]
    assert counts[0] != counts[1]
