"""The records that a prediction is made of, and their JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from predict.errors import InputError
from predict.parsing import Node
from predict.schema import DEFAULT_SCHEMA, Role, Schema

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
HAVE_FULL_FORMS = (Role.position, Role.organisation)
"""What spans must be to have a full form where they are abbreviated."""
_SCHEMA = "give the schema of the model that read it, as schema=predictor.schema"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stretch:
    """A labelled stretch of something: start inclusive, end exclusive.

    Of what, says the class: ``Span`` of a text as given, ``CanonicalSpan`` of its canonical
    spelling, ``TokenSpan`` of its tokens. Two of different classes are never equal.
    """

    start: int
    end: int
    label: str

    def __post_init__(self) -> None:
        """Check that it is not empty."""
        if not 0 <= self.start < self.end:
            raise InputError(f"a span from {self.start} to {self.end} holds nothing")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span(Stretch):
    """A labelled stretch of a text as given, in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """What a date means: an inclusive interval of ISO days, or an ISO duration."""

    start: str | None = None
    end: str | None = None
    duration: str | None = None

    def __post_init__(self) -> None:
        """Check that it is either an interval or a duration."""
        given = [value is not None for value in (self.start, self.end, self.duration)]
        if given not in ([True, True, False], [False, False, True]):
            raise ValueError("a date value has either start and end or a duration")

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"start", "end"}`` or ``{"duration"}``."""
        if self.duration is not None:
            return {"duration": self.duration}
        return {"start": self.start, "end": self.end}

    @classmethod
    def read(cls, node: Node) -> "DateValue":
        """Read what ``to_dict`` returned."""
        with node.checked():
            return cls(
                start=node.day_at("start"),
                end=node.day_at("end"),
                duration=node.duration_at("duration"),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityValue:
    """What a quantity means: a number and a unit, of a whole (``of``) or up to another (``to``)."""

    value: float
    unit: str
    of: float | None = None
    to: float | None = None

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"value", "unit"}`` and, where they are there, ``"of"`` and ``"to"``."""
        row: dict[str, Json] = {"value": self.value, "unit": self.unit}
        if self.of is not None:
            row["of"] = self.of
        if self.to is not None:
            row["to"] = self.to
        return row

    @classmethod
    def read(cls, node: Node) -> "QuantityValue":
        """Read what ``to_dict`` returned."""
        return cls(
            value=node["value"].number,
            unit=node["unit"].text,
            of=node.number_at("of"),
            to=node.number_at("to"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A labelled span of an article: ``given[start:end] == text``, in code points as given.

    ``score`` is calibrated: of the entities with 0.9, nine in ten are right.
    """

    label: str
    text: str
    start: int
    end: int
    score: float
    value: DateValue | QuantityValue | None = None
    expanded: str | None = None
    indicator: str | None = None

    def __post_init__(self) -> None:
        """Check that the offsets fit the text."""
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"offsets {self.start}-{self.end} do not fit {self.text!r}")

    @property
    def span(self) -> Span:
        """Its place and label."""
        return Span(start=self.start, end=self.end, label=self.label)

    def to_dict(self, schema: Schema) -> dict[str, Json]:
        """Return its JSON; what its role can have stands there, if only as null."""
        role = schema.role_of(self.label)
        row: dict[str, Json] = {
            "label": self.label,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 4),
            "value": self.value.to_dict() if self.value else None,
        }
        if self.expanded is not None or role in HAVE_FULL_FORMS:
            row["expanded"] = self.expanded
        if self.indicator is not None or role is Role.quantity:
            row["indicator"] = self.indicator
        return row

    @classmethod
    def read(cls, node: Node, schema: Schema) -> "Entity":
        """Read what ``to_dict`` returned."""
        value = node["value"]
        with node.checked():
            return cls(
                label=node["label"].one_of(schema.entity_labels, otherwise=_SCHEMA),
                text=node["text"].text,
                start=node["start"].whole,
                end=node["end"].whole,
                score=node["score"].share,
                value=None if value.value is None else _read_value(value),
                expanded=node.text_at("expanded"),
                indicator=node.text_at("indicator"),
            )


def _read_value(node: Node) -> DateValue | QuantityValue:
    return QuantityValue.read(node) if "unit" in node.object else DateValue.read(node)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Who holds which office where; at least one of the three entities is there."""

    official: Entity | None
    position: Entity | None
    organisation: Entity | None
    title: str
    person: str | None

    def to_dict(self, places: Mapping[tuple[int, int], int]) -> dict[str, Json]:
        """Return its JSON, with entities as their numbers.

        :param places: the number of each entity of the prediction by its start and end
        """
        numbers = [
            None if entity is None else places[entity.start, entity.end]
            for entity in (self.official, self.position, self.organisation)
        ]
        return {
            "official": numbers[0],
            "position": numbers[1],
            "organisation": numbers[2],
            "title": self.title,
            "person": self.person,
        }

    @classmethod
    def read(cls, node: Node, entities: Sequence[Entity]) -> "Appointment":
        """Read what ``to_dict`` returned.

        :param entities: those of the prediction, which the numbers point into
        """
        return cls(
            official=node["official"].item_of(entities),
            position=node["position"].item_of(entities),
            organisation=node["organisation"].item_of(entities),
            title=node["title"].text,
            person=node["person"].text_or_none,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleType:
    """The type of an article, its probability, and those of all types."""

    label: str
    score: float
    scores: Mapping[str, float]

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"label", "score", "scores"}``."""
        scores: dict[str, Json] = {label: round(p, 4) for label, p in self.scores.items()}
        return {"label": self.label, "score": round(self.score, 4), "scores": scores}

    @classmethod
    def read(cls, node: Node, schema: Schema) -> "ArticleType":
        """Read what ``to_dict`` returned."""
        scores = node["scores"].with_keys(schema.article_types, otherwise=_SCHEMA)
        return cls(
            label=node["label"].one_of(schema.article_types, otherwise=_SCHEMA),
            score=node["score"].share,
            scores={label: p.share for label, p in scores.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """Which model made a prediction."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What was read in one article; entities in reading order, ``article_type`` None if unknown."""

    article_type: ArticleType | None
    entities: tuple[Entity, ...]
    appointments: tuple[Appointment, ...]
    model: ModelInfo
    schema: Schema = field(repr=False)

    def to_dict(self) -> dict[str, Json]:
        """Return the JSON that commands and service print."""
        places = {(entity.start, entity.end): i for i, entity in enumerate(self.entities)}
        return {
            "article_type": self.article_type.to_dict() if self.article_type else None,
            "entities": [entity.to_dict(self.schema) for entity in self.entities],
            "appointments": [row.to_dict(places) for row in self.appointments],
            "model": {"name": self.model.name, "version": self.model.version},
        }

    @classmethod
    def from_dict(
        cls, values: Mapping[str, object], *, schema: Schema = DEFAULT_SCHEMA
    ) -> "Prediction":
        """Read what ``to_dict`` returned, or the JSON of a command or the service, parsed.

        ``from_dict(p.to_dict(), schema=p.schema)`` equals ``p`` up to its scores, which JSON holds
        to four digits, and gives the same JSON again. Keys that ``to_dict`` does not write are
        left out.

        :param values: the JSON object
        :param schema: the JSON names labels but not what they are; that of the model that read the
            article says it, and the default one is the released model's
        :raises ValueError: if something is missing or of a wrong kind; says where, and what it is
        """
        node = Node(value=values)
        kind, model = node["article_type"], node["model"]
        entities = tuple(Entity.read(row, schema) for row in node["entities"].items)
        for i, (left, right) in enumerate(pairwise(entities)):
            if right.start < left.end:
                raise InputError(f"entities[{i + 1}]: begins before entities[{i}] ends")
        return cls(
            article_type=None if kind.value is None else ArticleType.read(kind, schema),
            entities=entities,
            appointments=tuple(
                Appointment.read(row, entities) for row in node["appointments"].items
            ),
            model=ModelInfo(name=model["name"].text, version=model["version"].text),
            schema=schema,
        )
