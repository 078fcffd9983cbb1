"""What the spans of an article mean, and their way from its canonical text to the text as given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from predict.offices import find_offices
from predict.offices.abbreviations import expand
from predict.records import HAVE_FULL_FORMS, Appointment, Entity
from predict.schema import Schema
from predict.text.document import CanonicalSpan, Document
from predict.values import read_values
from predict.values.indicators import name_indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The entities of an article, over the text as given, and who holds which office."""

    entities: tuple[Entity, ...]
    appointments: tuple[Appointment, ...]


def explain(
    document: Document,
    spans: Sequence[CanonicalSpan],
    *,
    scores: Sequence[float],
    schema: Schema,
    published: date | None,
) -> Meaning:
    """Read the values, indicators, full forms and offices of an article's spans.

    :param document: the article
    :param spans: ascending, apart from each other
    :param scores: one for each span, 0 to 1
    :param schema: says by roles what is read from which label
    :param published: the day on which the article appeared, if it is known
    """
    values = read_values(document.text, spans, schema=schema, published=published)
    indicators = name_indicators(document.text, spans, schema=schema)
    given = map(document.to_given, spans)
    entities = tuple(
        Entity(
            label=span.label,
            text=document.given[place.start : place.end],
            start=place.start,
            end=place.end,
            score=score,
            value=value,
            expanded=_full_form(document, span, schema),
            indicator=indicator,
        )
        for span, place, score, value, indicator in zip(
            spans, given, scores, values, indicators, strict=True
        )
    )
    offices = find_offices(document.text, spans, schema=schema)
    return Meaning(
        entities=entities,
        appointments=tuple(
            Appointment(
                official=entities[office.official],
                position=entities[office.position],
                organisation=None if office.organisation is None else entities[office.organisation],
                title=office.title,
                person=office.person,
            )
            for office in offices
        ),
    )


def _full_form(document: Document, span: CanonicalSpan, schema: Schema) -> str | None:
    if schema.role_of(span.label) not in HAVE_FULL_FORMS:
        return None
    return expand(document.text[span.start : span.end])
