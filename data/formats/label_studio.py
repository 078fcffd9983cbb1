"""Label Studio's JSON, in full and JSON-MIN: regions of a text are spans, a choice is the type.

Of several annotations of a task one is taken: the ground truth, or else the one changed last.
Predictions are no annotations: they are a format of their own, to bring what a model has read
into Label Studio, where people correct it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from data.formats.content import first_object
from data.formats.forms import Form, Part, Reading
from data.formats.intake import Intake
from data.formats.items import placed, read_items
from data.formats.regions import Region, find_marks
from data.formats.tasks import write_annotated, write_predicted
from predict.errors import InputError
from predict.parsing import Node
from predict.records import Json

_ANNOTATIONS = ("annotations", "completions")
_PREDICTIONS = "predictions"
_OF_MIN = {"annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"}
_TREES = {"hypertextlabels", "paragraphlabels", "timeserieslabels"}
_MADE = {"model": "model_version", "score": "score"}  # of predictions, by keys of heads
_STALE = {"article_type", "appointments", "values", "indicators"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labelled:
    """What one person, or one model, has said of a task's text."""

    where: str
    task: str
    changed: tuple[bool, str]  # the greatest of a task's is taken
    text: str
    regions: list[Region] = field(default_factory=list)
    has_labels: bool = False
    types: dict[str, list[str]] = field(default_factory=dict)
    head: dict[str, Json] = field(default_factory=dict)


def read_label_studio(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read an export.

    :raises InputError: if it is malformed or nothing in it is annotated
    """
    return _read(file, reading, keys=_ANNOTATIONS)


def read_suggestions(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read the predictions of an export or of tasks that are to be imported.

    :raises InputError: if it is malformed or there are none in it
    """
    return _read(file, reading, keys=(_PREDICTIONS,))


def is_label_studio(file: Path, _reading: Reading) -> bool:
    """Say whether the first object of a file is a task, or a row of JSON-MIN."""
    row = first_object(file)
    keys = (*_ANNOTATIONS, _PREDICTIONS)
    in_full = isinstance(row.get("data"), dict) and any(isinstance(row.get(k), list) for k in keys)
    return in_full or "annotation_id" in row


def _read(file: Path, reading: Reading, *, keys: Sequence[str]) -> list[AnnotatedArticle]:
    intake = Intake(file, reading)
    found: list[_Labelled] = []
    n_items = n_suggested = 0
    for where, node in read_items(file):
        n_items += 1
        n_suggested += bool(node.object.get(_PREDICTIONS))
        with placed(where):
            found += _labelled(node, where, keys=keys, reading=reading, intake=intake)
    if not found:
        there = f"; {n_suggested} have predictions: --from label-studio-predictions reads those"
        raise InputError(
            f"{file}: of {n_items} tasks none has {keys[0]}{there if n_suggested else ''}"
        )
    chosen = _choose(found, intake)
    spans_are_known = any(one.has_labels for one in chosen) or not any(o.types for o in chosen)
    articles = [_article(one, reading, intake) for one in chosen]
    intake.tell()
    return [replace(article, knows_spans=spans_are_known) for article in articles]


def _labelled(
    node: Node, where: str, *, keys: Sequence[str], reading: Reading, intake: Intake
) -> list[_Labelled]:
    """Return what was said of a task, none if it was skipped or nobody has seen it."""
    if "data" not in node.object:
        return [_of_min(node, where, reading)]
    given = next((node[key].items for key in keys if node.get(key)), [])
    kept = [one for one in given if not (one.get("was_cancelled") or Node(value=False)).value]
    if not kept:
        intake.leave_out("tasks that were skipped" if given else f"tasks without {keys[0]}")
    return [_in_full(node, one, where, reading=reading, intake=intake) for one in kept]


def _in_full(task: Node, one: Node, where: str, *, reading: Reading, intake: Intake) -> _Labelled:
    data = task["data"]
    key = _text_key(data, reading)
    regions: list[Region] = []
    has_labels = False
    types: dict[str, list[str]] = defaultdict(list)
    for row in one["result"].items:
        kind, value = row["type"].text, row.get("value")
        if kind in _TREES:
            raise row.error(f"{kind} count in the tree of a page; only a Text tag is read")
        if kind == "labels" and value is not None:
            has_labels = True
            if not _is_sure(row, reading):
                intake.leave_out(f"spans with a score below {reading.above}")
                continue
            named = _regions(value, to_name=row.text_at("to_name") or "")
            regions += named
            intake.leave_out("regions without a label", not named)
        elif kind == "choices" and value is not None and "start" not in value.object:
            if _is_sure(row, reading):
                names = [name.text for name in value["choices"].items]
                types[row.text_at("from_name") or ""] += names
            else:
                intake.leave_out(f"types with a score below {reading.above}")
        else:
            intake.leave_out(f"results of the kind {kind}")
    head = {name: given for name, given in data.object.items() if name not in {key, *_STALE}}
    made = {name: one[old].value for name, old in _MADE.items() if one.get(old)}
    return _Labelled(
        where=where,
        task=where,
        changed=(bool(one.object.get("ground_truth")), _changed(one)),
        text=data[key].text,
        regions=regions,
        has_labels=has_labels,
        types=dict(types),
        head={"id": task.object.get("id", ""), **head, **made},  # type: ignore[dict-item]
    )


def _of_min(node: Node, where: str, reading: Reading) -> _Labelled:
    key = _text_key(node, reading)
    regions: list[Region] = []
    types: dict[str, list[str]] = {}
    head: dict[str, Json] = {}
    has_labels = False
    for name, value in node.object.items():
        if isinstance(value, list) and value and all(_has(one, "labels") for one in value):
            regions += [r for one in node[name].items for r in _regions(one, to_name=name)]
            has_labels = True
        elif _has(value, "choices"):
            types[name] = [one.text for one in node[name]["choices"].items]
        elif name == reading.columns[1] and isinstance(value, str):
            types[name] = [value]
        elif name not in {key, *_OF_MIN, *_STALE}:
            head[name] = value  # type: ignore[assignment]  # any JSON
    return _Labelled(
        where=where,
        task=str(node.object["id"]) if "id" in node.object else where,
        changed=(False, _changed(node)),
        text=node[key].text,
        regions=regions,
        has_labels=has_labels,
        types=types,
        head=head,
    )


def _has(value: object, key: str) -> bool:
    return isinstance(value, dict) and isinstance(value.get(key), list)


def _changed(node: Node) -> str:
    return node.text_at("updated_at") or node.text_at("created_at") or ""


def _is_sure(row: Node, reading: Reading) -> bool:
    score = row.number_at("score")
    return score is None or score >= reading.above


def _text_key(data: Node, reading: Reading) -> str:
    """Return the key of the text: the one that is named, or else the only string."""
    named = reading.columns[0]
    if isinstance(data.object.get(named), str):
        return named
    known = {*_OF_MIN, reading.columns[1]}
    keys = [k for k, v in data.object.items() if isinstance(v, str) and k not in known]
    if len(keys) != 1:
        shown = ", ".join(data.object) or "none"
        raise data.error(
            f"which key holds the text? there are {shown}; name it: --columns text=KEY"
        )
    return keys[0]


def _regions(value: Node, *, to_name: str) -> list[Region]:
    labels = value.get("labels")
    return [
        Region(
            start=value["start"].whole,
            end=value["end"].whole,
            label=label.text,
            surface=value.text_at("text") or None,
            to_name=to_name,
        )
        for label in (labels.items if labels else [])
    ]


def _choose(found: Iterable[_Labelled], intake: Intake) -> list[_Labelled]:
    tasks: dict[str, list[_Labelled]] = defaultdict(list)
    for one in found:
        tasks[one.task].append(one)
    n_others = sum(len(several) - 1 for several in tasks.values())
    intake.leave_out("annotations that are neither ground truth nor the last of a task", n_others)
    return [max(reversed(several), key=lambda one: one.changed) for several in tasks.values()]


def _article(one: _Labelled, reading: Reading, intake: Intake) -> AnnotatedArticle:
    types = {name: names for name, names in one.types.items() if names}
    if len(types) > 1 and reading.columns[1] in types:
        types = {reading.columns[1]: types[reading.columns[1]]}
    if len(types) > 1:
        raise InputError(
            f"{one.where}: choices of {', '.join(types)}; name the one that is the article's "
            "type: --columns type=NAME"
        )
    kind = intake.type_of([name for names in types.values() for name in names], where=one.where)
    with placed(one.where):
        marks = find_marks(one.regions, text=one.text)
    spans = intake.spans(marks, text=one.text, where=one.where)
    with placed(one.where):
        return make_article({**one.head, "article_type": kind}, one.text, spans, schema=None)


_HOLDS = frozenset(
    {
        Part.ids,
        Part.spans,
        Part.types,
        Part.days,
        Part.white_space,
        Part.windows_breaks,
        Part.unicode_form,
    }
)

FORM = Form(
    name="label-studio",
    suffixes=(".json",),
    holds=_HOLDS,
    read=read_label_studio,
    write=write_annotated,
    recognise=is_label_studio,
)

PREDICTED = Form(
    name="label-studio-predictions",
    suffixes=(),
    further_suffixes=(".json",),
    holds=_HOLDS,
    read=read_suggestions,
    write=write_predicted,
    recognise=lambda _file, _reading: False,  # who wants them names them
)
