"""What is joined step by step: a forest of disjoint sets."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Joined(Generic[T]):
    """Disjoint sets of what was joined; something that was never joined is alone."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._above: dict[T, T] = {}

    def __iter__(self) -> Iterator[T]:
        """Return all that was given, in the order in which it came."""
        return iter(list(self._above))

    def join(self, members: Iterable[T]) -> None:
        """Bring some into one set, with all that is joined to them."""
        roots = list(map(self.root, members))
        for root in roots[1:]:
            self._above[self.root(root)] = self.root(roots[0])

    def root(self, member: T) -> T:
        """Return the member that stands for a set."""
        above = self._above.setdefault(member, member)
        while above != member:
            higher = self._above[above]
            self._above[member] = higher
            member, above = above, higher
        return member
