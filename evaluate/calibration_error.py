"""How far scores are from the share of what is right: the expected calibration error."""

from collections import defaultdict
from dataclasses import dataclass

_N_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """Scores, 0 to 1, each with whether what it was given to is right."""

    outcomes: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: "Calibrated") -> "Calibrated":
        """Take both together."""
        return Calibrated(outcomes=self.outcomes + other.outcomes)

    @property
    def error(self) -> float | None:
        """The expected calibration error (Guo et al., 2017); None where nothing was scored.

        The mean distance between mean score and share right in ten bins of scores, each bin by the
        number of outcomes in it.
        """
        distances: dict[int, float] = defaultdict(float)
        for score, right in self.outcomes:
            distances[min(int(score * _N_BINS), _N_BINS - 1)] += score - float(right)
        n = len(self.outcomes)
        return sum(map(abs, distances.values())) / n if n else None
