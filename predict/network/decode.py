"""Logits to tags to spans, and to the type of an article; the only softmax."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from predict.errors import InputError
from predict.network.tags import TokenSpan, allowed_transitions, is_inside, tags_to_spans
from predict.network.windows import Logits
from predict.schema import Schema

_IMPOSSIBLE = -1e9
_SMALLEST = 1e-6  # probabilities stay this far from 0 and 1
_NO_END = frozenset(" \n,;:-\u2013\u2014(")
_NO_BEGIN = _NO_END - {"("} | {".", ")"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What turns raw confidence into a probability of being right.

    A span's score is ``sigmoid(slope * logit(p) + intercept)``, where ``p`` is the geometric mean
    of its tags' probabilities. Logits of article types are divided by ``temperature``, and
    ``type_biases`` are added, one for each type, or none (bias-corrected temperature scaling,
    Alexandari et al., 2020); ``decay`` is how much less each window weighs for the type than the
    one before it.
    """

    slope: float = 1.0
    intercept: float = 0.0
    temperature: float = 1.0
    decay: float = 0.5
    type_biases: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Check the ranges."""
        # Written so that NaN, which fails every comparison, is refused too.
        if not (self.slope > 0 and self.temperature > 0 and 0 <= self.decay <= 1):
            raise InputError(
                f"{self}: slope and temperature must be positive and decay between 0 and 1"
            )
        if not all(map(math.isfinite, self.type_biases)):
            raise InputError(f"{self}: a bias of a type must be a finite number")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """A span over tokens, its raw confidence and its calibrated score, both 0 to 1."""

    span: TokenSpan
    confidence: float
    score: float


def decode(
    logits: Logits, opens_line: NDArray[np.bool_], *, schema: Schema, calibration: Calibration
) -> list[ScoredSpan]:
    """Find the best valid tags and return the spans that they hold; none without labels.

    :param logits: shape (tokens, tags)
    :param opens_line: the tokens that begin a line, which no span runs into; shape (tokens,)
    :param schema: the labels
    :param calibration: what turns confidence into scores
    """
    if not schema.entity_labels:
        return []
    scores = _log_softmax(logits)
    tags = best_tags(scores, opens_line, schema=schema)
    chosen = np.take_along_axis(scores, tags[:, None], axis=1)[:, 0].tolist()
    found: list[ScoredSpan] = []
    for span in tags_to_spans(tags.tolist(), schema=schema):
        confidence = math.exp(sum(chosen[span.start : span.end]) / (span.end - span.start))
        score = calibrate(confidence, slope=calibration.slope, intercept=calibration.intercept)
        found.append(ScoredSpan(span=span, confidence=confidence, score=score))
    return found


def best_tags(
    scores: Logits, opens_line: NDArray[np.bool_], *, schema: Schema
) -> NDArray[np.int64]:
    """Return the valid BIO tags with the highest sum of scores, shape (tokens,).

    The highest tag of each token where these are valid, and the best path (Viterbi) through the
    other lines: no span runs from one line into the next.
    """
    n_tokens, n_tags = scores.shape
    inside = np.array([is_inside(tag) for tag in range(n_tags)])
    opens = opens_line.copy()
    opens[:1] = True
    scores = np.where(opens[:, None] & inside, _IMPOSSIBLE, scores)
    allowed = allowed_transitions(schema)
    best: NDArray[np.int64] = scores.argmax(axis=1)
    wrong = np.flatnonzero(~opens[1:] & ~allowed[best[:-1], best[1:]]) + 1
    edges = [*np.flatnonzero(opens).tolist(), n_tokens]
    for line in np.unique(np.searchsorted(edges, wrong, side="right")).tolist():
        start, end = edges[line - 1], edges[line]
        best[start:end] = _best_path(scores[start:end], allowed)
    return best


def _best_path(scores: Logits, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the allowed tags of a line of one token or more with the highest sum of scores."""
    penalty = np.where(allowed, 0.0, _IMPOSSIBLE)
    total = scores[0]
    origins = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = total[:, None] + penalty
        origins[i] = paths.argmax(axis=0)
        total = paths[origins[i], np.arange(len(total))] + scores[i]
    tags = np.empty(len(scores), dtype=np.int64)
    tags[-1] = total.argmax()
    for i in range(len(scores) - 1, 0, -1):
        tags[i - 1] = origins[i, tags[i]]
    return tags


def calibrate(confidence: float, *, slope: float, intercept: float) -> float:
    """Return the probability of being right for a raw confidence between 0 and 1."""
    odds = slope * logit(confidence) + intercept
    return 0.5 + 0.5 * math.tanh(odds / 2)  # the sigmoid, which overflows nowhere so


def logit(probability: float) -> float:
    """Return the log odds of a probability, kept finite at 0 and 1."""
    p = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return math.log(p / (1 - p))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space and punctuation that no name begins or ends with off a stretch of a text.

    :returns: the same place twice where nothing is left
    """
    while start < end and text[start] in _NO_BEGIN:
        start += 1
    while end > start and text[end - 1] in _NO_END:
        end -= 1
    return start, end


def pool(windows: Sequence[Logits], *, decay: float) -> Logits:
    """Weigh the type logits of an article's windows, the first most; shape (types,)."""
    weights = decay ** np.arange(len(windows))
    return np.average(np.stack(windows), axis=0, weights=weights).astype(np.float32)


def type_scores(pooled: Logits, *, schema: Schema, calibration: Calibration) -> Mapping[str, float]:
    """Return the probability of each article type."""
    logits = pooled / np.float32(calibration.temperature)
    if calibration.type_biases:
        logits = logits + np.array(calibration.type_biases, np.float32)
    probabilities = np.exp(_log_softmax(logits[None]))[0]
    return dict(zip(schema.article_types, probabilities.tolist(), strict=True))


def _log_softmax(logits: Logits) -> Logits:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)
