"""Scores of a model: appointments, seqeval, the interval."""

import random
from itertools import pairwise

import pytest

from data.annotated import Row
from evaluate.scores import (
    Counts,
    bootstrap_interval,
    score_appointments,
    score_spans,
    seqeval_strict_f1,
)
from predict.network.tags import TokenSpan, spans_to_tags
from predict.records import Appointment, Entity, Span
from predict.schema import DEFAULT_SCHEMA

LABELS = DEFAULT_SCHEMA.entity_labels
GOLD = Span(start=3, end=9, label="DATE")


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
