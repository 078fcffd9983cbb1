"""Scores that mean what they say: a score of 0.9 is right nine times in ten."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from data.annotated import AnnotatedArticle
from evaluate.calibration_error import Calibrated
from predict.network.decode import Calibration, calibrate, logit, type_scores
from predict.network.windows import Logits
from predict.predictor import Predictor, RawPrediction
from predict.schema import Schema

_COLDEST, _HOTTEST = 0.5, 4.0
_AT_ONE = -math.log(2)  # where the sigmoid between them gives a temperature of 1
_N_FOLDS = 5
_N_PARTINGS = 4
_PULL = 1e-2  # towards slope 1, intercept 0 and temperature 1, for small dev sets
_BIAS_PULL = 1.0  # best from 57 articles on, and no worse at 30, by cross-validation over 1,207


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A calibration, and the expected calibration errors to expect of it on other articles."""

    calibration: Calibration
    span_error: float | None
    type_error: float | None


def fit_calibration(
    predictor: Predictor, articles: Sequence[AnnotatedArticle], *, decay: float
) -> Fitted:
    """Fit span scores, and temperature and biases of article types, on articles with gold.

    The errors are cross-validated: each fifth of the articles is measured with what was fitted on
    the others. They are means over several ways to part the articles: of some fifty types, one way
    alone says 0.03 or 0.14 of the same model.

    :param predictor: the model, whose own calibration does not matter
    :param articles: articles that it was not trained on
    :param decay: how much less each window weighs for the type than the one before it
    """
    raw = [predictor.predict_raw(article.text, words=article.words) for article in articles]
    pairs = list(zip(raw, articles, strict=True))
    orders = [np.random.default_rng(seed).permutation(len(pairs)) for seed in range(_N_PARTINGS)]
    parted = [
        _cross_validate([pairs[i] for i in order], schema=predictor.schema, decay=decay)
        for order in orders
    ]
    return Fitted(
        calibration=_fit(pairs, schema=predictor.schema, decay=decay),
        span_error=_mean([spans.error for spans, _ in parted]),
        type_error=_mean([types.error for _, types in parted]),
    )


def _cross_validate(
    pairs: Sequence[tuple[RawPrediction, AnnotatedArticle]], *, schema: Schema, decay: float
) -> tuple[Calibrated, Calibrated]:
    """Return the scores of spans and of types, each fifth's by a fit on the others."""
    spans, types = Calibrated(), Calibrated()
    for number in range(min(_N_FOLDS, len(pairs)) if len(pairs) > 1 else 0):
        rest = [pair for i, pair in enumerate(pairs) if i % _N_FOLDS != number]
        fitted = _fit(rest, schema=schema, decay=decay)
        spans += _span_scores(pairs[number::_N_FOLDS], fitted)
        types += _type_scores(pairs[number::_N_FOLDS], fitted, schema)
    return spans, types


def _mean(errors: Sequence[float | None]) -> float | None:
    known = [error for error in errors if error is not None]
    return sum(known) / len(known) if known else None


def _fit(
    pairs: Sequence[tuple[RawPrediction, AnnotatedArticle]], *, schema: Schema, decay: float
) -> Calibration:
    raw, articles = [one for one, _ in pairs], [article for _, article in pairs]
    confidences, right = _outcomes(raw, articles)
    slope, intercept = fit_logistic(confidences, right) if len(right) else (1.0, 0.0)
    types = [one.types for one in raw]
    temperature, biases = fit_types(types, articles, schema=schema)
    return Calibration(
        slope=slope,
        intercept=intercept,
        temperature=temperature,
        decay=decay,
        type_biases=biases,
    )


def _span_scores(
    pairs: Sequence[tuple[RawPrediction, AnnotatedArticle]], calibration: Calibration
) -> Calibrated:
    return Calibrated(
        outcomes=tuple(
            (
                calibrate(p, slope=calibration.slope, intercept=calibration.intercept),
                span in article.spans,
            )
            for raw, article in pairs
            if article.knows_spans
            for p, span in zip(raw.confidences, raw.given_spans, strict=True)
        )
    )


def _type_scores(
    pairs: Sequence[tuple[RawPrediction, AnnotatedArticle]],
    calibration: Calibration,
    schema: Schema,
) -> Calibrated:
    outcomes: list[tuple[float, bool]] = []
    for raw, article in pairs:
        if raw.types is not None and article.article_type is not None:
            scores = type_scores(raw.types, schema=schema, calibration=calibration)
            label = max(scores, key=scores.__getitem__)
            outcomes.append((scores[label], label == article.article_type))
    return Calibrated(outcomes=tuple(outcomes))


def _outcomes(
    raw: Sequence[RawPrediction], articles: Sequence[AnnotatedArticle]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    confidences: list[float] = []
    right: list[bool] = []
    for prediction, article in zip(raw, articles, strict=True):
        if not article.knows_spans:
            continue
        gold = set(article.spans)
        confidences.extend(prediction.confidences)
        right.extend(span in gold for span in prediction.given_spans)
    odds = np.array([logit(confidence) for confidence in confidences])
    return odds, np.array(right, dtype=np.float64)


def fit_logistic(odds: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Fit ``sigmoid(slope * odds + intercept)`` to outcomes; the slope stays positive."""
    x, y = torch.from_numpy(odds), torch.from_numpy(right)
    parameters = torch.zeros(2, dtype=torch.float64, requires_grad=True)  # log slope, intercept

    def loss() -> torch.Tensor:
        logits = parameters[0].exp() * x + parameters[1]
        surprise = torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
        return surprise + _PULL * parameters.square().sum()

    _minimise(loss, parameters)
    log_slope, intercept = parameters.detach().tolist()
    return float(np.exp(log_slope)), intercept


def fit_types(
    types: Sequence[Logits | None], articles: Sequence[AnnotatedArticle], *, schema: Schema
) -> tuple[float, tuple[float, ...]]:
    """Fit the temperature and the bias of each type that make the gold types most probable.

    A network trained where one type is by far the most frequent is too ready to say it. How that is
    made up for is bias-corrected temperature scaling (Alexandari et al., 2020); the biases add up
    to 0, and each is pulled towards it, so that a few articles move them little.

    :param types: the pooled type logits, each of shape (types,), of a model that was not trained on
        the articles; None for an article that counts nothing
    :param articles: as many articles
    :param schema: names the types; without any, and without an article that has one, the
        temperature is 1 and every bias 0
    """
    labels = schema.article_types
    known = [
        (logits, labels.index(article.article_type))
        for logits, article in zip(types, articles, strict=True)
        if logits is not None and article.article_type is not None
    ]
    if not known:
        return 1.0, (0.0,) * len(labels)
    x = torch.from_numpy(np.array([logits for logits, _ in known], dtype=np.float64))
    y = torch.tensor([gold for _, gold in known])
    parameters = torch.zeros(1 + len(labels), dtype=torch.float64, requires_grad=True)

    def parts() -> tuple[torch.Tensor, torch.Tensor]:
        place = torch.sigmoid(parameters[0] + _AT_ONE)
        biases = parameters[1:] - parameters[1:].mean()
        return _COLDEST * (_HOTTEST / _COLDEST) ** place, biases

    def loss() -> torch.Tensor:
        temperature, biases = parts()
        surprise = torch.nn.functional.cross_entropy(x / temperature + biases, y, reduction="sum")
        return surprise + _PULL * parameters[0].square() + _BIAS_PULL * biases.square().sum()

    _minimise(loss, parameters)
    temperature, biases = parts()
    return temperature.item(), tuple(biases.tolist())


def _minimise(loss: Callable[[], torch.Tensor], parameters: torch.Tensor) -> None:
    optimizer = torch.optim.LBFGS([parameters], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        value = loss()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(closure)  # type: ignore[no-untyped-call]
