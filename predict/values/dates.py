"""What a date means: an interval of days or a length of time."""

import re
from datetime import date

from predict.records import DateValue
from predict.values.durations import read_duration
from predict.values.forms import Interval, read_form

_MOON = re.compile(r"\b(?:âm lịch|giêng|chạp|rằm)\b")  # the moon's months are not ours
_JOINT = re.compile(r" ?[-/] ?")
_BARE_YEAR = re.compile(r"(?:năm )?\d{4}")
_MOST_JOINTS = 5  # of two days, and the one between them


def read_date(text: str, *, published: date | None) -> DateValue | None:
    """Read a calendar expression or a length of time; None where it cannot be read with certainty.

    :param text: in NFC, single spaces, plain hyphens
    :param published: the day that gives what the text leaves out
    """
    small = text.lower()
    if _MOON.search(small):
        return None
    interval = read_interval(small, published)
    if interval is not None:
        return interval.to_value()
    duration = read_duration(small)
    return DateValue(duration=duration) if duration else None


def read_interval(text: str, published: date | None) -> Interval | None:
    """Read a calendar expression in small letters."""
    return read_form(text, published) or _read_range(text, published)


def _read_range(text: str, published: date | None) -> Interval | None:
    """Read two calendar expressions and what joins them: ``30/4-1/5``, ``1/7/2015 - 6/2016``."""
    joints = list(_JOINT.finditer(text))
    if len(joints) > _MOST_JOINTS:
        return None
    found = set[Interval]()
    for joint in joints:
        first, second = text[: joint.start()], text[joint.end() :]
        if "/" in joint.group():
            interval = _join_days(first, second)
        else:
            interval = _join(first, second, published)
        found |= {interval} if interval else set()
    return found.pop() if len(found) == 1 else None  # none, or parted in two ways


def _join_days(first: str, second: str) -> Interval | None:
    """Join two days that a slash parts, both with their year: ``27.7.1999/27.7.2019``."""
    start, end = read_form(first, None), read_form(second, None)
    is_clear = start is not None and start.is_day and end is not None and end.is_day
    return _span(start, end) if is_clear else None


def _join(first: str, second: str, published: date | None) -> Interval | None:
    """Join what a hyphen parts; the first may take its year from the second, not the other way."""
    has_years = [read_form(side, None) is not None for side in (first, second)]
    if has_years == [True, False]:
        return None
    has_hyphens = "-" in first + second
    if any(_BARE_YEAR.fullmatch(side) for side in (first, second)) and (
        has_hyphens or not all(has_years)
    ):
        return None  # 3/5 - 2018, 2017-01-2018
    end = read_form(second, published)
    start = read_form(first, end.start if end else None)
    is_alike = start is not None and end is not None and start.is_day == end.is_day
    return _span(start, end) if is_alike or not has_hyphens else None  # 1-2-3-2018


def _span(first: Interval | None, last: Interval | None) -> Interval | None:
    """Return what reaches from one interval to the end of another."""
    if first is None or last is None or first.start > last.end:
        return None
    return Interval(start=first.start, end=last.end)
