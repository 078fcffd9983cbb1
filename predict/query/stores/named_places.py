"""The places that an article names, out of the cell in which its row holds them."""

import json
from functools import lru_cache

from predict.offices.places import NamedPlace, find_places
from predict.text.document import Document


def named_places(cell: str | None, *, text: str | None) -> tuple[NamedPlace, ...]:
    """Read the column ``places``; where an archive of before lacks it, look into the text.

    :param cell: JSON, a list of level, name, how many times, and whether it leads
    :param text: the article, None where the archive does not keep it
    """
    if cell is not None:
        return tuple(_place(*one) for one in json.loads(cell))
    return tuple(find_places(Document.of(text).text)) if text else ()


@lru_cache(maxsize=1 << 16)  # the same ones come again in most articles
def _place(level: str, name: str, times: int, leads: bool) -> NamedPlace:
    return NamedPlace(level=level, name=name, times=times, leads=leads)
