"""Calendar expressions without a range's joint: a table of forms, each with its reader."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from predict.records import DateValue
from predict.values.numbers import WORDS_PATTERN, read_words

_AHEAD = timedelta(days=60)  # how far a day without a year may lie behind the article's own
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PARTS_OF_YEAR = {"đầu": (1, 3), "giữa": (5, 8), "cuối": (10, 12)}
_PARTS_OF_MONTH = {
    "đầu": (1, 10), "thượng tuần": (1, 10), "giữa": (11, 20), "trung tuần": (11, 20),
    "cuối": (21, 31), "hạ tuần": (21, 31), "nửa đầu": (1, 15), "nửa cuối": (16, 31),
}  # fmt: skip

_DAY = r"(?:(?:ngày|mùng|mồng|hôm) (?:mùng |mồng )?)?"
_WRITTEN = rf"{WORDS_PATTERN}(?: {WORDS_PATTERN}){{0,2}}?"
_N = rf"(?P<n>\d{{1,2}}|{_WRITTEN})"
_YEAR = r"(?: ?(?:năm|[-/.,]) ?(?P<y>\d{4}|nay))?"
_PART = r"(?P<part>đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần|nửa đầu|nửa cuối)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A stretch of days, first and last inclusive."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Check that it does not end before it begins."""
        if self.start > self.end:
            raise ValueError(f"{self.end} lies before {self.start}")

    @property
    def is_day(self) -> bool:
        """Say whether it is a single day."""
        return self.start == self.end

    def to_value(self) -> DateValue:
        """Return the record."""
        return DateValue(start=self.start.isoformat(), end=self.end.isoformat())


Match = re.Match[str]
Reader = Callable[[Match, date | None], Interval | None]


def read_form(text: str, published: date | None) -> Interval | None:
    """Read a calendar expression by the first form that fits; None where it is no such day.

    :param text: in small letters and NFC, single spaces, plain hyphens
    :param published: the day that gives what the text leaves out
    """
    for pattern, read in FORMS:
        match = pattern.fullmatch(text)
        if match:
            try:
                return read(match, published)
            except (ValueError, OverflowError):
                return None
    return None


def _day(day: int, month: int, year: int) -> Interval:
    return Interval(start=date(year, month, day), end=date(year, month, day))


def _months(year: int, first: int, last: int) -> Interval:
    return Interval(start=date(year, first, 1), end=date(year, last, monthrange(year, last)[1]))


def _years(first: int, last: int) -> Interval:
    if not _FIRST_YEAR <= first <= last <= _LAST_YEAR:
        raise ValueError
    return Interval(start=date(first, 1, 1), end=date(last, 12, 31))


def _latest(day: int, month: int, published: date | None) -> int | None:
    """Return the year of the latest such day that lies no more than 60 days after ``published``."""
    if published is None:
        return None
    limit = published + _AHEAD
    for year in range(limit.year, limit.year - 9, -1):  # the 29th of February
        if day <= monthrange(year, month)[1] and date(year, month, day) <= limit:
            return year
    return None


def _year_of(match: Match, published: date | None) -> int | None:
    """Return the year that is given, or that of ``published``."""
    if match["y"] and match["y"].isdigit():
        return int(match["y"])
    return published.year if published else None


def _count(word: str) -> int | None:
    """Return a small number in digits or written out."""
    return int(word) if word.isdigit() else read_words(word.split())


def _read_full_day(match: Match, published: date | None) -> Interval | None:
    """``18/5/2017``, ``ngày 18-5-2017``, ``18.5.2017``, ``ngày 18 tháng 5 năm 2017``."""
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 2000 if 2000 + year <= (published.year + 1 if published else 2030) else 1900
    day, month = _count(match["d"]), _count(match["m"])
    return _day(day, month, year) if day and month else None


def _read_mixed_day(match: Match, published: date | None) -> Interval | None:
    """``18/5-2017``, ``ngày 2-9/1945``; what may as well be months (4 - 6/2015) has no value."""
    is_day = match["word"] or int(match["d"]) > 12 or int(match["d"]) >= int(match["m"])
    return _read_full_day(match, published) if is_day else None


def _read_iso_day(match: Match, published: date | None) -> Interval | None:  # noqa: ARG001
    """``2017-05-18``, ``2017/5/18``, ``ngày 2017.05.18``."""
    return _day(int(match["d"]), int(match["m"]), int(match["y"]))


def _read_iso_month(match: Match, published: date | None) -> Interval | None:  # noqa: ARG001
    """``2017-05``, ``2017/10``; what may as well be a range of years (2005-10) has no value."""
    month, year = int(match["m"]), int(match["y"])
    return _months(year, month, month) if month <= year % 100 else None


def _read_day(match: Match, published: date | None) -> Interval | None:
    """``18/5``, ``ngày 18-5``, ``18.5``, ``ngày 18 tháng 5``."""
    day, month = _count(match["d"]), _count(match["m"])
    if not day or not month:
        return None
    date(2000, month, day)  # a leap year: refuses what never is
    year = _latest(day, month, published)
    return None if year is None else _day(day, month, year)


def _read_days(match: Match, published: date | None) -> Interval | None:
    """``14 - 15/5``, ``ngày 14 -15/5/2017``."""
    first, last, month = int(match["a"]), int(match["b"]), int(match["m"])
    date(2000, month, last)
    year = int(match["y"]) if match["y"] else _latest(first, month, published)
    if year is None:
        return None
    return Interval(start=date(year, month, first), end=date(year, month, last))


def _read_month(match: Match, published: date | None) -> Interval | None:
    """``tháng 5``, ``tháng 5/2017``, ``tháng tư năm 2015``."""
    month = _count(match["n"])
    if month is None or not 1 <= month <= 12:
        return None
    year = _year_of(match, published) if match["y"] else _latest(1, month, published)
    return None if year is None else _months(year, month, month)


def _read_months(match: Match, published: date | None) -> Interval | None:
    """``tháng 4 - 6/2018``."""
    first, last = int(match["a"]), int(match["b"])
    year = int(match["y"]) if match["y"] else _latest(1, first, published)
    return None if year is None else _months(year, first, last)


def _read_quarter(match: Match, published: date | None) -> Interval | None:
    """``quý III/2018``, ``quý 2``, ``quý một năm 2018``."""
    quarter = _ROMAN.get(match["q"]) or _count(match["q"])
    year = _year_of(match, published)
    if quarter is None or not 1 <= quarter <= 4 or year is None:
        return None
    return _months(year, 3 * quarter - 2, 3 * quarter)


def _read_year(match: Match, published: date | None) -> Interval | None:  # noqa: ARG001
    """``năm 2017``, ``2017``, ``2011 - 2015``, ``năm 1975-1976``."""
    first = int(match["a"])
    return _years(first, int(match["b"]) if match["b"] else first)


def _read_school_year(match: Match, published: date | None) -> Interval | None:  # noqa: ARG001
    """``năm học 2017-2018``, ``năm học mới 2020 - 2021``: 1 September to 31 May."""
    first, last = int(match["a"]), int(match["b"])
    if last != first + 1:
        return None
    return Interval(start=date(first, 9, 1), end=date(last, 5, 31))


def _read_months_of_year(match: Match, published: date | None) -> Interval | None:
    """``6 tháng đầu năm 2017``, ``9 tháng năm 2018``, ``sáu tháng cuối năm``, ``hai quý đầu năm``.

    Also with the word for months forgotten: ``9 đầu năm 2018``.
    """
    n, year = _count(match["n"]), _year_of(match, published)
    if match["unit"].strip() == "quý" and n:
        n *= 3
    if not n or not 1 <= n <= 12 or year is None:
        return None
    return _months(year, 13 - n, 12) if match["part"] == "cuối" else _months(year, 1, n)


def _read_part_of_year(match: Match, published: date | None) -> Interval | None:
    """``đầu năm 2014``, ``giữa năm 2016``, ``cuối năm 2014``."""
    year = _year_of(match, published)
    first, last = _PARTS_OF_YEAR[match["part"]]
    return None if year is None else _months(year, first, last)


def _read_half(match: Match, published: date | None) -> Interval | None:
    """``nửa đầu năm 2018``, ``nửa cuối năm 2018``."""
    year = _year_of(match, published)
    first, last = (1, 6) if match["part"] == "đầu" else (7, 12)
    return None if year is None else _months(year, first, last)


def _read_part_of_month(match: Match, published: date | None) -> Interval | None:
    """``đầu tháng 4``, ``giữa tháng 2/2015``, ``trung tuần tháng 8``."""
    month = _read_month(match, published)
    if month is None:
        return None
    first, last = _PARTS_OF_MONTH[match["part"]]
    last = min(last, month.end.day)
    return Interval(start=month.start.replace(day=first), end=month.start.replace(day=last))


# Each form with its reader, whose docstring gives examples; the first that fits is taken.
FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_N} (?P<unit>tháng)(?P<part>) năm (?P<y>\d{{4}})", _read_months_of_year),
        (_DAY + r"(?P<d>\d{1,2}) ?([/.-]) ?(?P<m>\d{1,2}) ?\2 ?(?P<y>\d{4})", _read_full_day),
        (
            r"(?P<word>ngày )?(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})",
            _read_mixed_day,
        ),
        (_DAY + r"(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>\d{2})", _read_full_day),
        (
            r"(?:ngày )?(?P<y>[12]\d{3}) ?(?P<sign>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sign) ?"
            r"(?P<d>\d{1,2})",
            _read_iso_day,
        ),
        (r"(?P<y>20\d{2})[/-](?P<m>\d{2})", _read_iso_month),
        (
            rf"{_DAY}(?P<d>\d{{1,2}}|{_WRITTEN}) tháng (?P<m>\d{{1,2}}|{_WRITTEN})"
            r"(?:,? năm |[-/. ])(?P<y>\d{4})",
            _read_full_day,
        ),
        (_DAY + r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) năm (?P<y>\d{4})", _read_full_day),
        (_DAY + r"(?P<d>\d{1,2}) ?(?:[/.-]|tháng) ?(?P<m>\d{1,2})", _read_day),
        (rf"{_DAY}(?P<d>\d{{1,2}}|{_WRITTEN}) tháng (?P<m>\d{{1,2}}|{_WRITTEN})", _read_day),
        (
            _DAY + r"(?P<a>\d{1,2}) ?- ?(?P<b>\d{1,2}) ?(?:[/.]|tháng) ?(?P<m>\d{1,2})"
            r"(?: ?(?:[/.-]|năm) ?(?P<y>\d{4}))?",
            _read_days,
        ),
        (rf"tháng {_N}{_YEAR}", _read_month),
        (r"(?P<n>\d{1,2}) ?[-/.] ?(?P<y>\d{4})", _read_month),
        (
            r"tháng (?P<a>\d{1,2}) ?- ?(?:tháng )?(?P<b>\d{1,2}) ?(?:/|năm) ?(?P<y>\d{4})",
            _read_months,
        ),
        (r"(?:quý|quí|qúy) (?P<q>[ivx]+|\d|một|hai|ba|bốn)" + _YEAR, _read_quarter),
        (r"(?:năm )?(?P<a>\d{4})(?: ?- ?(?:năm )?(?P<b>\d{4}))?", _read_year),
        (r"năm học (?:mới )?(?P<a>\d{4}) ?- ?(?P<b>\d{4})", _read_school_year),
        (
            rf"{_N} ?(?P<unit>tháng |quý |(?<=\d )|(?<=\d))(?P<part>đầu|cuối)(?: của)? năm"
            r"(?: (?P<y>\d{4}|nay))?",
            _read_months_of_year,
        ),
        (r"(?P<part>đầu|giữa|cuối) (?:năm )?(?P<y>\d{4})", _read_part_of_year),
        (r"nửa (?P<part>đầu|cuối) năm (?P<y>\d{4})", _read_half),
        (rf"{_PART} tháng {_N}{_YEAR}", _read_part_of_month),
    )
)
