"""The questions that an archive answers, each with the articles that say so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from predict.archive.database.folding import fold
from predict.errors import InputError
from predict.offices.full_names import plain
from predict.query.answers import Event, Figure, Holders, Office
from predict.query.asked_people import AskedNames, asked_names, asked_person
from predict.query.bodies import Asked, Bodies
from predict.query.corrections import NONE, Corrections
from predict.query.facts import AppointmentFact, ArticleFact, DateFact, QuantityFact, Store
from predict.query.figures import Told, figures_of, in_order, without_shares
from predict.query.measures import asked_measures, with_plans
from predict.query.offices import Said, offices_of, people_of
from predict.query.people import Person
from predict.query.positions import Position
from predict.query.units import AskedUnit

_LOST_MARKS = {"uy", "huyen", "tinh", "xa", "phuong", "dang", "hoi", "so", "phong", "doan"}
"""Words of bodies' names that have marks, without them."""


class Questions:
    """Asks an archive; names may be written with or without marks, and with capitals or not."""

    def __init__(self, store: Store, *, corrections: Corrections = NONE) -> None:
        """Take an archive.

        :param store: what is asked
        :param corrections: which people and bodies are the same, and which are not
        """
        self._store = store
        self._corrections = corrections
        self._with_marks: dict[str, str] = {}  # names of organisations that lost them

    def holders(self, position: str, *, of: str, on: str | None = None) -> Holders:
        """Say who held an office; who acts for its head holds it, a deputy does not.

        A day is that on which an article came out. Somebody holds an office from the first to the
        last day on which an article says so.

        :param position: such as ``Bí thư``
        :param of: the body, such as ``Huyện ủy Sơn Hòa``
        :param on: an ISO day; None is any, and answers with all holders by time
        :raises InputError: if the position or the body holds no word
        """
        wanted = Position.read(_checked(position, "position"), body=of)
        asked = self._bodies.asked(_checked(of, "body"))
        rows = self._store.appointments(
            organisations=[one for one in self._organisations if self._could_be(one, asked)]
        )
        # Which body it is takes longer to say than which position.
        rows = [row for row in rows if _is_position(row, wanted)]
        said = [one for one in self._said(rows) if one.body and asked.matches(one.body)]
        # Who is who is told by all that is said of people of these names.
        known = self._said(
            self._store.appointments(persons=self._alike(one.person for one in said))
        )
        people = self._people(known)
        offices = offices_of(people, known, only=set(said))
        return Holders(offices=tuple(offices)) if on is None else _on_day(offices, on)

    def career(self, name: str) -> list[Office]:
        """Say which offices a person held, one person after another where several have the name.

        :param name: such as ``Nguyễn Văn Hòa``, also with a typing error
        :raises InputError: if it holds no word
        """
        asked = _checked(name, "person")
        said = self._said(self._store.appointments(persons=self._alike([asked])))
        people = asked_person(asked, self._people(said))
        return [office for person in people for office in offices_of([person], said)]

    def figures(self, indicator: str, *, of: str | None = None) -> list[Figure]:
        """Say what an indicator was, by period; what shall be reached and shares are left out.

        :param indicator: such as ``thu ngân sách``
        :param of: a place, such as ``huyện Sơn Hòa``; None is any
        :raises InputError: if one of them holds no word
        """
        asked = _checked(indicator, "indicator")
        unit = AskedUnit.read(_checked(of, "place")) if of is not None else None
        names = asked_measures(asked, self._indicators)
        told = self._told(names, unit)
        found = (one for article in told for one in figures_of(article, names=names, of=unit))
        return in_order(without_shares(found), days=self._days)

    def events(self, type_: str, *, year: int | None = None, of: str | None = None) -> list[Event]:
        """Say which articles are of a type, by their days.

        :param type_: such as ``congress``
        :param year: in which they came out; None is any
        :param of: a body that they name; None is any
        :raises InputError: if no article is of such a type
        """
        articles = self._listed if of is None else self._articles
        known = sorted({one.type for one in articles.values() if one.type})
        if type_ not in known:
            raise InputError(f"{type_!r} is the type of no article; there are {', '.join(known)}")
        found = {
            one.id: one
            for one in articles.values()
            if one.type == type_ and (year is None or (one.published or "")[:4] == f"{year:04}")
        }
        if of is not None:
            asked = self._bodies.asked(_checked(of, "body"))
            named = self._store.bodies(found, wanted=lambda name: self._could_be(name, asked))
            naming = {
                one.article
                for one in named
                if asked.matches(self._bodies.of(self._marked(one.name), one.article))
            }
            found = {id_: one for id_, one in found.items() if id_ in naming}
        return _events(found.values())

    def search(self, *phrases: str) -> list[Event]:
        """Say in which articles some phrases stand, by their days.

        :param phrases: one or more; the words of each stand side by side, marks and capitals apart
        :raises InputError: if there is no phrase, or one without a word
        """
        return _events(self._listed[id_] for id_ in self._store.search(*phrases))

    def passed_over(self) -> list[str]:
        """Return a sentence for each correction that names what the archive does not hold."""
        if self._corrections is NONE:
            return []
        names = self._organisations

        def knows_body(name: str) -> bool:
            asked = self._bodies.asked(name)
            return any(self._bodies.could_be(one, asked) for one in names)

        return self._corrections.absent(
            persons=self._store.persons(), articles=self._articles, knows_body=knows_body
        )

    def articles(self) -> Collection[ArticleFact]:
        """Return all articles, in the order of their ids."""
        return self._articles.values()

    @cached_property
    def _articles(self) -> dict[str, ArticleFact]:
        return {one.id: one for one in self._store.articles()}

    @cached_property
    def _listed(self) -> dict[str, ArticleFact]:
        """Return the articles without their places, which not every question needs."""
        return {one.id: one for one in self._store.articles(with_places=False)}

    @cached_property
    def _indicators(self) -> Sequence[str]:
        return self._store.indicators()

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(list(self._articles.values()), corrections=self._corrections)

    @cached_property
    def _days(self) -> dict[str, str | None]:
        return {one.id: one.published for one in self._articles.values()}

    @cached_property
    def _organisations(self) -> Sequence[str]:
        return self._store.organisations()

    def _marked(self, name: str) -> str:
        """Return a name of an organisation that lost its marks as other articles write it."""
        if not name.isascii() or _LOST_MARKS.isdisjoint(name.lower().split()):
            return name
        if name not in self._with_marks:
            words = fold(name)
            alike = (
                one
                for one in self._organisations
                if len(one) == len(name) and not one.isascii() and fold(one) == words
            )
            written = {plain(one): one for one in alike}
            self._with_marks[name] = next(iter(written.values())) if len(written) == 1 else name
        return self._with_marks[name]

    def _could_be(self, name: str, asked: Asked) -> bool:
        return self._bodies.could_be(self._marked(name), asked)

    def _said(self, rows: Iterable[AppointmentFact]) -> list[Said]:
        found = []
        for row in rows:
            name = row.organisation
            if name and (marked := self._marked(name)) != name:
                row = replace(row, organisation=marked)  # noqa: PLW2901
            found.append(Said.read(row, bodies=self._bodies, articles=self._articles))
        return [one for one in found if one]

    def _people(self, said: Sequence[Said]) -> list[Person]:
        return people_of(said, bodies=self._bodies, corrections=self._corrections)

    def _told(self, names: Collection[str], unit: AskedUnit | None) -> Iterator[Told]:
        """Yield what articles tell with numbers of an indicator, if they may be of a place."""
        quantities: dict[str, list[QuantityFact]] = {}
        for one in self._store.quantities(with_plans(names, self._indicators)):
            quantities.setdefault(one.article, []).append(one)
        if unit is not None:
            quantities = {
                id_: some for id_, some in quantities.items() if self._may_be_of(id_, unit)
            }
        texts = self._store.texts(quantities)
        dates: dict[str, list[DateFact]] = {}
        for date in self._store.dates(quantities):
            dates.setdefault(date.article, []).append(date)
        for id_, some in quantities.items():
            yield Told(
                article=self._articles[id_],
                quantities=some,
                dates=dates.get(id_, ()),
                units=self._bodies.place_of(id_),
                text=texts.get(id_),
            )

    def _may_be_of(self, article: str, unit: AskedUnit) -> bool:
        """Say whether an article is of a place, or names it."""
        named = ((place.level, place.name) for place in self._articles[article].places)
        own = self._bodies.place_of(article).items()
        return any(unit.is_named(level, name) for level, name in (*named, *own))

    def _alike(self, names: Iterable[str]) -> list[str]:
        """Return the names of persons that may be one with one of some names."""
        asked = AskedNames(one for name in names for one in asked_names(name, self._corrections))
        return [name for name in self._store.persons() if asked.could_be(name)]


def _is_position(row: AppointmentFact, wanted: Position) -> bool:
    return Position.read(row.position or "", body=row.organisation).answers(wanted)


def _on_day(offices: Sequence[Office], day: str) -> Holders:
    """Return those whose days hold the day, and who is seen last before it and first after it."""
    before = [one for one in offices if one.last is not None and one.last < day]
    after = [one for one in offices if one.first is not None and one.first > day]
    return Holders(
        offices=tuple(
            one for one in offices if one.first and one.last and one.first <= day <= one.last
        ),
        last_before=max(before, key=lambda one: str(one.last), default=None),
        first_after=min(after, key=lambda one: str(one.first), default=None),
    )


def _events(articles: Iterable[ArticleFact]) -> list[Event]:
    return [
        Event(article=one.id, source=one.source, published=one.published, type=one.type)
        for one in sorted(articles, key=lambda one: (one.published or "9999", one.id))
    ]


def _checked(given: str, what: str) -> str:
    if not fold(given):
        raise InputError(f"{given!r} holds no word; name {'an' if what[0] == 'i' else 'a'} {what}")
    return given
