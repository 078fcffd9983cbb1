"""Calibration: scores become shares of what is right."""

from dataclasses import replace

import numpy as np
import pytest

import train.calibration
from data.annotated import AnnotatedArticle
from evaluate.calibration_error import Calibrated
from predict import Predictor
from predict.network.windows import Logits
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA
from tests.toy import ARTICLE
from train.calibration import fit_calibration, fit_logistic, fit_types


def test_recovers_the_curve_that_made_the_outcomes() -> None:
    random = np.random.default_rng(0)
    odds = random.normal(1, 2, 20_000)
    right = (random.random(20_000) < 1 / (1 + np.exp(-(0.7 * odds - 0.4)))).astype(float)
    slope, intercept = fit_logistic(odds, right)
    assert slope == pytest.approx(0.7, abs=0.05)
    assert intercept == pytest.approx(-0.4, abs=0.05)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_outcomes_all_alike_stay_finite(share: float) -> None:
    slope, intercept = fit_logistic(np.linspace(-2, 2, 50), np.full(50, share))
    assert np.isfinite([slope, intercept]).all()
    assert slope > 0


def drawn(n: int, seed: int) -> tuple[list[Logits], list[AnnotatedArticle]]:
    """Make articles, and logits that are too sure, and of the last type most of all."""
    random = np.random.default_rng(seed)
    fair = random.normal(0, 2, (n, 4))
    shares = np.exp(fair) / np.exp(fair).sum(axis=1, keepdims=True)
    kinds = [random.choice(4, p=share) for share in shares]
    logits = 1.5 * (fair + np.array([0.0, 0.0, 0.0, 1.6]))
    empty = AnnotatedArticle(id="", text="", spans=(), article_type=None)
    types = DEFAULT_SCHEMA.article_types
    return list(logits.astype(np.float32)), [replace(empty, article_type=types[k]) for k in kinds]


def test_types_recover_the_odds_that_made_them() -> None:
    temperature, biases = fit_types(*drawn(4000, 1), schema=DEFAULT_SCHEMA)
    assert temperature == pytest.approx(1.5, abs=0.1)
    assert biases == pytest.approx([0.4, 0.4, 0.4, -1.2], abs=0.1)


def test_a_few_articles_move_the_biases_little() -> None:
    logits, articles = drawn(5, 1)
    _, biases = fit_types(logits, articles, schema=DEFAULT_SCHEMA)
    assert 0 < max(map(abs, biases)) < 1
    assert sum(biases) == pytest.approx(0)
    _, alike = fit_types(logits[:1] * 3, articles[:1] * 3, schema=DEFAULT_SCHEMA)
    assert max(map(abs, alike)) < 1


@pytest.mark.parametrize("known", [True, False])
def test_what_is_not_known_fits_nothing(known: bool) -> None:
    logits, [article] = drawn(1, 1)
    pair = ([None], [article]) if known else (logits, [replace(article, article_type=None)])
    assert fit_types(*pair, schema=DEFAULT_SCHEMA) == (1.0, (0.0,) * 4)
    bare = replace(DEFAULT_SCHEMA, article_types=())
    assert fit_types([None], [replace(article, article_type=None)], schema=bare) == (1.0, ())


def test_types_that_are_all_right_stay_within_bounds() -> None:
    _, articles = drawn(200, 1)
    types = DEFAULT_SCHEMA.article_types
    sure = [
        np.eye(4, dtype=np.float32)[types.index(one.article_type or "")] * 9 for one in articles
    ]
    temperature, biases = fit_types(sure, articles, schema=DEFAULT_SCHEMA)
    assert 0.5 <= temperature < 1
    assert max(map(abs, biases)) < 0.1
    wrong = [one[::-1].copy() for one in sure]
    temperature, biases = fit_types(wrong, articles, schema=DEFAULT_SCHEMA)
    assert 3.5 < temperature <= 4
    assert max(map(abs, biases)) < 1


def test_fits_a_predictor(toy_predictor: Predictor) -> None:
    start = ARTICLE.index("Trần Văn Ví")
    gold = AnnotatedArticle(
        id="a",
        text=ARTICLE,
        spans=(Span(start=start, end=start + 11, label="OFFICIAL"),),
        article_type="review",
    )
    empty = AnnotatedArticle(id="b", text="", spans=(), article_type="other")
    calibration = fit_calibration(toy_predictor, [gold, empty], decay=0.25).calibration
    assert calibration.decay == 0.25
    assert 0.5 <= calibration.temperature < 1  # the type is right and sure
    assert len(calibration.type_biases) == 4


def test_errors_are_those_of_articles_that_nothing_was_fitted_on(
    toy_predictor: Predictor,
) -> None:
    found = toy_predictor.predict(ARTICLE)
    assert found.article_type
    right = AnnotatedArticle(
        id="right",
        text=ARTICLE,
        spans=tuple(entity.span for entity in found.entities),
        article_type=found.article_type.label,
    )
    wrong = replace(right, id="wrong", spans=(), article_type="other")
    alike = fit_calibration(toy_predictor, [right] * 10, decay=0.5)
    assert alike.type_error is not None
    assert alike.type_error < 0.05
    assert alike.span_error is not None
    assert alike.span_error < 0.1
    # What is fitted on nine that are right is sure of the tenth, which is wrong.
    one_apart = fit_calibration(toy_predictor, [*[right] * 4, wrong], decay=0.5)
    assert one_apart.type_error is not None
    assert one_apart.type_error > 0.15
    assert one_apart.span_error is not None
    assert one_apart.span_error > 0.15
    alone = fit_calibration(toy_predictor, [right], decay=0.5)
    assert (alone.span_error, alone.type_error) == (None, None)


def test_errors_are_means_over_several_ways_to_part_the_articles(
    toy_predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[list[str]] = []

    def cross_validate(pairs: list[tuple[object, AnnotatedArticle]], **_: object) -> object:
        orders.append([article.id for _, article in pairs])
        error = len(orders) / 10
        types = Calibrated(outcomes=((error, False),)) if len(orders) > 2 else Calibrated()
        return Calibrated(outcomes=((error, False),)), types

    monkeypatch.setattr(train.calibration, "_cross_validate", cross_validate)
    articles = [
        AnnotatedArticle(id=f"{i}", text=ARTICLE, spans=(), article_type="other") for i in range(8)
    ]
    fitted = fit_calibration(toy_predictor, articles, decay=0.5)
    assert len({tuple(order) for order in orders}) == 4
    assert all(sorted(order) == [article.id for article in articles] for order in orders)
    assert fitted.span_error == pytest.approx(0.25)
    assert fitted.type_error == pytest.approx(0.35)  # of the ways that measured any
