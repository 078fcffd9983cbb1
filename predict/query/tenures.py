"""Where and when somebody is seen in office, and whether two of these can be one person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from predict.query.corrections import Corrections
from predict.query.seats import PROVINCE, Place, place_of_body, place_written
from predict.query.spelling import Names, bare, parts_of

# Of offices in small letters without marks, as some articles write them.
_BEFORE = re.compile(r"^(?:(?:nguyen|cuu|quyen|q\.?) )+")
_BEHIND = re.compile(r" (?:thuong truc|phu trach)$")
_MEMBER = re.compile(r"\buy vien|dai bieu|thanh vien|dang vien")
_DEPUTY = re.compile(r"pho\b")
_HANDOVER = 60  # days in which an old office is still named beside the new one
_LONGEST_GAP = 5 * 366  # days between two offices: a term
_Key: TypeAlias = tuple[str, str, str, tuple[tuple[int, int], ...], tuple[int, ...]]


@lru_cache(maxsize=10_000)
def base_of(position: str) -> str:
    """Return an office without marks and what comes and goes: acting, former, standing."""
    return _BEHIND.sub("", _BEFORE.sub("", bare(position)))


def is_seat(base: str) -> bool:
    """Say whether an office takes its holder's days, as a seat in a committee does not."""
    return _MEMBER.search(base) is None


def has_one_holder(base: str) -> bool:
    """Say whether a body has one holder of an office at a time."""
    return is_seat(base) and _DEPUTY.match(base) is None


@lru_cache(maxsize=100_000)
def number_of(day: str) -> int:
    """Return the number of an ISO day."""
    return date.fromisoformat(day).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """Somebody in an article, with one of the offices that it gives him.

    ``name`` is the fullest that the article has. ``body`` is the key of a body, and ``place`` where
    that is, with its level (``huyện Sơn Hòa``), or where the article is if there is no body; None
    is what the key says. Where no place is known, namesakes cannot be told apart.
    """

    name: str
    article: str
    day: str | None  # an ISO day
    body: str | None
    position: str | None
    is_former: bool = False
    place: str | None = None


@dataclass(slots=True, eq=False)
class Tenure:
    """Mentions of one name that are surely of one person: of one place, or of one article.

    ``place`` is where the body is, ``hint`` where the article is if there is no body; ``members``
    says which of the people that a correction tells apart it is. ``posts`` holds days and articles
    of each office. ``first`` and ``last`` are days in a seat there that is not former; ``seen``
    the days of all mentions.
    """

    name: str
    place: Place | None
    hint: Place | None
    body: str | None
    members: Mapping[int, int]
    same: frozenset[int]
    mentions: tuple[int, ...]
    articles: frozenset[str]
    former_in: frozenset[str]
    posts: Mapping[tuple[str | None, str], frozenset[tuple[int, str]]]
    first: int | None
    last: int | None
    seen: tuple[int, int] | None


def are_told_apart(one: Tenure, other: Tenure) -> bool:
    """Say whether a correction keeps two tenures apart."""
    return any(other.members.get(table, member) != member for table, member in one.members.items())


def conflict(one: Tenure, other: Tenure) -> bool:
    """Say whether two tenures cannot be of one person."""
    if one.members and other.members and are_told_apart(one, other):
        return True
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    if one.place is None or other.place is None or one.place == other.place:
        return False
    overlap = min(one.last - other.first, other.last - one.first)
    if overlap > _HANDOVER:
        return True
    return overlap >= 0 and _is_of_two_in_one_article(one, other)


def _is_of_two_in_one_article(one: Tenure, other: Tenure) -> bool:
    """Say whether an article gives two people the seats, and tells of no move between them.

    A move is told where the one seat is seen before that day or the other after it; where both are
    the same office, it is one where it is seen before and the other after.
    """
    seats = [
        {(a, base) for (_, base), days in tenure.posts.items() for _, a in days if is_seat(base)}
        for tenure in (one, other)
    ]
    if {article for article, _ in seats[0]}.isdisjoint(article for article, _ in seats[1]):
        return False
    old, new = sorted((one, other), key=lambda tenure: (tenure.first or 0, tenure.last or 0))
    was_before, is_after = old.first != old.last, new.first != new.last
    if seats[0] & seats[1]:
        return not (was_before and is_after)
    return not (was_before or is_after)


def rank(one: Tenure, other: Tenure) -> int | None:
    """Return how near two tenures of one name are that are in no conflict; None: not near enough.

    0: in one place or body, or the one formerly as an article of the other says; 1: one after the
    other on one level; 2: on the next level.
    """
    if one.body is not None and one.body == other.body:
        return 0
    if not (one.former_in.isdisjoint(other.articles) and other.former_in.isdisjoint(one.articles)):
        return 0
    if one.place is None or other.place is None:
        return None
    if one.place == other.place and one.place.level < PROVINCE:
        return 0
    steps = abs(one.place.level - other.place.level)
    if steps > 1 or one.first is None or other.first is None:
        return None
    return steps + 1 if is_near_in_time(one, other) else None


def is_near_in_time(one: Tenure, other: Tenure) -> bool:
    """Say whether no more than a term lies between two tenures, as far as days are known."""
    if one.seen is None or other.seen is None:
        return True
    return max(one.seen[0] - other.seen[1], other.seen[0] - one.seen[1]) <= _LONGEST_GAP


def find_tenures(
    mentions: Sequence[PersonMention], names: Names, corrections: Corrections
) -> list[Tenure]:
    """Bring together the mentions of one name in one place or article, ordered by contents.

    :param mentions: in any order
    :param names: all of theirs
    :param corrections: by which some are apart from others, or surely together
    """
    found: dict[_Key, list[int]] = {}
    said: dict[_Key, tuple[dict[int, int], frozenset[int]]] = {}
    for number, mention in enumerate(mentions):
        name = "".join(parts_of(mention.name))
        members = corrections.other_person(mention.name, body=mention.body, article=mention.article)
        same = corrections.same_person(mention.name, body=mention.body, article=mention.article)
        key = (
            name,
            *_where(mention, is_short=names.is_short[name]),
            tuple(sorted(members.items())),
            tuple(sorted(same)),
        )
        found.setdefault(key, []).append(number)
        said[key] = (members, same)
    return [
        _tenure(key, [(i, mentions[i]) for i in found[key]], *said[key]) for key in sorted(found)
    ]


def _where(mention: PersonMention, *, is_short: bool) -> tuple[str, str]:
    """Return in which place, body or article mentions of a name are surely of one person."""
    if mention.body is None:
        return "article", mention.article
    if is_short:
        return f"body {mention.body}", base_of(mention.position or "")
    place = _place(mention)
    if place is None or place.level == PROVINCE:
        return "body", mention.body
    return f"place {place.level}", ", ".join(place.name)


def _place(mention: PersonMention) -> Place | None:
    if mention.place:
        return place_written(mention.place)
    return place_of_body(mention.body) if mention.body else None


def _tenure(
    key: _Key,
    numbered: Sequence[tuple[int, PersonMention]],
    members: Mapping[int, int],
    same: frozenset[int],
) -> Tenure:
    some = min((one for _, one in numbered), key=lambda one: (one.place or "", one.body or ""))
    place = _place(some)
    posts: dict[tuple[str | None, str], set[tuple[int, str]]] = {}
    seated = []
    for _, mention in numbered:
        base = base_of(mention.position or "")
        if mention.day and base and not mention.is_former:
            day = number_of(mention.day)
            posts.setdefault((mention.body, base), set()).add((day, mention.article))
            if is_seat(base):
                seated.append(day)
    days = [number_of(mention.day) for _, mention in numbered if mention.day]
    return Tenure(
        name=key[0],
        place=place if some.body is not None else None,
        hint=place if some.body is None else None,
        body=some.body if len({one.body for _, one in numbered}) == 1 else None,
        members=members,
        same=same,
        mentions=tuple(number for number, _ in numbered),
        articles=frozenset(mention.article for _, mention in numbered),
        former_in=frozenset(mention.article for _, mention in numbered if mention.is_former),
        posts={post: frozenset(of_post) for post, of_post in posts.items()},
        first=min(seated, default=None),
        last=max(seated, default=None),
        seen=(min(days), max(days)) if days else None,
    )
