"""What a page shows of an article, in the words of a language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from predict.pages.phrases import Words, label_name, meaning_words, percent_words
from predict.pages.timeline import Line, line_of
from predict.records import Appointment, Entity, Prediction, Span
from predict.schema import Role

N_COLOURS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article that was read: its name, its text as given, and what was found in it."""

    name: str
    text: str
    prediction: Prediction


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A label, what it is called, and how many entities have it."""

    label: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeBar:
    """An article type, its probability, and whether it is the one."""

    name: str
    score: float
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text; the fields behind ``text`` are those of an entity."""

    text: str
    entity: Entity | None = None
    number: int = 0
    colour: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity in the table of names, and what its label is called."""

    number: int
    entity: Entity
    colour: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """Who holds which office, the entities of both, and those that their words lead to."""

    person: str | None
    person_at: int
    title: str
    title_at: int
    entities: tuple[int, ...]


class Reading:
    """An article on a page; what the template asks for are its properties."""

    def __init__(self, read: Read, *, number: int, words: Words) -> None:
        """Take an article, its number on the page, and the language in which it is shown."""
        self.number, self.name, self.text = number, read.name, read.text
        self.prediction = read.prediction
        self.schema = read.prediction.schema
        self.words = words
        self._numbered = tuple(enumerate(read.prediction.entities))

    @property
    def n_entities(self) -> int:
        """How many entities were found."""
        return len(self._numbered)

    @property
    def type_name(self) -> str | None:
        """What the article's type is called."""
        kind = self.prediction.article_type
        return self._type_name(kind.label) if kind else None

    @property
    def chips(self) -> Iterator[Chip]:
        """Every label, in the order of the schema."""
        counts = Counter(entity.label for _, entity in self._numbered)
        for label in self.schema.entity_labels:
            yield Chip(label=label, name=self._label_name(label), count=counts[label])

    @property
    def types(self) -> list[TypeBar]:
        """Every article type; none where the type is not known."""
        kind = self.prediction.article_type
        scores = kind.scores.items() if kind else ()
        return [
            TypeBar(
                name=self._type_name(label),
                score=round(score, 4),
                is_chosen=kind is not None and label == kind.label,
            )
            for label, score in scores
        ]

    @property
    def pieces(self) -> Iterator[Piece]:
        """The text, cut at the edges of its entities."""
        place = 0
        for number, entity in self._numbered:
            yield Piece(text=self.text[place : entity.start])
            said = (
                self._label_name(entity.label),
                percent_words(self.words, entity.score),
                meaning_words(self.words, entity),
            )
            yield Piece(
                text=entity.text,
                entity=entity,
                number=number,
                colour=self._colour(entity.label),
                hint=" · ".join(filter(None, said)),
            )
            place = entity.end
        yield Piece(text=self.text[place:])

    @property
    def offices(self) -> list[OfficeRow]:
        """Who holds which office."""
        places = {entity.span: number for number, entity in self._numbered}
        return [_office_row(row, places) for row in self.prediction.appointments]

    @property
    def dates(self) -> list[tuple[int, Entity]]:
        """The dates and their numbers."""
        return self._with(Role.date)

    @property
    def line(self) -> Line | None:
        """The dates on a line."""
        return line_of(self.dates, self.words)

    @property
    def quantities(self) -> list[tuple[int, Entity]]:
        """The quantities and their numbers."""
        return self._with(Role.quantity)

    @property
    def names(self) -> list[Named]:
        """All other entities."""
        return [
            Named(
                number=number,
                entity=entity,
                colour=self._colour(entity.label),
                name=self._label_name(entity.label),
            )
            for number, entity in self._numbered
            if self.schema.role_of(entity.label) not in (Role.date, Role.quantity)
        ]

    def _with(self, role: Role) -> list[tuple[int, Entity]]:
        return [(n, one) for n, one in self._numbered if self.schema.role_of(one.label) is role]

    def _label_name(self, label: str) -> str:
        return label_name(self.words, self.schema, label)

    def _type_name(self, label: str) -> str:
        return self.words.get(f"type.{label}", label)

    def _colour(self, label: str) -> int:
        return self.schema.entity_labels.index(label) % N_COLOURS


def _office_row(row: Appointment, places: Mapping[Span, int]) -> OfficeRow:
    official, position, organisation = (
        None if entity is None else places[entity.span]
        for entity in (row.official, row.position, row.organisation)
    )
    entities = tuple(n for n in (official, position, organisation) if n is not None)
    title = position if position is not None else organisation
    return OfficeRow(
        person=row.person,
        person_at=entities[0] if official is None else official,
        title=row.title,
        title_at=entities[0] if title is None else title,
        entities=entities,
    )
