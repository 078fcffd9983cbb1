from dataclasses import replace

import pytest

from predict.query.answers import Event, Figure, Holders, Office
from predict.query.terminal import Answer, tables

from .written import COLLECTION, figures, holders, office

OFFICE = Office(
    person="Lê Thị An",
    person_key="le-thi-an",
    position="Bí thư",
    body="Huyện ủy Sơn Khê",
    body_key="huyen-uy-son-khe",
    first="2018-06-16",
    last="2022-05-19",
    articles=("a-1", "a-2", "a-3", "a-4"),
    spellings=("Lê Thị An", "LÊ THỊ AN"),
)
FIGURE = Figure(
    indicator="hộ nghèo",
    place="huyện Sơn Khê",
    first="2019-01-01",
    last="2019-12-31",
    period_is="named",
    value=8.9,
    to=None,
    unit="%",
    surface="8,9%",
    of_plan="101%",
    article="a-1",
)
EVENT = Event(article="a-1", source="a-1", published="2020-08-14", type="congress")


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text."""
    return [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in text.splitlines()
        if line.startswith("│")
    ]


def test_holders_with_the_first_and_the_last_of_many_articles() -> None:
    shown = tables(Holders(offices=(OFFICE,)), width=80)
    assert rows(shown) == [
        ["1", "Lê Thị An", "Bí thư Huyện ủy Sơn Khê", "2018-06-16", "4"],
        ["", "", "", "2022-05-19", ""],
    ]
    assert shown.splitlines()[-3:] == [" 1 a-1", "   (2 more)", "   a-4"]


def test_three_articles_are_all_named_and_one_day_is_named_once() -> None:
    row = replace(OFFICE, articles=("a-1", "a-2", "a-3"), last=OFFICE.first)
    shown = tables(Holders(offices=(row,)), width=80)
    assert len(rows(shown)) == 1
    assert shown.splitlines()[-3:] == [" 1 a-1", "   a-2", "   a-3"]


def test_who_is_seen_next_to_the_day() -> None:
    before, after = replace(OFFICE, person="Lò Văn Ứng", articles=("b-1",)), OFFICE
    shown = tables(Holders(offices=(OFFICE,), last_before=before, first_after=after), width=80)
    assert [row[:3] for row in rows(shown) if row[0]] == [
        ["1", "before", "Lò Văn Ứng"],
        ["2", "on it", "Lê Thị An"],
        ["3", "after", "Lê Thị An"],
    ]
    assert shown.splitlines()[-7] == " 1 b-1"
    assert "No article" not in shown


def test_nobody_on_the_day() -> None:
    shown = tables(Holders(offices=(), first_after=OFFICE), width=80)
    assert shown.splitlines()[0] == "No article says so of that day."
    assert rows(shown)[0][:3] == ["1", "after", "Lê Thị An"]


def test_a_career_is_a_table_for_each_person() -> None:
    namesake = replace(OFFICE, person_key="le-thi-an-2", body=None, spellings=("Lê Thị An",))
    shown = tables([OFFICE, replace(OFFICE, position="Chủ tịch"), namesake], width=80)
    heads = [line for line in shown.splitlines() if line.startswith("Lê Thị An")]
    assert heads == ["Lê Thị An, 1 of 2 people (also: LÊ THỊ AN)", "Lê Thị An, 2 of 2 people"]
    assert tables([OFFICE], width=80).splitlines()[0] == "Lê Thị An (also: LÊ THỊ AN)"
    assert [row[:2] for row in rows(shown) if row[0]] == [
        ["1", "Bí thư Huyện ủy Sơn Khê"],
        ["2", "Chủ tịch Huyện ủy Sơn Khê"],
        ["1", "Bí thư"],
    ]


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2019-01-01", "2019-12-31", "2019"),
        ("2019-01-01", "2019-06-30", "2019-01 to 2019-06"),
        ("2020-02-01", "2020-02-29", "2020-02"),
        ("2020-02-01", "2020-02-28", "2020-02-01 to 2020-02-28"),
        ("2019-01-01", "2020-12-31", "2019-01 to 2020-12"),
        ("2019-03-04", "2019-03-04", "2019-03-04"),
        (None, None, "no day"),
    ],
)
def test_periods(first: str | None, last: str | None, period: str) -> None:
    shown = tables([replace(FIGURE, first=first, last=last)], width=80)
    assert rows(shown) == [["1", period, "8,9%", "101%"]]
    assert shown.splitlines()[0] == "hộ nghèo, huyện Sơn Khê"
    assert shown.splitlines()[-1] == " 1 a-1"


def test_a_figure_without_a_period_is_marked() -> None:
    day = replace(FIGURE, first="2019-03-04", last="2019-03-04", period_is="published")
    shown = tables([day, replace(FIGURE, place=None, of_plan=None)], width=80)
    assert rows(shown) == [["1", "2019-03-04 *", "8,9%", "101%"], ["1", "2019", "8,9%", ""]]
    assert shown.count("* the day on which the article came out") == 1
    assert "\nhộ nghèo\n" in shown  # a table of its own, of no place


def test_several_indicators_of_one_place_are_named() -> None:
    more = [replace(FIGURE, indicator="tỷ lệ hộ nghèo"), replace(FIGURE, place="xã Khê Hạ"), FIGURE]
    shown = tables([FIGURE, *more], width=80)
    assert [row[2] for row in rows(shown)] == ["hộ nghèo", "tỷ lệ hộ nghèo", "hộ nghèo", "8,9%"]
    heads = [line for line in shown.splitlines() if line[0] not in "┏┃┡│└ "]
    assert heads == ["huyện Sơn Khê", "hộ nghèo, xã Khê Hạ"]


def test_events() -> None:
    undated = replace(EVENT, article="a-2", published=None, type=None)
    assert rows(tables([EVENT, undated], width=80)) == [
        ["2020-08-14", "congress", "a-1"],
        ["no day", "", "a-2"],
    ]


@pytest.mark.parametrize("answer", [[], Holders(offices=())])
def test_nothing(answer: Answer) -> None:
    assert tables(answer, width=80) == "No article says so."


def test_everything_is_shown_as_it_is() -> None:
    odd = "[red]A[/red] :100: \\[x"
    event = replace(EVENT, article=odd)
    assert rows(tables([event], width=80))[0][2] == odd
    row = replace(OFFICE, person="An\x1b[2J\nB", spellings=(), articles=("a\x1b\n[x]",))
    for shown in (tables([row], width=80), tables(Holders(offices=(row,)), width=80)):
        assert "\x1b" not in shown
        assert shown.splitlines()[-1] == " 1 a  [x]"
    assert tables([row], width=80).splitlines()[0] == "An [2J B"


def test_the_written_answers_are_80_columns_wide() -> None:
    answers = COLLECTION.answers
    shown = [tables(holders(question), width=80) for question in answers.holders]
    shown += [tables(list(map(office, career.answer)), width=80) for career in answers.career]
    shown += [tables(figures(question), width=80) for question in answers.figures]
    assert max(len(line) for text in shown for line in text.splitlines()) == 80
    assert not [text for text in shown if "…" in text]
