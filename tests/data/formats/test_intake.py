"""From what a file marks to the spans of an article, and what is told of the rest."""

from pathlib import Path

import pytest

from data.formats.forms import Overlaps, Reading
from data.formats.intake import Intake, Mark
from predict.errors import InputError
from predict.records import Span
from predict.schema import Schema

TEXT = "Bà Lò Thị Én,\nBí thư Huyện ủy.\nNgày 3/4"
OFFICE = (14, 20, "job title")


def intake(notes: list[str] | None = None, **options: Overlaps | Schema) -> Intake:
    told = [] if notes is None else notes
    return Intake(Path("x.json"), Reading(notes=told.append, **options))  # type: ignore[arg-type]


def test_spans_are_in_order_and_labels_are_names() -> None:
    notes: list[str] = []
    taken = intake(notes)
    marks: list[Mark] = [OFFICE, (3, 12, "PER")]
    assert taken.spans(marks, text=TEXT, where="x") == (
        Span(start=3, end=12, label="PER"),
        Span(start=14, end=20, label="job_title"),
    )
    taken.tell()
    assert notes == ["x.json: labels renamed: 'job title' to job_title"]


def test_white_space_at_edges_is_cut_off_and_told() -> None:
    notes: list[str] = []
    taken = intake(notes)
    (span,) = taken.spans([(2, 14, "A")], text="Bà  Lò Thị É\u00a0n", where="x")
    assert (span.start, span.end) == (4, 14)
    (span,) = taken.spans([(13, 21, "A")], text=TEXT, where="x")
    assert (span.start, span.end) == (14, 20)
    taken.tell()
    assert notes == ["x.json: 2 spans with white space at an edge, which was cut off"]


def test_a_line_broken_inside_a_sentence_is_no_end() -> None:
    broken = "Dự hội nghị có đồng chí Chủ tịch Ủy ban nhân dân\nhuyện Mường Lò và nhiều người.\n"
    start = broken.index("Ủy ban")
    end = broken.index(" và")
    (span,) = intake().spans([(start, end, "ORG")], text=broken * 3, where="x")
    assert (span.start, span.end) == (start, end)


WRONG: dict[str, tuple[list[Mark], str]] = {
    "past the end": ([(35, 41, "A")], r"x, item 2: A \(35-41\) is no stretch .* has 39 characters"),
    "before the start": ([(-1, 2, "A")], r"x, item 2: A \(-1-2\) is no stretch"),
    "empty": ([(3, 3, "A")], r"x, item 2: A \(3-3\) is no stretch"),
    "turned round": ([(5, 3, "A")], r"x, item 2: A \(5-3\) is no stretch"),
    "white space": ([(2, 3, "A")], r"x, item 2: A \(2-3\) holds white space alone"),
    "two lines": ([(21, 35, "A")], r"A \(21-35\) 'Huyện ủy.\\nNgày' runs over a line; mark one"),
    "two that are one": ([(0, 2, "a b"), (3, 5, "a/b")], r"'a b' and 'a/b' would both be a_b"),
    "overlap": ([(0, 5, "A"), (3, 12, "B")], r"A 'Bà Lò' \(0-5\) and B 'Lò Thị Én' \(3-12\) overl"),
}


@pytest.mark.parametrize("name", WRONG)
def test_spans_that_are_none(name: str) -> None:
    marks, sentence = WRONG[name]
    with pytest.raises(InputError, match=sentence):
        intake().spans(marks, text=TEXT, where="x, item 2")


def test_overlaps_that_are_dropped_are_told() -> None:
    notes: list[str] = []
    taken = intake(notes, overlaps=Overlaps.longest)
    spans = taken.spans([(0, 5, "A"), (3, 12, "B")], text=TEXT, where="x")
    assert spans == (Span(start=3, end=12, label="B"),)
    taken.leave_out("relations", 2)
    taken.leave_out("comments", 0)
    taken.tell()
    assert notes == ["x.json: left out: 1 spans that overlap others, 2 relations"]


def test_labels_and_types_that_a_schema_lacks() -> None:
    taken = intake(schema=Schema(entity_labels=("A",), article_types=("b", "c")))
    with pytest.raises(InputError, match=r"^x: the label 'B' is not in the schema; it has A$"):
        taken.spans([(0, 2, "B")], text=TEXT, where="x")
    with pytest.raises(InputError, match=r"^x: the type is 'd'; allowed are b, c$"):
        taken.type_of(["d"], where="x")
    assert taken.type_of(["b", "b"], where="x") == "b"
    assert taken.type_of([], where="x") is None


def test_an_article_has_one_type_with_a_name() -> None:
    with pytest.raises(InputError, match=r"^x: 2 types \('a', 'b'\); an article has one$"):
        intake().type_of(["a", "b"], where="x")
    with pytest.raises(InputError, match=r"^x: the type is ' ', which is no name$"):
        intake().type_of([" "], where="x")


def test_nothing_is_told_of_a_file_that_is_taken_in_whole() -> None:
    notes: list[str] = []
    taken = intake(notes)
    taken.spans([(0, 2, "A")], text=TEXT, where="x")
    taken.tell()
    assert notes == []
