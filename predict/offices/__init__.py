"""Who holds which office where."""

from collections.abc import Sequence
from dataclasses import dataclass

from predict.offices.full_names import Title, find_full_names, plain
from predict.offices.link import Row, link
from predict.schema import Role, Schema
from predict.text.document import CanonicalSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person holds: spans by their numbers, the title, and the full name."""

    official: int
    position: int
    organisation: int | None
    title: str
    person: str


def find_offices(text: str, spans: Sequence[CanonicalSpan], *, schema: Schema) -> list[Office]:
    """Bring the spans of an article together, one row for each person and title.

    :param text: an article in its canonical spelling
    :param spans: ascending
    :param schema: says by roles which are officials, positions and organisations
    """
    rows = link(text, spans, schema=schema)
    surfaces = [text[span.start : span.end] for span in spans]
    people = _find_people(surfaces, spans, rows, schema)
    found: dict[tuple[str, str], Office] = {}
    for official, position, organisation in rows:
        title = surfaces[position]
        if organisation is not None:
            title += f" {surfaces[organisation]}"
        office = Office(
            official=official,
            position=position,
            organisation=organisation,
            title=title,
            person=people[official],
        )
        found.setdefault((plain(office.person), plain(title)), office)
    return list(found.values())


def _find_people(
    surfaces: Sequence[str],
    spans: Sequence[CanonicalSpan],
    rows: Sequence[Row],
    schema: Schema,
) -> dict[int, str]:
    """Return the full name of each official, by the number of the span."""
    officials = [i for i, s in enumerate(spans) if schema.role_of(s.label) is Role.official]
    titles: dict[int, list[Title]] = {}
    for official, position, organisation in rows:
        place = None if organisation is None else surfaces[organisation]
        title = Title(position=surfaces[position], organisation=place)
        titles.setdefault(officials.index(official), []).append(title)
    names = find_full_names([surfaces[i] for i in officials], titles)
    return dict(zip(officials, names, strict=True))
