"""What quantities measure, from gold spans and from those that a model found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.annotated import AnnotatedArticle
from evaluate.meaning import explain_gold
from evaluate.scores import Counts, share
from predict.records import Entity, Json, Prediction
from predict.schema import Role, Schema

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorScores:
    """Counts of the indicators that gold names, that were read, and that are the very same.

    ``quantities`` are those of gold, most of which have no indicator. Wrong is an indicator where
    gold has another one or none, or no quantity at all.
    """

    counts: Counts = field(default_factory=Counts)
    quantities: int = 0

    def __add__(self, other: "IndicatorScores") -> "IndicatorScores":
        """Count both together."""
        return IndicatorScores(
            counts=self.counts + other.counts, quantities=self.quantities + other.quantities
        )

    @property
    def wrong_share(self) -> float | None:
        """How many are wrong of all quantities; None where gold has no quantity."""
        return share(self.counts.predicted - self.counts.right, self.quantities)

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"precision", "recall", "f1", "support", "wrong", "quantities"}``."""
        return {**self.counts.to_dict(), "wrong": self.wrong_share, "quantities": self.quantities}


def score_indicators(articles: Iterable[AnnotatedArticle], *, schema: Schema) -> IndicatorScores:
    """Read the indicators of gold spans; articles without gold indicators are passed over."""
    return sum(
        (
            _score(article, explain_gold(article, schema).entities, schema)
            for article in articles
            if article.indicators is not None
        ),
        start=IndicatorScores(),
    )


def score_predicted_indicators(
    pairs: Iterable[tuple[AnnotatedArticle, Prediction]],
) -> IndicatorScores:
    """Compare the indicators of predictions with gold; articles without gold are passed over."""
    return sum(
        (
            _score(article, prediction.entities, prediction.schema)
            for article, prediction in pairs
            if article.indicators is not None
        ),
        start=IndicatorScores(),
    )


def _score(
    article: AnnotatedArticle, entities: Iterable[Entity], schema: Schema
) -> IndicatorScores:
    gold = _gold(article, schema)
    named = {place: name for place, name in gold.items() if name is not None}
    read = {(e.start, e.end): e.indicator for e in entities if e.indicator is not None}
    right = sum(gold.get(place) == name for place, name in read.items())
    return IndicatorScores(
        counts=Counts(gold=len(named), predicted=len(read), right=right), quantities=len(gold)
    )


def _gold(article: AnnotatedArticle, schema: Schema) -> Mapping[Place, str | None]:
    labels = schema.labels_of(Role.quantity)
    places = [(span.start, span.end) for span in article.spans if span.label in labels]
    names = [name for _, name in article.indicators or ()]
    return dict(zip(places, names, strict=True))
