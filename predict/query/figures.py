"""What an indicator was, by place and period, as articles say it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from predict.query.answers import Figure
from predict.query.clauses import Clause, Days, reviewed
from predict.query.facts import ArticleFact, DateFact, QuantityFact
from predict.query.measures import PERCENT, Measure
from predict.query.units import TIERS, AskedUnit, own_unit

_NAMED, _PUBLISHED = "named", "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an article tells in numbers.

    ``quantities`` are all that measure something; ``units`` the places that it is about, by level;
    ``text`` is None where the archive keeps none: then no clause is known.
    """

    article: ArticleFact
    quantities: Sequence[QuantityFact]
    dates: Sequence[DateFact]
    units: Mapping[str, str]
    text: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    figure: Figure
    is_headline: bool


def figures_of(told: Told, *, names: set[str], of: AskedUnit | None) -> Iterator[Figure]:
    """Yield what an article says of an indicator, by period; once where it says it twice.

    :param told: the article
    :param names: of the indicator, as ``asked_measures`` found them
    :param of: the place; None is any
    """
    found: dict[tuple[object, ...], list[_Found]] = {}
    headline = (told.text or "").find("\n")
    for i, quantity in enumerate(told.quantities):
        if quantity.indicator not in names:
            continue
        figure = _figure(told, i, of)
        if figure is not None:
            key = (figure.place, figure.first, figure.last, figure.unit == PERCENT)
            one = _Found(figure, is_headline=quantity.start < headline)
            found.setdefault(key, []).append(one)
    for same in found.values():
        # A headline rounds, and says again what the text says.
        yield from _once([one.figure for one in same if not one.is_headline] or [same[0].figure])


def without_shares(figures: Iterable[Figure]) -> list[Figure]:
    """Leave out percentages of what is mostly counted otherwise, as what share of it was reached.

    :param figures: of measures that are one
    """
    every = list(figures)
    n_shares = sum(one.unit == PERCENT for one in every)
    return [one for one in every if one.unit != PERCENT or n_shares * 2 > len(every)]


def in_order(figures: Iterable[Figure], *, days: Mapping[str, str | None]) -> list[Figure]:
    """Return figures by their periods, those without a day last.

    :param figures: in any order
    :param days: on which articles came out; who said it first comes first
    """

    def order(one: Figure) -> tuple[object, ...]:
        said = days[one.article] or ""
        return (one.first is None, one.first or "", one.last or "", said, one.article)

    return sorted(figures, key=order)


def _once(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield figures of one period without those that say the same again."""
    known: dict[tuple[float, float | None, str], Figure] = {}
    for one in figures:
        key = (one.value, one.to, one.unit)
        before = known.setdefault(key, one)
        if before.of_plan is None and one.of_plan is not None:
            known[key] = replace(before, of_plan=one.of_plan)
    yield from known.values()


def _figure(told: Told, i: int, of: AskedUnit | None) -> Figure | None:
    """Return a figure; None where it is an aim, or of another place."""
    quantity, published = told.quantities[i], told.article.published
    days: Days | None = None
    place = own_unit(told.article, told.units)
    if told.text is not None:
        clause = Clause.of(quantity, text=told.text, dates=told.dates)
        days = clause.days(published=published)
        days = days or reviewed(told.text, told.dates, published=published)
        if clause.is_aim(days, published=published):
            return None
        place = _named_place(clause.where(), told.units) or place
    if of is not None and not (place and of.is_named(*place)):
        return None
    return Figure(
        indicator=quantity.indicator,
        place=place and " ".join(place),
        first=days[0] if days else published,
        last=days[1] if days else published,
        period_is=_NAMED if days else _PUBLISHED,
        value=quantity.value,
        to=quantity.to,
        unit=quantity.unit,
        surface=quantity.surface,
        of_plan=_of_plan(told.quantities, i),
        article=told.article.id,
    )


def _of_plan(quantities: Sequence[QuantityFact], i: int) -> str | None:
    """Return the share of a plan that stands next to a quantity and is of its measure."""
    for behind in quantities[i + 1 : i + 2]:
        share = Measure.read(behind.indicator)
        own = Measure.read(quantities[i].indicator)
        is_next = behind.number == quantities[i].number + 1
        if is_next and behind.unit == PERCENT and share.is_of_plan and share.key == own.key:
            return behind.surface
    return None


def _named_place(
    named: tuple[str, str | None] | None, units: Mapping[str, str]
) -> tuple[str, str] | None:
    """Return the place that a clause names; the name of one like "toàn huyện" has the article."""
    if named is None:
        return None
    level, name = named
    alike = (one for one in units if TIERS[one] == TIERS[level])
    level_of = level if level in units or name else next(alike, None)
    own = name or (units.get(level_of) if level_of else None)
    return (level_of, own) if level_of and own else None
