"""Values in the words of a language; ``view/phrases.js`` says the same in the browser."""

import calendar
import json
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias

from predict.records import DateValue, Entity, QuantityValue
from predict.schema import Schema

VIEW = Path(__file__).parent / "view"
"""Style, texts and scripts of every page on which articles are read."""

Words: TypeAlias = Mapping[str, str]

_DECEMBER = 12
_NAMED_UNIT = re.compile(r"([\d.]+)([A-Z])")


@cache
def read_texts() -> dict[str, dict[str, str]]:
    """Return what pages say, by language and key; the first language is that of a new page."""
    texts: dict[str, dict[str, str]] = json.loads((VIEW / "texts.json").read_text("utf-8"))
    return texts


def label_name(words: Words, schema: Schema, label: str) -> str:
    """Return what a label is called: by its role, or as it is where others share the role.

    :param words: the texts of a language
    :param schema: the labels
    :param label: one of them
    """
    role = schema.role_of(label)
    is_only = role is not None and schema.labels_of(role) == (label,)
    return words.get(f"role.{role}", label) if is_only else label


def percent_words(words: Words, score: float) -> str:
    """Return a score as a whole percentage, as its JSON has it: with four decimals."""
    return words["percent"].format(n=math.floor(round(score, 4) * 100 + 0.5))


def number_words(words: Words, value: float) -> str:
    """Return a number with the marks for thousands and decimals that a language writes."""
    whole, _, decimals = f"{Decimal(repr(value)):,f}".partition(".")
    whole = whole.replace(",", words["number.thousands"])
    decimals = decimals.rstrip("0")
    return f"{whole}{words['number.decimals']}{decimals}" if decimals else whole


def interval_words(words: Words, start: str, end: str) -> str:
    """Return an interval by its name where it is a year, a quarter, a month or a day.

    :param words: the texts of a language
    :param start: the first day, ISO
    :param end: the last day, ISO
    """
    first, last = _parts(start), _parts(end)
    if first == last:
        return _day_words(words, first)
    year, month, day = first
    is_whole = day == 1 and last[2] == calendar.monthrange(2000 + last[0] % 400, last[1])[1]
    n_months = (last[0] - year) * 12 + last[1] - month + 1
    if is_whole and month == 1 and last[1] == _DECEMBER:
        key = "date.year" if year == last[0] else "date.years"
        return words[key].format(y=year, z=last[0])
    if is_whole and n_months == 1:
        return words["date.month"].format(y=year, m=month, month=_name(words, "months", month))
    if is_whole and n_months == 3 and month % 3 == 1:
        quarter = _name(words, "quarters", month // 3 + 1)
        return words["date.quarter"].format(y=year, quarter=quarter)
    return words["date.range"].format(start=_day_words(words, first), end=_day_words(words, last))


def meaning_words(words: Words, entity: Entity) -> str:
    """Say what a date or a quantity means, or what an abbreviation stands for; else nothing."""
    match entity.value:
        case DateValue(duration=str(duration)):
            return _duration_words(words, duration)
        case DateValue(start=str(start), end=str(end)):
            return interval_words(words, start, end)
        case QuantityValue():
            return _amount_words(words, entity.value)
    return entity.expanded or ""


def _parts(iso: str) -> tuple[int, int, int]:
    year, month, day = map(int, iso.split("-"))
    return year, month, day


def _name(words: Words, key: str, number: int) -> str:
    return words[key].split("|")[number - 1]


def _day_words(words: Words, parts: tuple[int, int, int]) -> str:
    year, month, day = parts
    return words["date.day"].format(y=year, m=month, d=day, month=_name(words, "months", month))


def _duration_words(words: Words, duration: str) -> str:
    days, _, clock = duration.removeprefix("P").partition("T")
    units = [(n, unit) for n, unit in _NAMED_UNIT.findall(days)]
    units += [(n, f"T{unit}") for n, unit in _NAMED_UNIT.findall(clock)]
    said = []
    for n, unit in units:
        one, many = words[f"time.{unit}"].split("|")
        said.append((one if n == "1" else many).format(n=n.replace(".", words["number.decimals"])))
    return " ".join(said)


def _amount_words(words: Words, amount: QuantityValue) -> str:
    key = "amount" if amount.to is None else "amount.to"
    key = key if amount.of is None else "amount.of"
    head, *per = amount.unit.split("/")
    said = words[key].format(
        value=number_words(words, amount.value),
        of=number_words(words, amount.of or 0),
        to=number_words(words, amount.to or 0),
        unit="/".join([words.get(f"unit.{head}", head), *per]),
    )
    return said.rstrip().replace(" %", "%") if amount.unit.startswith("%") else said.rstrip()
