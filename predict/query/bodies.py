"""Which body an article means by a name, and whether it is the one that a user asks for.

Two bodies in one group are the worse error: what is not clear stays alone with its article.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from predict.query.body_keys import Asked, Body, BodyKey, forms_of
from predict.query.body_names import BodyName, asked_words, take_apart, written_out
from predict.query.corrections import NONE, Corrections
from predict.query.facts import ArticleFact
from predict.query.own_places import (
    CITY,
    COMMUNES,
    DISTRICTS,
    PROVINCE,
    OwnPlaces,
    PlacesOf,
    Unit,
)
from predict.query.provinces import all_provinces
from predict.query.spelled import words_of

__all__ = ["Asked", "Bodies", "Body"]

_NOWHERE: Unit = ("", "")
_NEW = "2025"  # tells communes of today from those of before, most of which were merged


class Bodies:
    """The bodies that the articles of an archive name."""

    def __init__(self, articles: Sequence[ArticleFact], *, corrections: Corrections = NONE) -> None:
        """Take the articles, by whose places bare names are completed.

        :param articles: all that were read
        :param corrections: what their user knows better
        """
        self._provinces = all_provinces()
        self._places = PlacesOf(articles)
        self._corrections = corrections
        self._taken_apart: dict[str, BodyName] = {}
        self._found: dict[tuple[object, ...], Body | None] = {}
        self._by_key: dict[str, Body] = {}
        self._signatures: dict[str, tuple[object, ...]] = {}
        self._joined = corrections.joined_bodies(self.key_of)

    def of(self, name: str, article: str) -> Body:
        """Return the body that an article means by a name.

        :param name: as it is written, or written out
        :param article: its id
        """
        signature = self._signatures.get(article)
        if signature is None:
            signature = self._signatures[article] = self._places.of(article).signature
        cached = (name, *signature)
        if cached not in self._found:
            self._found[cached] = self._find(self._apart(name), self._places.of(article))
        found = self._found[cached] or self._alone(name, article)
        return found if self._corrections is NONE else self._corrected(found, name, article)

    def key_of(self, name: str) -> str:
        """Return the key of the body that a full name means, wherever it stands.

        :param name: with its place
        """
        apart = self._apart(name)
        unit = (apart.level or "", words_of(apart.place or ""))
        is_new = self._places.is_only_new(unit) or None
        key = self._key(apart, OwnPlaces(province=None, units={}, is_new=is_new))
        return str(key or BodyKey(kind=asked_words(name)))

    def asked(self, name: str) -> Asked:
        """Return what a user asks for.

        :param name: such as ``Huyện ủy Sơn La``, ``huyen uy son la``; ``UBND Sơn La`` is one of any
            level; a name without a place is every body of the kind
        """
        words, keys = {asked_words(name)}, set()
        for key, shown in self._joined.items():
            if asked_words(name) in forms_of(key):
                keys.add(self.key_of(shown))
        for table in self._corrections.same_bodies:
            if not keys.isdisjoint(self.key_of(self._joined[self.key_of(n)]) for n in table.names):
                words.update(map(asked_words, table.names))
        may_be = {
            asked_words(table.name)
            for table in self._corrections.meant_bodies
            if not words.isdisjoint(forms_of(self.key_of(table.means)))
        }
        return Asked(words=frozenset(words), keys=frozenset(keys), may_be=frozenset(may_be))

    def could_be(self, name: str, asked: Asked) -> bool:
        """Say whether a name may mean, in some article, what is asked for.

        :param name: as it is written, or written out
        :param asked: what ``asked`` returned
        """
        if not asked.may_begin_with(name.partition(" ")[0]):
            return False
        apart = self._apart(name)
        place = words_of(apart.place or "")
        return asked.may_be_named(apart.kind, level=apart.level or "", place=place)

    def place_of(self, article: str) -> Mapping[str, str]:
        """Return the places that an article is of, by level.

        :param article: its id
        """
        own = self._places.of(article)
        found = {level: self._places.spelled((level, name)) for level, name in own.units.items()}
        if own.province:
            level = all_provinces().level(own.province)
            found[level] = found.get(level) or self._places.spelled((level, own.province))
        return found

    def _apart(self, name: str) -> BodyName:
        found = self._taken_apart.get(name)
        if found is None:
            found = self._taken_apart[name] = self._with_province(take_apart(name))
        return found

    def _with_province(self, name: BodyName) -> BodyName:
        """Take the name of a province off the end of "Sở Y tế Bắc Kạn"."""
        words = name.shown.split()
        longest = min(6, len(words) - 1) if name.may_end_in_a_province else 0
        for n in range(longest, 0, -1):
            place = " ".join(words[-n:])
            key = self._provinces.key(place)
            if place[0].isupper() and self._places.is_province(key):
                shown = " ".join(words[:-n]).rstrip(" -–")
                level = self._provinces.level(key)
                return replace(name, kind=words_of(shown), shown=shown, level=level, place=place)
        return name

    def _find(self, name: BodyName, own: OwnPlaces) -> Body | None:
        """Return the body that articles of some places mean by a name; None if it is not clear."""
        key = self._key(name, own)
        if key is None:
            return None
        if str(key) not in self._by_key:
            self._by_key[str(key)] = self._shown(key, name)
        return self._by_key[str(key)]

    def _key(self, name: BodyName, own: OwnPlaces) -> BodyKey | None:
        if name.is_many:
            return None
        unit = self._unit(name, own)
        if unit is not None:
            return self._placed(name, unit, own)
        if name.is_of_the_country:
            return BodyKey(kind=name.kind)
        ends_in_place = self._ends_in_place(name)
        if own.province and name.has_own_name and (ends_in_place or name.is_establishment):
            district = _NOWHERE if ends_in_place else own.district or _NOWHERE
            return BodyKey(kind=name.kind, district=district, province=own.province)
        return None

    def _unit(self, name: BodyName, own: OwnPlaces) -> Unit | None:
        """Return the place whose body it is, None if it has none or that is not clear."""
        level = name.level
        if level is None:
            if name.is_of_a_province and own.province:
                return self._provinces.level(own.province), own.province
            return own.district if name.is_of_a_district else None
        if name.place is not None:
            is_high = level in (PROVINCE, CITY)
            return level, self._provinces.key(name.place) if is_high else words_of(name.place)
        if level == PROVINCE:
            is_city = own.province in self._provinces.cities
            return (level, own.province) if own.province and not is_city else None
        return (level, own.units[level]) if level in own.units else None

    def _placed(self, name: BodyName, unit: Unit, own: OwnPlaces) -> BodyKey | None:
        """Return the key of a body of a place; None where there may be several of that name."""
        level, place = unit
        if level == PROVINCE or (level == CITY and place in self._provinces.cities):
            return BodyKey(kind=name.kind, level=level, place=place)
        district, province = self._above(name)
        if level in COMMUNES and not own.is_new and not district:
            district = self._places.district_of(unit, own)
            if district is None:
                return None
        district = district or _NOWHERE
        if province is None:
            lies_in = unit if district == _NOWHERE else district
            province = self._places.province_of(lies_in, own)
        if province is None:
            return None
        return BodyKey(
            kind=name.kind,
            level=level,
            place=place,
            district=district,
            province=province,
            tag=_NEW if level in COMMUNES and own.is_new else "",
        )

    def _above(self, name: BodyName) -> tuple[Unit | None, str | None]:
        """Return the district and the province that a name says behind its place."""
        district, province = None, None
        for level, one in name.above:
            key = self._provinces.key(one)
            if level == PROVINCE or (level == CITY and key in self._provinces.cities):
                province = key
            elif level in DISTRICTS:
                district = (level, key)
        return district, province

    def _ends_in_place(self, name: BodyName) -> bool:
        words = name.kind.split()
        return any(self._places.is_named(" ".join(words[-n:])) for n in range(2, 5))

    def _shown(self, key: BodyKey, name: BodyName) -> Body:
        unit = (key.level, key.place)
        written = name.shown
        if key.place:
            level = "" if name.holds_level else f" {key.level}"
            written += f"{level} {self._places.spelled(unit)}"
        is_low = key.level in (*DISTRICTS, *COMMUNES) and key.province
        if key.place and is_low and self._places.is_shared(unit):
            above = key.district if key.district != _NOWHERE else None
            above = above or (self._provinces.level(key.province), key.province)
            written += f", {above[0]} {self._places.spelled(above)}"
        return Body(key=str(key), name=written, continued_by=self._continued(key, name))

    def _continued(self, key: BodyKey, name: BodyName) -> str | None:
        """Return the name of the body into which one of a province that is gone went."""
        became = self._provinces.became.get(key.place) if key.level in (PROVINCE, CITY) else None
        if became is None:
            return None
        level = self._provinces.level(became)
        place = self._places.spelled((level, became))
        if not name.holds_level:
            return f"{name.shown} {level} {place}"
        shown = name.shown.removesuffix("ỉnh ủy") + "hành ủy" if level == CITY else name.shown
        return f"{shown} {place}"

    def _alone(self, name: str, article: str) -> Body:
        apart = self._apart(name)
        place = words_of(apart.place or "")
        key = BodyKey(kind=apart.kind, level=apart.level or "", place=place, tag=f"@{article}")
        return Body(key=str(key), name=written_out(name))

    def _corrected(self, body: Body, name: str, article: str) -> Body:
        meant = self._corrections.meant(name, article)
        meant = meant or self._corrections.meant(body.name, article)
        if meant:
            body = Body(key=self.key_of(meant), name=meant)
        joined = self._joined.get(body.key)
        return Body(key=self.key_of(joined), name=joined) if joined else body
