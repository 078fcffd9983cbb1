"""The places that articles name, out of the cells in which their rows hold them."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from predict.offices.places import NamedPlace, find_places
from predict.text.document import Document


def named_places(rows: Iterable[tuple[str | None, str | None]]) -> Iterator[tuple[NamedPlace, ...]]:
    """Yield the places of articles; where an archive of before lacks them, look into the text.

    :param rows: of each article the column ``places``, JSON, a list of level, name, how many
        times, and whether it leads; and the text, where the archive keeps it
    """
    every = list(rows)
    cells = [cell for cell, _ in every if cell is not None]
    read = iter(json.loads(f"[{','.join(cells)}]"))  # in one: much quicker than one by one
    for cell, text in every:
        if cell is not None:
            yield tuple(_place(*one) for one in next(read))
        else:
            yield tuple(find_places(Document.of(text).text)) if text else ()


@lru_cache(maxsize=1 << 16)  # the same ones come again in most articles
def _place(level: str, name: str, times: int, leads: bool) -> NamedPlace:
    return NamedPlace(level=level, name=name, times=times, leads=leads)
