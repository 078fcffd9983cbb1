import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.scheme import IOB2, Entities

from predict.network.tags import (
    TokenSpan,
    allowed_transitions,
    is_inside,
    spans_to_tags,
    tags_to_spans,
)
from predict.schema import DEFAULT_SCHEMA, Schema

SCHEMA = Schema(entity_labels=("AA", "BB"), article_types=())


@st.composite
def apart(draw: st.DrawFn) -> tuple[list[TokenSpan], int]:
    """Draw spans apart from each other, some of them touching, and a number of tokens."""
    spans: list[TokenSpan] = []
    place = 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), max_size=8)):
        label = draw(st.sampled_from(DEFAULT_SCHEMA.entity_labels))
        spans.append(TokenSpan(start=place + gap, end=place + gap + length, label=label))
        place += gap + length
    return spans, place + draw(st.integers(0, 3))


def test_tags() -> None:
    assert SCHEMA.tags == ("O", "B-AA", "I-AA", "B-BB", "I-BB")
    assert Schema(entity_labels=(), article_types=("x",)).tags == ()
    assert [is_inside(tag) for tag in range(5)] == [False, False, True, False, True]


@given(apart())
def test_spans_come_back_from_their_tags(drawn: tuple[list[TokenSpan], int]) -> None:
    spans, n_tokens = drawn
    tags = spans_to_tags(spans, n_tokens=n_tokens, schema=DEFAULT_SCHEMA)
    assert len(tags) == n_tokens
    assert tags_to_spans(tags, schema=DEFAULT_SCHEMA) == spans


@given(st.lists(st.integers(0, 10), max_size=20))
def test_valid_tags_come_back_from_their_spans(tags: list[int]) -> None:
    allowed = allowed_transitions(DEFAULT_SCHEMA)
    if all(allowed[a, b] for a, b in zip([0, *tags], tags, strict=False)):
        spans = tags_to_spans(tags, schema=DEFAULT_SCHEMA)
        assert spans_to_tags(spans, n_tokens=len(tags), schema=DEFAULT_SCHEMA) == tags
    else:
        with pytest.raises(ValueError, match="continues nothing"):
            tags_to_spans(tags, schema=DEFAULT_SCHEMA)


def test_agrees_with_seqeval_on_random_valid_tags() -> None:
    chance = random.Random(4)
    allowed = allowed_transitions(DEFAULT_SCHEMA)
    for _ in range(500):
        tags = [0]
        for _ in range(chance.randrange(20)):
            tags.append(chance.choice(np.flatnonzero(allowed[tags[-1]]).tolist()))
        names = [DEFAULT_SCHEMA.tags[tag] for tag in tags]
        theirs = [entity.to_tuple()[1:] for entity in Entities([names], IOB2).entities[0]]
        ours = tags_to_spans(tags, schema=DEFAULT_SCHEMA)
        assert [(span.label, span.start, span.end) for span in ours] == theirs


@pytest.mark.parametrize(
    "spans",
    [
        [TokenSpan(start=0, end=2, label="AA"), TokenSpan(start=1, end=3, label="BB")],
        [TokenSpan(start=0, end=2, label="AA"), TokenSpan(start=0, end=2, label="AA")],
        [TokenSpan(start=3, end=5, label="AA")],
    ],
)
def test_spans_overlap_neither_each_other_nor_the_end(spans: list[TokenSpan]) -> None:
    with pytest.raises(ValueError, match="overlaps another span or the end at 4"):
        spans_to_tags(spans, n_tokens=4, schema=SCHEMA)


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(ValueError, match="the label CC is not in the schema; it has AA, BB"):
        spans_to_tags([TokenSpan(start=0, end=1, label="CC")], n_tokens=2, schema=SCHEMA)


@pytest.mark.parametrize("tags", [[2], [0, 2], [1, 4], [3, 2], [1, 2, 4]])
def test_an_inside_tag_continues_something(tags: list[int]) -> None:
    with pytest.raises(ValueError, match=r"the tag I-.. at token \d continues nothing"):
        tags_to_spans(tags, schema=SCHEMA)


def test_transitions() -> None:
    allowed = allowed_transitions(SCHEMA)
    assert allowed[:, [0, 1, 3]].all()
    assert allowed[:, 2].tolist() == [False, True, True, False, False]
    assert allowed[:, 4].tolist() == [False, False, False, True, True]
