"""The tables of an archive, defined once, and how the rows of an article are made."""

import json
from dataclasses import dataclass, fields
from typing import ClassVar, TypeAlias

from predict.archive.outcome import Outcome
from predict.parsing import Node

Cell: TypeAlias = "str | int | float | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An input: what became of it, and its type. ``published`` is an ISO day."""

    table: ClassVar[str] = "articles"

    id: str
    source: str
    published: str | None
    outcome: str
    reason: str | None
    detail: str | None
    type: str | None
    type_score: float | None
    type_scores: str | None  # a JSON object, by type
    model: str
    preprocessing: int
    digest: str
    text: str | None
    places: str | None  # a JSON list of [level, name, times, leads]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """A labelled span; offsets are code points of the article's text, the end exclusive."""

    table: ClassVar[str] = "entities"

    article: str
    number: int
    label: str
    start_offset: int
    end_offset: int
    surface: str
    expanded: str | None
    score: float
    day_from: str | None
    day_to: str | None
    duration: str | None
    amount: float | None
    amount_to: float | None
    amount_of: float | None
    unit: str | None
    indicator: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRow:
    """Who holds which office where; the last three are numbers of entities of the article."""

    table: ClassVar[str] = "appointments"

    article: str
    number: int
    person: str | None
    title: str
    position: str | None
    organisation: str | None
    official_entity: int | None
    position_entity: int | None
    organisation_entity: int | None


Row: TypeAlias = ArticleRow | EntityRow | AppointmentRow
TABLES: tuple[type[ArticleRow], type[EntityRow], type[AppointmentRow]] = (
    ArticleRow,
    EntityRow,
    AppointmentRow,
)
KEYS = {
    "articles": ("id",),
    "entities": ("article", "number"),
    "appointments": ("article", "number"),
}
"""The columns of each table that no two rows share."""


def columns(table: type[Row]) -> dict[str, tuple[type[str | int | float], bool]]:
    """Return a table's columns in order: the type of each, and whether it may be null."""
    kinds: dict[str, type[str | int | float]] = {"str": str, "int": int, "float": float}
    found = {}
    for one in fields(table):
        words = str(
            one.type if isinstance(one.type, str) else getattr(one.type, "__name__", one.type)
        )
        first, *rest = words.split(" | ")
        found[one.name] = (kinds[first], bool(rest))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one input."""

    article: ArticleRow
    entities: tuple[EntityRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()

    @classmethod
    def of(cls, outcome: Outcome) -> "Rows":
        """Return the rows of what became of an input.

        :raises ValueError: if its prediction is not what ``Prediction.to_dict`` returns
        """
        prediction = Node(value=outcome.prediction)
        entities = prediction["entities"].items
        appointments = prediction["appointments"].items
        return cls(
            article=_article_row(outcome, prediction.get("article_type")),
            entities=tuple(_entity_row(outcome.id, i, one) for i, one in enumerate(entities)),
            appointments=tuple(
                _appointment_row(outcome.id, i, one, entities) for i, one in enumerate(appointments)
            ),
        )


def _article_row(outcome: Outcome, kind: Node | None) -> ArticleRow:
    return ArticleRow(
        id=outcome.id,
        source=outcome.source,
        published=outcome.published,
        outcome=str(outcome.outcome),
        reason=outcome.reason and str(outcome.reason),
        detail=outcome.detail,
        type=kind["label"].text if kind else None,
        type_score=float(kind["score"].number) if kind else None,
        type_scores=_json(kind["scores"].object) if kind else None,
        model=outcome.model,
        preprocessing=outcome.preprocessing,
        digest=outcome.digest,
        text=outcome.text,
        places=None if outcome.places is None else _json(outcome.places_as_json),
    )


def _entity_row(article: str, number: int, entity: Node) -> EntityRow:
    value = entity.get("value")
    day, amount = (None, value) if value and "unit" in value.object else (value, None)
    return EntityRow(
        article=article,
        number=number,
        label=entity["label"].text,
        start_offset=entity["start"].whole,
        end_offset=entity["end"].whole,
        surface=entity["text"].text,
        expanded=entity.text_at("expanded"),
        score=float(entity["score"].number),
        day_from=day.day_at("start") if day else None,
        day_to=day.day_at("end") if day else None,
        duration=day.duration_at("duration") if day else None,
        amount=_float(amount, "value"),
        amount_to=_float(amount, "to"),
        amount_of=_float(amount, "of"),
        unit=amount["unit"].text if amount else None,
        indicator=entity.text_at("indicator"),
    )


def _appointment_row(
    article: str, number: int, appointment: Node, entities: list[Node]
) -> AppointmentRow:
    position = appointment["position"].item_of(entities)
    organisation = appointment["organisation"].item_of(entities)
    return AppointmentRow(
        article=article,
        number=number,
        person=appointment["person"].text_or_none,
        title=appointment["title"].text,
        position=_full(position),
        organisation=_full(organisation),
        official_entity=_number(appointment["official"]),
        position_entity=_number(appointment["position"]),
        organisation_entity=_number(appointment["organisation"]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _full(entity: Node | None) -> str | None:
    return (entity.text_at("expanded") or entity["text"].text) if entity else None


def _number(node: Node) -> int | None:
    return None if node.value is None else node.whole


def _float(node: Node | None, key: str) -> float | None:
    number = node.number_at(key) if node else None
    return None if number is None else float(number)
