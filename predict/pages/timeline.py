"""Dates on a line, in order and not to scale; ``view/timeline.js`` draws the same."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise

from predict.pages.phrases import Words, interval_words
from predict.records import DateValue, Entity

_WIDTH, _EDGE, _LETTER = 400, 7, 6.6
_MOST_WITH_WORDS = 24


@dataclass(slots=True, kw_only=True)
class Mark:
    """A day or an interval on the line: from ``left`` to ``right``, its words above it."""

    start: int
    end: int
    text: str
    entities: list[int] = field(default_factory=list)
    left: float = 0
    right: float = 0
    words: float | None = None
    lane: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Marks in order of time, how far their lanes are apart, and where the axis is."""

    marks: tuple[Mark, ...]
    pitch: int
    floor: int
    width: int = _WIDTH


def line_of(dates: Iterable[tuple[int, Entity]], words: Words) -> Line | None:
    """Place dates on a line; None if none of them is an interval.

    :param dates: entities and their numbers
    :param words: the texts of a language
    """
    marks = _marks(dates, words)
    if not marks:
        return None
    has_words = len(marks) <= _MOST_WITH_WORDS
    pitch = 32 if has_words else 12
    n_lanes = _place(marks, has_words=has_words)
    return Line(marks=tuple(marks), pitch=pitch, floor=n_lanes * pitch + 10)


def tenth(x: float) -> float | int:
    """Round to a tenth, up from the middle, without a decimal where there is none."""
    rounded = math.floor(x * 10 + 0.5) / 10
    return int(rounded) if rounded.is_integer() else rounded


def _marks(dates: Iterable[tuple[int, Entity]], words: Words) -> list[Mark]:
    marks: dict[tuple[str, str], Mark] = {}
    for number, entity in dates:
        match entity.value:
            case DateValue(start=str(start), end=str(end)):
                if (start, end) not in marks:
                    marks[start, end] = Mark(
                        start=date.fromisoformat(start).toordinal(),
                        end=date.fromisoformat(end).toordinal(),
                        text=interval_words(words, start, end),
                    )
                marks[start, end].entities.append(number)
    return sorted(marks.values(), key=lambda mark: (mark.start, mark.end))


def _place(marks: Sequence[Mark], *, has_words: bool) -> int:
    """Give marks their places from left to right and a lane each; return how many lanes."""
    days = sorted({day for mark in marks for day in (mark.start, mark.end)})
    steps = [0.0, *(math.log1p(day - before) for before, day in pairwise(days))]
    whole = sum(steps)
    shares = [passed / whole if whole else 0.5 for passed in accumulate(steps)]
    places = {
        day: tenth(_EDGE + (_WIDTH - 2 * _EDGE) * share)
        for day, share in zip(days, shares, strict=True)
    }
    ends: list[float] = []
    for mark in marks:
        mark.left, mark.right = places[mark.start], places[mark.end]
        width = len(mark.text) * _LETTER if has_words else 0
        if has_words:
            mark.words = tenth(max(0, min(mark.left - _EDGE, _WIDTH - width)))
        begin = min(mark.left - _EDGE, _WIDTH if mark.words is None else mark.words)
        free = (lane for lane, end in enumerate(ends) if end <= begin)
        mark.lane = next(free, len(ends))
        ends[mark.lane : mark.lane + 1] = [
            max(mark.right + _EDGE, (mark.words or 0) + width + _EDGE)
        ]
    return len(ends)
