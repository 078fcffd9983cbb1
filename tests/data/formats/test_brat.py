"""brat's pairs of files."""

from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats import form_of, read_articles
from data.formats.brat import FORM
from data.formats.forms import Part, Reading
from predict.errors import InputError
from predict.records import Span

TEXT = "🎉 Lò Thị Én, Bí thư.\r\nHuyện ủy"
PERSON = Span(start=2, end=11, label="PER")
PLACE = Span(start=22, end=30, label="tổ-chức")
MARKS = """T1\tPER 2 11\tLò Thị Én
T2\ttổ-chức 22 30\tHuyện ủy
R1\tHolds Arg1:T1 Arg2:T2
A1\tSure T1
#1\tAnnotatorNotes T1\tis it?
#2\tAnnotatorNotes T2\tno
*\tSame T1 T2
"""


def write(folder: Path, marks: str, text: str = TEXT) -> Path:
    (folder / "bài 1.txt").write_bytes(text.encode())
    file = folder / "bài 1.ann"
    file.write_bytes(marks.encode())
    return file


@pytest.mark.parametrize("by_folder", [True, False])
def test_entities_are_read_and_the_rest_is_told(tmp_path: Path, by_folder: bool) -> None:
    file = write(tmp_path, MARKS)
    assert form_of(file) is FORM
    notes: list[str] = []
    named = tmp_path if by_folder else file
    (article,) = read_articles([named], reading=Reading(notes=notes.append))
    assert article == AnnotatedArticle(
        id="bài 1", text=TEXT, spans=(PERSON, PLACE), article_type=None
    )
    assert notes == [f"{file}: left out: 1 relations, 1 attributes, 2 notes, 1 equivalences"]


def test_a_text_in_which_nothing_is_marked(tmp_path: Path) -> None:
    (article,) = read_articles([write(tmp_path, "")], reading=Reading())
    assert (article.spans, article.knows_spans) == ((), True)


def test_files_of_this_project_are_none_of_brat(tmp_path: Path) -> None:
    file = write(tmp_path, '\ufeff{"id": "a", "article_type": null}\n\nLò <PER>Én</PER>')
    (article,) = read_articles([file], reading=Reading())
    assert (article.id, article.text) == ("a", "Lò Én")
    assert form_of(file).name == "ann"


def test_line_breaks_of_windows_and_a_byte_order_mark_are_counted(tmp_path: Path) -> None:
    file = write(tmp_path, "T1\tPER 1 3\tLò\r\n", text="\ufeffLò\r\n")
    (article,) = read_articles([file], reading=Reading())
    assert article.text == "\ufeffLò\r\n"
    assert article.spans == (Span(start=1, end=3, label="PER"),)


MALFORMED = {
    "in pieces": (
        "T1\tPER 2 4;5 8\tLò Thị",
        r"line 1: PER 'Lò Thị' \(2 4;5 8\) is in several pieces",
    ),
    "no tab": ("\nT1 PER 2 11 Lò Thị Én", r"line 2: expected T1, a tab, .*; found 'T1 PER"),
    "no number": ("T1\tPER 2 x\tLò", r"line 1: expected T1"),
    "another surface": (
        "T1\tPER 2 11\tLò Thị Em",
        r"line 1: at 2-11 the text reads 'Lò Thị Én', n",
    ),
    "past the end": ("T1\tPER 30 31\t", r"PER \(30-31\) is no stretch of the text, which has 30"),
    "two lines": ("T1\tPER 13 30\tBí thư. Huyện ủy", r"PER \(13-30\) .* runs over a line"),
    "overlap": ("T1\tA 2 4\tLò\nT2\tB 2 8\tLò Thị", r"B 'Lò Thị' \(2-8\) and A 'Lò' .* overlap"),
    "something else": ("X1\tPER 2 4\tLò", r"line 1: expected T1"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_files(tmp_path: Path, name: str) -> None:
    marks, sentence = MALFORMED[name]
    with pytest.raises(InputError, match=rf"bài 1\.ann.*{sentence}"):
        read_articles([write(tmp_path, marks)], reading=Reading())


def test_a_text_that_is_missing(tmp_path: Path) -> None:
    file = write(tmp_path, MARKS)
    file.with_suffix(".txt").unlink()
    with pytest.raises(InputError, match=r"bài 1\.txt: is not there; brat keeps a text"):
        read_articles([file], reading=Reading(), form="brat")


def test_what_is_written(tmp_path: Path) -> None:
    article = AnnotatedArticle(
        id="bài/1", text="a\tb\nc", spans=(Span(start=0, end=3, label="X"),), article_type="họp"
    )
    assert FORM.write is not None
    FORM.write([article], tmp_path / "out")
    assert (tmp_path / "out" / "bài-1.txt").read_text(encoding="utf-8") == "a\tb\nc"
    assert (tmp_path / "out" / "bài-1.ann").read_text(encoding="utf-8") == "T1\tX 0 3\ta b\n"
    assert FORM.losses([article]) == {Part.ids: 1, Part.types: 1}
    with pytest.raises(InputError, match="is there already"):
        FORM.write([article], tmp_path / "out")
