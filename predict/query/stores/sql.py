"""What is asked of the tables of an archive in SQL, by the stores of databases and of Parquet."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from predict.query.facts import (
    AppointmentFact,
    ArticleFact,
    BodyFact,
    DateFact,
    QuantityFact,
)
from predict.query.stores.named_places import named_places
from predict.schema import DEFAULT_SCHEMA, Role

Found: TypeAlias = Sequence[tuple[Any, ...]]  # the cells of rows

_BODIES = ", ".join(f"'{label}'" for label in DEFAULT_SCHEMA.labels_of(Role.organisation))
_ARTICLES = "SELECT id, source, published, type FROM articles WHERE outcome = 'read' ORDER BY id"
_ARTICLES_WITH_PLACES = (
    "SELECT id, source, published, type, {places} FROM articles WHERE outcome = 'read' ORDER BY id"
)
_APPOINTMENTS = (
    "SELECT article, person, title, position, organisation FROM appointments{where} "
    "ORDER BY article, number"
)
_INDICATORS = (
    "SELECT DISTINCT indicator FROM entities WHERE indicator IS NOT NULL ORDER BY indicator"
)
_QUANTITIES = (
    "SELECT article, number, start_offset, surface, indicator, amount, amount_to, amount_of, unit "
    "FROM entities WHERE indicator {some} AND amount IS NOT NULL ORDER BY article, number"
)
_DATES = (
    "SELECT article, number, start_offset, surface, day_from, day_to FROM entities "
    "WHERE article {some} AND day_from IS NOT NULL AND day_to IS NOT NULL ORDER BY article, number"
)
_NAMED = (
    "SELECT article, coalesce(expanded, surface) FROM entities "
    f"WHERE article {{some}} AND label IN ({_BODIES})"
)
_TEXTS = "SELECT id, text FROM articles WHERE id {some} AND text IS NOT NULL ORDER BY id"
_EACH = "SELECT DISTINCT {column} FROM appointments WHERE {column} IS NOT NULL ORDER BY {column}"


class SqlStore(ABC):
    """An archive whose tables a database asks."""

    some: str
    """The SQL behind a column that is one of the texts that go with a statement."""
    has_places: bool
    """Whether the articles have the column ``places``, which older ones lack."""

    @abstractmethod
    def rows(self, statement: str, some: Collection[str] | None = None) -> Found:
        """Return the rows of a statement.

        :param statement: SQL
        :param some: texts, which stand for ``some`` in it
        """

    def articles(self, *, with_places: bool = True) -> Sequence[ArticleFact]:
        """Return all articles that were read.

        :param with_places: without them it is quicker
        """
        if not with_places:
            return [
                ArticleFact(id=row[0], source=row[1], published=row[2], type=row[3], places=())
                for row in self.rows(_ARTICLES)
            ]
        places = "places" if self.has_places else "NULL"
        rows = self.rows(_ARTICLES_WITH_PLACES.format(places=places))
        older = [row[0] for row in rows if row[4] is None]
        texts = self.texts(older) if older else {}
        every = named_places((row[4], texts.get(row[0])) for row in rows)
        return [
            ArticleFact(id=row[0], source=row[1], published=row[2], type=row[3], places=places)
            for row, places in zip(rows, every, strict=True)
        ]

    def persons(self) -> Sequence[str]:
        """Return the different names of persons who hold an office."""
        return [row[0] for row in self.rows(_EACH.format(column="person"))]

    def organisations(self) -> Sequence[str]:
        """Return the different names of organisations in which somebody holds an office."""
        return [row[0] for row in self.rows(_EACH.format(column="organisation"))]

    def appointments(
        self,
        *,
        persons: Collection[str] | None = None,
        organisations: Collection[str] | None = None,
    ) -> Sequence[AppointmentFact]:
        """Return the rows with one of some persons, or else organisations, as written; or all."""
        column = "organisation" if persons is None else "person"
        some = organisations if persons is None else persons
        where = "" if some is None else f" WHERE {column} {self.some}"
        return [
            AppointmentFact(
                article=row[0], person=row[1], title=row[2], position=row[3], organisation=row[4]
            )
            for row in self.rows(_APPOINTMENTS.format(where=where), some)
        ]

    def indicators(self) -> Sequence[str]:
        """Return the different indicators of quantities that are known."""
        return [row[0] for row in self.rows(_INDICATORS)]

    def quantities(self, indicators: Collection[str]) -> Sequence[QuantityFact]:
        """Return the quantities with one of some indicators."""
        names = ("article", "number", "start", "surface", "indicator", "value", "to", "of", "unit")
        return [
            QuantityFact(**dict(zip(names, row, strict=True)))
            for row in self.rows(_QUANTITIES.format(some=self.some), indicators)
        ]

    def dates(self, articles: Collection[str]) -> Sequence[DateFact]:
        """Return the dates of some articles."""
        names = ("article", "number", "start", "surface", "day_from", "day_to")
        return [
            DateFact(**dict(zip(names, row, strict=True)))
            for row in self.rows(_DATES.format(some=self.some), articles)
        ]

    def bodies(
        self, articles: Collection[str], *, wanted: Callable[[str], bool]
    ) -> Sequence[BodyFact]:
        """Return the different names of organisations, written out, in each of some articles.

        :param articles: by their ids
        :param wanted: says which names are to be returned
        """
        rows = self.rows(_NAMED.format(some=self.some), articles)
        names = set(filter(wanted, {row[1] for row in rows}))
        named = sorted({(article, name) for article, name in rows if name in names})
        return [BodyFact(article=article, name=name) for article, name in named]

    def texts(self, articles: Collection[str]) -> Mapping[str, str]:
        """Return the texts of some articles by their ids, where the archive keeps texts."""
        return {row[0]: row[1] for row in self.rows(_TEXTS.format(some=self.some), articles)}
