"""Numbers as Vietnamese news writes them: ``1.250,5``, ``12 tỷ 345 triệu``, ``hai mươi lăm``."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from predict.values.scales import MILLION, SMALL_SCALES, read_scale

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONLY_BEHIND_TENS = ("mốt", "lăm", "nhăm")
_FIVE = "năm"  # also "year", and so never read as the end of a longer number
_BEHIND_TENS = _DIGITS.keys() - {"không", _FIVE}
_TEN, _TENS, _HUNDRED, _ZERO_TENS, _HALF = "mười", "mươi", "trăm", ("linh", "lẻ"), "rưỡi"
NUMBER_WORDS = (*_DIGITS, _TEN, _TENS, _HUNDRED, *_ZERO_TENS)
WORDS_PATTERN = rf"(?:{'|'.join(NUMBER_WORDS)})"
_MOST_DIGITS = 30

_WORD = re.compile(r"[^\W\d_]+")
_WRITTEN = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?![\d.,])|\d+(?:[.,]+\d+)*(?:[.,]+(?=%))?")
_PATTERNS = (
    (re.compile(r"\d+"), ""),  # 6000
    (re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+(?:,\d+)?"), ". "),  # 1.250,5
    (re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?"), ","),  # 1,250,000.5
    (re.compile(r"[1-9]\d{0,2},\d{3}\.\d{1,2}"), ","),  # 1,250.5
    (re.compile(r"\d+,\d+"), ""),  # 12,5
    (re.compile(r"\d+\.\d{1,2}|0\.\d+"), ""),  # 12.5
)
LONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
"""A comma that may part thousands or begin a fraction."""
_REST_OF_SCALE = re.compile(r"(?:[1-9]|\d{3})(?![\d.,]*\d)")  # 1tr2, 2tr500; 1tr25 is not clear


class Number(NamedTuple):
    """A number, the largest of its scales (1 where it has none), and where it ends in the text.

    ``value`` is exact, and multiplied by its scales already. ``digits`` is what is multiplied,
    where that is one number in digits; its comma is taken for the beginning of a fraction.
    """

    value: Fraction
    scale: int
    end: int
    digits: str = ""


def read_digits(text: str) -> Decimal | None:
    """Return a number written in digits; None where its points and commas are not clear."""
    return None if LONE_COMMA.fullmatch(text) else _read_digits(text)


def _read_digits(text: str) -> Decimal | None:
    if len(text) > _MOST_DIGITS:
        return None
    for pattern, separators in _PATTERNS:
        if pattern.fullmatch(text):
            for separator in separators:
                text = text.replace(separator, "")
            return Decimal(text.replace(",", "."))
    return None


def read_words(words: Sequence[str]) -> int | None:
    """Return a whole number below a thousand written out; None where it is none."""
    if len(words) > 1 and words[1] == _HUNDRED and words[0] in _DIGITS:
        rest = words[2:]
        if rest and rest[0] in _ZERO_TENS:
            small = _DIGITS.get(rest[1]) if len(rest) == 2 else None
        else:
            small = _read_tens(rest) if rest else 0
        return None if small is None else 100 * _DIGITS[words[0]] + small
    if len(words) == 1 and words[0] not in _ONLY_BEHIND_TENS and words[0] in _DIGITS:
        return _DIGITS[words[0]]
    return _read_tens(words)


def _read_tens(words: Sequence[str]) -> int | None:
    """Read a number from ten to 99, also in its short form ``hai lăm``."""
    if len(words) > 1 and words[-1] in _ONLY_BEHIND_TENS and words[-2] in _DIGITS:
        words = [words[-2], _TENS, words[-1]]
    match list(words):
        case [tens, *unit] if tens == _TEN:
            value = 10
        case [digit, tens, *unit] if tens == _TENS and digit in _DIGITS:
            value = 10 * _DIGITS[digit]
        case _:
            return None
    if not unit:
        return value
    return value + _DIGITS[unit[0]] if len(unit) == 1 and unit[0] in _BEHIND_TENS else None


def read_number(text: str, start: int = 0) -> Number | None:
    """Read the number that begins at a place, as far as it goes.

    A chain of groups, each smaller than the one before: ``12 tỷ 345 triệu``, ``một nghìn hai
    trăm``, ``50 nghìn tỷ``, ``3 nghìn 950 tỷ``, ``hai triệu rưỡi``, ``2tr500``.

    :param text: in small letters and NFC
    :returns: None where no number begins there, or it cannot be read with certainty
    """
    number: Number | None = None
    last, largest, place = 0, 1, start  # the scale of the group before
    while (group := _read_group(text, place, chained=last > 0)) is not None:
        total = group.value
        if number is not None:
            rest = _read_rest_of_scale(text, number, last)
            if rest is not None:
                return rest
            chained = _chain(number, last, group)
            if chained is None or _is_unclear(text, place, group):
                return None
            total = chained
        digits = "" if number else group.digits
        place, last = group.end, group.scale
        largest = max(largest, last)
        number = Number(value=total, scale=largest, end=place, digits=digits)
        half = _read_word(text, place)
        if half and half[0] == _HALF and last > 1:
            value = total + Fraction(last, 2)
            return None if total % last else number._replace(value=value, end=half[1], digits="")
        if last == 1:
            break
    return number


def _chain(number: Number, last: int, group: Number) -> Fraction | None:
    """Add a group to those before it; None where it is not smaller than the last one's scale."""
    base = group.value / group.scale
    if base >= last or LONE_COMMA.fullmatch(number.digits) or LONE_COMMA.fullmatch(group.digits):
        return None
    if group.scale > last:  # 3 nghìn 950 tỷ
        return (number.value + base) * group.scale
    return None if group.value >= last else number.value + group.value


def _read_rest_of_scale(text: str, number: Number, last: int) -> Number | None:
    """Read digits that stand directly behind a scale and are parts of it: ``1tr2``, ``2tr500``."""
    match = _REST_OF_SCALE.match(text, number.end)
    is_whole = number.value % last == 0
    if match is None or last < MILLION or not is_whole or read_scale(text, match.end()):
        return None
    value = number.value + Fraction(int(match.group()) * last, 10 ** len(match.group()))
    return Number(value=value, scale=number.scale, end=match.end())


def _is_unclear(text: str, start: int, group: Number) -> bool:
    """Say whether a group without a scale behind one with a scale leaves doubt.

    ``12 tỷ 345`` and ``một triệu hai`` may mean thousands or what they say.
    """
    written = text[start : group.end].strip()
    is_short = written[:1].isdigit() or " " not in written
    return group.scale == 1 and is_short and (group.value < 10 or written[:1].isdigit())


def _read_group(text: str, start: int, *, chained: bool) -> Number | None:
    """Read digits or words below a thousand, and the scale words behind them."""
    begin = _skip_spaces(text, start)
    written = _WRITTEN.match(text, begin)
    digits = written.group() if written else ""
    if written:
        number = _read_digits(digits)
        value, place = None if number is None else Fraction(number), written.end()
    else:
        words, place = _number_words(text, begin)
        small = None if chained and words == [_FIVE] else read_words(words)
        value = None if small is None else Fraction(small)
    if value is None:
        return None
    factor, previous = 1, 0
    while (scale := read_scale(text, place)) is not None:
        if scale.factor <= previous:
            return None  # tỷ tỷ, tỷ nghìn
        previous, place = scale.factor, scale.end
        if scale.word in SMALL_SCALES and factor == 1:
            value *= scale.factor
        else:
            factor *= scale.factor
    return Number(value=value * factor, scale=factor, end=place, digits=digits)


def _number_words(text: str, start: int) -> tuple[list[str], int]:
    """Take the longest run of number words that reads as a number below a thousand."""
    words: list[str] = []
    ends = [start]
    place = start
    while (word := _read_word(text, place)) and word[0] in NUMBER_WORDS:
        words.append(word[0])
        ends.append(word[1])
        place = word[1]
    for n in range(min(len(words), 6), 0, -1):
        if read_words(words[:n]) is not None:
            return words[:n], ends[n]
    return [], start


def _read_word(text: str, start: int) -> tuple[str, int] | None:
    match = _WORD.match(text, _skip_spaces(text, start))
    return (match.group(), match.end()) if match else None


def _skip_spaces(text: str, place: int) -> int:
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def plain(value: Fraction) -> int | float:
    """Return a whole number as an int, exactly, and any other as the nearest float."""
    return int(value) if value.denominator == 1 else float(value)
