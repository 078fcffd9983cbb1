"""Indicators from gold and from predicted spans: right, wrong and missed."""

import json
from dataclasses import replace

from data.annotated import AnnotatedArticle
from data.formats.ann import parse_annotation
from evaluate.indicators import IndicatorScores, score_indicators, score_predicted_indicators
from evaluate.meaning import explain_gold
from evaluate.scores import Counts
from predict.records import Entity, ModelInfo, Prediction
from predict.schema import DEFAULT_SCHEMA

TEXT = (
    "Thu ngân sách <QUANTITY>9 tỷ đồng</QUANTITY>, tăng <QUANTITY>5%</QUANTITY>;"
    " diện tích <QUANTITY>7 ha</QUANTITY>; bán <QUANTITY>3 con</QUANTITY>.\n"
)
GOLD = [["9 tỷ đồng", "thu ngân sách"], ["5%", "thu ngân sách"], ["7 ha", None], ["3 con", "bò"]]


def article_of(rows: object) -> AnnotatedArticle:
    head = {"article_type": "other"} | ({"indicators": rows} if rows else {})
    return parse_annotation(f"{json.dumps(head)}\n\n{TEXT}", schema=DEFAULT_SCHEMA)


def prediction_of(*entities: Entity) -> Prediction:
    return Prediction(
        article_type=None,
        entities=entities,
        appointments=(),
        model=ModelInfo(name="toy", version="0"),
        schema=DEFAULT_SCHEMA,
    )


def test_indicators_of_gold_spans_are_right_wrong_or_missed() -> None:
    scores = score_indicators([article_of(GOLD), article_of(None)], schema=DEFAULT_SCHEMA)
    assert scores == IndicatorScores(counts=Counts(gold=3, predicted=3, right=1), quantities=4)
    assert scores.to_dict() == {
        "precision": 1 / 3, "recall": 1 / 3, "f1": 1 / 3, "support": 3, "wrong": 0.5,
        "quantities": 4,
    }  # fmt: skip


def test_without_gold_there_is_no_score() -> None:
    scores = score_indicators([article_of(None)], schema=DEFAULT_SCHEMA)
    assert set(scores.to_dict().values()) == {None, 0}
    nothing = score_predicted_indicators([(article_of(None), prediction_of())])
    assert nothing == IndicatorScores()


def test_a_predicted_indicator_counts_at_its_place() -> None:
    article = article_of(GOLD)
    entities = explain_gold(article, DEFAULT_SCHEMA).entities
    moved = replace(entities[0], start=entities[0].start + 1, text=entities[0].text[1:])
    scores = score_predicted_indicators([(article, prediction_of(moved, *entities[1:]))])
    assert scores.counts == Counts(gold=3, predicted=3, right=0)
    whole = score_predicted_indicators([(article, prediction_of(*entities))])
    assert whole == score_indicators([article], schema=DEFAULT_SCHEMA)
    assert (whole + scores).wrong_share == 5 / 8
