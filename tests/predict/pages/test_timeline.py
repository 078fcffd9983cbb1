from itertools import combinations, pairwise

import pytest

from predict.pages.phrases import read_texts
from predict.pages.timeline import Line, line_of, tenth
from predict.records import DateValue, Entity

WORDS = read_texts()["vi"]


def entity(value: DateValue | None) -> Entity:
    return Entity(label="X", text="x", start=0, end=1, score=1, value=value)


def line(*intervals: str) -> Line:
    """Return the line of intervals such as ``2021-01-01/2021-06-30``, or single days."""
    values = []
    for interval in intervals:
        start, _, end = interval.partition("/")
        values.append(entity(DateValue(start=start, end=end or start)))
    drawn = line_of(enumerate(values), WORDS)
    assert drawn is not None
    return drawn


def test_without_intervals_there_is_no_line() -> None:
    values = [entity(None), entity(DateValue(duration="P5Y"))]
    assert line_of(enumerate(values), WORDS) is None


def test_one_day_stands_in_the_middle() -> None:
    (mark,) = line("2021-07-14").marks
    assert (mark.left, mark.right, mark.text) == (200, 200, "14/7/2021")


def test_equal_dates_are_one_mark() -> None:
    first, second = line("2021-07-14", "2020-01-01", "2021-07-14").marks
    assert (first.entities, second.entities) == ([1], [0, 2])


def test_marks_are_in_order_however_far_apart() -> None:
    drawn = line("2021-07-14", "1930-02-03", "2021-07-15", "2025-01-01/2025-12-31")
    places = [mark.left for mark in drawn.marks]
    assert places == sorted(places)
    assert all(after - before > 10 for before, after in pairwise(places))
    assert (places[0], drawn.marks[-1].right) == (7, drawn.width - 7)


def test_words_and_marks_never_lie_on_each_other() -> None:
    drawn = line(*(f"2021-{m:02}-{d:02}" for m in range(1, 13) for d in (3, 4)))
    for one, other in combinations(drawn.marks, 2):
        if one.lane == other.lane:
            assert one.words is not None
            assert other.words is not None
            assert one.words + len(one.text) * 6.6 <= other.words
    lanes = {mark.lane for mark in drawn.marks}
    assert lanes == set(range(len(lanes)))
    assert drawn.floor == len(lanes) * 32 + 10
    ends = [mark.words + len(mark.text) * 6.6 for mark in drawn.marks if mark.words is not None]
    assert max(ends) <= drawn.width + 0.1


def test_many_dates_have_no_words() -> None:
    drawn = line(*(f"2021-{m:02}-{d:02}" for m in range(1, 13) for d in (3, 4, 5)))
    assert drawn.pitch == 12
    assert {mark.words for mark in drawn.marks} == {None}


@pytest.mark.parametrize(("x", "rounded"), [(1.05, 1.1), (1.04, 1), (0.25, 0.3), (7, 7)])
def test_tenths(x: float, rounded: float) -> None:
    assert str(tenth(x)) == str(rounded)
