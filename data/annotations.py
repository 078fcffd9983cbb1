"""Annotated articles: ``.ann`` files, one JSON head and a text with inline tags."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from predict.records import Json
from predict.schema import DATE, QUANTITY, Schema, Span

_TAG = re.compile(r"<(/?)([A-Z][A-Z_]+)>")
_MISSPELT_TAG = re.compile(r"</?\s*([A-Za-z]{3,})\s*>")
Row = tuple[str | None, str | None, str | None]
ValueRow = tuple[str, Mapping[str, Json] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article with gold labels; spans are over code points of ``text``, ascending, apart.

    ``head`` holds every key of the file's first line; ``appointments`` are rows of surfaces:
    official, position, organisation; ``values`` are the surfaces of all dates and quantities, in
    order, with what they mean (the JSON of a value, or None), or None where that is not annotated.
    """

    id: str
    text: str
    spans: tuple[Span, ...]
    article_type: str
    published: date | None = None
    appointments: tuple[Row, ...] = ()
    values: tuple[ValueRow, ...] | None = None
    head: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that the spans ascend, lie apart and lie in the text."""
        place = 0
        for span in self.spans:
            if span.start < place or span.end > len(self.text):
                raise ValueError(
                    f"article {self.id}: {span} overlaps another span or the text's end"
                )
            place = span.end


def find_annotations(paths: Sequence[Path]) -> list[Path]:
    """List the ``.ann`` files that the paths name or hold, in order.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a path is a folder without ``.ann`` files
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
        found = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
        if not found:
            raise ValueError(f"{path}: no .ann file in this folder")
        files.extend(found)
    return files


def read_annotations(paths: Sequence[Path], *, schema: Schema) -> list[AnnotatedArticle]:
    """Read ``.ann`` files and folders of them.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a file is malformed or uses a label that the schema lacks
    """
    return [read_annotation(file, schema=schema) for file in find_annotations(paths)]


def read_annotation(file: Path, *, schema: Schema) -> AnnotatedArticle:
    """Read one ``.ann`` file.

    :raises ValueError: if it is malformed; the sentence names file, line and column
    """
    try:
        content = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: not UTF-8 (byte {error.start})") from error
    try:
        return parse_annotation(content, schema=schema)
    except ValueError as error:
        raise ValueError(f"{file}, {error}") from error


def parse_annotation(content: str, *, schema: Schema) -> AnnotatedArticle:
    """Read the content of an ``.ann`` file.

    :raises ValueError: if it is malformed; the sentence names line and column
    """
    first, _, rest = content.partition("\n")
    if not rest.startswith("\n"):
        raise ValueError("line 2: expected an empty line after the JSON head")
    body = rest[1:]
    head = _parse_head(first)
    text, spans = _parse_body(body, schema)
    try:
        return make_article(head, text, spans, schema=schema)
    except ValueError as error:
        raise ValueError(f"line 1: {error}") from error


def make_article(
    head: Mapping[str, Json], text: str, spans: Sequence[Span], *, schema: Schema
) -> AnnotatedArticle:
    """Bring a head, a text and its spans together.

    :param head: the keys of an annotation's head
    :param text: the article
    :param spans: ascending, apart, over code points of the text
    :param schema: the article types that are allowed
    :raises ValueError: if the head's type, date, appointments or values are wrong, or the spans
        overlap
    """
    kind = head.get("article_type")
    if schema.article_types and kind not in schema.article_types:
        known = ", ".join(schema.article_types)
        raise ValueError(f"article_type is {json.dumps(kind)}; allowed are {known}")
    return AnnotatedArticle(
        id=str(head.get("id", "")),
        text=text,
        spans=tuple(spans),
        article_type=str(kind),
        published=_parse_date(head.get("published")),
        appointments=_parse_rows(head.get("appointments", [])),
        values=_parse_values(head.get("values"), text, spans),
        head=head,
    )


def format_annotation(article: AnnotatedArticle) -> str:
    """Return the content of the article's ``.ann`` file; ``parse_annotation`` reads it back."""
    parts: list[str] = []
    place = 0
    for span in article.spans:
        inside = article.text[span.start : span.end]
        parts.append(f"{article.text[place : span.start]}<{span.label}>{inside}</{span.label}>")
        place = span.end
    published = article.published.isoformat() if article.published else None
    head = {"id": article.id, "article_type": article.article_type, "published": published}
    rows = {"appointments": article.appointments} if article.appointments else {}
    head_line = json.dumps({**head, **rows, **article.head}, ensure_ascii=False)
    return f"{head_line}\n\n{''.join(parts)}{article.text[place:]}"


def _parse_head(line: str) -> dict[str, Json]:
    try:
        head = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"line 1, column {error.colno}: the head is no JSON: {error.msg}"
        ) from error
    if not isinstance(head, dict):
        raise ValueError(
            'line 1: the head must be a JSON object, such as {"article_type": "other"}'
        )
    return head


def _parse_date(value: Json) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"published is {value!r}; expected YYYY-MM-DD or null") from None


def _parse_rows(rows: Json) -> tuple[Row, ...]:
    problem = "appointments must be rows of official, position and organisation (or null)"
    if not isinstance(rows, list):
        raise ValueError(problem)
    parsed: list[Row] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 3:
            raise ValueError(f"{problem}, got {json.dumps(row, ensure_ascii=False)}")
        if not all(surface is None or isinstance(surface, str) for surface in row):
            raise ValueError(f"{problem}, got {json.dumps(row, ensure_ascii=False)}")
        official, position, organisation = (None if s is None else str(s) for s in row)
        parsed.append((official, position, organisation))
    return tuple(parsed)


def _parse_values(rows: Json, text: str, spans: Sequence[Span]) -> tuple[ValueRow, ...] | None:
    if rows is None:
        return None
    surfaces = [text[s.start : s.end] for s in spans if s.label in (DATE, QUANTITY)]
    parsed: list[ValueRow] = []
    for row in rows if isinstance(rows, list) else [rows]:
        match row:
            case [str(surface), None | dict() as value]:
                parsed.append((surface, value))
            case _:
                shown = json.dumps(row, ensure_ascii=False)
                raise ValueError(f"values must be rows of a surface and an object, got {shown}")
    if [surface for surface, _ in parsed] != surfaces:
        raise ValueError(
            f"values name {len(parsed)} surfaces, which are not the {len(surfaces)} dates and "
            "quantities of the text in their order"
        )
    return tuple(parsed)


def _parse_body(body: str, schema: Schema) -> tuple[str, list[Span]]:
    _check_tags(body, schema)
    parts: list[str] = []
    spans: list[Span] = []
    opened: tuple[str, int, int] | None = None  # label, start in the text, place in the body
    length = place = 0
    for match in _TAG.finditer(body):
        parts.append(body[place : match.start()])
        length += match.start() - place
        place = match.end()
        label = match.group(2)
        where = _where(body, match.start())
        if label not in schema.entity_labels:
            known = ", ".join(schema.entity_labels)
            raise ValueError(f"{where}: the label {label} is not in the schema; it has {known}")
        if not match.group(1):
            if opened:
                raise ValueError(
                    f"{where}: <{label}> opens inside <{opened[0]}>; spans do not nest"
                )
            opened = (label, length, match.start())
        elif opened is None or opened[0] != label:
            raise ValueError(f"{where}: </{label}> closes what is not open")
        else:
            _check_surface(parts[-1], where)
            spans.append(Span(start=opened[1], end=length, label=label))
            opened = None
    if opened:
        raise ValueError(f"{_where(body, opened[2])}: <{opened[0]}> is never closed")
    text = "".join(parts) + body[place:]
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("line 3: the text is not in NFC, which annotated files must be")
    return text, spans


def _check_tags(body: str, schema: Schema) -> None:
    """Refuse what was meant as a tag and is none, such as ``<Date>`` or ``<DATE >``."""
    for match in _MISSPELT_TAG.finditer(body):
        if match.group(1).upper() in schema.entity_labels and not _TAG.fullmatch(match.group()):
            problem = f"{match.group()} is no tag; write labels in capitals, without spaces"
            raise ValueError(f"{_where(body, match.start())}: {problem}")


def _check_surface(surface: str, where: str) -> None:
    if not surface or surface != surface.strip() or "\n" in surface:
        raise ValueError(
            f"{where}: the span {surface!r} is empty, has white space at its edge "
            "or runs over a line"
        )


def _where(body: str, offset: int) -> str:
    """Name line and column, from 1, of an offset in the body, which begins at line 3."""
    line = body.count("\n", 0, offset) + 3
    return f"line {line}, column {offset - body.rfind(chr(10), 0, offset)}"
