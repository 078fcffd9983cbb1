"""Which tenures are of one person: by name first, then across spellings, then by short names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, product

from predict.query.joined import Joined
from predict.query.spelling import (
    Names,
    has_typing_error,
    lacks_marks,
    leaves_out,
    short_forms,
)
from predict.query.tenures import (
    Tenure,
    conflict,
    has_one_holder,
    is_near_in_time,
    rank,
)

_HALF_A_YEAR = 183
Post = tuple[str | None, str]


class Grouping:
    """Tenures that are joined step by step; no step looks at the order in which they came."""

    def __init__(self, tenures: Sequence[Tenure], names: Names) -> None:
        """Begin with each tenure alone.

        :param tenures: in an order that their contents say
        :param names: all of them
        """
        self.tenures = tenures
        self._parts = names.parts
        self._is_short = names.is_short
        self._joined: Joined[int] = Joined()
        self._together = {i: [i] for i in range(len(tenures))}

    def groups(self) -> list[list[int]]:
        """Return the numbers of the tenures of each person."""
        return [sorted(numbers) for numbers in self._together.values()]

    def force(self, numbers: Iterable[int]) -> None:
        """Join tenures whatever speaks against it."""
        first, *rest = numbers
        for number in rest:
            self._unite(first, number)

    def join_names(self) -> None:
        """Join tenures of one full name: a career, and what is said without an office."""
        by_name = defaultdict(list)
        for number, tenure in enumerate(self.tenures):
            by_name[tenure.name].append(number)
        for name, numbers in by_name.items():
            if len(numbers) > 1:
                if self._is_short[name]:
                    self._join_careers(numbers, at_most=0)
                else:
                    passing = self._join_careers(numbers, at_most=2)
                    self._join_rest(numbers, passing=passing)

    def _join_careers(self, numbers: Sequence[int], *, at_most: int) -> set[int]:
        """Join tenures that follow one another, where no other one could as well.

        Return those who pass by, as ``_only_beside_another`` has it.
        """
        against: set[tuple[int, int]] = set()
        ranks: list[tuple[int, int, int]] = []
        in_office = [i for i in numbers if self.tenures[i].body or self.tenures[i].place]
        for i, j in combinations(in_office, 2):
            if conflict(self.tenures[i], self.tenures[j]):
                against |= {(i, j), (j, i)}
            elif (step := rank(self.tenures[i], self.tenures[j])) is not None and step <= at_most:
                ranks.append((step, i, j))
        passing = self._only_beside_another(against)
        ranks = sorted(row for row in ranks if passing.isdisjoint(row[1:]))
        near: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for step, i, j in ranks:
            near[i].append((step, j))
            near[j].append((step, i))
        sure = {i: _sure(others, against) for i, others in near.items()}
        for _, i, j in ranks:
            if j in sure[i] and i in sure[j]:
                self._join(i, j)
        return passing

    def _only_beside_another(self, against: set[tuple[int, int]]) -> set[int]:
        """Return tenures of a single article, which knows the name in another place better.

        Such a one is a namesake who passes by, or an office that was joined to a wrong name: it
        says nothing of the career of others.
        """
        return {
            i
            for i, j in against
            if len(self.tenures[i].articles) == 1 < len(self.tenures[j].articles)
            and self.tenures[i].articles <= self.tenures[j].articles
        }

    def _join_rest(self, numbers: Sequence[int], *, passing: set[int]) -> None:
        """Join what has no place or no day in office to the one that it can mean."""
        seated = [i for i in numbers if self._is_seated(i)]
        rest = sorted({*numbers} - {*seated}, key=lambda i: (self.tenures[i].seen or (0, 0), i))
        by_article, by_place = defaultdict(list), defaultdict(list)
        for i in seated:
            by_place[self.tenures[i].place].append(i)
            for article in self.tenures[i].articles:
                by_article[article].append(i)
        everyone = self._roots(i for i in seated if i not in passing)
        for i in rest:
            tenure = self.tenures[i]
            meant = self._roots(j for article in tenure.articles for j in by_article[article])
            meant = meant or self._roots(by_place[tenure.place or tenure.hint])
            meant = meant or (everyone if self._is_alone(i, everyone) else [])
            if len(meant) == 1:
                self._join(meant[0], i)
        for i, j in pairwise(rest if not seated else ()):
            if is_near_in_time(self.tenures[i], self.tenures[j]):
                self._join(i, j)

    def _is_seated(self, number: int) -> bool:
        tenure = self.tenures[number]
        return tenure.place is not None and tenure.first is not None

    def _is_alone(self, number: int, roots: Sequence[int]) -> bool:
        """Say whether there is one person of a name only, in days near to a tenure's."""
        if len(roots) != 1:
            return False
        others = [self.tenures[i] for i in self._together[roots[0]]]
        return any(is_near_in_time(self.tenures[number], other) for other in others)

    def join_spellings(self) -> None:
        """Join people of one office at one time whose names are spellings of each other."""
        pairs = self._pairs_of_spellings()
        n_groups = 0
        while n_groups != len(self._together):
            n_groups = len(self._together)
            partners: dict[int, set[int]] = defaultdict(set)
            for i, j in pairs:
                partners[self._joined.root(i)].add(self._joined.root(j))
            for i, j in pairs:
                others = {self._joined.root(k) for k in partners[self._joined.root(i)]}
                if len(others - {self._joined.root(i)}) == 1:
                    self._join(j, i)

    def _pairs_of_spellings(self) -> list[tuple[int, int]]:
        """Return pairs of tenures, that with the rarer spelling first."""
        held: dict[Post, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, tenure in enumerate(self.tenures):
            for post in tenure.posts:
                if post[0] is not None:
                    held[post][tenure.name].append(number)
        return sorted(
            {
                pair
                for post, by_name in held.items()
                for first, second in combinations(sorted(by_name), 2)
                for i, j in product(by_name[first], by_name[second])
                if (pair := self._rarer_first(i, j, post)) is not None
            }
        )

    def _rarer_first(self, i: int, j: int, post: Post) -> tuple[int, int] | None:
        """Return a pair of tenures if they have one office, at one time, and one name."""
        slack = self._slack(self.tenures[i].name, self.tenures[j].name)
        if slack is None:
            return None
        days = {k: self.tenures[k].posts[post] for k in (i, j)}
        rare, usual = sorted((i, j), key=lambda k: (len(days[k]), k))
        if not has_one_holder(post[1]) and (len(days[rare]) > 1 or len(days[usual]) < 2):
            return None
        known = [day for day, _ in days[usual]]
        first, last = min(known) - slack, max(known) + slack
        if not all(first <= day <= last for day, _ in days[rare]):
            return None
        together = {article for _, article in days[rare]} & {a for _, a in days[usual]}
        if together and not has_one_holder(post[1]):
            return None
        return rare, usual

    def _slack(self, first: str, second: str) -> int | None:
        """Return how many days two names may lie apart in one office; None: they are not one."""
        short, full = sorted((self._parts[first], self._parts[second]), key=len)
        if lacks_marks(short, full) or lacks_marks(full, short):
            return _HALF_A_YEAR
        if leaves_out(short, full) or short in short_forms(full):
            return _HALF_A_YEAR
        return 0 if has_typing_error(first, second) else None

    def join_in_articles(self) -> None:
        """Join a given name, or one without marks, to the one person of its article who has it."""
        by_article: dict[str, list[int]] = defaultdict(list)
        for number, tenure in enumerate(self.tenures):
            for article in tenure.articles:
                by_article[article].append(number)
        for i, tenure in enumerate(self.tenures):
            is_part = self._is_short[tenure.name] or tenure.name.isascii()
            if is_part and len(tenure.articles) == 1:
                (article,) = tenure.articles
                others = set(self._roots(by_article[article])) - {self._joined.root(i)}
                meant = [root for root in sorted(others) if self._has(root, tenure.name)]
                if len(meant) == 1:
                    self._join(meant[0], i)

    def _has(self, root: int, name: str) -> bool:
        """Say whether a person has a name in full and with its marks."""
        short = self._parts[name]
        full = [self._parts[self.tenures[i].name] for i in self._together[root]]
        return any(
            short in short_forms(one) or (name.isascii() and lacks_marks(short, one))
            for one in full
        )

    def _roots(self, numbers: Iterable[int]) -> list[int]:
        return sorted({self._joined.root(i) for i in numbers})

    def _join(self, i: int, j: int) -> None:
        """Join the people of two tenures if none of their tenures are in conflict."""
        first, second = self._joined.root(i), self._joined.root(j)
        if first == second or any(
            conflict(self.tenures[a], self.tenures[b])
            for a in self._together[first]
            for b in self._together[second]
        ):
            return
        self._unite(first, second)

    def _unite(self, i: int, j: int) -> None:
        first, second = self._joined.root(i), self._joined.root(j)
        if first != second:
            self._joined.join((first, second))
            self._together[first] += self._together.pop(second)


def _sure(others: Sequence[tuple[int, int]], against: set[tuple[int, int]]) -> set[int]:
    """Return the nearest of some tenures as far as none of them are in conflict.

    :param others: ranks and numbers, ascending
    :param against: the pairs in conflict
    """
    sure: list[int] = []
    for step in range(3):
        level = [number for rank_of, number in others if rank_of == step]
        if any(pair in against for pair in combinations([*sure, *level], 2)):
            break
        sure += level
    return set(sure)
