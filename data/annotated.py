"""An annotated article: a text with gold spans, type, appointments, values and indicators."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from predict.errors import InputError
from predict.records import Json, Span
from predict.schema import Role, Schema

Place: TypeAlias = tuple[int, int]
Row: TypeAlias = tuple[str | None, str | None, str | None]
ValueRow: TypeAlias = tuple[str, Mapping[str, Json] | None]
IndicatorRow: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article with gold labels; spans are over code points of ``text``, ascending, apart.

    ``head`` holds every key of the file's first line; ``appointments`` are rows of surfaces:
    official, position, organisation; ``values`` are the surfaces of all dates and quantities, in
    order, with what they mean (the JSON of a value, or None), or None where that is not annotated;
    ``indicators`` likewise those of all quantities, with what they measure.
    An article of which the type alone is known has ``knows_spans`` False; ``type_weight``, 0 to 1,
    is how far its type is to be trusted; one whose type is not known has None for it.
    ``words`` are the places of words that somebody else has cut, or None.
    """

    id: str
    text: str
    spans: tuple[Span, ...]
    article_type: str | None
    published: date | None = None
    appointments: tuple[Row, ...] = ()
    values: tuple[ValueRow, ...] | None = None
    indicators: tuple[IndicatorRow, ...] | None = None
    head: Mapping[str, Json] = field(default_factory=dict)
    knows_spans: bool = True
    type_weight: float = 1.0
    words: tuple[Place, ...] | None = None

    def __post_init__(self) -> None:
        """Check that the spans ascend, lie apart and lie in the text, and the words likewise."""
        place = 0
        for start, end in self.words or ():
            if not place <= start < end <= len(self.text):
                raise InputError(f"article {self.id}: no place for a word: {start} to {end}")
            place = end
        place = 0
        for span in self.spans:
            if span.start < place or span.end > len(self.text):
                raise InputError(
                    f"article {self.id}: {span} overlaps another span or the text's end"
                )
            place = span.end


def make_article(
    head: Mapping[str, Json], text: str, spans: Sequence[Span], *, schema: Schema | None
) -> AnnotatedArticle:
    """Bring a head, a text and its spans together.

    :param head: the keys of an annotation's head
    :param text: the article
    :param spans: ascending, apart, over code points of the text
    :param schema: the article types that are allowed, and which labels have values; without
        types any type is taken, and none; values and indicators are read where it has the roles
        for them; None allows everything
    :raises ValueError: if the head's type, date, appointments, values or indicators are wrong, or
        the spans overlap
    """
    kind = head.get("article_type")
    if schema and schema.article_types and kind not in schema.article_types:
        known = ", ".join(schema.article_types)
        raise InputError(f"article_type is {json.dumps(kind)}; allowed are {known}")
    return AnnotatedArticle(
        id=str(head.get("id", "")),
        text=text,
        spans=tuple(spans),
        article_type=None if kind is None else str(kind),
        published=_parse_date(head.get("published")),
        appointments=_parse_rows(head.get("appointments", [])),
        values=_parse_values(head.get("values"), text, spans, schema),
        indicators=_parse_indicators(head.get("indicators"), text, spans, schema),
        head=head,
    )


def _parse_date(value: Json) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"published is {value!r}; expected YYYY-MM-DD or null") from None


def _parse_rows(rows: Json) -> tuple[Row, ...]:
    problem = "appointments must be rows of official, position and organisation (or null)"
    if not isinstance(rows, list):
        raise InputError(problem)
    parsed: list[Row] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 3:
            raise InputError(f"{problem}, got {json.dumps(row, ensure_ascii=False)}")
        if not all(surface is None or isinstance(surface, str) for surface in row):
            raise InputError(f"{problem}, got {json.dumps(row, ensure_ascii=False)}")
        official, position, organisation = (None if s is None else str(s) for s in row)
        parsed.append((official, position, organisation))
    return tuple(parsed)


def _parse_values(
    rows: Json, text: str, spans: Sequence[Span], schema: Schema | None
) -> tuple[ValueRow, ...] | None:
    if rows is None or schema is None or not _has(schema, Role.date, Role.quantity):
        return None
    parsed: list[ValueRow] = []
    for row in rows if isinstance(rows, list) else [rows]:
        match row:
            case [str(surface), None | dict() as value]:
                parsed.append((surface, value))
            case _:
                shown = json.dumps(row, ensure_ascii=False)
                raise InputError(f"values must be rows of a surface and an object, got {shown}")
    surfaces = _surfaces(text, spans, schema.labels_of(Role.date, Role.quantity))
    if [surface for surface, _ in parsed] != surfaces:
        raise InputError(
            f"values name {len(parsed)} surfaces, which are not the {len(surfaces)} dates and "
            "quantities of the text in their order"
        )
    return tuple(parsed)


def _parse_indicators(
    rows: Json, text: str, spans: Sequence[Span], schema: Schema | None
) -> tuple[IndicatorRow, ...] | None:
    if rows is None or schema is None or not _has(schema, Role.quantity):
        return None
    parsed: list[IndicatorRow] = []
    for row in rows if isinstance(rows, list) else [rows]:
        match row:
            case [str(surface), None | str() as name] if name is None or name.strip():
                parsed.append((surface, name))
            case _:
                shown = json.dumps(row, ensure_ascii=False)
                raise InputError(
                    f"indicators must be rows of a surface and a name or null, got {shown}"
                )
    surfaces = _surfaces(text, spans, schema.labels_of(Role.quantity))
    if [surface for surface, _ in parsed] != surfaces:
        raise InputError(
            f"indicators name {len(parsed)} surfaces, which are not the {len(surfaces)} "
            "quantities of the text in their order"
        )
    return tuple(parsed)


def _has(schema: Schema, *roles: Role) -> bool:
    return all(map(schema.labels_of, roles))


def _surfaces(text: str, spans: Sequence[Span], labels: Sequence[str]) -> list[str]:
    return [text[span.start : span.end] for span in spans if span.label in labels]
