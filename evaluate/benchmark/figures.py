"""What was measured, as records; medians, ratios and cost are properties of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from predict.records import Json

_MILLION, _SECONDS_OF_HOUR = 1_000_000, 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure in each round; its median stands for it, least and most say how sure that is."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median of the rounds."""
        return median(self.rounds)

    def to_dict(self) -> dict[str, Json]:
        """Return the JSON of the figure."""
        return {
            "median": self.median,
            "least": min(self.rounds),
            "most": max(self.rounds),
            "rounds": [*self.rounds],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one contender did in one round, in a fresh process.

    ``start`` is seconds from the start of the process to the first prediction, ``together`` seconds
    for all articles, ``alone`` seconds for each of some articles, ``peak`` bytes after ``n_read``
    articles, and ``by_length`` seconds for a text by its number of words.
    """

    n_articles: int
    start: float
    together: float
    alone: tuple[float, ...]
    peak: int
    n_read: int
    by_length: Mapping[int, float]

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.n_articles / self.together

    @property
    def growth(self) -> float:
        """A word's cost in the longest text, as a multiple of its cost in the next shorter one."""
        shorter, longest = sorted(self.by_length)[-2:]
        return (self.by_length[longest] / longest) / (self.by_length[shorter] / shorter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A contender and its rounds."""

    name: str
    rounds: tuple[Round, ...]

    @property
    def rate(self) -> Spread:
        """Articles a second."""
        return Spread(rounds=tuple(one.rate for one in self.rounds))

    @property
    def start(self) -> Spread:
        """Seconds from the start of a process to its first prediction."""
        return Spread(rounds=tuple(one.start for one in self.rounds))

    @property
    def growth(self) -> Spread:
        """``Round.growth``: 1 where the cost grows with the words and no faster."""
        return Spread(rounds=tuple(one.growth for one in self.rounds))

    @property
    def peak(self) -> int:
        """The most memory of any round, in bytes."""
        return max(one.peak for one in self.rounds)

    @property
    def n_read(self) -> int:
        """After how many articles memory was read, at least."""
        return min(one.n_read for one in self.rounds)

    @property
    def by_length(self) -> dict[int, Spread]:
        """Seconds for a text, by its number of words."""
        return {
            length: Spread(rounds=tuple(one.by_length[length] for one in self.rounds))
            for length in sorted(self.rounds[0].by_length)
        }

    def alone(self, share: float) -> float:
        """Return the seconds in which a share of the articles was each read alone.

        :param share: 0.5 for the median
        """
        seconds = sorted(second for one in self.rounds for second in one.alone)
        return seconds[max(math.ceil(share * len(seconds)) - 1, 0)]

    def hours_of_a_million(self, n_cores: int) -> Spread:
        """Return hours of one core for a million articles.

        :param n_cores: how many cores were at work
        """
        hours = [n_cores * _MILLION / one.rate / _SECONDS_OF_HOUR for one in self.rounds]
        return Spread(rounds=tuple(hours))

    def ratio(self, other: "Measured") -> Spread:
        """Return how many times as many articles a second another reads, round by round."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return Spread(rounds=tuple(one.rate / against.rate for one, against in pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where it was measured: what names it, and the number of cores at work."""

    facts: Mapping[str, str]
    n_cores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A whole run. Ratios are to ``reference``, None where there is nothing to compare with."""

    machine: Machine
    n_articles: int
    n_words: int
    measured: Sequence[Measured]
    reference: Measured | None
    remarks: Sequence[str] = ()

    def to_dict(self) -> dict[str, Json]:
        """Return the JSON of the run."""
        return {
            "machine": {**self.machine.facts, "cores": self.machine.n_cores},
            "articles": self.n_articles,
            "words": self.n_words,
            "reference": self.reference.name if self.reference else None,
            "contenders": [self._figures(one) for one in self.measured],
            "remarks": [*self.remarks],
        }

    def _figures(self, one: Measured) -> Json:
        return {
            "name": one.name,
            "articles_per_second": one.rate.to_dict(),
            "ratio": one.ratio(self.reference).to_dict() if self.reference else None,
            "alone_seconds": {"p50": one.alone(0.5), "p95": one.alone(0.95)},
            "first_prediction_seconds": one.start.to_dict(),
            "peak_bytes": one.peak,
            "peak_after_articles": one.n_read,
            "seconds_by_words": {str(n): s.to_dict() for n, s in one.by_length.items()},
            "growth": one.growth.to_dict(),
            "core_hours_per_million": one.hours_of_a_million(self.machine.n_cores).to_dict(),
        }
