"""Label Studio's exports, in full and JSON-MIN, and the tasks that it imports."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.annotated import AnnotatedArticle
from data.formats import form_of, read_articles
from data.formats.forms import Reading
from data.formats.label_studio import FORM, PREDICTED
from predict.errors import InputError
from predict.records import Span

TEXT = "📰 Lò Thị Én 👏, Bí thư"
PERSON = Span(start=2, end=11, label="PER")
JOB = Span(start=15, end=21, label="JOB")


def region(start: int, end: int, label: str, text: str | None = None) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


def choice(*names: str, from_name: str = "type") -> dict[str, Any]:
    value = {"choices": names}
    return {"from_name": from_name, "to_name": "text", "type": "choices", "value": value}


def task(*rows: dict[str, Any], key: str = "annotations", **more: object) -> dict[str, Any]:
    return {"id": 7, "data": {"text": TEXT}, key: [{"result": [*rows], **more}], "meta": {}}


IN_UNITS = (region(3, 12, "PER", "Lò Thị Én"), region(17, 23, "JOB", "Bí thư"))
IN_CODE_POINTS = (region(2, 11, "PER", "Lò Thị Én"), region(15, 21, "JOB", "Bí thư"))
UNSAID = (region(3, 12, "PER"), region(17, 23, "JOB", ""))


def write(folder: Path, *tasks: dict[str, Any]) -> Path:
    file = folder / "x.json"
    file.write_text(json.dumps(tasks), encoding="utf-8")
    return file


def read(
    file: Path,
    notes: list[str] | None = None,
    *,
    form: str | None = None,
    columns: tuple[str, str] = ("text", "type"),
    above: float = 0,
) -> list[AnnotatedArticle]:
    assert form or form_of(file) is FORM
    told = [] if notes is None else notes
    reading = Reading(notes=told.append, columns=columns, above=above)
    return read_articles([file], reading=reading, form=form)


@pytest.mark.parametrize("rows", [IN_UNITS, IN_CODE_POINTS, UNSAID])
@pytest.mark.parametrize("key", ["annotations", "completions"])
def test_offsets_are_units_or_code_points_as_the_surfaces_say(
    tmp_path: Path, rows: Sequence[dict[str, Any]], key: str
) -> None:
    (article,) = read(write(tmp_path, task(*rows, choice("họp"), key=key)))
    assert article.spans == (PERSON, JOB)
    assert (article.id, article.text, article.article_type) == ("7", TEXT, "họp")
    assert article.knows_spans


def test_types_alone_say_nothing_of_spans(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, task(choice("họp")), task()))
    assert (first.article_type, first.knows_spans) == ("họp", False)
    assert (second.article_type, second.knows_spans) == (None, False)
    (third,) = read(write(tmp_path, task()))
    assert (third.spans, third.knows_spans) == ((), True)


def test_who_skipped_a_task_or_has_not_seen_it(tmp_path: Path) -> None:
    notes: list[str] = []
    file = write(
        tmp_path,
        task(*IN_UNITS),
        task(*IN_UNITS, was_cancelled=True),
        {"id": 8, "data": {"text": "a"}, "annotations": [], "predictions": [{"result": []}]},
    )
    assert len(read(file, notes)) == 1
    assert notes == [f"{file}: left out: 1 tasks that were skipped, 1 tasks without annotations"]


def test_of_several_annotations_the_ground_truth_or_the_last(tmp_path: Path) -> None:
    def of(label: str, day: int, **more: object) -> dict[str, Any]:
        return {"result": [region(3, 12, label)], "updated_at": f"2021-03-0{day}T01:02:03Z", **more}

    base = {"data": {"text": TEXT}}
    file = write(
        tmp_path,
        {**base, "annotations": [of("A", 2), of("B", 3), of("C", 4, was_cancelled=True)]},
        {**base, "annotations": [of("A", 2, ground_truth=True), of("B", 3)]},
    )
    notes: list[str] = []
    found = read(file, notes)
    assert [article.spans[0].label for article in found] == ["B", "A"]
    left_out = "2 annotations that are neither ground truth nor the last of a task"
    assert notes == [f"{file}: left out: {left_out}"]


def test_results_that_are_neither_spans_nor_types(tmp_path: Path) -> None:
    relation = {"from_id": "a", "to_id": "b", "type": "relation", "direction": "right"}
    of_region = {**choice("sure"), "value": {"start": 3, "end": 12, "choices": ["sure"]}}
    unnamed = {**region(0, 1, ""), "value": {"start": 0, "end": 1, "text": "a"}}
    notes: list[str] = []
    file = write(tmp_path, task(*IN_UNITS, relation, of_region, unnamed))
    (article,) = read(file, notes)
    assert article.spans == (PERSON, JOB)
    assert article.article_type is None
    kinds = "1 results of the kind relation, 1 results of the kind choices"
    assert notes == [f"{file}: left out: {kinds}, 1 regions without a label"]


def test_the_text_and_the_type_where_there_are_several(tmp_path: Path) -> None:
    row = {**task(choice("họp"), choice("vui", from_name="mood")), "data": {"a": "x", "b": "y"}}
    with pytest.raises(
        InputError, match=r"item 1: data: which key holds the text\? there are a, b"
    ):
        read(write(tmp_path, row))
    (article,) = read(write(tmp_path, row), columns=("b", "mood"))
    assert (article.text, article.article_type) == ("y", "vui")
    with pytest.raises(InputError, match=r"item 1: choices of type, mood; name the one"):
        read(write(tmp_path, row), columns=("b", "kind"))
    (article,) = read(write(tmp_path, {**task(choice("họp", from_name="x")), "data": {"c": "z"}}))
    assert (article.text, article.article_type) == ("z", "họp")


def minimal(day: int = 1, **more: object) -> dict[str, Any]:
    of_min = {"annotator": 1, "annotation_id": day, "created_at": "2021-03-01", "lead_time": 2.5}
    return {"text": TEXT, "id": 7, **of_min, "updated_at": f"2021-03-0{day}", **more}


def test_the_minimal_form(tmp_path: Path) -> None:
    labels = [row["value"] for row in IN_UNITS]
    file = write(tmp_path, minimal(label=labels, type="họp", source="báo", published="2021-03-04"))
    (article,) = read(file)
    assert article.spans == (PERSON, JOB)
    assert (article.id, article.article_type) == ("7", "họp")
    assert article.head["source"] == "báo"
    assert "lead_time" not in article.head
    assert article.published == date(2021, 3, 4)
    (article,) = read(write(tmp_path, minimal(kind={"choices": ["họp"]})))
    assert (article.article_type, article.knows_spans) == ("họp", False)


def test_rows_of_one_task_in_the_minimal_form(tmp_path: Path) -> None:
    notes: list[str] = []
    rows = [minimal(2, type="a"), minimal(3, type="b"), minimal(1, type="c")]
    (article,) = read(write(tmp_path, *rows), notes)
    assert article.article_type == "b"
    assert "left out: 2 annotations" in notes[0]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another surface": (
        task(region(3, 12, "PER", "Lò Thị Em")),
        r"item 2: PER \(3-12\) is said to be 'Lò Thị Em', but there stands 'Lò Thị Én', or by code "
        r"points 'ò Thị Én '",
    ),
    "both ways of counting": (
        task(IN_UNITS[0], IN_CODE_POINTS[1]),
        r"item 2: JOB \(15-21\) is said to be 'Bí thư', but there stands",
    ),
    "past the end": (task(region(3, 99, "PER")), r"item 2: PER \(2-97\) is no stretch of the text"),
    "two lines": (
        {**task(region(0, 4, "PER")), "data": {"text": "a.\nB"}},
        r"item 2: PER \(0-4\) 'a.\\nB' runs over a line",
    ),
    "overlap": (task(region(3, 12, "A"), region(6, 12, "B")), r"item 2: A 'Lò Thị Én' .* overlap"),
    "two labels": (
        task({**IN_UNITS[0], "value": {**IN_UNITS[0]["value"], "labels": ["A", "B"]}}),
        r"item 2: A 'Lò Thị Én' \(2-11\) and B 'Lò Thị Én' \(2-11\) overlap",
    ),
    "two types": (task(choice("a", "b")), r"item 2: 2 types \('a', 'b'\)"),
    "two texts": (
        task(IN_UNITS[0], {**IN_UNITS[1], "to_name": "title"}),
        r"item 2: regions of 2 texts \(text, title\)",
    ),
    "a page": (
        task({**IN_UNITS[0], "type": "hypertextlabels"}),
        r"item 2: annotations\[0\]\.result\[0\]: hypertextlabels count in the tree of a page",
    ),
    "no start": (
        task({**IN_UNITS[0], "value": {"end": 3, "labels": ["A"]}}),
        r"item 2: .*value: the key 'start' is missing",
    ),
    "no result": (
        {"data": {"text": "a"}, "annotations": [{}]},
        r"item 2: annotations\[0\]: the key 'result' is missing",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_malformed_files(tmp_path: Path, name: str) -> None:
    row, sentence = WRONG[name]
    with pytest.raises(InputError, match=rf"x\.json, {sentence}"):
        read(write(tmp_path, task(), row))


def test_predictions_are_no_annotations(tmp_path: Path) -> None:
    file = write(tmp_path, task(*IN_UNITS, key="predictions", model_version="m 1", score=0.5))
    sentence = r"of 1 tasks none has annotations; 1 have predictions: --from label-studio-predict"
    with pytest.raises(InputError, match=sentence):
        read(file)
    (article,) = read(file, form=PREDICTED.name)
    assert article.spans == (PERSON, JOB)
    assert (article.head["model"], article.head["score"]) == ("m 1", 0.5)
    with pytest.raises(InputError, match=r"of 1 tasks none has predictions$"):
        read(write(tmp_path, task(*IN_UNITS)), form=PREDICTED.name)


def test_predictions_that_are_not_sure(tmp_path: Path) -> None:
    rows = ({**IN_UNITS[0], "score": 0.9}, {**IN_UNITS[1], "score": 0.7}, choice("họp"))
    file = write(tmp_path, task(*rows[:2], {**rows[2], "score": 0.79}, key="predictions"))
    notes: list[str] = []
    (article,) = read(file, notes, form=PREDICTED.name, above=0.8)
    assert (article.spans, article.article_type) == ((PERSON,), None)
    assert notes == [
        f"{file}: left out: 1 spans with a score below 0.8, 1 types with a score below 0.8"
    ]


ARTICLE = AnnotatedArticle(
    id="a",
    text=TEXT,
    spans=(PERSON, JOB),
    article_type="họp",
    published=date(2021, 3, 4),
    head={"model": "m 1", "score": 0.5},
)
RESULT = [
    {"id": "s0", **IN_UNITS[0]},
    {"id": "s1", **IN_UNITS[1]},
    {"id": "s2", **json.loads(json.dumps(choice("họp")))},
]
DATA = {"text": TEXT, "id": "a", "published": "2021-03-04"}


def test_tasks_that_are_annotated(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert FORM.write is not None
    FORM.write([ARTICLE], file)
    assert json.loads(file.read_text(encoding="utf-8")) == [
        {"data": DATA, "annotations": [{"result": RESULT}]}
    ]


def test_tasks_with_suggestions(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert PREDICTED.write is not None
    PREDICTED.write([ARTICLE], file)
    assert json.loads(file.read_text(encoding="utf-8")) == [
        {
            "data": DATA,
            "predictions": [{"model_version": "m 1", "score": 0.5, "result": RESULT}],
        }
    ]
