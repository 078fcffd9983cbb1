"""The day on which an article was published, as tables and dumps of sites write it."""

import math
import re
from datetime import date, datetime

_YEAR_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}(?:\D.*)?|\d{8}(?:T.*)?", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?)?")


def read_day(value: object) -> date | None:
    """Return the day that a value names, None where it is empty.

    A time of day is left out; the day is the one in the time zone in which it is written. Of
    ``05/10/2021`` the first number is the day, as it is in Vietnam.

    :raises ValueError: if it names no day
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{value!r} is no day")
    words = str(value).strip()
    if found := _DAY_FIRST.fullmatch(words):
        return date(int(found[4]), int(found[3]), int(found[1]))
    if not words:
        return None
    if not _YEAR_FIRST.fullmatch(words):  # seconds since 1970 can look like some other ISO form
        raise ValueError(f"{words!r} is no day")
    return datetime.fromisoformat(words).date()
