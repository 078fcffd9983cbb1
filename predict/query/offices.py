"""Who holds which office where: rows of appointments brought together by person and body."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from predict.offices.abbreviations import expand
from predict.query.answers import Office
from predict.query.bodies import Bodies
from predict.query.body_keys import Body
from predict.query.corrections import Corrections
from predict.query.facts import AppointmentFact, ArticleFact
from predict.query.people import Person, group_people
from predict.query.positions import Position
from predict.query.seats import place_of_article
from predict.query.tenures import PersonMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That a person holds an office, as an article says it."""

    person: str
    article: str
    day: str | None
    title: str
    position: Position
    body: Body | None
    place: str | None  # where the article is, if there is no body

    @classmethod
    def read(
        cls, fact: AppointmentFact, *, bodies: Bodies, articles: Mapping[str, ArticleFact]
    ) -> "Said | None":
        """Read a row of appointments; None where it names no person or no position.

        :param fact: the row
        :param bodies: what its organisation means
        :param articles: by their ids
        """
        if fact.person is None or fact.position is None:
            return None
        article = articles[fact.article]
        body = bodies.of(fact.organisation, fact.article) if fact.organisation else None
        return cls(
            person=fact.person,
            article=fact.article,
            day=article.published,
            title=expand(fact.position) or fact.position,
            position=Position.read(fact.position, body=body.name if body else None),
            body=body,
            place=None if body else place_of_article(bodies.place_of(fact.article)),
        )

    @property
    def body_key(self) -> str | None:
        """What the body is told apart by."""
        return self.body.key if self.body else None

    @property
    def mention(self) -> PersonMention:
        """What tells the person from others of the name."""
        return PersonMention(
            name=self.person,
            article=self.article,
            day=self.day,
            body=self.body_key,
            position=self.title,
            is_former=self.position.is_former,
            place=self.place,
        )


def people_of(said: Sequence[Said], *, bodies: Bodies, corrections: Corrections) -> list[Person]:
    """Return who is named; ``mentions`` are places in ``said``.

    :param said: all that is said of people with such names
    :param bodies: what names of bodies mean in corrections
    :param corrections: which people are the same, and which are not
    """
    named = {one.body for one in said if one.body}

    def keys_of(name: str) -> set[str]:
        asked = bodies.asked(name)
        return {body.key for body in named if asked.matches(body)}

    return group_people([one.mention for one in said], corrections=corrections.placed(keys_of))


def offices_of(
    people: Iterable[Person], said: Sequence[Said], *, only: Collection[Said] | None = None
) -> list[Office]:
    """Return a row for each person, position and body, by the day on which it is first seen.

    :param people: whose offices
    :param said: what their mentions are places in
    :param only: what of it counts; None is all
    """
    found = []
    for person in people:
        groups: dict[tuple[str, str | None], list[Said]] = {}
        for one in (said[i] for i in person.mentions):
            if only is None or one in only:
                groups.setdefault((one.position.key, one.body_key), []).append(one)
        found += [_office(person, group) for group in groups.values()]
    return sorted(found, key=_order)


def _office(person: Person, said: Sequence[Said]) -> Office:
    dated = sorted({(one.day or "", one.article) for one in said})
    days = [day for day, _ in dated if day]
    first = said[0]
    return Office(
        person=person.name,
        person_key=person.key,
        position=_title([one.title for one in said]),
        body=first.body.name if first.body else None,
        body_key=first.body_key,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        articles=tuple(article for _, article in dated),
        spellings=person.spellings,
        is_acting=first.position.is_acting,
        is_former=first.position.is_former,
    )


def _title(written: Sequence[str]) -> str:
    """Return the commonest of some spellings; of equally common ones the one with capitals."""
    counts = Counter(written)
    best = min(counts, key=lambda title: (-counts[title], title))
    return best if best.startswith("nguyên") else best[:1].upper() + best[1:]


def _order(office: Office) -> tuple[object, ...]:
    return (
        office.first is None,
        office.first or "",
        office.last or "",
        office.person_key,
        office.position,
        office.body_key or "",
    )
