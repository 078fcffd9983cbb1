"""Calibration: scores become shares of what is right."""

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
    calibration = fit_calibration(toy_predictor, [gold, empty], decay=0.25)
    assert calibration.decay == 0.25
    assert calibration.temperature == pytest.approx(0.5)  # the type is right and sure
