"""What the tables of an archive say, as the questions need it; a store reads any of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from predict.offices.places import NamedPlace

__all__ = [
    "AppointmentFact",
    "ArticleFact",
    "DateFact",
    "NamedPlace",
    "QuantityFact",
    "Store",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFact:
    """An article that was read."""

    id: str
    source: str
    published: str | None  # an ISO day
    type: str | None
    places: tuple[NamedPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFact:
    """A row of appointments. ``organisation`` and ``position`` are written out."""

    article: str
    person: str | None
    title: str
    position: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFact:
    """A quantity that measures something, where it stands and what it is worth."""

    article: str
    number: int
    start: int
    surface: str
    indicator: str
    value: float
    to: float | None
    of: float | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact:
    """A date whose days are known."""

    article: str
    number: int
    start: int
    surface: str
    day_from: str
    day_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFact:
    """A name of an organisation, written out, that an article holds."""

    article: str
    name: str


class Store(Protocol):
    """An archive that is asked; each answer is in the order of articles' ids and of the text."""

    def articles(self, *, with_places: bool = True) -> Sequence[ArticleFact]:
        """Return all articles that were read.

        :param with_places: without them it is quicker
        """

    def persons(self) -> Sequence[str]:
        """Return the different names of persons who hold an office."""

    def organisations(self) -> Sequence[str]:
        """Return the different names of organisations in which somebody holds an office."""

    def appointments(
        self,
        *,
        persons: Collection[str] | None = None,
        organisations: Collection[str] | None = None,
    ) -> Sequence[AppointmentFact]:
        """Return the rows with one of some persons, or else organisations, as written; or all."""

    def indicators(self) -> Sequence[str]:
        """Return the different indicators of quantities that are known."""

    def quantities(self, indicators: Collection[str]) -> Sequence[QuantityFact]:
        """Return the quantities with one of some indicators."""

    def dates(self, articles: Collection[str]) -> Sequence[DateFact]:
        """Return the dates of some articles."""

    def bodies(
        self, articles: Collection[str], *, wanted: Callable[[str], bool]
    ) -> Sequence[BodyFact]:
        """Return the different names of organisations, written out, in each of some articles.

        :param articles: by their ids
        :param wanted: says which names are to be returned
        """

    def texts(self, articles: Collection[str]) -> Mapping[str, str]:
        """Return the texts of some articles by their ids, where the archive keeps texts."""

    def search(self, *phrases: str) -> Sequence[str]:
        """Return the ids of the articles in whose text all of some phrases stand.

        :raises InputError: if there is no phrase, or one without a word
        """

    def close(self) -> None:
        """Let go of the archive."""
