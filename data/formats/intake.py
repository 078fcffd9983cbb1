"""From what is marked in the texts of one file to the spans and types of articles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from data.formats.forms import Reading
from data.formats.labels import Labels
from data.formats.overlaps import part_overlaps
from predict.errors import InputError
from predict.records import Span
from predict.text.document import Document

Mark: TypeAlias = tuple[int, int, str]
"""Start and end, in code points, and the label as the file has it."""
_TRIMMED = "spans with white space at an edge, which was cut off"


class Intake:
    """What is taken in of one file, and what whoever reads it is told of it."""

    def __init__(self, file: Path, reading: Reading) -> None:
        """Start with nothing.

        :param file: for what is told
        :param reading: the labels and types that are allowed, and what becomes of overlaps
        """
        self._file = file
        self._reading = reading
        self._labels = Labels()
        self._left_out: Counter[str] = Counter()
        self._noted: Counter[str] = Counter()

    def spans(self, marks: Iterable[Mark], *, text: str, where: str) -> tuple[Span, ...]:
        """Return the spans of an article, ascending and apart, without white space at their edges.

        :param marks: in any order
        :param text: the article
        :param where: its place, for errors
        :raises InputError: if one is empty, lies outside the text, runs over a line that ends a
            sentence, has a label that is not allowed, or overlaps another and none may be dropped
        """
        kept, n_dropped = part_overlaps(
            [self._span(mark, text, where) for mark in marks],
            text=text,
            overlaps=self._reading.overlaps,
            where=where,
        )
        self.leave_out("spans that overlap others", n_dropped)
        return kept

    def type_of(self, names: Sequence[str], *, where: str) -> str | None:
        """Return the type of an article, None if it has none.

        :param names: the types that the file gives it
        :param where: its place, for errors
        :raises InputError: if there are several, or it is not allowed
        """
        found = list(dict.fromkeys(names))
        if len(found) > 1:
            shown = ", ".join(map(repr, found))
            raise InputError(f"{where}: {len(found)} types ({shown}); an article has one")
        known = self._reading.schema.article_types if self._reading.schema else ()
        if found and (not found[0].strip() or (known and found[0] not in known)):
            allowed = f"; allowed are {', '.join(known)}" if known else ", which is no name"
            raise InputError(f"{where}: the type is {found[0]!r}{allowed}")
        return found[0] if found else None

    def leave_out(self, what: str, n: int = 1) -> None:
        """Note that something is not taken in.

        :param what: what it is, in the plural
        :param n: how many
        """
        if n:
            self._left_out[what] += n

    def note(self, what: str, n: int = 1) -> None:
        """Note what was done to something that is taken in.

        :param what: what it is, in the plural, and what was done
        :param n: how many
        """
        if n:
            self._noted[what] += n

    def tell(self) -> None:
        """Tell what was renamed, noted and left out."""
        self._labels.tell(self._reading.notes, where=str(self._file))
        for what, n in self._noted.items():
            self._reading.notes(f"{self._file}: {n} {what}")
        if self._left_out:
            counts = ", ".join(f"{n} {what}" for what, n in self._left_out.items())
            self._reading.notes(f"{self._file}: left out: {counts}")

    def _span(self, mark: Mark, text: str, where: str) -> Span:
        start, end, given = mark
        label = self._labels.of(given, where=where)
        shown = f"{where}: {given} ({start}-{end})"
        known = self._reading.schema.entity_labels if self._reading.schema else (label,)
        if label not in known:
            raise InputError(
                f"{where}: the label {given!r} is not in the schema; it has {', '.join(known)}"
            )
        if not 0 <= start < end <= len(text):
            raise InputError(f"{shown} is no stretch of the text, which has {len(text)} characters")
        surface = text[start:end]
        if not surface.strip():
            raise InputError(f"{shown} holds white space alone; take the span away")
        self.note(_TRIMMED, surface != surface.strip())
        start += len(surface) - len(surface.lstrip())
        span = Span(start=start, end=start + len(surface.strip()), label=label)
        if _crosses_a_line(span, text):
            raise InputError(f"{shown} {surface!r} runs over a line; mark one line")
        return span


def _crosses_a_line(span: Span, text: str) -> bool:
    """Say whether a line ends in a span that is no line broken inside a sentence."""
    if len(text[span.start : span.end].splitlines()) < 2:
        return False
    document = Document.of(text)
    place = document.to_canonical(span)
    return place is not None and "\n" in document.text[place.start : place.end]
