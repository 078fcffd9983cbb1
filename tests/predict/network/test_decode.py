from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from predict.errors import InputError
from predict.network.decode import (
    Calibration,
    best_tags,
    calibrate,
    decode,
    logit,
    pool,
    trim,
    type_scores,
)
from predict.network.tags import TokenSpan, allowed_transitions, is_inside
from predict.schema import DEFAULT_SCHEMA, Schema

SCHEMA = Schema(entity_labels=("AA", "BB"), article_types=("x", "y", "z"))


def brute_force(scores: NDArray[np.float32], opens_line: NDArray[np.bool_]) -> float:
    """Return the sum of the best valid tags, trying all."""
    allowed = allowed_transitions(SCHEMA)
    best = -np.inf
    for tags in product(range(5), repeat=len(scores)):
        valid = all(allowed[a, b] for a, b in zip((0, *tags), tags, strict=False))
        if valid and not any(is_inside(t) and o for t, o in zip(tags, opens_line, strict=True)):
            best = max(best, sum(float(scores[i, tag]) for i, tag in enumerate(tags)))
    return best


def assert_valid(tags: NDArray[np.int64], opens_line: NDArray[np.bool_], schema: Schema) -> None:
    allowed = allowed_transitions(schema)
    assert all(allowed[a, b] for a, b in zip((0, *tags), tags, strict=False))
    assert not any(is_inside(t) and o for t, o in zip(tags, opens_line, strict=True))


@pytest.mark.parametrize("seed", range(40))
def test_best_tags_are_the_best_of_all(seed: int) -> None:
    chance = np.random.default_rng(seed)
    length = int(chance.integers(1, 6))
    scores = chance.normal(size=(length, 5)).astype(np.float32) * 3
    opens_line = chance.random(length) < 0.3
    opens_line[0] = seed % 2 == 0
    tags = best_tags(scores, opens_line, schema=SCHEMA)
    assert tags.shape == (length,)
    assert_valid(tags, opens_line, SCHEMA)
    total = float(sum(float(scores[i, tag]) for i, tag in enumerate(tags)))
    assert total == pytest.approx(brute_force(scores, opens_line), abs=1e-4)


@pytest.mark.parametrize("seed", range(10))
def test_the_shortcut_finds_what_the_search_finds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(200, len(DEFAULT_SCHEMA.tags))).astype(np.float32)
    opens_line = chance.random(200) < 0.1
    tags = best_tags(scores, opens_line, schema=DEFAULT_SCHEMA)
    assert_valid(tags, opens_line, DEFAULT_SCHEMA)
    scores[np.arange(200), tags] += 20  # now the highest tags are valid, and taken at once
    assert (best_tags(scores, opens_line, schema=DEFAULT_SCHEMA) == tags).all()
    tail = np.zeros((2, len(DEFAULT_SCHEMA.tags)), dtype=np.float32)
    tail[0, 0], tail[1, :3] = 9, [0.4, 0.0, 0.5]  # an inside tag after O: not to be taken
    searched = best_tags(
        np.vstack([scores, tail]), np.append(opens_line, [False, False]), schema=DEFAULT_SCHEMA
    )
    assert searched.tolist() == [*tags, 0, 0]


def test_no_span_runs_into_the_next_line() -> None:
    scores = np.full((4, 5), -9.0, dtype=np.float32)
    scores[[0, 1, 2, 3], [1, 2, 2, 2]] = 0
    scores[2, [0, 1]] = [-2, -1]
    opens_line = np.array([True, False, True, False])
    assert best_tags(scores, opens_line, schema=SCHEMA).tolist() == [1, 2, 1, 2]


@pytest.mark.parametrize("seed", range(10))
def test_a_line_is_read_alike_whatever_stands_above_and_below(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(60, 5)).astype(np.float32)
    opens_line = chance.random(60) < 0.1
    lines = np.split(scores, np.flatnonzero(opens_line[1:]) + 1)
    alone = [best_tags(line, np.zeros(len(line), np.bool_), schema=SCHEMA) for line in lines]
    assert best_tags(scores, opens_line, schema=SCHEMA).tolist() == np.concatenate(alone).tolist()
    assert_valid(np.concatenate(alone), opens_line, SCHEMA)


def test_nothing_to_decode() -> None:
    empty = np.zeros((0, 5), dtype=np.float32)
    none = np.zeros(0, dtype=np.bool_)
    assert best_tags(empty, none, schema=SCHEMA).shape == (0,)
    assert decode(empty, none, schema=SCHEMA, calibration=Calibration()) == []


def test_decode_returns_spans_with_their_confidence() -> None:
    logits = np.zeros((3, 5), dtype=np.float32)
    logits[[0, 1, 2], [1, 2, 0]] = [2, 3, 4]
    calibration = Calibration(slope=2.0, intercept=-1.0)
    (found,) = decode(
        logits, np.array([True, False, False]), schema=SCHEMA, calibration=calibration
    )
    assert found.span == TokenSpan(start=0, end=2, label="AA")
    tags = [np.exp(2) / (np.exp(2) + 4), np.exp(3) / (np.exp(3) + 4)]
    assert found.confidence == pytest.approx(np.sqrt(tags[0] * tags[1]), abs=1e-6)
    odds = 2 * np.log(found.confidence / (1 - found.confidence)) - 1
    assert found.score == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-6)


@pytest.mark.parametrize("size", [1e4, -1e4])
def test_large_logits_stay_finite(size: float) -> None:
    logits = np.full((2, 5), size, dtype=np.float32)
    logits[:, 1] *= 1.01 if size > 0 else 0.99
    for found in decode(logits, np.array([True, False]), schema=SCHEMA, calibration=Calibration()):
        assert 0 <= found.score <= 1


def test_calibrate() -> None:
    assert calibrate(0.9, slope=1, intercept=0) == pytest.approx(0.9)
    assert calibrate(0.5, slope=3, intercept=0) == pytest.approx(0.5)
    assert calibrate(0.9, slope=0.5, intercept=0) < 0.9
    assert calibrate(0.9, slope=1, intercept=1) > 0.9
    steps = [calibrate(p / 100, slope=0.7, intercept=-0.2) for p in range(101)]
    assert steps == sorted(steps)
    assert 0 < steps[0] < steps[-1] < 1


def test_logit_is_finite_at_the_ends() -> None:
    assert logit(0.5) == 0
    assert logit(1.0) == pytest.approx(-logit(0.0))
    assert np.isfinite(logit(1.0))


@pytest.mark.parametrize(
    "values",
    [
        {"slope": 0.0},
        {"slope": -1.0},
        {"temperature": 0.0},
        {"decay": 1.1},
        {"decay": -0.1},
        {"slope": float("nan")},
        {"temperature": float("nan")},
    ],
)
def test_calibration_stays_in_range(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="slope and temperature must be positive and decay"):
        Calibration(**values)


@pytest.mark.parametrize("bias", [float("nan"), float("inf")])
def test_biases_are_numbers(bias: float) -> None:
    with pytest.raises(InputError, match="bias of a type must be a finite number"):
        Calibration(type_biases=(0.0, bias, 0.0))


def test_pool_weighs_the_first_window_most() -> None:
    windows = [np.array([3.0, 0.0], np.float32), np.array([0.0, 3.0], np.float32)]
    assert pool(windows, decay=0.5).tolist() == pytest.approx([2.0, 1.0])
    assert pool(windows, decay=1).tolist() == pytest.approx([1.5, 1.5])
    assert pool(windows, decay=0).tolist() == [3.0, 0.0]
    assert pool(windows[:1], decay=0.5).tolist() == [3.0, 0.0]
    assert pool(windows * 500, decay=0.5).dtype == np.float32


def test_type_scores_sum_to_one_and_soften() -> None:
    pooled = np.array([4.0, 1.0, -2.0], dtype=np.float32)
    sharp = type_scores(pooled, schema=SCHEMA, calibration=Calibration())
    soft = type_scores(pooled, schema=SCHEMA, calibration=Calibration(temperature=3.0))
    assert list(sharp) == ["x", "y", "z"]
    for scores in (sharp, soft):
        assert sum(scores.values()) == pytest.approx(1)
    assert sharp["x"] == pytest.approx(np.exp(4) / (np.exp(4) + np.exp(1) + np.exp(-2)))
    assert 1 / 3 < soft["x"] < sharp["x"]


def test_biases_are_added_to_what_the_temperature_left() -> None:
    pooled = np.array([4.0, 1.0, -2.0], dtype=np.float32)
    calibration = Calibration(temperature=2.0, type_biases=(-0.5, 1.5, -1.0))
    scores = type_scores(pooled, schema=SCHEMA, calibration=calibration)
    odds = np.exp([1.5, 2.0, -2.0])
    assert list(scores.values()) == pytest.approx(odds / odds.sum())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lê Doãn –", "Lê Doãn"),
        ("- Huyện ủy,", "Huyện ủy"),
        (") TP. Hòa Sơn (", "TP. Hòa Sơn"),
        ("Hội (HND)", "Hội (HND)"),
        ("TP.", "TP."),
        (" – ", ""),
        ("", ""),
    ],
)
def test_no_span_begins_or_ends_with_loose_punctuation(text: str, kept: str) -> None:
    start, end = trim(f"x{text}x", 1, 1 + len(text))
    assert f"x{text}x"[start:end] == kept
