"""The places that an article names, out of the cell in which its row holds them."""

import json
from functools import lru_cache

from predict.query.facts import NamedPlace


def named_places(cell: str | None) -> tuple[NamedPlace, ...]:
    """Read the column ``places``; None, as in archives of before, is no place.

    :param cell: JSON, a list of level, name, how many times, and whether it leads
    """
    if cell is None:
        return ()
    return tuple(_place(*one) for one in json.loads(cell))


@lru_cache(maxsize=1 << 16)  # the same ones come again in most articles
def _place(level: str, name: str, times: int, leads: bool) -> NamedPlace:  # noqa: FBT001
    return NamedPlace(level=level, name=name, times=times, leads=bool(leads))
