"""What a quantity means: a number, its unit, and what it is of or goes up to."""

import re
from fractions import Fraction

from predict.records import QuantityValue
from predict.values.numbers import LONE_COMMA, NUMBER_WORDS, Number, plain, read_number
from predict.values.scales import CURRENCIES, DONG, MILLION, SCALES, THOUSAND

_YEAR = "năm"  # "năm" is five as well, but not where it is the whole unit: 2 năm/lần
_PERCENT = {"phần trăm": "%", "%": "%"}
_NAMED_JOINT = re.compile(r"(?P<unit>.*?[^ ]) ?(?P<sign>[-/]) ?(?=\d)")
_COMRADE = re.compile(r"đ/c", re.IGNORECASE)
_NANOGRAMS = re.compile(r"ng/[dm]l", re.IGNORECASE)
_UNREAD = {*NUMBER_WORDS, *SCALES, "phẩy", "đến", "tới", "mấy", "rưỡi", "hơn"}
_UNREAD_SCALE = re.compile(
    r"(?:nghìn|ngàn(?!h)|vạn|triệu|tỷ|tỉ(?!nh))\w|(?:tr|k|ng?)\.?đ|ng?(?![^\W\d_])"
)
_MEASURES = re.compile(
    r"(?:[%‰]|(?:ha|héc ta|km2?|c?m[23²³]?|mm|tấn|tạ|yến|kg|gam|g|lít|lần|độ|điểm|°c|giờ|tuổi)\b)"
)
_JOINT = re.compile(r" ?(?P<sign>[-/]|đến|tới) ?(?=\d)")
# Fractions, figures in circles and the like count as letters, and as no part of a unit.
_SIGN = re.compile(
    "[\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u2776-\u2793]|(?<!m)[²³¹]"
)
_UNIT = re.compile(r"[%‰$€]|°[CF]|[^\W\d_](?:[^\W\d_]|(?:, |[-,.'’ ])(?=[^\W\d_])|(?<=m)[23²³])*")
_THREE_DECIMALS = re.compile(r"[1-9][\d.]*,\d{3}")

# How numbers end that mean money: 500k, 2tr, 1tr2. With no currency or rate behind them, a "k" is
# certain from 100 to 999 only, where it is no carat (24k), resolution (4K), run (10k), kelvin
# (6500K) or memory (128K), and what is counted stands behind a glued "k" or "tr" only ("12 tr" may
# be schools).
_CLEAR_K = r"(?<![\d.,])(?!128|256|512)[1-9]\d\dk$"
_SHORT = re.compile(r"(?<![^\W\d_])(?:tr|k|ng?)\.?$|(?:tr|triệu|tỷ|tỉ)\d+$")
_CLEAR_ALONE = re.compile(rf"tr$|tr ?\d+k$|(?:tr|triệu|tỷ|tỉ)\d+$|{_CLEAR_K}")
_CLEAR_COUNT = re.compile(rf"\dtr$|{_CLEAR_K}")


def read_quantity(text: str) -> QuantityValue | None:
    """Read a quantity; None where it cannot be read with certainty.

    Examples: ``12 tỷ 345 triệu đồng``, ``1.978/4.093 tấn``, ``3,5 - 3,7 triệu đồng``, ``hai tỷ
    đồng``, ``50 triệu đồng/người/năm``, ``1/5``, ``38%``, ``1,5tr đồng``, ``300k - 500k``.

    :param text: in NFC, single spaces, plain hyphens
    """
    small = text.lower()
    if len(small) != len(text):
        return None
    first = read_number(small)
    if first is None:
        return None
    joint = _JOINT.match(small, first.end)
    named = None if joint else _NAMED_JOINT.match(small, first.end)
    place = joint or named
    last = read_number(small, place.end()) if place else first
    unit = None if last is None else _read_unit(text, last)
    if last is None or unit is None or not _may_count(small[: first.end], unit):
        return None
    if joint:
        return _join(first, last, unit, is_fraction=joint["sign"] == "/")
    if named:
        is_same = _read_unit(text[: named.end("unit")], first) == unit
        return _join_named(first, last, unit, is_fraction=named["sign"] == "/") if is_same else None
    value = _settle(first, unit)
    return None if value is None else QuantityValue(value=plain(value), unit=unit)


def _join(first: Number, second: Number, unit: str, *, is_fraction: bool) -> QuantityValue | None:
    """Read a number and one behind it that names the unit of both, and often their scale."""
    scaled = first
    if first.scale == 1:  # 3,5 - 3,7 triệu
        scaled = first._replace(value=first.value * second.scale, scale=second.scale)
    value, last = _settle(scaled, unit), _settle(second, unit)
    if last is None:
        return None
    if is_fraction:
        return _fraction(value, last, unit)
    if value is None or value >= last:
        scaled, value = first, _settle(first, unit)  # 800.000 - 1,2 triệu
    if value is None or (scaled.scale == 1 and _is_shorthand(value, last)):
        return None
    return _range(value, last, unit)


def _join_named(
    first: Number, second: Number, unit: str, *, is_fraction: bool
) -> QuantityValue | None:
    """Read ``42 tỷ đồng/150 tỷ 500 triệu đồng``, ``20% - 30%``: both sides name the same unit."""
    value, last = _settle(first, unit), _settle(second, unit)
    if value is None or last is None:
        return None
    return _fraction(value, last, unit) if is_fraction else _range(value, last, unit)


def _fraction(value: Fraction | None, whole: Fraction, unit: str) -> QuantityValue | None:
    """Return a part of a whole; None if it is far greater: ``3 triệu/2 tháng``."""
    if value is None or value >= THOUSAND * whole:
        return None
    return QuantityValue(value=plain(value), of=plain(whole), unit=unit)


def _range(lower: Fraction, upper: Fraction, unit: str) -> QuantityValue | None:
    if lower >= upper:
        return None
    return QuantityValue(value=plain(lower), to=plain(upper), unit=unit)


def _is_shorthand(lower: Fraction, upper: Fraction) -> bool:
    """Say whether a number may leave its scale out: ``200 - 300.000 đồng``, ``1.500 - 2 tỷ``."""
    return lower < THOUSAND <= upper or THOUSAND <= lower <= upper / THOUSAND


def _settle(number: Number, unit: str) -> Fraction | None:
    """Return a number's value, its comma read as its unit asks; None where that is not clear.

    ``1,250 đồng`` has thousands, for no đồng has decimals, ``1,250 ha`` has a fraction, and
    ``1,250 vụ`` may have either.
    """
    if not _THREE_DECIMALS.fullmatch(number.digits):
        return number.value
    is_lone = LONE_COMMA.fullmatch(number.digits) is not None
    if unit.split("/", maxsplit=1)[0] == DONG and number.scale <= THOUSAND:
        return THOUSAND * number.value if is_lone and number.scale == 1 else None
    is_measured = number.scale > 1 or _MEASURES.match(unit.lower()) is not None
    is_clear = is_measured and not number.digits.endswith(",000")
    return number.value if is_clear or not is_lone else None


def _read_unit(text: str, number: Number) -> str | None:
    """Return the unit behind a number, ``""`` where there is none, None where it is unclear."""
    written, rest = text[: number.end].lower(), text[number.end :].strip()
    is_short = _SHORT.search(written) is not None
    if _NANOGRAMS.fullmatch(rest) or (_COMRADE.fullmatch(rest) and number.scale == 1):
        return rest
    head, *tail = re.split(r" ?/ ?", rest)
    if not head:
        if not is_short and number.scale < MILLION:
            return None if tail else ""
        head = DONG  # a bare "triệu" or "tỷ" means money
        if is_short and not tail and not _CLEAR_ALONE.search(written):
            return None
    if not all(_UNIT.fullmatch(part) and not _SIGN.search(part) for part in (head, *tail)):
        return None
    if _is_unread(head.lower()):
        return None
    head = CURRENCIES.get(head.lower()) or _PERCENT.get(head.lower()) or head
    return "/".join([head, *tail]) if _may_count(written, head) else None


def _is_unread(head: str) -> bool:
    """Say whether a unit holds words of a number that was not read to its end."""
    if head in (_YEAR, *_PERCENT):
        return False
    return bool(_UNREAD.intersection(head.split()) or _UNREAD_SCALE.match(head))


def _may_count(written: str, unit: str) -> bool:
    """Say whether a number may stand before a unit: one in short before money, or clear by itself.

    :param written: the text up to the number's end, in small letters
    """
    is_money = unit.split("/", 1)[0] in CURRENCIES.values()
    return is_money or not _SHORT.search(written) or _CLEAR_COUNT.search(written) is not None
