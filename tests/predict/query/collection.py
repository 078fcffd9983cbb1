"""The written collection of an invented province: its articles, who is who, and right answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from data.annotated import AnnotatedArticle
from data.formats import read_annotations
from predict.schema import DEFAULT_SCHEMA

FOLDER = Path(__file__).with_name("collection")
Row: TypeAlias = dict[str, Any]  # of a file whose keys the readers below know


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation; ``continued_by`` is the one that it became, where there is one."""

    id: str
    name: str
    place: str | None
    continued_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span, and the person or body that it names."""

    article: str
    start: int
    surface: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that articles give to a person.

    ``first`` and ``last`` are the days on which the first and the last of them came out;
    ``body`` is None where no organisation stands directly behind the title.
    """

    person: str
    position: str
    body: str | None
    first: str
    last: str
    articles: tuple[str, ...]
    is_acting: bool
    is_former: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldersQuestion:
    """Who held an office on a day; the last one seen before and the first one after, if asked."""

    position: str
    of: str
    on: str
    body: str
    answer: tuple[Office, ...]
    last_before: Office | None
    first_after: Office | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareerQuestion:
    """Which offices a person held, by the day on which each is first seen."""

    name: str
    person: str
    answer: tuple[Office, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What an indicator was from ``first`` to ``last``, as one article says."""

    first: str
    last: str
    value: float
    unit: str
    surface: str
    article: str
    of_plan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresQuestion:
    """What an indicator of a place was, by period."""

    indicator: str
    of: str
    place: str
    answer: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsQuestion:
    """Which articles are of a type, came out in a year, and name one of some bodies."""

    type: str
    year: int | None
    of: str | None
    bodies: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuestion:
    """Which articles hold some words side by side, marks and capitals apart."""

    words: str
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The questions, each with the answer that a careful reader gives."""

    holders: tuple[HoldersQuestion, ...]
    career: tuple[CareerQuestion, ...]
    figures: tuple[FiguresQuestion, ...]
    events: tuple[EventsQuestion, ...]
    search: tuple[SearchQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Everything that is written about the province; mentions are in the order of the text."""

    articles: tuple[AnnotatedArticle, ...]
    people: Mapping[str, str]
    bodies: Mapping[str, Body]
    people_named: tuple[Mention, ...]
    bodies_named: tuple[Mention, ...]
    answers: Answers


def read_collection(folder: Path = FOLDER) -> Collection:
    """Read the collection; that it fits together is what its test says."""
    people = _load(folder / "people.json")
    bodies = _load(folder / "bodies.json")
    return Collection(
        articles=tuple(read_annotations([folder], schema=DEFAULT_SCHEMA)),
        people=people["people"],
        bodies={key: _body(key, row) for key, row in bodies["bodies"].items()},
        people_named=_mentions(people["spans"]),
        bodies_named=_mentions(bodies["spans"]),
        answers=_answers(_load(folder / "answers.json")),
    )


def _load(file: Path) -> Row:
    loaded = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _body(key: str, row: Row) -> Body:
    return Body(id=key, name=row["name"], place=row["place"], continued_by=row.get("continued_by"))


def _mentions(spans: Row) -> tuple[Mention, ...]:
    return tuple(
        Mention(article=article, start=start, surface=surface, of=of)
        for article, rows in spans.items()
        for start, surface, of in rows
    )


def _answers(loaded: Row) -> Answers:
    return Answers(
        holders=tuple(map(_holders, loaded["holders"])),
        career=tuple(map(_career, loaded["career"])),
        figures=tuple(map(_figures, loaded["figures"])),
        events=tuple(map(_events, loaded["events"])),
        search=tuple(
            SearchQuestion(words=row["question"], answer=tuple(row["answer"]))
            for row in loaded["search"]
        ),
    )


def _office(row: Row, *, position: str, body: str | None, person: str) -> Office:
    return Office(
        person=row.get("person", person),
        position=row.get("position", position),
        body=row.get("body", body),
        first=row["from"],
        last=row["to"],
        articles=tuple(row["articles"]),
        is_acting=row.get("acting", False),
        is_former=row.get("former", False),
    )


def _holders(row: Row) -> HoldersQuestion:
    question = row["question"]

    def office(of: Row) -> Office:
        return _office(of, position=question["position"], body=row["body"], person="")

    return HoldersQuestion(
        **question,
        body=row["body"],
        answer=tuple(map(office, row["answer"])),
        last_before=office(row["last_before"]) if "last_before" in row else None,
        first_after=office(row["first_after"]) if "first_after" in row else None,
    )


def _career(row: Row) -> CareerQuestion:
    person = row["person"]
    return CareerQuestion(
        name=row["question"]["name"],
        person=person,
        answer=tuple(_office(of, position="", body=None, person=person) for of in row["answer"]),
    )


def _figures(row: Row) -> FiguresQuestion:
    return FiguresQuestion(
        **row["question"], place=row["place"], answer=tuple(map(_figure, row["answer"]))
    )


def _figure(row: Row) -> Figure:
    return Figure(
        first=row["start"],
        last=row["end"],
        value=row["value"],
        unit=row["unit"],
        surface=row["surface"],
        article=row["article"],
        of_plan=row.get("of_plan"),
    )


def _events(row: Row) -> EventsQuestion:
    question = row["question"]
    return EventsQuestion(
        type=question["type"],
        year=question.get("year"),
        of=question.get("of"),
        bodies=tuple(row.get("bodies") or ()),
        answer=tuple(row["answer"]),
    )
