"""Who is the same person: mentions of an archive grouped by spelling, office, place and day.

Conservative: two persons in one group are the worse error. A full name is one person's as long as
the offices fit one life; another spelling is joined only where it holds the same office at the same
time, never by likeness alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NoReturn

from predict.query.corrections import NONE, Corrections
from predict.query.grouping import Grouping
from predict.query.joined import Joined
from predict.query.spelling import Names, bare, parts_of
from predict.query.tenures import PersonMention, Tenure, are_told_apart, find_tenures

_NO_LETTER = re.compile("[^a-z0-9]+")
_NAMELESS = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with all his mentions, by their numbers; namesakes differ in their keys."""

    key: str
    name: str  # the fullest of the spellings
    spellings: tuple[str, ...]
    mentions: tuple[int, ...]


def group_people(
    mentions: Sequence[PersonMention], *, corrections: Corrections = NONE
) -> list[Person]:
    """Group mentions by the person whom they mean, in the order of keys.

    :param mentions: in any order; all those whose names could be of one person have to be there
    :param corrections: which people are the same and which are not, with the keys of their bodies
    :raises InputError: if two corrections contradict each other in a mention
    """
    names = Names.of({mention.name for mention in mentions})
    tenures = find_tenures(mentions, names, corrections)
    grouping = Grouping(tenures, names)
    for numbers in _forced(tenures, corrections):
        grouping.force(numbers)
    grouping.join_names()
    grouping.join_spellings()
    grouping.join_in_articles()
    people = []
    for numbers in grouping.groups():
        tables = {table for i in numbers for table in tenures[i].same}
        of_person = sorted(number for i in numbers for number in tenures[i].mentions)
        spellings = Counter(mentions[i].name for i in of_person)
        name = corrections.shown_person(tables) or _fullest(spellings)
        people.append((name, spellings, of_person))
    return _with_keys(mentions, people)


def _forced(tenures: Sequence[Tenure], corrections: Corrections) -> Iterator[list[int]]:
    """Yield the numbers of tenures that corrections bring together.

    :raises InputError: if others keep two of them apart
    """
    joined: Joined[int] = Joined()
    for tenure in tenures:
        joined.join(sorted(tenure.same))
    together: dict[int, list[int]] = defaultdict(list)
    for number, tenure in enumerate(tenures):
        if tenure.same:
            together[joined.root(min(tenure.same))].append(number)
    for numbers in together.values():
        for one, other in combinations([tenures[i] for i in numbers], 2):
            if are_told_apart(one, other):
                _contradict(corrections, one, other)
        yield numbers


def _contradict(corrections: Corrections, one: Tenure, other: Tenure) -> NoReturn:
    table = min(i for i in one.members if other.members.get(i, one.members[i]) != one.members[i])
    different, same = corrections.people[table], corrections.people[min(one.same)]
    different.place.fault(
        f"{different.who[one.members[table]]} and {different.who[other.members[table]]} are one "
        f"person by [[{same.place.kind}]] {same.place.number}, in {min(one.articles)} and "
        f"{min(other.articles)}; take out one or say it of fewer"
    )


def _fullest(spellings: Counter[str]) -> str:
    """Return the spelling with most syllables, with marks, small letters, and met most often."""

    def fullness(name: str) -> tuple[int, bool, bool, int, str]:
        n_syllables = len(parts_of(name))
        return n_syllables, not name.isupper(), not name.isascii(), spellings[name], name

    return max(spellings, key=fullness)


def _with_keys(
    mentions: Sequence[PersonMention], people: Sequence[tuple[str, Counter[str], list[int]]]
) -> list[Person]:
    """Give people keys: namesakes are numbered by the day on which they are first seen."""
    by_slug: dict[str, list[tuple[str, Counter[str], list[int]]]] = defaultdict(list)
    for person in people:
        by_slug[_NO_LETTER.sub("-", bare(person[0])).strip("-") or _NAMELESS].append(person)
    found = []
    for slug, namesakes in sorted(by_slug.items()):
        namesakes.sort(key=lambda one: min(_first_seen(mentions[i]) for i in one[2]))
        for number, (name, spellings, numbers) in enumerate(namesakes, 1):
            found.append(
                Person(
                    key=slug if number == 1 else f"{slug}-{number}",
                    name=name,
                    spellings=(name, *sorted(set(spellings) - {name})),
                    mentions=tuple(numbers),
                )
            )
    return found


def _first_seen(mention: PersonMention) -> tuple[str, ...]:
    return (
        mention.day or "9999",
        mention.article,
        mention.name,
        mention.body or "",
        mention.position or "",
    )
