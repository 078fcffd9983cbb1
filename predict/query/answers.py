"""Answers to questions, each with the articles that say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that articles give to a person.

    ``first`` and ``last`` are the days on which the first and the last of them came out, None where
    none of them has a day; ``body`` is None where no organisation stands directly behind the title.
    """

    person: str  # the fullest of the spellings
    person_key: str  # the same for the rows of one person, another for a namesake
    position: str  # "Bí thư", "Quyền Chủ tịch", "nguyên Bí thư"
    body: str | None  # with the place that it lacks: "Huyện ủy Sơn Hòa"
    body_key: str | None
    first: str | None
    last: str | None
    articles: tuple[str, ...]  # in the order of days
    spellings: tuple[str, ...] = ()  # of the person
    is_acting: bool = False
    is_former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Who held an office on a day, and who is seen next before and after it; or all by time."""

    offices: tuple[Office, ...]
    last_before: Office | None = None
    first_after: Office | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What an indicator was in a period, as one article says."""

    indicator: str
    place: str | None
    first: str | None
    last: str | None
    period_is: str  # "named", or "published" where no clause names one
    value: float
    to: float | None
    unit: str
    surface: str
    of_plan: str | None  # "101,3%"
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An article of a type, or one that was found by its words."""

    article: str
    source: str
    published: str | None
    type: str | None
