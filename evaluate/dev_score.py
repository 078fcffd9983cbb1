"""What an epoch of training is chosen by: strict micro F1 and type accuracy, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.annotated import AnnotatedArticle
from evaluate.scores import Counts, TypeScores, score_spans
from predict.network.decode import type_scores
from predict.predictor import Predictor, RawPrediction


@dataclass(frozen=True, slots=True, kw_only=True)
class DevScore:
    """Counts of spans and of article types on dev; the same numbers as a ``Report`` has."""

    entities: Counts
    article_type: TypeScores

    @property
    def choice(self) -> float:
        """The number whose highest value chooses an epoch.

        It is the micro F1 of entities. Where there is nothing to find and nothing was found, that
        is None, and the accuracy of the article type is taken; 0 where there are no types either.
        So on gold without spans an epoch that finds some, F1 0, loses to one that finds none.
        """
        if (f1 := self.entities.f1) is not None:
            return f1
        return self.article_type.accuracy or 0.0

    def to_dict(self) -> dict[str, float | None]:
        """Return what the trainer logs after an epoch; a score of nothing is None."""
        return {
            "f1": self.entities.f1,
            "type_accuracy": self.article_type.accuracy,
            "choice": self.choice,
        }


def score_dev(predictor: Predictor, articles: Sequence[AnnotatedArticle]) -> DevScore:
    """Let a model read annotated articles and count what it finds, without explaining any of it.

    Of articles of which the type alone is known, spans are not counted.

    :raises ValueError: if an article has a label that the model's schema lacks
    """
    entities, types = Counts(), TypeScores()
    for article in articles:
        raw = predictor.predict_raw(article.text, words=article.words)
        labels = predictor.schema.entity_labels
        if article.knows_spans:
            entities += score_spans(article.spans, raw.given_spans, labels=labels).micro
        if predictor.schema.article_types and article.article_type is not None:
            pair = (article.article_type, type_of(predictor, raw))
            types += TypeScores(confusion={pair: 1})
    return DevScore(entities=entities, article_type=types)


def type_of(predictor: Predictor, raw: RawPrediction) -> str | None:
    """Return the likeliest type of an article that was read; None where it has none."""
    if raw.types is None:
        return None
    scores = type_scores(raw.types, schema=predictor.schema, calibration=predictor.calibration)
    return max(scores, key=scores.__getitem__)
