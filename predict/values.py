"""What dates and quantities mean, by themselves or in their article."""

import re
from collections.abc import Sequence
from datetime import date

from predict.dates import read_date
from predict.quantities import read_quantity
from predict.records import DateValue, QuantityValue
from predict.schema import DATE, QUANTITY, Span
from predict.text import Document

Value = DateValue | QuantityValue
_LONGEST = 200  # characters; nothing longer is a date or a quantity
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SPACES = re.compile(r"\s+")
_LONE_DAY = re.compile(r"(?:(?:ngày|mùng|mồng|hôm) )?(?P<day>\d{1,2})", re.IGNORECASE)
_LONE_MONTH = re.compile(r"tháng (?P<month>\d{1,2})", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\d[\d.,]*")
_WITH_YEAR = re.compile(r"\d{4}")
_ENUMERATION = re.compile(
    r"\s*(?:,|;|và|đến|tới|[-–]|hoặc|hay|, và|lên|xuống|xuống còn|lên đến|thành)?\s*(?:hết )?"
)
_PART_OF_YEAR = re.compile(r"(?:\S+ ){1,2}(?:đầu|cuối) năm\b|(?:quý|quí) ", re.IGNORECASE)
_LEAD = 600  # characters in which an article says when it was written


def read_value(label: str, text: str, *, published: date | None = None) -> Value | None:
    """Say what a date or a quantity means; None for any other label, and for what is not certain.

    :param label: the label of the span
    :param text: the span, in any Unicode form
    :param published: the day on which its article appeared: a day or a month without a year is the
        latest that begins no more than 60 days after it, a quarter or a part of a year lies in its
        year
    """
    if len(text) > _LONGEST:
        return None
    plain = _SPACES.sub(" ", _DASHES.sub("-", Document.of(text).text)).strip()
    if label == DATE:
        return read_date(plain, published=published)
    if label == QUANTITY:
        return read_quantity(plain)
    return None


def read_values(
    text: str, spans: Sequence[Span], *, published: date | None = None
) -> list[Value | None]:
    """Say what the spans of an article mean, one value for each.

    Where ``published`` is not known, the date line stands for it, and a part of a year without a
    year takes that of another such part ("9 tháng đầu năm 2014", then "3 tháng cuối năm"). A day
    or a month takes what it lacks from the date behind it in its enumeration ("ngày 10 và 11/7",
    "từ tháng 4 đến tháng 6/2015"), and a number its unit ("từ 5 đến 7 triệu đồng").

    :param text: the article
    :param spans: ascending, over code points of ``text``
    """
    surfaces = [text[span.start : span.end] for span in spans]
    known = published or _reference(spans, surfaces)
    values = [
        read_value(span.label, surface, published=known)
        for span, surface in zip(spans, surfaces, strict=True)
    ]
    _complete_parts_of_year(spans, surfaces, values)
    for i in range(len(spans) - 2, -1, -1):
        if spans[i].label == spans[i + 1].label and _ENUMERATION.fullmatch(
            text[spans[i].end : spans[i + 1].start]
        ):
            surface = _SPACES.sub(" ", surfaces[i])
            values[i] = _complete(surface, values[i], surfaces[i + 1], values[i + 1])
    return values


def _reference(spans: Sequence[Span], surfaces: Sequence[str]) -> date | None:
    """Return the date line: the first day with its year in the lead, if no later year is told of.

    A year to come may be told of, as the next one often is.
    """
    values = [
        read_value(DATE, surface) if span.label == DATE else None
        for span, surface in zip(spans, surfaces, strict=True)
    ]
    latest = max((year for value in values if (year := _single_year(value))), default=0)
    for span, value in zip(spans, values, strict=True):
        day = _single_day(value)
        if day and span.start < _LEAD and day.year >= latest - 1:
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


def _complete_parts_of_year(
    spans: Sequence[Span], surfaces: Sequence[str], values: list[Value | None]
) -> None:
    """Give parts of a year without a year that of the first such part that has one."""
    parts = [
        i
        for i, (span, surface) in enumerate(zip(spans, surfaces, strict=True))
        if span.label == DATE and _PART_OF_YEAR.match(surface)
    ]
    years = [year for i in parts if (year := _single_year(values[i]))]
    for i in parts:
        if values[i] is None and years:
            values[i] = read_value(DATE, surfaces[i], published=date(years[0], 1, 1))


def _complete(
    surface: str, value: Value | None, next_surface: str, following: Value | None
) -> Value | None:
    """Give a lone day, month or number what the one behind it in its enumeration has."""
    if isinstance(following, QuantityValue):
        return _complete_number(surface, value, next_surface, following)
    if not isinstance(following, DateValue) or following.start is None:
        return value
    begin = date.fromisoformat(following.start)
    lone = _LONE_DAY.fullmatch(surface)
    if lone and value is None and _single_day(following) and 0 < int(lone["day"]) < begin.day:
        day = begin.replace(day=int(lone["day"])).isoformat()
        return DateValue(start=day, end=day)
    lone = _LONE_MONTH.fullmatch(surface)
    if lone and int(lone["month"]) < begin.month and _WITH_YEAR.search(next_surface):
        return read_value(DATE, f"{surface}/{begin.year}")
    return value


def _complete_number(
    surface: str, value: Value | None, next_surface: str, following: QuantityValue
) -> Value | None:
    if not isinstance(value, QuantityValue) or not _LONE_NUMBER.fullmatch(surface):
        return value
    scaled = read_value(QUANTITY, surface + _LONE_NUMBER.sub("", next_surface, count=1))
    is_alike = isinstance(scaled, QuantityValue) and scaled.unit == following.unit
    return scaled if is_alike else value
