"""Regions of Label Studio as places in a text: which of two ways of counting they were given in."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.formats.intake import Mark
from predict.errors import InputError
from predict.label_studio import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A labelled stretch as the file has it; ``surface`` is what it says stands there."""

    start: int
    end: int
    label: str
    surface: str | None
    to_name: str


def find_marks(regions: Iterable[Region], *, text: str) -> list[Mark]:
    """Return regions of a text in code points.

    Label Studio counts UTF-16 units, but takes in whatever others count: where a surface shows
    that it was code points, it was.

    :param regions: of one text
    :param text: the text
    :raises InputError: if they are of several texts, or a surface does not stand where it should
    """
    given = list(regions)
    names = sorted({region.to_name for region in given})
    if len(names) > 1:
        raise InputError(f"regions of {len(names)} texts ({', '.join(names)}); an article is one")
    units = Units(text)
    in_units = [
        (units.code_points(region.start), units.code_points(region.end), region.label)
        for region in given
    ]
    in_code_points = [(region.start, region.end, region.label) for region in given]
    for marks in (in_units, in_code_points):
        if all(_fits(region, mark, text) for region, mark in zip(given, marks, strict=True)):
            return marks
    wrong = next(
        (r for r, mark in zip(given, in_units, strict=True) if not _fits(r, mark, text)), given[0]
    )
    start, end = units.code_points(wrong.start), units.code_points(wrong.end)
    raise InputError(
        f"{wrong.label} ({wrong.start}-{wrong.end}) is said to be {wrong.surface!r}, but there "
        f"stands {text[start:end]!r}, or by code points {text[wrong.start : wrong.end]!r}; is it "
        "another text?"
    )


def _fits(region: Region, mark: Mark, text: str) -> bool:
    start, end, _ = mark
    return region.surface is None or _plain(region.surface) == _plain(text[start:end])


def _plain(surface: str) -> str:
    r"""Return a surface in which every line break, and ``\n`` in two letters, is one space."""
    return " ".join(surface.replace("\\n", "\n").split())
