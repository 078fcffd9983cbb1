"""Numbers as Vietnamese news writes them: ``1.250,5``, ``12 tỷ 345 triệu``, ``hai mươi lăm``."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_SMALL_SCALES = {"chục": 10, "trăm": 10**2}
_LARGE_SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
SCALES = _SMALL_SCALES | _LARGE_SCALES
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
    (re.compile(r"\d{1,3}(?:,\d{3}){2,}"), ","),  # 1,250,000
    (re.compile(r"\d+,\d+"), ""),  # 12,5
    (re.compile(r"\d+\.\d{1,2}|0\.\d+"), ""),  # 12.5
)
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2},000")


class Number(NamedTuple):
    """A number, the largest of its scales (1 where it has none), and where it ends in the text.

    ``value`` is multiplied by its scales already.
    """

    value: Decimal
    scale: int
    end: int


def read_digits(text: str) -> Decimal | None:
    """Return a number written in digits; None where its points and commas make no sense."""
    if len(text) > _MOST_DIGITS or _ENGLISH_THOUSANDS.fullmatch(text):
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
    trăm``, ``50 nghìn tỷ``, ``3 nghìn 950 tỷ``, ``hai triệu rưỡi``.

    :param text: in small letters and NFC
    :returns: None where no number begins there, or it cannot be read with certainty
    """
    total, largest, last = Decimal(0), 1, 0
    place = start
    while (group := _read_group(text, place, chained=last > 0)) is not None:
        base = group.value / group.scale
        if last and (base >= last or _is_unclear(text, place, group)):
            return None
        if last and group.scale > last:  # 3 nghìn 950 tỷ
            total = (total + base) * group.scale
        elif last and group.value >= last:
            return None
        else:
            total += group.value
        place, last = group.end, group.scale
        largest = max(largest, group.scale)
        half = _read_word(text, place)
        if half and half[0] == _HALF and last > 1:
            return Number(value=total + Decimal(last) / 2, scale=largest, end=half[1])
        if last == 1:
            break
    return Number(value=total, scale=largest, end=place) if place > start else None


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
    if written:
        value = read_digits(written.group())
        place = written.end()
    else:
        words, place = _number_words(text, begin)
        small = None if chained and words == [_FIVE] else read_words(words)
        value = None if small is None else Decimal(small)
    if value is None:
        return None
    scale, seen = 1, set[str]()
    while (word := _read_word(text, place)) and word[0] in SCALES:
        if word[0] in seen:
            return None  # tỷ tỷ
        seen.add(word[0])
        if word[0] in _SMALL_SCALES and scale == 1:
            value *= _SMALL_SCALES[word[0]]
        else:
            scale *= SCALES[word[0]]
        place = word[1]
    return Number(value=value * scale, scale=scale, end=place)


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


def plain(value: Decimal) -> int | float:
    """Return a whole number as an int, any other as a float."""
    return int(value) if value == value.to_integral_value() else float(value)
