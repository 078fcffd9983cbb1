import csv
import io
import json
from dataclasses import fields, replace

import pytest

from predict.query.answers import Event, Figure, Holders, Office
from predict.query.printed import Form, Question, printed
from predict.query.terminal import Answer, tables

from .test_terminal import EVENT, FIGURE, OFFICE

BEFORE = replace(OFFICE, person="Lò Văn Ứng")
HOLDERS = Holders(offices=(OFFICE, replace(OFFICE, is_acting=True)), last_before=BEFORE)
ANSWERS: list[tuple[Question, Answer, type]] = [
    (Question.holders, HOLDERS, Office),
    (Question.career, [OFFICE], Office),
    (Question.figures, [FIGURE], Figure),
    (Question.events, [EVENT], Event),
    (Question.search, [EVENT], Event),
]


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(("question", "answer", "kind"), ANSWERS)
def test_every_column_in_csv_and_json(question: Question, answer: Answer, kind: type) -> None:
    names = [field.name for field in fields(kind)]
    (row, *_) = json.loads(printed(answer, question=question, form=Form.json))[question]
    assert list(row) == names
    (first, *_) = cells(printed(answer, question=question, form=Form.csv))
    assert list(first) == (["seen", *names] if question is Question.holders else names)
    assert printed(answer, question=question, form=Form.table) == tables(answer, width=80)
    wide = printed(answer, question=question, form=Form.table, width=120)
    assert wide == tables(answer, width=120)


def test_json_holds_everything_in_the_letters_of_the_archive() -> None:
    text = printed(HOLDERS, question=Question.holders, form=Form.json)
    assert '"Lê Thị An"' in text
    found = json.loads(text)
    assert list(found) == ["holders", "last_before", "first_after"]
    assert found["first_after"] is None
    assert found["last_before"]["person"] == "Lò Văn Ứng"
    row = found["holders"][1]
    assert row["articles"] == list(OFFICE.articles)
    assert (row["is_acting"], row["is_former"]) == (True, False)


def test_csv_of_holders_says_on_which_side_of_the_day_they_are_seen() -> None:
    answer = replace(HOLDERS, first_after=OFFICE)
    rows = cells(printed(answer, question=Question.holders, form=Form.csv))
    assert [row["seen"] for row in rows] == ["before", "on", "on", "after"]
    assert [row["is_acting"] for row in rows] == ["0", "0", "1", "0"]
    assert rows[0]["person"] == "Lò Văn Ứng"
    assert rows[0]["articles"] == "a-1; a-2; a-3; a-4"


def test_csv_is_taken_for_utf_8_by_excel_and_ends_without_a_line_break() -> None:
    text = printed([FIGURE], question=Question.figures, form=Form.csv)
    head, row = text.split("\n")
    assert head.startswith("\ufeffindicator,place,")
    assert row == 'hộ nghèo,huyện Sơn Khê,2019-01-01,2019-12-31,named,8.9,,%,"8,9%",101%,a-1'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_spreadsheet_runs_no_cell(start: str) -> None:
    row = replace(OFFICE, body=f"{start}cmd", articles=(f"{start}1", "b"), spellings=())
    (found,) = cells(printed([row], question=Question.career, form=Form.csv))
    assert found["body"] == f"'{start}cmd"
    assert found["articles"] == f"'{start}1; b"
    figure = replace(FIGURE, value=-8.9)  # a number is none that it would run
    (found,) = cells(printed([figure], question=Question.figures, form=Form.csv))
    assert found["value"] == "-8.9"


def test_a_line_break_stays_in_its_cell() -> None:
    row = replace(OFFICE, body="\rHuyện ủy\r\nSơn Khê\n", spellings=())
    (found,) = cells(printed([row], question=Question.career, form=Form.csv))
    assert found["body"] == "\nHuyện ủy\nSơn Khê\n"


@pytest.mark.parametrize("question", list(Question))
def test_nothing_is_a_head_without_rows_and_an_empty_list(question: Question) -> None:
    answer: Answer = Holders(offices=()) if question is Question.holders else []
    assert json.loads(printed(answer, question=question, form=Form.json))[question] == []
    assert cells(printed(answer, question=question, form=Form.csv)) == []
    assert printed(answer, question=question, form=Form.csv).count(",") > 2
