"""The scores that a run left beside its checkpoint, or that ``python -m evaluate --json`` wrote."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from predict.errors import InputError

METRICS_FILE = "metrics.json"  # of a run, beside its checkpoint
_SPANS = ("precision", "recall", "f1")
_TYPES = ("accuracy", "macro_f1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores by their names, each 0 to 1, and the articles on which they were measured.

    ``of`` says whose they are, ``gold`` is the sha256 of the articles; scores of nothing are left
    out.
    """

    of: str
    n_articles: int
    gold: str
    spans: Mapping[str, float]
    types: Mapping[str, float]


def read_scores(file: Path) -> Scores:
    """Read a run's ``metrics.json`` (its scores on dev), or what ``evaluate --json`` wrote.

    :raises FileNotFoundError: if there is no such file
    :raises ValueError: if it is neither
    """
    try:
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        report = values.get("dev", values)
        return Scores(
            of=f"{report['model']['name']} {report['model']['version']}",
            n_articles=report["articles"],
            gold=report["gold_sha256"],
            spans=_there(report["entities"]["micro"], _SPANS),
            types=_there(report["article_type"], _TYPES),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{file}: no scores here ({error!r}); name the metrics.json of a run, or what "
            "`python -m evaluate --json` wrote"
        ) from error


def find_scores(checkpoint: Path) -> Scores | None:
    """Return the scores that a run left beside its checkpoint, None where there are none.

    :raises ValueError: if the file is damaged
    """
    file = checkpoint.parent / METRICS_FILE
    return read_scores(file) if file.is_file() else None


def _there(values: Mapping[str, float | None], names: tuple[str, ...]) -> dict[str, float]:
    return {name: value for name in names if (value := values.get(name)) is not None}
