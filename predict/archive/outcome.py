"""What became of an input: a line of JSONL, from which the rows of tables are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from predict.archive.article import Input, Reason
from predict.offices.places import NamedPlace
from predict.parsing import Node
from predict.records import Json, ModelInfo, Prediction
from predict.text.encode import PREPROCESSING

_PREDICTION = ("article_type", "entities", "appointments", "model")


class OutcomeKind(StrEnum):
    """What became of an input."""

    read = "read"
    empty = "empty"
    rejected = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an input; its line of JSONL and its rows say the same."""

    id: str
    source: str
    published: str | None
    outcome: OutcomeKind
    reason: Reason | None
    detail: str | None
    digest: str
    preprocessing: int
    text: str | None
    places: tuple[NamedPlace, ...] | None
    """Those that the text names with their level; None of what was not read, or read long ago."""
    prediction: Mapping[str, Json]
    """What ``Prediction.to_dict`` returns; of what was not read, no type and empty lists."""

    @classmethod
    def read(
        cls,
        one: Input,
        prediction: Prediction,
        *,
        text: str,
        published: str | None = None,
        places: Sequence[NamedPlace] = (),
    ) -> "Outcome":
        """Say that an article was read.

        :param one: the input
        :param prediction: what is in it
        :param text: what was read, in which the offsets are
        :param published: the ISO day by which dates were resolved
        :param places: those that the text names with their level
        """
        return cls(
            id=one.id,
            source=one.source,
            published=published,
            outcome=OutcomeKind.read,
            reason=None,
            detail=None,
            digest=one.digest,
            preprocessing=PREPROCESSING,
            text=text,
            places=tuple(places),
            prediction=prediction.to_dict(),
        )

    @classmethod
    def not_read(
        cls,
        one: Input,
        *,
        model: ModelInfo,
        reason: Reason | None = None,
        detail: str | None = None,
    ) -> "Outcome":
        """Say that an input was rejected, or, without a reason, that it is empty."""
        return cls(
            id=one.id,
            source=one.source,
            published=None,
            outcome=OutcomeKind.rejected if reason else OutcomeKind.empty,
            reason=reason,
            detail=detail,
            digest=one.digest,
            preprocessing=PREPROCESSING,
            text=None,
            places=None,
            prediction={
                "article_type": None,
                "entities": [],
                "appointments": [],
                "model": {"name": model.name, "version": model.version},
            },
        )

    @property
    def model(self) -> str:
        """Name and version of the model, such as ``nhandang-mini 1.0.0``."""
        model = Node(value=self.prediction)["model"]
        return f"{model['name'].text} {model['version'].text}"

    @property
    def places_as_json(self) -> Json:
        """Its places as lists of level, name, times, and whether it leads."""
        if self.places is None:
            return None
        return [[one.level, one.name, one.times, one.leads] for one in self.places]

    def to_dict(self) -> dict[str, Json]:
        """Return its line of JSONL, which ``Prediction.from_dict`` reads too."""
        return {
            "id": self.id,
            "source": self.source,
            "published": self.published,
            "outcome": str(self.outcome),
            "reason": self.reason and str(self.reason),
            "detail": self.detail,
            "digest": self.digest,
            "preprocessing": self.preprocessing,
            "text": self.text,
            "places": self.places_as_json,
            **self.prediction,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Outcome":
        """Read what ``to_dict`` returned.

        :raises ValueError: if something is missing or of a wrong kind
        """
        node = Node(value=values)
        with node.checked():
            return cls(
                id=node["id"].text,
                source=node["source"].text,
                published=node.day_at("published"),
                outcome=OutcomeKind(node["outcome"].text),
                reason=Reason(reason) if (reason := node.text_at("reason")) else None,
                detail=node.text_at("detail"),
                digest=node["digest"].text,
                preprocessing=node["preprocessing"].whole,
                text=node["text"].text_or_none,
                places=read_places(node.get("places")),
                prediction={
                    key: node[key].value  # type: ignore[misc]  # any JSON
                    for key in _PREDICTION
                },
            )


def read_places(node: Node | None) -> tuple[NamedPlace, ...] | None:
    """Read the places of an article, which archives of before do not have.

    :param node: lists of level, name, times, and whether it leads; or None
    :raises ValueError: if they are anything else
    """
    return None if node is None else tuple(map(_read_place, node.items))


def _read_place(node: Node) -> NamedPlace:
    if len(node.items) != 4:
        raise node.error(f"expected level, name, times and leads, found {len(node.items)} items")
    level, name, times, leads = node.items
    if not isinstance(leads.value, bool):
        raise leads.error(f"expected true or false, found {leads.value!r}")
    return NamedPlace(level=level.text, name=name.text, times=times.whole, leads=leads.value)
