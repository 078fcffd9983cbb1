"""What two annotations have alike: F1, accuracy, kappa, and the list of what differs."""

import pytest

from data.agreement.compare import Agreement, compare
from data.agreement.pairs import pair
from data.annotated import AnnotatedArticle
from predict.records import Span

TEXT = "ông An ở Sở Y tế Huế"


def article(
    *spans: tuple[int, int, str], kind: str | None = None, text: str = TEXT, knows: bool = True
) -> AnnotatedArticle:
    return AnnotatedArticle(
        id="a",
        text=text,
        spans=tuple(Span(start=s, end=e, label=x) for s, e, x in spans),
        article_type=kind,
        knows_spans=knows,
    )


def agree(first: list[AnnotatedArticle], second: list[AnnotatedArticle]) -> Agreement:
    return compare(pair(first, second))


def test_spans_that_differ_are_listed_side_by_side() -> None:
    first = article((0, 3, "X"), (4, 6, "PER"), (9, 16, "ORG"), (17, 20, "LOC"))
    second = article((4, 6, "PER"), (7, 8, "Y"), (9, 20, "ORG"))
    found = agree([first], [second])
    counts = found.spans.micro
    assert (counts.gold, counts.predicted, counts.right) == (4, 3, 1)
    assert found.spans.per_label["PER"].f1 == 1
    assert [str(one) for one in found.differences] == [
        "a: X 'ông' (0-3) | –",
        "a: – | Y 'ở' (7-8)",
        "a: ORG 'Sở Y tế' (9-16) | ORG 'Sở Y tế Huế' (9-20)",
        "a: LOC 'Huế' (17-20) | –",
    ]


def test_another_label_is_a_difference() -> None:
    found = agree([article((4, 6, "PER"))], [article((4, 6, "LOC"))])
    assert [str(one) for one in found.differences] == ["a: PER 'An' (4-6) | LOC 'An' (4-6)"]
    assert found.spans.micro.f1 == 0


def test_offsets_are_those_of_each_sides_own_text() -> None:
    first = article((4, 6, "PER"), text="ông An ở Sở")
    second = article((5, 9, "PER"), text="ông  An\nở Sở")
    (difference,) = agree([first], [second]).differences
    assert str(difference) == "a: PER 'An' (4-6) | PER 'An ở' (5-9)"


def test_spans_that_are_not_known_are_not_compared() -> None:
    found = agree([article((4, 6, "PER"), kind="x")], [article(kind="x", knows=False)])
    assert (found.spans.micro.f1, found.types.accuracy, found.differences) == (None, 1, ())


@pytest.mark.parametrize(
    ("kinds", "accuracy", "kappa"),
    [
        # Cohen's own way: 20 of 50 yes-yes, 15 no-no, 5 yes-no, 10 no-yes
        ([("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10, 0.7, 0.4),
        ([("y", "y"), ("n", "n")], 1.0, 1.0),
        ([("y", "n"), ("n", "y")], 0.0, -1.0),
        ([("y", "y")], 1.0, None),
        ([("y", None), (None, "y")], None, None),
    ],
)
def test_types(
    kinds: list[tuple[str | None, str | None]], accuracy: float | None, kappa: float | None
) -> None:
    texts = [f"{TEXT} {number}" for number in range(len(kinds))]
    sides = [
        [article(kind=row[side], text=text) for row, text in zip(kinds, texts, strict=True)]
        for side in (0, 1)
    ]
    found = agree(sides[0], sides[1])
    assert found.types.accuracy == accuracy
    assert found.kappa == (None if kappa is None else pytest.approx(kappa))
    assert len(found.differences) == sum(a != b for a, b in kinds if a and b)


def test_all_of_it_as_json() -> None:
    found = agree([article((4, 6, "PER"), kind="x")], [article(kind="y")]).to_dict()
    assert found["articles"] == 1
    assert found["types"] == {"accuracy": 0.0, "kappa": 0.0, "support": 1}
    assert found["differences"] == [
        {"article": "a", "first": "type x", "second": "type y"},
        {"article": "a", "first": "PER 'An' (4-6)", "second": None},
    ]
