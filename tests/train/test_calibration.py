"""Calibration: scores become shares of what is right."""

from dataclasses import replace

import numpy as np
import pytest

from data.annotated import AnnotatedArticle
from predict import Predictor
from predict.records import Span
from tests.toy import ARTICLE
from train.calibration import fit_calibration, fit_logistic


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
    assert calibration.temperature == pytest.approx(0.5)  # the type is right and sure


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
