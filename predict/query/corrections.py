"""Corrections that a user makes: which people and bodies are the same, and which are not.

A TOML file, whose tables may stand in any order::

    [[person]]                       # one person in several spellings
    same = ["K'Brơi", "K Broi"]

    [[person]]                       # namesakes: each member with its body, or with articles
    different = [
        { name = "Nguyễn Văn Hòa", body = "UBND huyện Hòa Phú" },
        { name = "Nguyễn Văn Hòa", articles = ["a.ann", "b.ann"] },
    ]

    [[body]]                         # one body with several names; the first is shown
    same = ["Sở NN&PTNT tỉnh Lâm Giang", "Ty Nông nghiệp tỉnh Lâm Giang"]

    [[body]]                         # a name that means another body, in these articles or in all
    name = "Huyện ủy"
    means = "Huyện ủy Hòa Phú"
    articles = ["a.ann"]

A member of ``same`` and ``different`` is a name, which stands for each of its mentions, or a table
that chooses among them; a mention that two members of ``different`` choose is the one's that says
more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from predict.query.correction_clashes import check_bodies, check_meant, check_people
from predict.query.correction_tables import (
    MeantBody,
    People,
    SameBody,
    Who,
    body_key,
    name_key,
    read_tables,
)
from predict.query.joined import Joined

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """What a file of corrections says; ``NONE`` says nothing."""

    people: tuple[People, ...] = ()
    same_bodies: tuple[SameBody, ...] = ()
    meant_bodies: tuple[MeantBody, ...] = ()
    file: str = field(default="", compare=False)

    @classmethod
    def read(cls, file: Path) -> "Corrections":
        """Read a file of corrections.

        :param file: TOML
        :raises InputError: if there is no such file, it is not TOML, or its tables are not well
            formed or contradict each other
        """
        tables = read_tables(file)
        made = cls(
            people=tuple(table for table in tables if isinstance(table, People)),
            same_bodies=tuple(table for table in tables if isinstance(table, SameBody)),
            meant_bodies=tuple(table for table in tables if isinstance(table, MeantBody)),
            file=str(file),
        )
        check_people(made.people)
        check_meant(made.meant_bodies)
        check_bodies(made.same_bodies, made.meant_bodies)
        return made

    def meant(self, name: str, article: str) -> str | None:
        """Return the name of the body that a name means in an article; None: nothing is said of it.

        :param name: as the article has it, or as an answer shows it; ask with both
        :param article: its id
        """
        found = None
        while following := self._means(found or name, article):
            found = following
        return found

    def _means(self, name: str, article: str) -> str | None:
        tables = self._meant.get(body_key(name), ())
        for table in sorted(tables, key=lambda one: not one.articles):
            if not table.articles or article in table.articles:
                return table.means
        return None

    @cached_property
    def _meant(self) -> Mapping[str, list[MeantBody]]:
        return _by(self.meant_bodies, lambda table: [body_key(table.name)])

    def joined_bodies(self, key_of: Callable[[str], str]) -> dict[str, str]:
        """Return, by the key of a body that is joined to others, the name under which all go.

        :param key_of: gives the key of a body by its full name
        """
        joined: Joined[str] = Joined()
        for table in self.same_bodies:
            joined.join(key_of(name) for name in table.names)
        of_root = _by(self.same_bodies, lambda table: [joined.root(key_of(table.names[0]))])
        shown = {
            root: _first([t.names for t in tables], key_of) for root, tables in of_root.items()
        }
        return {key: shown[joined.root(key)] for key in joined}

    def placed(self, keys_of: Callable[[str], Collection[str]]) -> "Corrections":
        """Return the same with the keys of the bodies by which people are told apart.

        :param keys_of: gives the keys of all bodies that a name may mean
        """

        def place(who: Who) -> Who:
            if who.body is None:
                return who
            return replace(who, keys=frozenset(keys_of(who.body)))

        people = (replace(table, who=tuple(map(place, table.who))) for table in self.people)
        return replace(self, people=tuple(people))

    def same_person(self, name: str, *, body: str | None, article: str) -> frozenset[int]:
        """Return the tables, by their place in ``people``, that say who a mention is.

        All mentions with one table in common are one person.

        :param name: of the person
        :param body: the key of the body
        :param article: the id of the article
        """
        if not self.people:
            return frozenset()
        key = name_key(name)
        return frozenset(
            number
            for number, table in self._people.get(key, ())
            if table.is_same and any(who.chooses(key, body, article) for who in table.who)
        )

    def other_person(self, name: str, *, body: str | None, article: str) -> dict[int, int]:
        """Return, by such tables, which of its members a mention is; another's is another person.

        :param name: of the person
        :param body: the key of the body
        :param article: the id of the article
        """
        if not self.people:
            return {}
        key = name_key(name)
        found = {}
        for number, table in self._people.get(key, ()):
            chosen = [i for i, who in enumerate(table.who) if who.chooses(key, body, article)]
            if not table.is_same and chosen:
                found[number] = max(chosen, key=lambda i: (table.who[i].says, -i))
        return found

    @cached_property
    def _people(self) -> Mapping[str, list[tuple[int, People]]]:
        return _by(enumerate(self.people), lambda one: {name_key(w.name) for w in one[1].who})

    def absent(
        self,
        *,
        persons: Collection[str],
        articles: Collection[str],
        knows_body: Callable[[str], bool],
    ) -> list[str]:
        """Return a sentence for each table that names what an archive does not hold.

        They are no errors: one file may serve several archives, and what a new reading of an
        archive spells in another way would else stop every question.

        :param persons: all names of persons
        :param articles: all ids
        :param knows_body: says whether a name may mean a body of the archive
        """
        names = set(map(name_key, persons))
        sentences = []
        for place, kind, name in self._named():
            known = (
                name_key(name) in names
                if kind == "person"
                else name in articles
                if kind == "article"
                else knows_body(name)
            )
            if not known:
                sentences.append(f'{place}: no {kind} "{name}" in this archive; passed over')
        return sentences

    def _named(self) -> Iterator[tuple[object, str, str]]:
        for table in self.people:
            for who in table.who:
                yield table.place, "person", who.name
                if who.body is not None:
                    yield table.place, "body", who.body
                yield from ((table.place, "article", one) for one in sorted(who.articles))
        for same in self.same_bodies:
            yield from ((same.place, "body", name) for name in same.names)
        for meant in self.meant_bodies:
            yield meant.place, "body", meant.name
            yield from ((meant.place, "article", one) for one in sorted(meant.articles))

    def shown_person(self, tables: Collection[int]) -> str | None:
        """Return the name under which a person goes that some tables bring together.

        :param tables: by their place in ``people``
        """
        written = [[who.name for who in self.people[i].who] for i in tables]
        return _first(written, name_key) if written else None


def _by(items: Iterable[T], keys_of: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for item in items:
        for key in keys_of(item):
            found.setdefault(key, []).append(item)
    return found


def _first(written: Sequence[Sequence[str]], key_of: Callable[[str], str]) -> str:
    """Return the name that comes first in some lists that share names, in whatever order."""
    later = {key_of(name) for names in written for name in names[1:]}
    first = {names[0] for names in written}
    return min({name for name in first if key_of(name) not in later} or first)


NONE = Corrections()
"""No corrections."""
