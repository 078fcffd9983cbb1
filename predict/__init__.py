"""Reads Vietnamese news of Party committees and local government: text in, ``Prediction`` out."""

import importlib
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from predict.records import (
    Appointment,
    ArticleType,
    DateValue,
    Entity,
    ModelInfo,
    Prediction,
    QuantityValue,
    Span,
)
from predict.schema import Schema

if TYPE_CHECKING:
    from predict.predictor import Predictor

__all__ = [
    "BUNDLE",
    "Appointment",
    "ArticleType",
    "DateValue",
    "Entity",
    "ModelInfo",
    "Prediction",
    "Predictor",
    "QuantityValue",
    "Schema",
    "Span",
    "predict",
    "predict_batch",
]

BUNDLE = Path(__file__).parent / "released"
"""The released bundle, inside the package."""


def __getattr__(name: str) -> "type[Predictor]":
    """Return ``Predictor`` when it is first asked for: what reads takes a while to import."""
    if name == "Predictor":
        return _predictor_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def predict(text: str, published: date | None = None) -> Prediction:
    """Read one article with the released model, which the first call loads.

    :param text: the article, of any length and in any Unicode form
    :param published: the day on which it appeared, which resolves dates without a year
    :raises ValueError: if ``text`` is no string or ``published`` no date
    """
    return _released().predict(text, published)


def predict_batch(
    texts: Sequence[str], published: Sequence[date | None] | None = None
) -> list[Prediction]:
    """Read many articles with the released model and return their predictions in order.

    :param texts: the articles
    :param published: None, or one date (or None) per text
    :raises ValueError: if there are not as many dates as texts, or one of them is of a wrong type
    """
    return _released().predict_batch(texts, published)


def _predictor_class() -> "type[Predictor]":
    found: type[Predictor] = importlib.import_module("predict.predictor").Predictor
    return found


class _Released:
    """The released model, loaded once, whichever thread asks first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._predictor: Predictor | None = None

    def __call__(self) -> "Predictor":
        with self._lock:
            if self._predictor is None:
                self._predictor = _predictor_class().load(BUNDLE)
            return self._predictor


_released = _Released()
