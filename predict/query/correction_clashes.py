"""Tables of corrections that contradict each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from predict.query.correction_tables import MeantBody, People, SameBody, Who, body_key
from predict.query.joined import Joined


def check_people(tables: Sequence[People]) -> None:
    """Check that no two people are said to be the same and different.

    :raises InputError: if two are; names both tables
    """
    same = [table for table in tables if table.is_same]
    joined = _joined_people(same)
    for table in tables:
        if table.is_same:
            continue
        met: dict[int, tuple[int, People]] = {}
        for number, one in enumerate(same):
            for member in sorted({i for who in one.who for i in _members(table, who)}):
                first, by = met.setdefault(joined.root(number), (member, one))
                if first != member:
                    table.place.fault(
                        f"{table.who[first]} and {table.who[member]} are one person by "
                        f"{_tables(by, one)}; take out one or say it of fewer"
                    )


def _tables(first: People, second: People) -> str:
    numbers = sorted({first.place.number, second.place.number})
    return " and ".join(f"[[{first.place.kind}]] {number}" for number in numbers)


def _joined_people(same: Sequence[People]) -> Joined[int]:
    """Join the tables of which a member of one is a member of the other."""
    joined: Joined[int] = Joined()
    for (i, one), (j, other) in combinations(enumerate(same), 2):
        if any(a.covers(b) or b.covers(a) for a in one.who for b in other.who):
            joined.join((i, j))
    return joined


def _members(table: People, who: Who) -> Iterator[int]:
    """Yield the members of "different" to which mentions of another member belong."""
    around = [i for i, member in enumerate(table.who) if member.covers(who)]
    if around:
        yield max(around, key=lambda i: table.who[i].says)
    for i, member in enumerate(table.who):
        if i not in around and who.covers(member):
            yield i


def check_meant(tables: Sequence[MeantBody]) -> None:
    """Check that a name means one body in an article, and that it does not lead back to itself.

    :raises InputError: if it means two, or leads back
    """
    for i, table in enumerate(tables):
        for other in tables[:i]:
            if body_key(table.name) != body_key(other.name):
                continue
            both = sorted(table.articles & other.articles)
            is_two = both or not (table.articles or other.articles)
            if is_two and body_key(table.means) != body_key(other.means):
                where = f" in {both[0]}" if both else ""
                table.place.fault(
                    f'"{table.name}" means "{table.means}"{where}, and "{other.means}" by '
                    f"[[{other.place.kind}]] {other.place.number}; take out one"
                )
    for article in sorted({"", *(one for table in tables for one in table.articles)}):
        _check_circle(tables, article)


def _check_circle(tables: Sequence[MeantBody], article: str) -> None:
    """Follow what names mean in an article, or with "" in any that no table names."""
    following: dict[str, MeantBody] = {}
    for table in sorted(tables, key=lambda one: bool(one.articles)):
        if not table.articles or article in table.articles:
            following[body_key(table.name)] = table
    for start in following.values():
        table, seen = start, {body_key(start.name)}
        while after := following.get(body_key(table.means)):
            if body_key(after.name) in seen:
                after.place.fault(
                    f'"{after.name}" leads back to itself by "{table.name}" '
                    f"([[{table.place.kind}]] {table.place.number}); take out one"
                )
            table = after
            seen.add(body_key(table.name))


def check_bodies(same: Sequence[SameBody], meant: Sequence[MeantBody]) -> None:
    """Check that no name means another body than the one that it is the same as.

    :raises InputError: if one does; names both tables
    """
    joined: Joined[str] = Joined()
    for table in same:
        joined.join(map(body_key, table.names))
    for one in meant:
        root = joined.root(body_key(one.name))
        if root == joined.root(body_key(one.means)):
            by = next(t for t in same if joined.root(body_key(t.names[0])) == root)
            one.place.fault(
                f'"{one.name}" and "{one.means}" are one body by [[{by.place.kind}]] '
                f"{by.place.number}; take out one"
            )
