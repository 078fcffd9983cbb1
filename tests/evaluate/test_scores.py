"""Counts and what follows from them: strict spans, types, appointments, seqeval, the interval."""

import random
from itertools import pairwise

import pytest

from data.annotated import Row
from evaluate.scores import (
    Counts,
    EntityScores,
    TypeScores,
    bootstrap_interval,
    score_appointments,
    score_spans,
    seqeval_strict_f1,
    show,
)
from predict.network.tags import TokenSpan, spans_to_tags
from predict.records import Appointment, Entity, Span
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


def entity(text: str, start: int) -> Entity:
    return Entity(label="POSITION", text=text, start=start, end=start + len(text), score=1.0)


def appointment(position: str, start: int, official: str | None = None) -> Appointment:
    return Appointment(
        official=entity(official, start + 50) if official else None,
        position=entity(position, start),
        organisation=None,
        title=position,
        person=official,
    )


def test_an_appointment_is_right_in_any_spelling_that_gold_has() -> None:
    gold: list[set[Row]] = [
        {("Mận", "Bí thư", None), ("Lò Thị Mận", "Bí thư", None)},
        {(None, "Chủ tịch", None)},
        {("Mận", "Chủ tịch", "Mặt trận")},
    ]
    predicted = [
        appointment("Bí thư", 0, "Mận"),
        appointment("Bí thư", 100, "Mận"),  # the same triple at another place
        appointment("Chủ tịch", 200, "Mận"),  # the organisation is not there
    ]
    assert score_appointments(gold, predicted) == Counts(gold=3, predicted=2, right=1)
    assert score_appointments(gold, []) == Counts(gold=3)


def random_spans(rng: random.Random, n_tokens: int) -> list[Span]:
    edges = sorted(rng.sample(range(n_tokens + 1), k=rng.randint(2, n_tokens)))
    return [
        Span(start=start, end=end, label=rng.choice(LABELS[:3]))
        for start, end in pairwise(edges)
        if rng.random() < 0.7
    ]


def tags(spans: list[Span], n_tokens: int) -> list[str]:
    tokens = [TokenSpan(start=s.start, end=s.end, label=s.label) for s in spans]
    ids = spans_to_tags(tokens, n_tokens=n_tokens, schema=DEFAULT_SCHEMA)
    return [DEFAULT_SCHEMA.tags[i] for i in ids]


def test_our_micro_f1_is_seqevals_strict_one_on_random_tags() -> None:
    rng = random.Random(7)
    seen = set()
    for _ in range(60):
        articles = [
            (random_spans(rng, 12), random_spans(rng, 12) if rng.random() < 0.3 else None)
            for _ in range(5)
        ]
        pairs = [(gold, gold[1:] if said is None else said) for gold, said in articles]
        counts = [score_spans(gold, said, labels=LABELS).micro for gold, said in pairs]
        ours = sum(counts, start=Counts()).f1
        assert ours is not None
        theirs = seqeval_strict_f1(
            [tags(gold, 12) for gold, _ in pairs], [tags(said, 12) for _, said in pairs]
        )
        assert ours == pytest.approx(theirs)
        seen.add(round(ours, 1))
    assert len(seen) > 3  # it is not the same number again and again


def test_seqeval_is_strict_about_where_a_span_begins() -> None:
    gold = [["B-ORG", "I-ORG", "O", "B-PER"]]
    assert seqeval_strict_f1(gold, gold) == 1.0
    score = seqeval_strict_f1([["I-ORG", "I-ORG", "O", "B-PER"]], gold)
    assert score is not None
    assert score < 1.0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sequences", [[], [[]], [["O", "O"]], [[], ["O"]]])
def test_seqeval_has_no_score_without_spans_and_says_nothing(sequences: list[list[str]]) -> None:
    assert seqeval_strict_f1(sequences, sequences) is None


@pytest.mark.filterwarnings("error")
def test_seqeval_is_zero_where_all_is_missed_or_spurious() -> None:
    nothing, something = [["O", "O"]], [["O", "B-ORG"]]
    assert seqeval_strict_f1(nothing, something) == 0.0
    assert seqeval_strict_f1(something, nothing) == 0.0


PARTS = [Counts(gold=10, predicted=9, right=n) for n in (1, 9, 5, 6, 7, 2, 8, 3)]


def interval(parts: list[Counts]) -> tuple[float, float]:
    found = bootstrap_interval(parts)
    assert found is not None
    return found


def test_the_interval_is_the_same_each_time_and_holds_the_score() -> None:
    low, high = interval(PARTS)
    assert interval(PARTS) == (low, high)
    f1 = sum(PARTS, start=Counts()).f1
    assert f1 is not None
    assert 0.0 < low < f1 < high < 1.0


def test_the_interval_narrows_with_more_articles() -> None:
    low, high = interval(PARTS)
    low_of_many, high_of_many = interval(PARTS * 25)
    assert high_of_many - low_of_many < (high - low) / 3


def test_the_interval_of_equal_articles_or_one_is_a_point_and_of_none_is_none() -> None:
    assert interval([PARTS[0]] * 9) == pytest.approx((PARTS[0].f1, PARTS[0].f1))
    assert interval([PARTS[1]]) == pytest.approx((PARTS[1].f1, PARTS[1].f1))
    assert bootstrap_interval([]) is None
    assert bootstrap_interval([Counts()]) is None


def test_draws_in_which_there_is_nothing_to_count_do_not_lower_the_interval() -> None:
    right = Counts(gold=4, predicted=4, right=4)
    assert interval([right, Counts(), Counts()]) == (1.0, 1.0)
