"""Errors: what kind each wrong span is, and that none is lost or told twice."""

import random
from collections import Counter
from functools import partial

from evaluate.errors import Error, Kind, find_errors
from evaluate.scores import score_spans
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA
from tests.pace import growth

from .test_scores import random_spans


def span(start: int, end: int, label: str = "DATE") -> Span:
    return Span(start=start, end=end, label=label)


def kinds(gold: list[Span], predicted: list[Span]) -> list[Kind]:
    return [error.kind for error in find_errors(gold, predicted)]


def test_what_is_right_is_no_error() -> None:
    assert find_errors([span(0, 4), span(5, 6)], [span(0, 4), span(5, 6)]) == []
    assert find_errors([], []) == []


def test_missed_and_spurious_stand_alone() -> None:
    assert kinds([span(0, 4)], []) == [Kind.missed]
    assert kinds([], [span(0, 4)]) == [Kind.spurious]
    assert kinds([span(0, 4)], [span(4, 6)]) == [Kind.missed, Kind.spurious]


def test_an_overlap_with_the_same_label_is_a_wrong_edge() -> None:
    for predicted in (span(2, 4), span(2, 9), span(0, 3), span(4, 8), span(0, 9), span(3, 4)):
        [error] = find_errors([span(2, 5)], [predicted])
        assert (error.kind, error.gold, error.predicted) == (
            Kind.wrong_edge,
            span(2, 5),
            predicted,
        )


def test_the_same_edges_with_another_label_are_a_wrong_label() -> None:
    [error] = find_errors([span(2, 5)], [span(2, 5, "QUANTITY")])
    assert error.kind is Kind.wrong_label
    assert error.spans == (span(2, 5), span(2, 5, "QUANTITY"))


def test_an_overlap_with_another_label_is_missed_and_spurious() -> None:
    assert kinds([span(2, 5)], [span(3, 5, "QUANTITY")]) == [Kind.missed, Kind.spurious]


def test_two_halves_are_one_wrong_edge_and_one_spurious() -> None:
    assert kinds([span(0, 6)], [span(0, 3), span(3, 6)]) == [Kind.wrong_edge, Kind.spurious]
    assert kinds([span(0, 3), span(3, 6)], [span(0, 6)]) == [Kind.wrong_edge, Kind.missed]


def test_errors_come_in_reading_order_with_their_place() -> None:
    gold = [span(0, 2), span(10, 14), span(20, 22)]
    errors = find_errors(gold, [span(5, 6), span(12, 16)])
    assert [error.place for error in errors] == [(0, 2), (5, 6), (10, 16), (20, 22)]
    assert errors[0] == Error(kind=Kind.missed, gold=span(0, 2), predicted=None)


def every_pair(gold: list[Span], predicted: list[Span]) -> set[Error]:
    """Find the errors as they are defined, by looking at every pair of spans."""
    lost = [one for one in gold if one not in predicted]
    extra = [one for one in predicted if one not in gold]
    errors: set[Error] = set()
    for kind in (Kind.wrong_label, Kind.wrong_edge):
        for one in tuple(lost):
            for other in extra:
                same_edges = (one.start, one.end) == (other.start, other.end)
                overlap = one.label == other.label and max(one.start, other.start) < min(
                    one.end, other.end
                )
                if same_edges if kind is Kind.wrong_label else overlap:
                    errors.add(Error(kind=kind, gold=one, predicted=other))
                    lost.remove(one)
                    extra.remove(other)
                    break
    errors |= {Error(kind=Kind.missed, gold=one, predicted=None) for one in lost}
    return errors | {Error(kind=Kind.spurious, gold=None, predicted=one) for one in extra}


def test_errors_are_those_of_looking_at_every_pair() -> None:
    rng = random.Random(5)
    for _ in range(400):
        gold, predicted = random_spans(rng, 30), random_spans(rng, 30)
        errors = find_errors(gold, predicted)
        assert set(errors) == every_pair(gold, predicted)
        assert find_errors(gold[::-1], predicted[::-1]) == errors


def test_an_article_of_20000_spans_takes_time_in_proportion() -> None:
    gold = [span(10 * i, 10 * i + 8) for i in range(20_000)]
    changes = (
        lambda s: s,
        lambda s: span(s.start, s.end, "QUANTITY"),
        lambda s: span(s.start + 1, s.end),
    )
    predicted = [changes[i % 3](one) for i, one in enumerate(gold)]
    assert growth(lambda n: partial(find_errors, gold[:n], predicted[:n]), len(gold)) < 3
    errors = find_errors(gold, predicted)
    assert Counter(error.kind for error in errors) == {
        Kind.wrong_label: 6667,
        Kind.wrong_edge: 6666,
    }
    errors = find_errors(gold, [span(10 * i + 8, 10 * i + 10) for i in range(20_000)])
    assert len(errors) == 40_000


def test_every_wrong_span_is_in_exactly_one_error() -> None:
    rng = random.Random(3)
    seen: set[Kind] = set()
    for _ in range(200):
        gold, predicted = random_spans(rng, 12), random_spans(rng, 12)
        errors = find_errors(gold, predicted)
        right = set(gold) & set(predicted)
        of_gold = [error.gold for error in errors if error.gold]
        of_model = [error.predicted for error in errors if error.predicted]
        assert sorted(of_gold) == [one for one in gold if one not in right]
        assert sorted(of_model) == [one for one in predicted if one not in right]
        counts = score_spans(gold, predicted, labels=DEFAULT_SCHEMA.entity_labels).micro
        assert len(of_gold) == counts.gold - counts.right
        seen |= {error.kind for error in errors}
    assert seen == set(Kind)
