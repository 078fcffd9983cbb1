"""What is read from gold spans: values of dates and quantities, and appointments.

With the spans given, a mistake is the reading's own, not the model's.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from data.annotated import AnnotatedArticle, Row
from evaluate.scores import Counts, row_of, score_appointments, share
from predict.meaning import Meaning, explain
from predict.offices.full_names import find_full_names, plain
from predict.records import Json, Prediction
from predict.schema import Role, Schema
from predict.text.document import Document


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
    def exact_share(self) -> float | None:
        """Share of the mentions that were read exactly; None where there are none."""
        return share(self.exact, self.gold)

    @property
    def wrong_share(self) -> float | None:
        """Share of the mentions that were read wrongly; None where there are none."""
        return share(self.wrong, self.gold)

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"exact", "wrong", "support"}``."""
        return {"exact": self.exact_share, "wrong": self.wrong_share, "support": self.gold}


def score_values(articles: Iterable[AnnotatedArticle], *, schema: Schema) -> dict[str, ValueCounts]:
    """Read the values of gold spans, per label; articles without gold values are passed over."""
    labels = schema.labels_of(Role.date, Role.quantity)
    counts = {label: ValueCounts() for label in labels}
    for article in articles:
        if article.values is None:
            continue
        entities = [e for e in explain_gold(article, schema).entities if e.label in counts]
        for entity, (_, gold) in zip(entities, article.values, strict=True):
            read: Mapping[str, Json] | None = entity.value.to_dict() if entity.value else None
            counts[entity.label] += ValueCounts(
                gold=1, exact=read == gold, wrong=read is not None and read != gold
            )
    return counts


def score_linking(articles: Iterable[AnnotatedArticle], *, schema: Schema) -> Counts:
    """Link gold spans to appointments; articles that do not list any are passed over."""
    return sum(
        (
            score_appointments(
                group_rows(article, schema), explain_gold(article, schema).appointments
            )
            for article in articles
            if lists_appointments(article)
        ),
        start=Counts(),
    )


def explain_gold(article: AnnotatedArticle, schema: Schema) -> Meaning:
    """Read from the gold spans of an article what ``predict`` reads from those that it finds."""
    document = Document.of(article.text)
    spans = [place for span in article.spans if (place := document.to_canonical(span))]
    scores = [1.0] * len(spans)
    return explain(document, spans, scores=scores, schema=schema, published=article.published)


def group_rows(article: AnnotatedArticle, schema: Schema) -> list[set[Row]]:
    """Bring together the rows of gold that are one person with one title.

    Gold lists each spelling of a row, such as a given name alone; a prediction has one row.
    """
    labels = schema.labels_of(Role.official)
    names = [article.text[s.start : s.end] for s in article.spans if s.label in labels]
    people = dict(zip(names, find_full_names(names), strict=True))
    groups: dict[tuple[str, str], set[Row]] = {}
    for row in article.appointments:
        official, position, organisation = row
        person = people.get(official or "", official or "")
        title = " ".join(part for part in (position, organisation) if part)
        groups.setdefault((plain(person), plain(title)), set()).add(row)
    return list(groups.values())


def sort_errors(
    article: AnnotatedArticle, prediction: Prediction, *, schema: Schema
) -> Counter[str]:
    """Count the wrong appointments of an article by what is wrong first.

    A row of gold is missed because one of its spans was not found, or was not joined to the others;
    a predicted row is spurious because one of its spans is none in gold, or is joined wrongly.
    """
    known = {(s.label, article.text[s.start : s.end]) for s in article.spans}
    found = {(e.label, e.text) for e in prediction.entities}
    groups = group_rows(article, schema)
    predicted = {row_of(appointment) for appointment in prediction.appointments}
    missed = [min(rows, key=str) for rows in groups if predicted.isdisjoint(rows)]
    spurious = predicted.difference(*groups)
    causes: Counter[str] = Counter()
    for row in missed:
        causes[f"missed, {_absent(row, found, schema) or 'not joined'}"] += 1
    for row in spurious:
        causes[f"spurious, {_absent(row, known, schema) or 'joined wrongly'}"] += 1
    return causes


def _absent(row: Row, there: Collection[tuple[str, str]], schema: Schema) -> str | None:
    """Return the first label of which a row names a span that is not there."""
    roles = (Role.official, Role.position, Role.organisation)
    for role, surface in zip(roles, row, strict=True):
        labels = schema.labels_of(role)
        if surface is not None and all((label, surface) not in there for label in labels):
            return " or ".join(labels)
    return None


def lists_appointments(article: AnnotatedArticle) -> bool:
    """Say whether the head lists who holds what, if only to say that there is nobody."""
    return bool(article.appointments) or "appointments" in article.head
