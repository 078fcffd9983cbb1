"""The written collection as mentions of people, from its gold spans."""

from collections.abc import Callable, Iterator

from evaluate.meaning import explain_gold
from predict.offices.full_names import find_full_names
from predict.query.people import PersonMention
from predict.records import Appointment
from predict.schema import DEFAULT_SCHEMA, Role

from .collection import Collection

BodyOf = Callable[[str, int, str], tuple[str, str | None]]
"""Gives the key and the place of a body by article, start and surface."""


def gold_bodies(collection: Collection) -> BodyOf:
    """Return the bodies that the collection says."""
    named = {(one.article, one.start): one.of for one in collection.bodies_named}

    def body_of(article: str, start: int, surface: str) -> tuple[str, str | None]:
        body = collection.bodies[named[article, start]]
        return body.id, body.place

    return body_of


def mentions_of(collection: Collection, body_of: BodyOf) -> Iterator[tuple[str, PersonMention]]:
    """Yield the mentions of each official's span, with the id of the person that it means.

    As ``predict`` has it: the full name that the article knows; one mention for each office that
    stands with the span, or one without an office. Of two mentions of a span the first counts.
    """
    gold = {(one.article, one.start): one.of for one in collection.people_named}
    labels = DEFAULT_SCHEMA.labels_of(Role.official)
    for article in collection.articles:
        found = explain_gold(article, DEFAULT_SCHEMA)
        officials = [entity for entity in found.entities if entity.label in labels]
        names = find_full_names([entity.text for entity in officials])
        for official, name in zip(officials, names, strict=True):
            rows: list[Appointment | None] = [
                row for row in found.appointments if row.official == official
            ]
            for row in rows or [None]:
                yield (
                    gold[article.id, official.start],
                    _mention(article.id, str(article.published), name, row, body_of),
                )


def _mention(
    article: str, day: str, name: str, row: Appointment | None, body_of: BodyOf
) -> PersonMention:
    body, place = None, None
    if row and row.organisation:
        body, place = body_of(article, row.organisation.start, row.organisation.text)
    position = row.position if row else None
    written = position and (position.expanded or position.text)
    return PersonMention(
        name=(row and row.person) or name,
        article=article,
        day=day,
        body=body,
        position=written,
        place=place,
        is_former=bool(written and written.casefold().startswith("nguyên")),
    )
