"""What dates and quantities mean, by themselves or in their article."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from predict.records import DateValue, QuantityValue
from predict.schema import DEFAULT_SCHEMA, Role, Schema
from predict.text.document import CanonicalSpan, Document
from predict.values.dates import read_date
from predict.values.quantities import read_quantity
from predict.values.scales import DONG, THOUSAND

Value = DateValue | QuantityValue
_LONGEST = 200  # characters; nothing longer is a date or a quantity
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LONE_DAY = re.compile(r"(?:(?:ngày|mùng|mồng|hôm) )?(?P<day>\d{1,2})", re.IGNORECASE)
_WITHOUT_YEAR = re.compile(
    r"(?:ngày )?\d{1,2}(?:/|-|\.| tháng )\d{1,2}|tháng \d{1,2}|qu[ýí] \w+", re.IGNORECASE
)
_LONE_NUMBER = re.compile(r"\d[\d.,]*")
_LONE_THOUSANDS = re.compile(r"\d[\d.,]* ?k", re.IGNORECASE)
_WITH_YEAR = re.compile(r"\d{4}")
_ENUMERATION = re.compile(
    r"\s*(?:(?P<rise>đến|tới|[-–]|lên|lên đến)|,|;|và|hoặc|hay|, và|xuống|xuống còn|thành)?"
    r"\s*(?:hết )?"
)
_PART_OF_YEAR = re.compile(r"(?:\S+ ){1,2}(?:đầu|cuối) năm\b|(?:quý|quí) ", re.IGNORECASE)
_LONGEST_GAP = 20  # characters between two mentions that belong together
_PLAN = 6  # years that a plan looks ahead
_LEAD = 600  # characters in which an article says when it was written


def read_value(
    label: str, text: str, *, published: date | None = None, schema: Schema = DEFAULT_SCHEMA
) -> Value | None:
    """Say what a date or a quantity means; None for any other label, and for what is not certain.

    :param label: the label of the span
    :param text: the span, in any Unicode form
    :param published: the day on which its article appeared: a day or a month without a year is the
        latest that begins no more than 60 days after it, a quarter or a part of a year lies in its
        year
    :param schema: says by roles which labels are dates and quantities
    """
    if len(text) > _LONGEST:
        return None
    canonical = Document.of(text).text.replace("\n", " ")
    return _read(schema.role_of(label), canonical, _day_of(published))


def _read(role: Role | None, surface: str, published: date | None) -> Value | None:
    """Read a surface in canonical spelling."""
    if len(surface) > _LONGEST:
        return None
    plain = _DASHES.sub("-", surface)
    if role is Role.date:
        return read_date(plain, published=published)
    return read_quantity(plain) if role is Role.quantity else None


class _Mention(NamedTuple):
    """A span with its surface and its role."""

    start: int
    end: int
    surface: str
    role: Role | None


def _day_of(published: date | None) -> date | None:
    """Take the day of a ``datetime``, which is a ``date`` too but compares with none."""
    return published.date() if isinstance(published, datetime) else published


def read_values(
    text: str, spans: Sequence[CanonicalSpan], *, schema: Schema, published: date | None = None
) -> list[Value | None]:
    """Say what the spans of an article mean, one value for each.

    Where ``published`` is not known, the date line stands for it, and a part of a year without a
    year takes that of another such part ("9 tháng đầu năm 2014", then "3 tháng cuối năm"). A day
    or a month takes what it lacks from the date behind it in its enumeration ("ngày 10 và 11/7",
    "từ tháng 4 đến tháng 6/2015"), and a number its unit ("từ 5 đến 7 triệu đồng").

    :param text: an article in its canonical spelling
    :param spans: ascending
    :param schema: says by roles which of them are dates and quantities
    """
    mentions = [
        _Mention(span.start, span.end, text[span.start : span.end], schema.role_of(span.label))
        for span in spans
    ]
    known = _day_of(published) or _reference(mentions)
    values = [_read(mention.role, mention.surface, known) for mention in mentions]
    _complete_parts_of_year(mentions, values)
    for i in range(len(mentions) - 2, -1, -1):
        first, second = mentions[i], mentions[i + 1]
        gap = text[first.end : min(second.start, first.end + _LONGEST_GAP)]
        joint = _ENUMERATION.fullmatch(gap) if first.role is second.role else None
        if joint and first.end + len(gap) == second.start:
            rises = joint["rise"] is not None
            values[i] = _complete(
                first.surface, values[i], second.surface, values[i + 1], rises=rises
            )
    return values


def _reference(mentions: Sequence[_Mention]) -> date | None:
    """Return the date line: the first day with its year in the lead, unless it is of long ago.

    It is where a later day stands in the text, the next year's apart, or a year that is later by
    more than a plan looks ahead.
    """
    dates = [mention for mention in mentions if mention.role is Role.date]
    values = [_read(Role.date, mention.surface, None) for mention in dates]
    last_day = max((day.year for value in values if (day := _single_day(value))), default=0)
    last_year = max((year for value in values if (year := _single_year(value))), default=0)
    for mention, value in zip(dates, values, strict=True):
        day = _single_day(value)
        is_recent = day and day.year >= last_day - 1 and day.year >= last_year - _PLAN
        if is_recent and mention.start < _LEAD:
            return day
    return None


def _single_year(value: Value | None) -> int | None:
    """Return the year in which all of an interval lies."""
    if isinstance(value, DateValue) and value.start and value.end:
        years = value.start[:4], value.end[:4]
        return int(years[0]) if years[0] == years[1] else None
    return None


def _single_day(value: Value | None) -> date | None:
    if isinstance(value, DateValue) and value.start and value.start == value.end:
        return date.fromisoformat(value.start)
    return None


def _complete_parts_of_year(mentions: Sequence[_Mention], values: list[Value | None]) -> None:
    """Give parts of a year without a year that of the first such part that has one."""
    parts = [
        i
        for i, mention in enumerate(mentions)
        if mention.role is Role.date and _PART_OF_YEAR.match(mention.surface)
    ]
    years = [year for i in parts if (year := _single_year(values[i]))]
    for i in parts:
        if values[i] is None and years:
            values[i] = _read(Role.date, mentions[i].surface, date(years[0], 1, 1))


def _complete(
    surface: str, value: Value | None, next_surface: str, following: Value | None, *, rises: bool
) -> Value | None:
    """Give a day, a month or a number what it lacks and the one behind it has.

    :param rises: whether the two are joined as a range that goes up
    """
    if isinstance(following, QuantityValue):
        return _complete_number(surface, value, next_surface, following, rises=rises)
    if isinstance(value, QuantityValue) and rises and _LONE_NUMBER.fullmatch(surface):
        return None  # its unit is not known: từ 5 đến 7,,2 triệu đồng
    if not isinstance(following, DateValue) or following.start is None:
        return value
    begin = date.fromisoformat(following.start)
    lone = _LONE_DAY.fullmatch(surface)
    if lone and value is None and _single_day(following) and 0 < int(lone["day"]) < begin.day:
        day = begin.replace(day=int(lone["day"])).isoformat()
        return DateValue(start=day, end=day)
    if _WITH_YEAR.search(next_surface) and _WITHOUT_YEAR.fullmatch(surface):
        return _read(Role.date, surface, begin)
    return value


def _complete_number(
    surface: str,
    value: Value | None,
    next_surface: str,
    following: QuantityValue,
    *,
    rises: bool,
) -> Value | None:
    """Give a bare number the scale and unit of the one behind it; None where that is not clear."""
    if value is None and following.unit.startswith(DONG) and _LONE_THOUSANDS.fullmatch(surface):
        return _read(Role.quantity, f"{surface} {DONG}", None)  # từ 30k đến 50k/suất
    if not _LONE_NUMBER.fullmatch(surface):
        return value
    tail = _LONE_NUMBER.sub("", next_surface, count=1)
    scaled = _read(Role.quantity, surface + tail, None)
    if re.search(r"\d", tail) or not isinstance(scaled, QuantityValue):
        return None
    if scaled.unit != following.unit or (rises and scaled.value >= following.value):
        return None
    return None if _is_shorthand(value, scaled, following) else scaled


def _is_shorthand(value: Value | None, scaled: QuantityValue, following: QuantityValue) -> bool:
    """Say whether the number may leave its thousands out: "từ 200 đến 300.000 đồng"."""
    is_plain = isinstance(value, QuantityValue) and scaled.value == value.value
    return is_plain and scaled.value < THOUSAND <= following.value
