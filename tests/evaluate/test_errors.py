"""Errors: what kind each wrong span is, and that none is lost or told twice."""

import random

from evaluate.errors import Error, Kind, find_errors
from evaluate.scores import score_spans
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA

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
