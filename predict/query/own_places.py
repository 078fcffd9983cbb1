"""Which places an article is of, by what it says and by what other articles of its archive say."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from predict.offices.places import NamedPlace, find_places
from predict.query.facts import ArticleFact
from predict.query.majorities import (
    cast_votes,
    choose_own,
    count_up,
    find_home,
    find_only,
    find_strong,
)
from predict.query.provinces import all_provinces
from predict.query.spelled import words_of

PROVINCE, CITY = "tỉnh", "thành phố"
DISTRICTS = ("huyện", CITY, "thị xã", "quận")
COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
Unit = tuple[str, str]
"""The level of a place, and its name as names are compared."""

_HIGH, _MIDDLE, _LOW = range(3)  # provinces, what lies between them and communes, communes
_LONG_NUMBER = re.compile(r"\d{3,}")
_SURE = 0.7  # of what speaks for a province
_A_PAPER = 3  # articles of a source that name a province, from which on it speaks for the others
_LEADING = 3  # what a place in the headline or the lead counts


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlaces:
    """The places that an article is of. Names are as they are compared.

    ``is_new``: it came out after the districts were gone; None where its day is not known.
    """

    province: str | None
    units: Mapping[str, str]
    is_new: bool | None

    @property
    def district(self) -> Unit | None:
        """The one unit between province and commune, None if there are several or none any more."""
        if self.is_new:
            return None
        found = [(level, self.units[level]) for level in DISTRICTS if level in self.units]
        return found[0] if len(found) == 1 else None

    @property
    def signature(self) -> tuple[object, ...]:
        """What two articles have in common in which names mean the same."""
        return (self.province, self.is_new, *sorted(self.units.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    province: str | None  # that its name says
    units: Mapping[str, str]


class PlacesOf:
    """The places that the articles of an archive are of."""

    def __init__(self, articles: Sequence[ArticleFact]) -> None:
        """Count which places are named together; nothing is decided yet."""
        self._provinces = all_provinces()
        self._articles = {one.id: one for one in articles}
        self._units: dict[tuple[str, str], tuple[Unit, int]] = {}
        self._spelled: dict[Unit, str] = {}
        self._names = self._know_names(articles)
        self._any_level = {unit[1] for unit, _ in self._units.values()}
        self._middle: dict[str, set[Unit]] = defaultdict(set)
        for unit, rank in self._units.values():
            self._middle[unit[1] if rank == _MIDDLE else ""].add(unit)
        self._sources: dict[tuple[str, bool], _Source] = {}
        self._own: dict[str, OwnPlaces] = {}
        self._of_source: dict[tuple[str, bool], dict[str, int]] = defaultdict(dict)
        self._provinces_of: dict[Unit, dict[str, int]] = defaultdict(dict)
        self._districts_of: dict[Unit, dict[Unit, int]] = defaultdict(dict)
        self._new_provinces_of: dict[Unit, dict[str, int]] = defaultdict(dict)
        for article in articles:
            self._count(article)

    def of(self, article: str) -> OwnPlaces:
        """Return the places of an article; of one that is not in the archive, none."""
        found = self._own.get(article)
        if found is None:
            fact = self._articles.get(article)
            found = self._find(fact) if fact else OwnPlaces(province=None, units={}, is_new=None)
            self._own[article] = found
        return found

    def spelled(self, unit: Unit) -> str:
        """Return the name of a place as it is written."""
        known = self._provinces.shown.get(unit[1])
        return self._spelled.get(unit) or known or unit[1].title()

    def is_province(self, key: str) -> bool:
        """Say whether a name is that of a province or of a city under the central government."""
        return key in self._names

    def is_named(self, key: str) -> bool:
        """Say whether a name is that of a place of any level."""
        return key in self._any_level or key in self._names

    def province_in(self, words: str) -> str | None:
        """Return the longest name of a province that stands in a text of whole words."""
        padded = f" {words} "
        found = [name for name in self._names if f" {name} " in padded]
        return self._provinces.key(max(found, key=len)) if found else None

    def province_of(self, unit: Unit, own: OwnPlaces) -> str | None:
        """Return in which province a place lies that an article names, "" where none is known.

        None: it may be several.
        """
        counts = (self._new_provinces_of if _is_new(unit, own) else self._provinces_of).get(unit)
        return find_home(counts or {}, own.province) if counts else own.province or ""

    def district_of(self, unit: Unit, own: OwnPlaces) -> Unit | None:
        """Return in which district a commune lies that an article names, ("", "") if none is known.

        None: it may be several.
        """
        counts = {} if own.is_new else self._districts_of.get(unit, {})
        return find_home(counts, own.district) if counts else own.district or ("", "")

    def is_shared(self, unit: Unit) -> bool:
        """Say whether several places have the name."""
        old, new = self._provinces_of.get(unit, {}), self._new_provinces_of.get(unit, {})
        return len(find_strong(old)) + len(find_strong(new)) > 1

    def is_only_new(self, unit: Unit) -> bool:
        """Say whether a commune is named only after the districts were gone."""
        return unit in self._new_provinces_of and unit not in self._provinces_of

    def _know_names(self, articles: Sequence[ArticleFact]) -> dict[str, str]:
        names = dict(self._provinces.shown)
        names.update({other: names[key] for other, key in self._provinces.spellings.items()})
        named = dict.fromkeys((one.level, one.name) for each in articles for one in each.places)
        for level, name in named:
            unit = self._unit(level, name)
            self._units[level, name] = unit, self._rank(unit)
            if unit not in self._spelled or self._spelled[unit].isupper():
                self._spelled[unit] = name
            if level == PROVINCE:
                names.setdefault(unit[1], name)
        return names

    def _unit(self, level: str, name: str) -> Unit:
        is_high = level in (PROVINCE, CITY)
        return level, self._provinces.key(name) if is_high else words_of(name)

    def _rank(self, unit: Unit) -> int:
        if unit[0] == PROVINCE or (unit[0] == CITY and unit[1] in self._provinces.cities):
            return _HIGH
        return _MIDDLE if unit[0] in DISTRICTS else _LOW

    def _count(self, article: ArticleFact) -> None:
        ranks: tuple[list[tuple[Unit, bool]], ...] = ([], [], [])
        for place in article.places:
            unit, rank = self._units[place.level, place.name]
            ranks[rank].append((unit, place.leads))
        high, middle, low = ranks
        is_new = self._has_no_districts(article.published) is True
        source = self._source(article.source, is_new=is_new)
        only = find_only(high)
        province = source.province or (only[1] if only else None)
        if province:
            count_up(self._of_source[article.source, is_new], province, 1)
            is_alone = len(middle) == 1
            for unit, leads in () if is_new else middle:
                count_up(self._provinces_of[unit], province, _LEADING if leads or is_alone else 1)
            communes = self._new_provinces_of if is_new else self._provinces_of
            for unit, leads in low:
                count_up(communes[unit], province, _LEADING if leads else 1)
        if low and not is_new and (district := find_only(middle)):
            for unit, _ in low:
                count_up(self._districts_of[unit], district, 1)

    def _has_no_districts(self, day: str | None) -> bool | None:
        return None if day is None else day >= self._provinces.day

    def _source(self, name: str, *, is_new: bool) -> _Source:
        key = _LONG_NUMBER.sub("", name), is_new  # of files there may be as many as articles
        if key not in self._sources:
            named = [self._unit(place.level, place.name) for place in find_places(name)]
            lower = {unit[0]: unit[1] for unit in named if self._rank(unit) != _HIGH}
            province = next((unit[1] for unit in named if self._rank(unit) == _HIGH), None)
            if province is None and not lower:
                province = self.province_in(words_of(name)) or self._provinces.in_address(name)
                lower = {} if province else self._district_in(words_of(name))
            if province and is_new and province in self._provinces.became:
                province = None
            self._sources[key] = _Source(province=province, units=lower)
        return self._sources[key]

    def _district_in(self, words: str) -> dict[str, str]:
        """Return the one district that a text of whole words names without its level."""
        parts = words.split()
        ends = ((i, i + n) for n in (2, 3, 4) for i in range(len(parts) - n + 1))
        found = [one for i, k in ends for one in self._middle.get(" ".join(parts[i:k]), ())]
        return dict(found) if len(found) == 1 else {}

    def _find(self, article: ArticleFact) -> OwnPlaces:
        is_new = self._has_no_districts(article.published)
        source = self._source(article.source, is_new=is_new is True)
        by_level: dict[str, list[tuple[str, NamedPlace]]] = defaultdict(list)
        provinces: list[tuple[str, NamedPlace]] = []
        for place in article.places:
            unit, rank = self._units[place.level, place.name]
            if rank == _HIGH:
                provinces.append((unit[1], place))
            if unit[0] != PROVINCE:
                by_level[unit[0]].append((unit[1], place))
        units = {level: one for level, some in by_level.items() if (one := choose_own(some))}
        units |= source.units
        if not is_new and by_level.keys().isdisjoint(DISTRICTS):
            units |= self._district_around(units)
        own = OwnPlaces(province=None, units=units, is_new=is_new)
        province = source.province or self._weigh(provinces, own, article.source)
        if province in self._provinces.cities and CITY not in by_level:
            units[CITY] = province
        return OwnPlaces(province=province, units=units, is_new=is_new)

    def _district_around(self, units: Mapping[str, str]) -> dict[str, str]:
        """Return the district in which the commune of an article lies that names no district."""
        own = [(level, units[level]) for level in COMMUNES if level in units]
        if len(own) != 1 or not units.keys().isdisjoint(DISTRICTS):
            return {}
        home = find_home(self._districts_of.get(own[0], {}), None)
        return dict([home]) if home else {}

    def _weigh(
        self, named: Sequence[tuple[str, NamedPlace]], own: OwnPlaces, source: str
    ) -> str | None:
        """Return the province for which most speaks: the text, its district, its paper's others."""
        votes: dict[str, float] = defaultdict(float)
        total = sum(place.times for _, place in named)
        leading = {key for key, place in named if place.leads}
        for key, place in named:
            votes[key] += place.times / total
            if leading == {key}:
                votes[key] += 0.5
        district = own.district
        if district:
            cast_votes(votes, self._provinces_of.get(district, {}), 1.5)
            if district[0] == CITY and district[1] in self._provinces.shown:
                votes[district[1]] += 2
        others = self._of_source.get((source, own.is_new is True), {})
        if sum(others.values()) >= _A_PAPER:
            cast_votes(votes, others, 1.0)
        ranked = sorted(votes.values(), reverse=True)
        if not ranked or ranked[0] < _SURE or (ranked[1:] and ranked[0] < 1.5 * ranked[1]):
            return None
        return max(votes, key=lambda key: votes[key])


def _is_new(unit: Unit, own: OwnPlaces) -> bool:
    return own.is_new is True and unit[0] in COMMUNES
