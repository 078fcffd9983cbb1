"""What a model is worth on annotated articles: every score in one record."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.annotated import AnnotatedArticle
from data.coverage import Aligned, align
from evaluate.calibration_error import Calibrated
from evaluate.gold_hash import hash_gold
from evaluate.groups import GroupScores, group
from evaluate.indicators import (
    IndicatorScores,
    score_indicators,
    score_predicted_indicators,
)
from evaluate.meaning import (
    ValueCounts,
    group_rows,
    lists_appointments,
    score_linking,
    score_values,
    sort_errors,
)
from evaluate.scores import (
    Counts,
    EntityScores,
    TypeScores,
    bootstrap_interval,
    score_appointments,
    score_spans,
    seqeval_strict_f1,
    show,
)
from predict.network.tags import spans_to_tags
from predict.predictor import Predictor
from predict.records import Json, ModelInfo, Prediction, Span
from predict.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """seqeval's strict micro F1 on tokens, where unreachable spans of gold are simply absent."""

    f1: float | None
    support: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All scores of a model on annotated articles.

    ``interval`` holds the micro F1 of entities with 95 % probability, None where there is nothing
    to count; ``groups`` are scores by the articles' type in gold, source, year and length;
    ``n_unreachable`` spans of gold cannot be expressed by tags and count as missed. ``linking`` are
    the appointments that are read from gold spans, ``values`` what their dates and quantities mean,
    per label; ``indicators`` say what predicted quantities measure and ``named`` those of gold;
    ``appointment_errors`` are sorted by cause. ``span_scores`` and ``type_scores`` say
    how well the scores of what was predicted are calibrated. ``schema`` is the model's, which says
    what of all this it can have. Of articles whose type alone is known, spans are not counted.
    """

    entities: EntityScores
    interval: tuple[float, float] | None
    second_opinion: SecondOpinion
    groups: Mapping[str, Mapping[str, GroupScores]]
    article_type: TypeScores
    span_scores: Calibrated
    type_scores: Calibrated
    appointments: Counts
    appointment_errors: Mapping[str, int]
    linking: Counts
    values: Mapping[str, ValueCounts]
    indicators: IndicatorScores
    named: IndicatorScores
    n_unreachable: int
    n_articles: int
    model: ModelInfo
    schema: Schema
    gold_sha256: str

    def __str__(self) -> str:
        """Say the most important of it in one line."""
        micro = self.entities.micro
        f1 = f"entities micro F1 {show(micro.f1)} (95 % interval {' to '.join(self.edges)})"
        kind = f"article type {show(self.article_type.accuracy)}"
        unreachable = f"{self.n_unreachable} of {micro.gold} gold spans unreachable"
        parts = [f1] if self.schema.entity_labels else []
        parts += [kind] if self.schema.article_types else []
        parts += [unreachable] if self.schema.entity_labels else []
        return f"{self.n_articles} articles: {', '.join(parts)}"

    @property
    def edges(self) -> tuple[str, str]:
        """The edges of the interval, as a person reads them."""
        low, high = self.interval or (None, None)
        return show(low), show(high)

    def to_dict(self) -> dict[str, Json]:
        """Return what ``python -m evaluate --json`` writes; a score of nothing is None."""
        entities = self.entities
        return {
            "entities": {
                "micro": entities.micro.to_dict(),
                "micro_f1_interval": list(self.interval) if self.interval else None,
                "macro_f1": entities.macro_f1,
                "per_label": _dicts(entities.per_label),
                "calibration_error": self.span_scores.error,
                "seqeval_strict_f1": self.second_opinion.f1,
                "seqeval_support": self.second_opinion.support,
            },
            "article_type": {
                "accuracy": self.article_type.accuracy,
                "macro_f1": self.article_type.macro_f1,
                "support": self.article_type.support,
                "per_type": _dicts(self.article_type.per_type),
                "confusion": {gold: dict(row) for gold, row in self.article_type.rows().items()},
                "calibration_error": self.type_scores.error,
            },
            "groups": {
                kind: {name: scores.to_dict() for name, scores in groups.items()}
                for kind, groups in self.groups.items()
            },
            "appointments": self.appointments.to_dict(),
            "appointment_errors": dict(self.appointment_errors),
            "appointments_from_gold_spans": self.linking.to_dict(),
            "values_from_gold_spans": {
                label: counts.to_dict() for label, counts in self.values.items()
            },
            "indicators": self.indicators.to_dict(),
            "indicators_from_gold_spans": self.named.to_dict(),
            "unreachable_spans": self.n_unreachable,
            "articles": self.n_articles,
            "model": {"name": self.model.name, "version": self.model.version},
            "gold_sha256": self.gold_sha256,
        }


def score_predictor(predictor: Predictor, articles: Sequence[AnnotatedArticle]) -> Report:
    """Let a model read annotated articles and score what it says.

    :raises ValueError: if an article has a label that the model's schema lacks
    """
    return score_predictions(predictor, articles, predict_articles(predictor, articles))


def predict_articles(
    predictor: Predictor, articles: Sequence[AnnotatedArticle]
) -> list[Prediction]:
    """Let a model read annotated articles, each with its date, and its words if it brings some."""
    if all(article.words is None for article in articles):
        return predictor.predict_batch(
            [article.text for article in articles], [article.published for article in articles]
        )
    return [
        predictor.predict(article.text, article.published, words=article.words)
        for article in articles
    ]


def score_predictions(
    predictor: Predictor, articles: Sequence[AnnotatedArticle], predictions: Sequence[Prediction]
) -> Report:
    """Score what ``predict_articles`` returned.

    :param predictor: the model that predicted
    :param articles: the articles with gold
    :param predictions: one for each article
    :raises ValueError: if an article has a label that the schema lacks, or their numbers differ
    """
    if len(articles) != len(predictions):
        raise ValueError(
            f"{len(articles)} articles and {len(predictions)} predictions: give one each"
        )
    pairs = list(zip(articles, predictions, strict=True))
    labels = predictor.schema.entity_labels
    known = [pair for pair in pairs if pair[0].knows_spans]
    parts = [_score_spans(*pair, labels=labels) for pair in pairs]
    types = [_score_type(*pair) for pair in pairs]
    each = [
        GroupScores(n_articles=1, entities=part.micro, article_type=one)
        for part, one in zip(parts, types, strict=True)
    ]
    gold = _align(predictor, [article for article, _ in known])
    said = _align(predictor, [replace(a, spans=predicted_spans(p)) for a, p in known])
    return Report(
        entities=sum(parts, start=score_spans((), (), labels=labels)),
        interval=bootstrap_interval([part.micro for part in parts if part.per_label]),
        second_opinion=_second_opinion(gold, said, predictor.schema),
        groups=group(articles, each),
        article_type=sum(types, start=TypeScores()),
        span_scores=sum((_span_scores(*pair) for pair in known), start=Calibrated()),
        type_scores=sum((_type_scores(*pair) for pair in pairs), start=Calibrated()),
        appointments=sum((_score_appointments(*pair) for pair in pairs), start=Counts()),
        appointment_errors=_sort_errors(pairs, predictor.schema),
        linking=score_linking(articles, schema=predictor.schema),
        values=score_values(articles, schema=predictor.schema),
        indicators=score_predicted_indicators(pairs),
        named=score_indicators(articles, schema=predictor.schema),
        n_unreachable=sum(len(one.unreachable) for one in gold),
        n_articles=len(pairs),
        model=predictor.model,
        schema=predictor.schema,
        gold_sha256=hash_gold(articles),
    )


def _sort_errors(
    pairs: Iterable[tuple[AnnotatedArticle, Prediction]], schema: Schema
) -> Counter[str]:
    listed = (pair for pair in pairs if lists_appointments(pair[0]))
    return sum((sort_errors(*pair, schema=schema) for pair in listed), start=Counter())


def predicted_spans(prediction: Prediction) -> tuple[Span, ...]:
    """Return a prediction's entities as spans over the text as given."""
    return tuple(entity.span for entity in prediction.entities)


def _score_spans(
    article: AnnotatedArticle, prediction: Prediction, *, labels: Sequence[str]
) -> EntityScores:
    """Count an article's spans; nothing where they are not known."""
    if not article.knows_spans:
        return EntityScores(per_label={})
    return score_spans(article.spans, predicted_spans(prediction), labels=labels)


def _score_type(article: AnnotatedArticle, prediction: Prediction) -> TypeScores:
    """Count an article's type; nothing where the model has none, or the article's is not known."""
    if not prediction.schema.article_types or article.article_type is None:
        return TypeScores()
    guess = prediction.article_type.label if prediction.article_type else None
    return TypeScores(confusion={(article.article_type, guess): 1})


def _span_scores(article: AnnotatedArticle, prediction: Prediction) -> Calibrated:
    gold = set(article.spans)
    return Calibrated(outcomes=tuple((e.score, e.span in gold) for e in prediction.entities))


def _type_scores(article: AnnotatedArticle, prediction: Prediction) -> Calibrated:
    kind = prediction.article_type
    if kind is None or article.article_type is None:
        return Calibrated(outcomes=())
    return Calibrated(outcomes=((kind.score, kind.label == article.article_type),))


def _score_appointments(article: AnnotatedArticle, prediction: Prediction) -> Counts:
    """Count an article's appointments; nothing where its head does not list them."""
    if not lists_appointments(article):
        return Counts()
    rows = group_rows(article, prediction.schema)
    return score_appointments(rows, prediction.appointments)


def _align(predictor: Predictor, articles: Iterable[AnnotatedArticle]) -> list[Aligned]:
    return [
        align(article, segmenter=predictor.segmenter, tokenizer=predictor.tokenizer)
        for article in articles
    ]


def _second_opinion(
    gold: Sequence[Aligned], predicted: Sequence[Aligned], schema: Schema
) -> SecondOpinion:
    if not schema.entity_labels:
        return SecondOpinion(f1=None, support=0)
    f1 = seqeval_strict_f1(
        [_tags(one, schema) for one in gold], [_tags(one, schema) for one in predicted]
    )
    return SecondOpinion(f1=f1, support=sum(len(one.spans) for one in gold))


def _tags(aligned: Aligned, schema: Schema) -> list[str]:
    ids = spans_to_tags(aligned.spans, n_tokens=aligned.encoding.n_tokens, schema=schema)
    return [schema.tags[i] for i in ids]


def _dicts(counts: Mapping[str, Counts]) -> dict[str, Json]:
    return {name: one.to_dict() for name, one in counts.items()}
