"""The records that a prediction is made of, and their JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from predict.errors import InputError
from predict.schema import Role, Schema

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
HAVE_FULL_FORMS = (Role.position, Role.organisation)
"""What spans must be to have a full form where they are abbreviated."""


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

    @classmethod
    def of(cls, given: str, span: Span, *, score: float) -> "Entity":
        """Make one of a span of a text as given."""
        return cls(
            label=span.label,
            text=given[span.start : span.end],
            start=span.start,
            end=span.end,
            score=score,
        )

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
