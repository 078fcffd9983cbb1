"""``import nhandang``: the public API of the package ``predict``, and nothing else."""

from predict import (
    BUNDLE,
    Appointment,
    ArticleType,
    DateValue,
    Entity,
    ModelInfo,
    Prediction,
    Predictor,
    QuantityValue,
    Schema,
    Span,
    predict,
    predict_batch,
)

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
