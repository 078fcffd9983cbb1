"""Scores of a model: the counts of ``data.counts``, and what only predictions have."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2

from data.annotated import Row
from data.counts import Counts, EntityScores, TypeScores, score_spans, share, show
from predict.records import Appointment
from predict.schema import OUTSIDE

__all__ = [
    "Counts",
    "EntityScores",
    "TypeScores",
    "bootstrap_interval",
    "row_of",
    "score_appointments",
    "score_spans",
    "seqeval_strict_f1",
    "share",
    "show",
]
_RESAMPLES = 1000
_PERCENTILES = (2.5, 97.5)
_SEED = 20200612


def score_appointments(gold: Iterable[Collection[Row]], predicted: Iterable[Appointment]) -> Counts:
    """Count the appointments of one article, each a person with a title.

    :param gold: the ways in which each of them is written, as the surfaces of official, position
        and organisation; one of them must be the predicted one
    :param predicted: what was found
    """
    wanted, found = list(gold), {row_of(appointment) for appointment in predicted}
    right = sum(not found.isdisjoint(rows) for rows in wanted)
    return Counts(gold=len(wanted), predicted=len(found), right=right)


def seqeval_strict_f1(
    gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]
) -> float | None:
    """Return seqeval's micro F1 in strict mode, a second opinion on tags of tokens.

    :param gold: BIO tags of each article's tokens
    :param predicted: as many of them
    """
    if all(tag == OUTSIDE for tags in (*gold, *predicted) for tag in tags):
        return None
    options = {"mode": "strict", "scheme": IOB2, "zero_division": 0}
    return float(f1_score([*map(list, gold)], [*map(list, predicted)], **options))


def bootstrap_interval(parts: Sequence[Counts]) -> tuple[float, float] | None:
    """Return the 95 % interval of the F1 of all parts together, by resampling them.

    1,000 times, as many parts as there are get drawn with replacement, always the same ones. Draws
    in which there is nothing to count are left out.

    :param parts: the counts of each article
    """
    if not any(part.gold or part.predicted for part in parts):
        return None
    rows = np.array([(part.gold, part.predicted, part.right) for part in parts], dtype=np.int64)
    random = np.random.default_rng(_SEED)
    chosen = random.multinomial(len(parts), np.full(len(parts), 1 / len(parts)), size=_RESAMPLES)
    sums = [Counts(gold=g, predicted=p, right=r) for g, p, r in (chosen @ rows).tolist()]
    scores = [f1 for counts in sums if (f1 := counts.f1) is not None]
    low, high = np.percentile(scores, _PERCENTILES)
    return float(low), float(high)


def row_of(appointment: Appointment) -> Row:
    """Return the surfaces of official, position and organisation."""
    official, position, organisation = (
        entity.text if entity else None
        for entity in (appointment.official, appointment.position, appointment.organisation)
    )
    return official, position, organisation
