"""Counts and what follows from them: strict spans and types."""

import pytest

from data.counts import Counts, EntityScores, TypeScores, score_spans, show
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA

LABELS = DEFAULT_SCHEMA.entity_labels
GOLD = Span(start=3, end=9, label="DATE")


def test_counts_add_up_and_give_precision_recall_and_f1() -> None:
    counts = Counts(gold=4, predicted=2, right=1) + Counts(gold=1, predicted=0, right=0)
    assert counts == Counts(gold=5, predicted=2, right=1)
    assert counts.to_dict() == {
        "precision": pytest.approx(0.5),
        "recall": pytest.approx(0.2),
        "f1": pytest.approx(2 * 0.5 * 0.2 / 0.7),
        "support": 5,
    }


def test_nothing_to_find_and_nothing_found_has_no_score() -> None:
    assert Counts().to_dict() == {"precision": None, "recall": None, "f1": None, "support": 0}


@pytest.mark.parametrize(("gold", "predicted"), [(3, 0), (0, 3)])
def test_scores_are_zero_where_all_is_missed_or_spurious(gold: int, predicted: int) -> None:
    counts = Counts(gold=gold, predicted=predicted)
    assert (counts.precision, counts.recall, counts.f1) == (0.0, 0.0, 0.0)


def test_a_score_is_shown_with_four_decimals_and_none_as_a_dash() -> None:
    assert [show(score) for score in (None, 0.0, 0.123456, 1.0)] == [
        "–",
        "0.0000",
        "0.1235",
        "1.0000",
    ]


@pytest.mark.parametrize(("gold", "predicted", "right"), [(1, 2, 2), (2, 1, 2), (1, 1, -1)])
def test_no_more_are_right_than_there_are(gold: int, predicted: int, right: int) -> None:
    with pytest.raises(ValueError, match=f"{right} right of {predicted} predicted and {gold} in"):
        Counts(gold=gold, predicted=predicted, right=right)


@pytest.mark.parametrize(
    ("start", "end", "label", "is_right"),
    [
        (3, 9, "DATE", True),
        (3, 9, "QUANTITY", False),
        (3, 8, "DATE", False),
        (3, 10, "DATE", False),
        (2, 9, "DATE", False),
        (4, 9, "DATE", False),
        (4, 8, "DATE", False),
        (0, 12, "DATE", False),
        (9, 12, "DATE", False),
        (0, 3, "DATE", False),
        (2, 10, "QUANTITY", False),
    ],
)
def test_strict_means_the_same_edges_and_label(
    start: int, end: int, label: str, *, is_right: bool
) -> None:
    scores = score_spans([GOLD], [Span(start=start, end=end, label=label)], labels=LABELS)
    assert scores.micro == Counts(gold=1, predicted=1, right=int(is_right))
    assert scores.per_label["DATE"].gold == 1
    assert scores.per_label[label].predicted == 1


def test_a_span_in_two_halves_is_missed_once_and_spurious_twice() -> None:
    halves = [Span(start=3, end=6, label="DATE"), Span(start=6, end=9, label="DATE")]
    assert score_spans([GOLD], halves, labels=LABELS).micro == Counts(gold=1, predicted=2, right=0)


def test_micro_counts_spans_and_macro_the_labels_that_gold_has() -> None:
    date, other = GOLD, Span(start=10, end=12, label="QUANTITY")
    more = [Span(start=i, end=i + 1, label="DATE") for i in range(20, 23)]
    wrong = Span(start=40, end=41, label="OFFICIAL")
    scores = score_spans([date, *more, other], [date, *more, wrong], labels=LABELS)
    assert scores.micro == Counts(gold=5, predicted=5, right=4)
    assert scores.macro_f1 == pytest.approx(0.5)  # of DATE and QUANTITY; OFFICIAL is not in gold
    assert tuple(scores.per_label) == LABELS


def test_scores_of_articles_add_up_label_by_label() -> None:
    first = score_spans([GOLD], [GOLD], labels=LABELS)
    second = score_spans([GOLD], [], labels=LABELS)
    assert (first + second).per_label["DATE"] == Counts(gold=2, predicted=1, right=1)
    empty = EntityScores(per_label={})
    assert (empty + first) == first
    assert (empty.macro_f1, empty.micro.f1) == (None, None)


def test_the_macro_of_gold_without_spans_is_none_or_zero_if_some_were_found() -> None:
    assert score_spans([], [], labels=LABELS).macro_f1 is None
    assert score_spans([], [GOLD], labels=LABELS).macro_f1 == 0.0


def test_a_label_that_the_schema_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="the schema lacks its label; it has OFFICIAL, POSITION"):
        score_spans([Span(start=0, end=1, label="CITY")], [], labels=LABELS)


def types(*pairs: tuple[str, str | None]) -> TypeScores:
    return sum((TypeScores(confusion={pair: 1}) for pair in pairs), start=TypeScores())


def test_article_types_have_accuracy_and_a_macro_over_the_types_of_gold() -> None:
    scores = types(
        ("review", "review"), ("review", "review"), ("review", "other"), ("congress", "inspection")
    )
    assert scores.support == 4
    assert scores.accuracy == pytest.approx(0.5)
    assert scores.per_type == {
        "congress": Counts(gold=1, predicted=0, right=0),
        "review": Counts(gold=3, predicted=2, right=2),
    }
    assert scores.macro_f1 == pytest.approx((0.8 + 0.0) / 2)
    assert scores.confusion["review", "other"] == 1


def test_an_article_without_a_predicted_type_is_wrong() -> None:
    scores = types(("review", None), ("review", "review"))
    assert (scores.accuracy, scores.support) == (0.5, 2)
    assert (TypeScores().accuracy, TypeScores().macro_f1, TypeScores().support) == (None, None, 0)
