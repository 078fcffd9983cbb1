"""doccano's exports, old and new; what is written, doccano imports."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.annotated import AnnotatedArticle
from data.formats import form_of, read_articles
from data.formats.doccano import FORM
from data.formats.forms import Part, Reading
from predict.errors import InputError
from predict.records import Span

TEXT = "📰 Lò Thị Én, Bí thư"
PERSON = Span(start=2, end=11, label="PER")
JOB = Span(start=13, end=19, label="JOB")
BY_NAME = {"id": 7, "label": "PER", "start_offset": 2, "end_offset": 11, "user": 1}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "x.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def read(file: Path, notes: list[str] | None = None) -> list[AnnotatedArticle]:
    assert form_of(file) is FORM
    told = [] if notes is None else notes
    return read_articles([file], reading=Reading(notes=told.append))


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "labels": [[2, 11, "PER"], [13, 19, "JOB"]]},
        {"text": TEXT, "label": [[13, 19, "JOB"], [2, 11, "PER"]], "Comments": []},
        {"data": TEXT, "label": [[2, 11, "PER"], [13, 19, "JOB"]]},
        {"text": TEXT, "entities": [[2, 11, "PER"], [13, 19, "JOB"]], "cats": []},
        {"text": TEXT, "annotations": [BY_NAME, {**BY_NAME, "label": "PER"}], "meta": {}},
        {"text": TEXT, "entities": [BY_NAME], "relations": []},
    ],
)
def test_spans_under_any_key(tmp_path: Path, row: dict[str, Any]) -> None:
    (article,) = read(write(tmp_path, {"id": 3, **row}))
    by_name = "annotations" in row or "relations" in row
    assert article.spans == ((PERSON,) if by_name else (PERSON, JOB))
    assert (article.id, article.text, article.article_type) == ("3", TEXT, None)
    assert article.knows_spans


@pytest.mark.parametrize("key", ["label", "labels", "annotations"])
def test_a_project_of_types_knows_no_spans(tmp_path: Path, key: str) -> None:
    first, second = read(write(tmp_path, {"text": "a", key: []}, {"text": "b", key: ["họp"]}))
    assert (first.article_type, first.knows_spans) == (None, False)
    assert (second.article_type, second.knows_spans) == ("họp", False)


def test_spans_and_types_of_one_project(tmp_path: Path) -> None:
    row = {"text": TEXT, "cats": ["họp"], "entities": [[2, 11, "PER"]]}
    first, second = read(write(tmp_path, row, {"text": "b", "cats": ["thơ"], "entities": []}))
    assert (first.article_type, first.spans, first.knows_spans) == ("họp", (PERSON,), True)
    assert (second.article_type, second.spans, second.knows_spans) == ("thơ", (), True)


def test_texts_without_a_mark_have_none(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path, {"text": "a", "label": []}))
    assert (article.spans, article.knows_spans) == ((), True)


IN_UNITS, IN_CODE_POINTS = [[3, 12, "PER"]], [[2, 11, "PER"]]
READ_AS = "1 texts with emoji and the like, whose offsets were read as"


@pytest.mark.parametrize(
    ("text", "label", "more", "surface", "told"),
    [
        (TEXT, IN_UNITS, {}, "Lò Thị Én", f"{READ_AS} UTF-16 units"),
        (TEXT, IN_CODE_POINTS, {}, "Lò Thị Én", f"{READ_AS} code points"),
        (TEXT, [*IN_UNITS, [14, 20, "JOB"]], {}, "Lò Thị Én", f"{READ_AS} UTF-16 units"),
        ("👏👏! !", [[4, 5, "X"]], {}, "!", f"{READ_AS} UTF-16 units"),
        ("🎉Ba\u0301 Én", [[1, 4, "X"]], {}, "Ba\u0301", f"{READ_AS} code points"),
        (TEXT, [[2, 11, "X"]], {"offsets": "utf-16"}, "Lò Thị É", None),
        (TEXT[1:], [[1, 10, "X"]], {}, "Lò Thị Én", None),
    ],
)
def test_offsets_are_units_or_code_points_as_the_edges_of_words_say(
    tmp_path: Path,
    text: str,
    label: list[list[object]],
    more: dict[str, str],
    surface: str,
    told: str | None,
) -> None:
    notes: list[str] = []
    file = write(tmp_path, {"text": text, "label": label, **more})
    (article,) = read(file, notes)
    first = article.spans[0]
    assert article.text[first.start : first.end] == surface
    assert [note for note in notes if "emoji" in note] == ([f"{file}: {told}"] if told else [])
    assert "offsets" not in article.head


def test_a_list_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps([{"text": TEXT, "label": ["họp"]}], indent=2), encoding="utf-8")
    (article,) = read(file)
    assert article.article_type == "họp"


def test_what_is_left_out_is_told_and_other_keys_are_kept(tmp_path: Path) -> None:
    relation = {"id": 1, "from_id": 7, "to_id": 8, "type": "holds"}
    row = {
        "text": TEXT,
        "entities": [BY_NAME],
        "relations": [relation],
        "Comments": ["?", "!"],
        "values": [],
        "source": "báo",
        "published": "2021-03-04",
    }
    notes: list[str] = []
    (article,) = read(write(tmp_path, row), notes)
    assert notes[-1] == f"{tmp_path / 'x.jsonl'}: left out: 1 relations, 2 comments, 1 values"
    assert article.head["source"] == "báo"
    assert article.published == date(2021, 3, 4)


MALFORMED: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"label": []}, r"line 2: the key 'text' is missing"),
    "text is a list": ({"text": ["a"], "label": []}, r"line 2: text: expected a string"),
    "short row": ({"text": "a", "label": [[0, 1]]}, r"line 2: label\[0\]: expected \[start, end"),
    "no number": (
        {"text": "a", "label": [["0", 1, "A"]]},
        r"line 2: label\[0\]\[0\]: expected a wh",
    ),
    "no label": (
        {"text": "a", "label": [[0, 1, 3]]},
        r"line 2: label\[0\]\[2\]: expected a string",
    ),
    "labels by number": (
        {"text": "a", "annotations": [{"label": 3, "user": 1}]},
        r"line 2: annotations\[0\]: no start_offset; export",
    ),
    "past the end": ({"text": "a", "label": [[0, 2, "A"]]}, r"line 2: A \(0-2\) is no stretch"),
    "overlap": ({"text": "abc", "label": [[0, 2, "A"], [1, 3, "B"]]}, r"line 2: .* overlap"),
    "two lines": ({"text": "a.\nB", "label": [[0, 4, "A"]]}, r"line 2: A \(0-4\) .* over a line"),
    "two types": ({"text": "a", "label": ["b", "c"]}, r"line 2: 2 types \('b', 'c'\)"),
    "spans twice": (
        {"text": "a", "label": [[0, 1, "A"]], "entities": [[0, 1, "B"]]},
        r"line 2: spans stand under label and under entities",
    ),
    "day": ({"text": "a", "label": [], "published": "4/3"}, r"line 2: published is '4/3'"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_files(tmp_path: Path, name: str) -> None:
    row, sentence = MALFORMED[name]
    with pytest.raises(InputError, match=rf"x\.jsonl, {sentence}"):
        read(write(tmp_path, {"text": "a", "label": []}, row))


def written(folder: Path, *articles: AnnotatedArticle) -> list[dict[str, Any]]:
    file = folder / "out.jsonl"
    assert FORM.write is not None
    FORM.write(articles, file)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_what_is_written_is_what_a_project_shows(tmp_path: Path) -> None:
    full = AnnotatedArticle(
        id="a", text=TEXT, spans=(PERSON,), article_type="họp", published=date(2021, 3, 4)
    )
    bare = AnnotatedArticle(id="", text="x", spans=(), article_type=None)
    typed = AnnotatedArticle(id="", text="y", spans=(), article_type="họp", knows_spans=False)
    assert written(tmp_path, full, bare, typed) == [
        {
            "id": "a",
            "text": TEXT,
            "label": [[3, 12, "PER"]],
            "offsets": "utf-16",
            "cats": ["họp"],
            "published": "2021-03-04",
        },
        {"text": "x", "label": []},
        {"text": "y", "cats": ["họp"]},
    ]
    assert written(tmp_path, typed) == [{"text": "y", "label": ["họp"]}]


def test_what_it_cannot_hold_is_named() -> None:
    article = AnnotatedArticle(
        id="a",
        text=TEXT,
        spans=(PERSON,),
        article_type="họp",
        appointments=(("Én", None, None),),
        head={"source": "báo"},
    )
    assert FORM.losses([article]) == {Part.appointments: 1, Part.heads: 1}


@pytest.mark.parametrize(
    "row",
    [
        {"text": "a", "article_type": "họp"},
        {"text": "a", "entities": [], "outcome": "read", "digest": "x"},
        {"text": "a", "label": [{"start": 0, "labels": ["A"]}], "annotation_id": 3},
        {"data": {"text": "a"}, "annotations": []},
    ],
)
def test_files_of_other_formats(tmp_path: Path, row: dict[str, Any]) -> None:
    assert FORM.recognise is not None
    assert not FORM.recognise(write(tmp_path, row), Reading())
