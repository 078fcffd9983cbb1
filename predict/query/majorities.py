"""Which of several places is meant, by how often each is named."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from predict.offices.places import NamedPlace

Key = TypeVar("Key")
_CLEARLY = 2  # times as often as the next
_A_PART = 0.2  # of what the most frequent one has, from which on another is no chance


def cast_votes(votes: dict[str, float], counts: Mapping[str, int], weight: float) -> None:
    """Share a weight among some keys, by how often each is counted."""
    total = sum(counts.values())
    for key, n in counts.items():
        votes[key] += weight * n / total


def count_up(counts: dict[Key, int], key: Key, n: int) -> None:
    """Count a key so many times more."""
    counts[key] = counts.get(key, 0) + n


def find_only(some: Sequence[tuple[Key, bool]]) -> Key | None:
    """Return what is named alone, or leads alone."""
    if len(some) < 2:
        return some[0][0] if some else None
    keys = {key for key, _ in some}
    if len(keys) != 1:
        keys = {key for key, leads in some if leads}
    return keys.pop() if len(keys) == 1 else None


def choose_own(some: Sequence[tuple[str, NamedPlace]]) -> str | None:
    """Return the place of a level that is the article's own, None where that is not clear."""
    if len(some) == 1:
        return some[0][0]
    most = max(place.times for _, place in some)
    leading = [(key, place.times) for key, place in some if place.leads]
    if len(leading) == 1:
        key, times = leading[0]
        rest = sum(place.times for _, place in some) - times
        if _CLEARLY * times >= (rest + 1 if len(some) > 2 else most):
            return key
    ranked = sorted(some, key=lambda one: -one[1].times)
    return ranked[0][0] if most >= _CLEARLY * ranked[1][1].times else None


def find_strong(counts: Mapping[Key, int]) -> list[Key]:
    """Return those that are counted often enough to be meant."""
    most = max(counts.values(), default=0)
    return [key for key, n in counts.items() if n >= _A_PART * most]


def find_home(counts: Mapping[Key, int], own: Key | None) -> Key | None:
    """Return where a place lies: where the article is, if it may, else where it mostly does."""
    strong = find_strong(counts)
    if own in strong:
        return own
    ranked = sorted(counts.values(), reverse=True)
    if len(strong) == 1 or (ranked and ranked[0] >= _CLEARLY * ranked[1]):
        return max(counts, key=lambda key: counts[key])
    return None
