"""Places that annotation tools give: in code points, or in UTF-16 units as their pages count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import combining

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


def guess_marks(marks: Sequence[Mark], *, text: str) -> tuple[list[Mark], bool]:
    """Return marks in code points, and whether they were UTF-16 units, where no surface says it.

    They were code points only if all of them begin and end where words do when read as these, and
    do not when read as units.

    :param marks: of one text
    :param text: the text
    """
    units = Units(text)
    in_units = [(units.code_points(start), units.code_points(end), by) for start, end, by in marks]
    were_units = _are_words(in_units, text) or not _are_words(marks, text)
    return in_units if were_units else list(marks), were_units


def _are_words(marks: Iterable[Mark], text: str) -> bool:
    """Say whether all marks lie in the text, begin and end with no space and cut no word."""
    return all(
        0 <= start < end <= len(text)
        and text[start:end] == text[start:end].strip()
        and not _cuts_a_word(start, text)
        and not _cuts_a_word(end, text)
        for start, end, _ in marks
    )


def _cuts_a_word(edge: int, text: str) -> bool:
    if not 0 < edge < len(text):
        return False
    return text[edge - 1 : edge + 1].isalnum() or combining(text[edge]) > 0


def _fits(region: Region, mark: Mark, text: str) -> bool:
    start, end, _ = mark
    return region.surface is None or _plain(region.surface) == _plain(text[start:end])


def _plain(surface: str) -> str:
    r"""Return a surface in which every line break, and ``\n`` in two letters, is one space."""
    return " ".join(surface.replace("\\n", "\n").split())
