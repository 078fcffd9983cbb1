"""What an epoch is chosen by: the report's numbers, without the rest of the report."""

from dataclasses import replace

import pytest

import predict.predictor
from data.annotated import AnnotatedArticle
from evaluate.dev_score import DevScore, score_dev
from evaluate.report import score_predictor
from evaluate.scores import Counts, TypeScores
from predict import Predictor
from predict.records import Span


@pytest.fixture
def articles(toy_article: AnnotatedArticle) -> list[AnnotatedArticle]:
    empty = AnnotatedArticle(id="empty", text="", spans=(), article_type="other")
    return [toy_article, replace(toy_article, article_type="other"), empty]


def test_it_has_the_numbers_of_the_report(
    articles: list[AnnotatedArticle], toy_predictor: Predictor
) -> None:
    report, score = score_predictor(toy_predictor, articles), score_dev(toy_predictor, articles)
    assert score.entities == report.entities.micro
    assert score.article_type == report.article_type
    assert score.article_type.confusion["other", None] == 1
    assert score.to_dict() == {
        "f1": pytest.approx(3 / 7),
        "type_accuracy": pytest.approx(1 / 3),
        "choice": pytest.approx(3 / 7),
    }


def test_nothing_is_explained(
    articles: list[AnnotatedArticle], toy_predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explain(*_: object, **__: object) -> None:
        raise AssertionError("an epoch needs no values and no offices")

    monkeypatch.setattr(predict.predictor, "explain", explain)
    assert score_dev(toy_predictor, articles).entities.gold == 14


def score(counts: Counts, *types: tuple[str, str]) -> DevScore:
    scores = (TypeScores(confusion={pair: 1}) for pair in types)
    return DevScore(entities=counts, article_type=sum(scores, start=TypeScores()))


def test_the_type_chooses_where_gold_has_no_spans_and_none_were_found() -> None:
    types = (("review", "review"), ("other", "review"))
    assert score(Counts(gold=4, predicted=4, right=3), *types).choice == 0.75
    assert score(Counts(gold=4), *types).choice == 0.0
    assert score(Counts(), *types).choice == 0.5
    assert score(Counts(predicted=1), *types).choice == 0.0
    assert score(Counts()).choice == 0.0
    assert score(Counts()).to_dict() == {"f1": None, "type_accuracy": None, "choice": 0.0}


def test_a_label_that_the_model_does_not_know_is_refused(
    toy_article: AnnotatedArticle, toy_predictor: Predictor
) -> None:
    strange = replace(toy_article, spans=(Span(start=0, end=4, label="CITY"),))
    with pytest.raises(ValueError, match="the schema lacks its label; it has OFFICIAL"):
        score_dev(toy_predictor, [strange])


def test_spans_that_are_not_known_are_not_counted(
    articles: list[AnnotatedArticle], toy_predictor: Predictor
) -> None:
    typed = [replace(one, spans=(), knows_spans=False) for one in articles]
    assert score_dev(toy_predictor, typed).entities == Counts()
    assert score_dev(toy_predictor, typed).choice == pytest.approx(1 / 3)
    report = score_predictor(toy_predictor, [*articles, *typed])
    assert report.entities.micro == score_dev(toy_predictor, articles).entities
    assert report.span_scores == score_predictor(toy_predictor, articles).span_scores
    assert report.second_opinion.support == 12
    assert report.interval == score_predictor(toy_predictor, articles).interval
