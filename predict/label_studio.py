"""Label Studio's JSON of what is labelled in a text, whose offsets count UTF-16 units."""

from bisect import bisect_left

from predict.records import Json


class Units:
    """Offsets in a text as JavaScript counts: a character beyond U+FFFF, such as 👏, is two."""

    def __init__(self, text: str) -> None:
        """Find what counts twice."""
        self._wide = [i for i, letter in enumerate(text) if ord(letter) > 0xFFFF]
        self._wide_units = [place + n for n, place in enumerate(self._wide)]

    def of(self, offset: int) -> int:
        """Return how many units stand before a code point."""
        return offset + bisect_left(self._wide, offset)

    def code_points(self, unit: int) -> int:
        """Return how many code points stand in full before a unit."""
        return unit - bisect_left(self._wide_units, unit)


def span_value(start: int, end: int, *, label: str, text: str, units: Units) -> dict[str, Json]:
    """Return the value of a region.

    :param start: in code points
    :param end: in code points
    :param label: as the interface calls it
    :param text: the whole text
    :param units: of that text
    """
    return {
        "start": units.of(start),
        "end": units.of(end),
        "text": text[start:end],
        "labels": [label],
    }


def result_row(
    from_name: str, to_name: str, *, kind: str, value: dict[str, Json]
) -> dict[str, Json]:
    """Return a row of a result.

    :param from_name: of the interface's tag that labels
    :param to_name: of its tag with the text
    :param kind: ``labels`` or ``choices``
    :param value: what is labelled, and how
    """
    return {"from_name": from_name, "to_name": to_name, "type": kind, "value": value}
