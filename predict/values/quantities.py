"""What a quantity means: a number, its unit, and what it is of or goes up to."""

import re

from predict.records import QuantityValue
from predict.values.numbers import NUMBER_WORDS, SCALES, Number, plain, read_number

_CURRENCIES = {
    "đồng": "VND", "đ": "VND", "vnđ": "VND", "vnd": "VND", "đồng việt nam": "VND",
    "usd": "USD", "$": "USD", "đô la": "USD", "đô la mỹ": "USD", "đô-la": "USD", "đô": "USD",
    "eur": "EUR", "euro": "EUR", "ơ-rô": "EUR", "€": "EUR",
}  # fmt: skip
_MONEY_SCALE = 10**6  # a bare "triệu" or "tỷ" means money
_YEAR = "năm"  # "năm" is five as well, but not where it is the whole unit: 2 năm/lần
_THOUSAND = 1000
_PERCENT = {"phần trăm": "%", "%": "%"}
_NAMED_JOINT = re.compile(r"(?P<unit>[^/]*[^/ ]) ?/ ?(?=\d)")
_COMRADE = re.compile(r"đ/c", re.IGNORECASE)
_UNREAD = {*NUMBER_WORDS, *SCALES, "phẩy", "đến", "tới", "mấy", "rưỡi", "hơn"}
_GLUED_SCALE = re.compile(r"(?:nghìn|ngàn(?!h)|vạn|triệu|tỷ|tỉ(?!nh))\w")
_ENGLISH = re.compile(r"[1-9]\d{0,2},\d{3}(?!\d)")
_MEASURES = re.compile(
    r" ?(?:[%‰]|(?:ha|héc ta|km2?|c?m[23²³]?|mm|tấn|tạ|yến|kg|gam|g|lít|lần|độ|điểm|°c|giờ|tuổi)\b)"
)
_JOINT = re.compile(r" ?(?P<sign>[-/]|đến|tới) ?(?=\d)")
_UNIT = re.compile(r"[%‰$€]|°[CF]|[^\W\d_](?:[^\W\d_]|(?:, |[-,.'’ ])(?=[^\W\d_])|(?<=m)[23²³])*")


def read_quantity(text: str) -> QuantityValue | None:
    """Read a quantity; None where it cannot be read with certainty.

    Examples: ``12 tỷ 345 triệu đồng``, ``1.978/4.093 tấn``, ``3,5 - 3,7 triệu đồng``, ``hai tỷ
    đồng``, ``50 triệu đồng/người/năm``, ``1/5``, ``38%``.

    :param text: in NFC, single spaces, plain hyphens
    """
    small = text.lower()
    if len(small) != len(text):
        return None
    first = read_number(small)
    if first is None or first.end == 0:
        return None
    if _is_english(small, first):
        return None
    joint = _JOINT.match(small, first.end)
    named = _NAMED_JOINT.match(small, first.end)
    if joint is None and named:
        return _join_named(text, first, named)
    if joint is None:
        unit = _read_unit(text, first)
        return None if unit is None else QuantityValue(value=plain(first.value), unit=unit)
    second = read_number(small, joint.end())
    return second and _join(text, first, second, sign=joint["sign"])


def _join(text: str, first: Number, second: Number, *, sign: str) -> QuantityValue | None:
    unit = _read_unit(text, second)
    if unit is None:
        return None
    value = first.value
    if sign != "/" and _is_shorthand(first, second):
        return None
    if first.scale == 1 < second.scale:  # 3,5 - 3,7 triệu
        value *= second.scale
    if sign == "/":
        if second.value == 0:
            return None
        return QuantityValue(value=plain(value), of=plain(second.value), unit=unit)
    if value >= second.value:
        value = first.value  # 800.000 - 1,2 triệu
    if value >= second.value:
        return None
    return QuantityValue(value=plain(value), to=plain(second.value), unit=unit)


def _join_named(text: str, first: Number, joint: re.Match[str]) -> QuantityValue | None:
    """Read ``42 tỷ đồng/150 tỷ 500 triệu đồng``, where both sides name the same unit."""
    second = read_number(text.lower(), joint.end())
    if second is None or second.value == 0:
        return None
    units = {_read_unit(text[: joint.end("unit")], first), _read_unit(text, second)}
    if len(units) > 1 or None in units:
        return None
    return QuantityValue(value=plain(first.value), of=plain(second.value), unit=str(units.pop()))


def _read_unit(text: str, number: Number) -> str | None:
    """Return the unit behind a number, ``""`` where there is none, None where it is unclear."""
    rest = text[number.end :].strip()
    if _COMRADE.fullmatch(rest):
        return rest
    parts = re.split(r" ?/ ?", rest)
    is_money = number.scale >= _MONEY_SCALE
    if not parts[0]:
        parts[0] = "VND" if is_money else ""
        if not is_money:
            return "" if len(parts) == 1 else None
    if not all(_UNIT.fullmatch(part) for part in parts):
        return None
    head = parts[0].lower()
    if head not in (_YEAR, *_PERCENT) and (
        _UNREAD.intersection(head.split()) or _GLUED_SCALE.match(head)
    ):
        return None  # a number that was not read to its end
    parts[0] = _CURRENCIES.get(head) or _PERCENT.get(head) or parts[0]
    return "/".join(parts)


def _is_english(text: str, number: Number) -> bool:
    """Say whether a comma may part thousands: ``1,831 vụ`` as against ``1,831 ha``."""
    is_written_so = _ENGLISH.match(text) is not None and number.scale == 1
    return is_written_so and not _MEASURES.match(text, number.end)


def _is_shorthand(first: Number, second: Number) -> bool:
    """Say whether the first number may leave its thousands out: ``200 - 300.000 đồng``."""
    return first.scale == second.scale == 1 and first.value < _THOUSAND <= second.value
