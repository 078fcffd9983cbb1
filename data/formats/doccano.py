"""doccano's JSON and JSONL: of sequence labelling, text classification, or both in one project.

Spans stand under ``label`` as ``[start, end, label]`` (``labels``, ``entities`` with offsets by
name, and ``annotations`` in other versions and kinds of projects), types under ``label`` where a
project classifies texts, else under ``cats``. doccano's page counts UTF-16 units, which differs
behind an emoji: what is written counts so and says it (``"offsets": "utf-16"``, which doccano keeps
and exports again); where nothing says it, the edges of words decide, and it is told.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from data.formats.content import first_object
from data.formats.forms import Form, Part, Reading
from data.formats.intake import Intake, Mark
from data.formats.items import placed, read_items
from data.formats.regions import guess_marks
from predict.errors import InputError
from predict.label_studio import Units
from predict.parsing import Node
from predict.records import Json
from predict.whole import write_files

_TEXT = ("text", "data")
_MARKED = ("label", "labels", "entities", "annotations")  # spans, or types
_TYPES = "cats"
_LEFT_OUT = {"relations": "relations", "Comments": "comments", "comments": "comments"}
_STALE = ("appointments", "values", "indicators")  # of spans as they were before
_OFFSETS, _UNITS = "offsets", "utf-16"
_OTHERS = ("outcome", "digest", "annotator", "annotation_id")  # keys of other formats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """What an object holds; ``marks`` is None where no key for spans is there."""

    where: str
    text: str
    marks: list[Mark] | None
    counts_units: bool  # as the object says
    is_classified: bool  # where spans may stand, types stand
    types: list[str]
    head: dict[str, Json]


def read_doccano(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read an export.

    :raises InputError: if it is malformed; the sentence names file and line or item
    """
    intake = Intake(file, reading)
    items: list[_Item] = []
    for where, node in read_items(file):
        with placed(where):
            items.append(_read(node, where, intake))
    if not any(item.marks for item in items) and any(item.is_classified for item in items):
        items = [replace(item, marks=item.marks or None) for item in items]
    articles = [_article(_in_code_points(item, intake), intake) for item in items]
    intake.tell()
    return articles


def write_doccano(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write lines that doccano imports: ``label`` is what a project of one kind is to show.

    Those are the spans; where no article has any, the types. Types beside spans stand under
    ``cats``, which doccano keeps as data of the text and exports again.
    """
    spans_are_known = any(article.knows_spans for article in articles)
    rows = (_row(article, with_spans=spans_are_known) for article in articles)
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    write_files({file: "".join(f"{line}\n" for line in lines)})


def is_doccano(file: Path, _reading: Reading) -> bool:
    """Say whether the first object of a file looks like doccano's."""
    row = first_object(file)
    if not any(isinstance(row.get(key), str) for key in _TEXT) or any(k in row for k in _OTHERS):
        return False
    return any(isinstance(row.get(key), list) for key in (*_MARKED, _TYPES))


def _read(node: Node, where: str, intake: Intake) -> _Item:
    key = next((key for key in _TEXT if key in node.object), _TEXT[0])
    marks, types = _read_marked(node)
    is_classified = bool(types)
    cats = node.get(_TYPES)
    types += [] if cats is None else _names(cats)
    for name, what in _LEFT_OUT.items():
        intake.leave_out(what, len(node[name].items) if node.get(name) else 0)
    for name in _STALE:
        intake.leave_out(name, name in node.object)
    known = {key, *_MARKED, _TYPES, *_LEFT_OUT, *_STALE, "article_type"}
    if counts_units := node.object.get(_OFFSETS) == _UNITS:
        known.add(_OFFSETS)
    head: dict[str, Json] = {
        name: value  # type: ignore[misc]  # any JSON
        for name, value in node.object.items()
        if name not in known
    }
    return _Item(
        where=where,
        text=node[key].text,
        marks=marks,
        counts_units=counts_units,
        is_classified=is_classified,
        types=types,
        head=head,
    )


def _read_marked(node: Node) -> tuple[list[Mark] | None, list[str]]:
    """Return the spans of an object, None if it has no key for them, and the types among them."""
    marks: list[Mark] | None = None
    types: list[str] = []
    found = ""
    for key in _MARKED:
        if (rows := node.get(key)) is None:
            continue
        if isinstance(rows.value, str) or any(isinstance(row.value, str) for row in rows.items):
            types += _names(rows)
            continue
        if marks:
            raise InputError(f"spans stand under {found} and under {key}; take one away")
        marks, found = [_mark(row) for row in rows.items], key
    return marks, types


def _names(node: Node) -> list[str]:
    return [node.value] if isinstance(node.value, str) else [one.text for one in node.items]


def _mark(node: Node) -> Mark:
    if isinstance(node.value, dict):
        if "start_offset" not in node.value:
            raise node.error("no start_offset; export the project with labels by name, as JSONL")
        return node["start_offset"].whole, node["end_offset"].whole, node["label"].text
    if len(node.items) != 3:
        raise node.error("expected [start, end, label]")
    start, end, label = node.items
    return start.whole, end.whole, label.text


def _in_code_points(item: _Item, intake: Intake) -> _Item:
    """Return an item whose marks count code points, however they were counted."""
    units = Units(item.text)
    if not item.marks or units.of(len(item.text)) == len(item.text):
        return item
    marks, were_units = guess_marks(item.marks, text=item.text)
    if item.counts_units:
        marks = [(units.code_points(s), units.code_points(e), by) for s, e, by in item.marks]
    else:
        counted = "UTF-16 units" if were_units else "code points"
        intake.note(f"texts with emoji and the like, whose offsets were read as {counted}")
    return replace(item, marks=marks)


def _article(item: _Item, intake: Intake) -> AnnotatedArticle:
    spans = intake.spans(item.marks or (), text=item.text, where=item.where)
    kind = intake.type_of(item.types, where=item.where)
    with placed(item.where):
        head = {**item.head, "article_type": kind}
        article = make_article(head, item.text, spans, schema=None)
    return replace(article, knows_spans=item.marks is not None)


def _row(article: AnnotatedArticle, *, with_spans: bool) -> dict[str, Json]:
    row: dict[str, Json] = {"id": article.id} if article.id else {}
    row["text"] = article.text
    types: list[Json] = [] if article.article_type is None else [article.article_type]
    if article.knows_spans:
        units = Units(article.text)
        row["label"] = [
            [units.of(one.start), units.of(one.end), one.label] for one in article.spans
        ]
        if units.of(len(article.text)) > len(article.text):
            row[_OFFSETS] = _UNITS
    elif not with_spans and types:
        row["label"] = types
    if with_spans and types:
        row[_TYPES] = types
    if article.published:
        row["published"] = article.published.isoformat()
    return row


FORM = Form(
    name="doccano",
    suffixes=(".jsonl",),
    further_suffixes=(".json",),
    holds=frozenset(
        {
            Part.ids,
            Part.spans,
            Part.types,
            Part.days,
            Part.unknown_spans,
            Part.white_space,
            Part.windows_breaks,
            Part.unicode_form,
        }
    ),
    read=read_doccano,
    write=write_doccano,
    recognise=is_doccano,
)
