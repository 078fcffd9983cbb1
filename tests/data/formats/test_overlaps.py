"""Of spans that overlap one is kept: which, the user says."""

import pytest

from data.formats.forms import Overlaps
from data.formats.overlaps import part_overlaps
from predict.errors import InputError
from predict.records import Span

TEXT = "abcdefghij"
Triple = tuple[int, int, str]


def part(spans: list[Triple], overlaps: Overlaps) -> tuple[list[Triple], int]:
    given = [Span(start=s, end=e, label=x) for s, e, x in spans]
    kept, n_dropped = part_overlaps(given, text=TEXT, overlaps=overlaps, where="f, line 2")
    return [(s.start, s.end, s.label) for s in kept], n_dropped


@pytest.mark.parametrize("overlaps", Overlaps)
def test_spans_that_lie_apart_stay(overlaps: Overlaps) -> None:
    spans = [(4, 6, "B"), (0, 2, "A"), (2, 4, "A"), (0, 2, "A")]
    assert part(spans, overlaps) == ([(0, 2, "A"), (2, 4, "A"), (4, 6, "B")], 0)


def test_the_choices() -> None:
    spans = [(0, 3, "A"), (2, 7, "B"), (6, 8, "C")]
    assert part(spans, Overlaps.first) == ([(0, 3, "A"), (6, 8, "C")], 1)
    assert part(spans, Overlaps.longest) == ([(2, 7, "B")], 2)
    nested = [(0, 2, "A"), (0, 4, "B")]
    assert part(nested, Overlaps.first) == ([(0, 4, "B")], 1)
    assert part([(0, 2, "B"), (0, 2, "A")], Overlaps.first) == ([(0, 2, "A")], 1)


def test_both_are_named_where_none_may_be_dropped() -> None:
    sentence = r"f, line 2: A 'abc' \(0-3\) and B 'cd' \(2-4\) overlap; mend one"
    with pytest.raises(InputError, match=sentence):
        part([(2, 4, "B"), (0, 3, "A")], Overlaps.refuse)
