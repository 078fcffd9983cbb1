from collections.abc import Iterator

import pytest

from predict.query.people import group_people
from predict.query.tenures import PersonMention

from .person_cases import OTHERS, SAME


def mentions_of(case: str) -> list[tuple[str, PersonMention]]:
    """Return the mentions of a case, each with the letter of its person."""
    found = []
    for number, line in enumerate(case.strip().splitlines()):
        who, name, position, body, place, day, *article = (
            None if cell.strip() == "-" else cell.strip() for cell in line.split("|")
        )
        assert who is not None
        assert name is not None
        mention = PersonMention(
            name=name,
            article=(article and article[0]) or f"article {number}",
            day=day,
            body=f"{body} {place}" if body else None,
            position=position,
            place=place,
            is_former=bool(position and position.startswith("nguyên")),
        )
        found.append((who, mention))
    return found


def groups(mentions: list[PersonMention]) -> set[frozenset[int]]:
    return {frozenset(person.mentions) for person in group_people(mentions)}


@pytest.mark.parametrize("title", [*SAME, *OTHERS])
def test_a_case(title: str) -> None:
    case = mentions_of((SAME | OTHERS)[title])
    wanted: dict[str, set[int]] = {}
    for i, (who, _) in enumerate(case):
        wanted.setdefault(who, set()).add(i)
    assert groups([mention for _, mention in case]) == set(map(frozenset, wanted.values()))
