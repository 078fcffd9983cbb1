"""Lengths of time, as ISO 8601 writes them."""

import re
from decimal import Decimal

from predict.values.numbers import WORDS_PATTERN, read_digits, read_words

_UNITS = {
    "năm": "Y", "tháng": "M", "tuần": "W", "tuần lễ": "W", "ngày": "D", "ngày đêm": "D",
    "hôm": "D", "giờ": "H", "giờ đồng hồ": "H", "tiếng": "H", "tiếng đồng hồ": "H", "phút": "M",
    "giây": "S",
}  # fmt: skip
_CLOCK = ("giờ đồng hồ", "giờ", "tiếng", "tiếng đồng hồ", "phút", "giây")
_TIMES = {"thập kỷ": 10, "thập niên": 10, "thế kỷ": 100, "quý": 3}
_DURATION = re.compile(
    rf"(?P<n>\d{{1,9}}(?:[.,]\d{{1,9}})?|{WORDS_PATTERN}(?: {WORDS_PATTERN}){{0,3}}?) ?"
    r"(?P<unit>tiếng đồng hồ|giờ đồng hồ|ngày đêm|tuần lễ|thập kỷ|thập niên|thế kỷ|năm|tháng|tuần|"
    r"ngày|hôm|giờ|tiếng|phút|giây|quý)(?P<half> rưỡi)?(?: |$)"
)


def read_duration(text: str) -> str | None:
    """Return ``5 năm``, ``36 tháng``, ``48 giờ``, ``hai năm rưỡi`` as ISO 8601 writes them."""
    days, clock = "", ""
    last = -1
    place = 0
    while place < len(text):
        match = _DURATION.match(text, place)
        if match is None:
            return None
        n = _amount(match["n"], half=match["half"] is not None)
        unit = match["unit"]
        order = list(_UNITS).index(unit) if unit in _UNITS else len(_UNITS)  # stands alone
        if n is None or order <= last or "." in days + clock or (last >= 0 and unit in _TIMES):
            return None
        last, place = order, match.end()
        if unit in _CLOCK:
            clock += n + _UNITS[unit]
        elif unit in _TIMES:
            if "." in n:
                return None
            days += f"{int(n) * _TIMES[unit]}{'M' if unit == 'quý' else 'Y'}"
        else:
            days += n + _UNITS[unit]
    return f"P{days}" + (f"T{clock}" if clock else "") if days or clock else None


def _amount(text: str, *, half: bool) -> str | None:
    """Return a count of units as ISO 8601 writes it, half of one added."""
    if text[0].isdigit():
        number = read_digits(text)
    else:
        small = read_words(text.split())
        number = None if small is None else read_digits(str(small))
    if number is None or (half and number != number.to_integral_value()):
        return None
    return f"{number + Decimal('0.5') if half else number:f}"
