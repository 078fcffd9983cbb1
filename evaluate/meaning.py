"""What is read from gold spans: values of dates and quantities, and appointments.

With the spans given, a mistake is the reading's own, not the model's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.annotations import AnnotatedArticle
from evaluate.scores import Counts, row_of, score_appointments
from predict.appointments import find_appointments
from predict.records import Entity, Json, Prediction
from predict.schema import DATE, OFFICIAL, ORGANISATION, POSITION, QUANTITY
from predict.values import read_values


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCounts:
    """How many values gold holds, how many were read exactly, and how many were read wrongly.

    A mention that means nothing certain counts as well: exact is no value. Wrong is a value where
    gold has another one or none; the rest is missing.
    """

    gold: int = 0
    exact: int = 0
    wrong: int = 0

    def __add__(self, other: "ValueCounts") -> "ValueCounts":
        """Count both together."""
        return ValueCounts(
            gold=self.gold + other.gold,
            exact=self.exact + other.exact,
            wrong=self.wrong + other.wrong,
        )

    @property
    def exact_share(self) -> float:
        """Share of the mentions that were read exactly; 0 where there are none."""
        return self.exact / self.gold if self.gold else 0.0

    @property
    def wrong_share(self) -> float:
        """Share of the mentions that were read wrongly; 0 where there are none."""
        return self.wrong / self.gold if self.gold else 0.0

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"exact", "wrong", "support"}``."""
        return {"exact": self.exact_share, "wrong": self.wrong_share, "support": self.gold}


def score_values(articles: Iterable[AnnotatedArticle]) -> dict[str, ValueCounts]:
    """Read the values of gold spans, per label; articles without gold values are passed over."""
    counts = {DATE: ValueCounts(), QUANTITY: ValueCounts()}
    for article in articles:
        if article.values is None:
            continue
        spans = [span for span in article.spans if span.label in counts]
        found = read_values(article.text, spans, published=article.published)
        for span, (_, gold), value in zip(spans, article.values, found, strict=True):
            read: Mapping[str, Json] | None = value.to_dict() if value else None
            counts[span.label] += ValueCounts(
                gold=1, exact=read == gold, wrong=read is not None and read != gold
            )
    return counts


def score_linking(articles: Iterable[AnnotatedArticle]) -> Counts:
    """Link gold spans to appointments; articles that do not list any are passed over."""
    counts = Counts()
    for article in articles:
        if not lists_appointments(article):
            continue
        entities = [
            Entity(
                label=span.label,
                text=article.text[span.start : span.end],
                start=span.start,
                end=span.end,
                score=1.0,
            )
            for span in article.spans
        ]
        found = find_appointments(article.text, entities)
        counts += score_appointments(article.appointments, found)
    return counts


def sort_errors(article: AnnotatedArticle, prediction: Prediction) -> Counter[str]:
    """Count the wrong appointments of an article by what is wrong first.

    A row of gold is missed because one of its spans was not found, or was not joined to the others;
    a predicted row is spurious because one of its spans is none in gold, or is joined wrongly.
    """
    labels = (OFFICIAL, POSITION, ORGANISATION)
    known = {(s.label, article.text[s.start : s.end]) for s in article.spans}
    found = {(e.label, e.text) for e in prediction.entities}
    gold, predicted = set(article.appointments), {row_of(a) for a in prediction.appointments}
    causes: Counter[str] = Counter()
    for kind, rows, there, otherwise in (
        ("missed", gold - predicted, found, "not joined"),
        ("spurious", predicted - gold, known, "joined wrongly"),
    ):
        for row in rows:
            pairs = [(label, s) for label, s in zip(labels, row, strict=True) if s is not None]
            absent = [label for label, surface in pairs if (label, surface) not in there]
            causes[f"{kind}, {absent[0] if absent else otherwise}"] += 1
    return causes


def lists_appointments(article: AnnotatedArticle) -> bool:
    """Say whether the head lists who holds what, if only to say that there is nobody."""
    return bool(article.appointments) or "appointments" in article.head
