"""The report: a model's scores on annotated articles, as a record, as JSON and as a table."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.console import Console

from data.annotated import AnnotatedArticle
from evaluate.report import (
    Report,
    predict_articles,
    predicted_spans,
    score_predictions,
    score_predictor,
)
from evaluate.scores import Counts
from evaluate.tables import report_tables
from predict import Predictor
from predict.records import Json, Span


@pytest.fixture
def read_alike(toy_article: AnnotatedArticle, toy_predictor: Predictor) -> AnnotatedArticle:
    """An article whose gold is what the predictor finds in it."""
    spans = predicted_spans(toy_predictor.predict(toy_article.text))
    return replace(toy_article, id="alike", spans=spans, appointments=(), head={})


def test_a_model_that_is_right_gets_full_marks(
    read_alike: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    report = score_predictor(toy_predictor, [read_alike])
    assert report.entities.micro.f1 == report.entities.macro_f1 == 1.0
    assert report.interval == (1.0, 1.0)
    assert (report.second_opinion.f1, report.article_type.accuracy) == (1.0, 1.0)
    assert report.second_opinion.support == report.entities.micro.gold == len(read_alike.spans)
    assert report.n_unreachable == 0


def test_spans_are_counted_strictly_on_the_article(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    report = score_predictor(toy_predictor, [toy_article])
    per_label = report.entities.per_label
    assert per_label["ORGANISATION"] == Counts(gold=1, predicted=2, right=1)
    assert per_label["DATE"] == Counts(gold=1, predicted=1, right=1)
    assert per_label["OFFICIAL"] == Counts(gold=3, predicted=1, right=1)
    assert per_label["POSITION"] == Counts(gold=0, predicted=1, right=0)
    assert per_label["QUANTITY"] == Counts(gold=2, predicted=2, right=0)
    assert report.entities.micro == Counts(gold=7, predicted=7, right=3)


def test_an_unreachable_span_counts_as_missed_and_is_absent_from_the_second_opinion(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    report = score_predictor(toy_predictor, [toy_article])
    assert report.n_unreachable == 1
    assert report.entities.micro.gold == 7
    assert report.second_opinion.support == 6
    assert report.second_opinion.f1 == pytest.approx(2 * 3 / (6 + 7))


def test_offsets_hold_in_a_text_that_is_not_canonical(
    read_alike: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    text = read_alike.text.replace(" ", "\u00a0 ").replace("\n", "\r\n")
    odd = replace(read_alike, text=text, spans=predicted_spans(toy_predictor.predict(text)))
    assert len(odd.spans) == len(read_alike.spans)
    report = score_predictor(toy_predictor, [odd])
    assert (report.entities.micro.f1, report.second_opinion.f1) == (1.0, 1.0)


def test_scores_of_several_articles_are_counted_together_and_by_type(
    toy_article: AnnotatedArticle, read_alike: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    other = replace(read_alike, article_type="other")
    report = score_predictor(toy_predictor, [toy_article, other])
    n = len(other.spans)
    assert report.n_articles == 2
    assert report.entities.micro == Counts(gold=7 + n, predicted=7 + n, right=3 + n)
    assert {kind: group.entities for kind, group in report.groups["type"].items()} == {
        "other": Counts(gold=n, predicted=n, right=n),
        "review": Counts(gold=7, predicted=7, right=3),
    }
    assert report.article_type.confusion == {("review", "review"): 1, ("other", "review"): 1}
    assert report.interval
    assert report.entities.micro.f1
    assert report.interval[0] < report.entities.micro.f1 < report.interval[1]


def test_appointments_count_only_where_gold_lists_them(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    unlisted = replace(toy_article, appointments=(), head={})
    assert score_predictor(toy_predictor, [toy_article, unlisted]).appointments.gold == 1
    assert score_predictor(toy_predictor, [unlisted]).appointments == Counts()


def test_scores_say_how_well_they_are_calibrated(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    report = score_predictor(toy_predictor, [toy_article])
    prediction = toy_predictor.predict(toy_article.text)
    assert prediction.article_type
    assert report.type_scores.outcomes == ((prediction.article_type.score, True),)
    assert [score for score, _ in report.span_scores.outcomes] == [
        entity.score for entity in prediction.entities
    ]
    assert sum(right for _, right in report.span_scores.outcomes) == 3


def test_json_holds_every_score(toy_article: AnnotatedArticle, toy_predictor: Predictor) -> None:
    report = score_predictor(toy_predictor, [toy_article])
    values = report.to_dict()
    entities = values["entities"]
    assert isinstance(entities, dict)
    assert set(entities) >= {"micro", "macro_f1", "per_label", "micro_f1_interval"}
    assert entities["micro"] == report.entities.micro.to_dict()
    assert entities["seqeval_strict_f1"] == report.second_opinion.f1
    assert values["article_type"] == {
        "accuracy": 1.0,
        "macro_f1": 1.0,
        "support": 1,
        "per_type": {"review": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 1}},
        "confusion": {"review": {"review": 1}},
        "calibration_error": report.type_scores.error,
    }
    assert entities["calibration_error"] == report.span_scores.error
    assert values["appointments"] == report.appointments.to_dict()
    assert (values["unreachable_spans"], values["articles"]) == (1, 1)
    assert values["model"] == {"name": "toy", "version": "0"}
    assert values["gold_sha256"] == report.gold_sha256


def test_line_and_table_say_the_same(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    report = score_predictor(toy_predictor, [toy_article])
    assert str(report).startswith("1 articles: entities micro F1 0.4286 (95 % interval 0.4286 to")
    table = printed(report)
    for shown in (
        "toy 0",
        "entities, micro",
        "0.4286",
        "QUANTITY",
        "type review",
        "appointments",
        "predicted, right",
        "length under 1,000",
        "year",
        "expected calibration error",
    ):
        assert shown in table
    assert report.gold_sha256 in table


def scores_of(values: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Return every number in a report's JSON that is no count, with its path."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from scores_of(value, f"{path}/{key}")
    elif not isinstance(values, int | str):
        yield path, values


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", [None, "", "Không có gì ở đây cả."])
def test_nothing_to_find_and_nothing_found_has_no_score(
    toy_predictor: Predictor, text: str | None
) -> None:
    article = AnnotatedArticle(
        id="none", text=text or "", spans=(), article_type="review", head={"appointments": []}
    )
    report = score_predictor(toy_predictor, [] if text is None else [article])
    assert report.entities.micro == Counts()
    found = dict(scores_of(json.loads(json.dumps(report.to_dict()))))
    assert len(found) > 20
    typed = {path: value for path, value in found.items() if "type" in path}
    assert {value for path, value in found.items() if path not in typed} == {None}
    if text is None:
        assert set(typed.values()) == {None}
    assert str(report).startswith(f"{int(text is not None)} articles: entities micro F1 – (95 %")
    assert "(95 % interval – to –), article type" in str(report)


def test_what_has_no_score_is_a_dash_in_the_table(toy_predictor: Predictor) -> None:
    table = printed(score_predictor(toy_predictor, []))
    assert re.search(r"entities, micro +│ +– │ +– │ +– │ +0 │", table)
    assert "micro F1 –, with 95 % between – and –; macro F1 –" in table
    assert "seqeval strict, on tokens: micro F1 – of 0 spans" in table
    assert "article type: accuracy –, macro F1 – of 0 articles" in table
    assert "None" not in table


def printed(report: Report) -> str:
    console = Console(file=io.StringIO(), width=100)
    with console.capture() as capture:
        console.print(report_tables(report))
    return capture.get()


def test_an_empty_article_has_no_type_which_is_wrong(toy_predictor: Predictor) -> None:
    empty = AnnotatedArticle(id="empty", text="", spans=(), article_type="other")
    report = score_predictor(toy_predictor, [empty])
    assert report.article_type.confusion == {("other", None): 1}


def test_a_label_that_the_model_does_not_know_is_refused(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    strange = replace(toy_article, spans=(Span(start=0, end=4, label="CITY"),))
    with pytest.raises(ValueError, match="the schema lacks its label; it has OFFICIAL"):
        score_predictor(toy_predictor, [strange])


def test_each_article_needs_a_prediction(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    predictions = predict_articles(toy_predictor, [toy_article])
    with pytest.raises(ValueError, match="2 articles and 1 predictions: give one each"):
        score_predictions(toy_predictor, [toy_article, toy_article], predictions)
