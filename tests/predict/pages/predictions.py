"""Predictions for tests of pages, made by hand."""

from predict.records import ArticleType, Entity, ModelInfo, Prediction
from predict.schema import Schema


def name_label(i: int) -> str:
    """Return a label for a number: AA, AB, ..."""
    return chr(65 + i // 26) + chr(65 + i % 26)


def prediction_of(text: str, *, n_labels: int = 1, end: int) -> Prediction:
    """Return a prediction of one entity, from 0 to ``end``, of the last of some labels."""
    schema = Schema(entity_labels=tuple(map(name_label, range(n_labels))), article_types=("kiểu",))
    label = schema.entity_labels[-1]
    return Prediction(
        article_type=ArticleType(label="kiểu", score=1, scores={"kiểu": 1}),
        entities=(Entity(label=label, text=text[:end], start=0, end=end, score=1),),
        appointments=(),
        model=ModelInfo(name="m", version="1"),
        schema=schema,
    )
