from pathlib import Path

import pytest

from predict.errors import InputError
from predict.query.arguments import Arguments, Format
from predict.query.printed import Question


def test_what_is_left_out() -> None:
    read = Arguments.read(["a.parquet", "holders", "Bí thư", "--of", "Huyện ủy Sơn Hòa"])
    assert (read.source, read.question, read.asked) == ("a.parquet", Question.holders, "Bí thư")
    assert (read.of, read.on, read.year) == ("Huyện ủy Sơn Hòa", None, None)
    assert (read.form, read.corrections) == (Format.table, None)


def test_what_is_said() -> None:
    read = Arguments.read(["a.jsonl", "events", "congress", "--year", "2020", "--of", "UBND xã"])
    assert (read.question, read.asked, read.year, read.of) == (
        Question.events, "congress", 2020, "UBND xã",
    )  # fmt: skip
    read = Arguments.read(["a", "holders", "x", "--of", "y", "--on", "2020-02-29"])
    assert read.on == "2020-02-29"
    assert Arguments.read(["a", "search", "cầu", "Khê", "Hạ"]).asked == "cầu Khê Hạ"


@pytest.mark.parametrize(
    "line",
    [
        ["--format", "csv", "--corrections", "c.toml", "a", "career", "A"],
        ["a", "--format", "csv", "--corrections", "c.toml", "career", "A"],
        ["a", "career", "A", "--corrections", "c.toml", "--format", "csv"],
        ["--corrections", "c.toml", "a", "career", "--format", "csv", "A"],
    ],
)
def test_flags_may_stand_anywhere(line: list[str]) -> None:
    read = Arguments.read(line)
    assert (read.form, read.corrections) == (Format.csv, Path("c.toml"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "SOURCE, QUESTION; -h says what there is"),
        ("a", "required: QUESTION"),
        ("a what", "invalid choice: 'what'"),
        ("a holders x", "required: --of"),
        ("a holders x --of y --on 2020-13-01", "'2020-13-01' is no day; write it as 2021-07-14"),
        ("a holders x --of y --on 20200101", "'20200101' is no day"),
        ("a events congress --year 20", "'20' is no year; write it as 2021"),
        ("a career", "required: NAME"),
        ("a search", "required: WORD"),
        ("a career x --of y", "unrecognized arguments: --of y"),
        ("a career x --format xml", r"invalid choice: 'xml' \(choose from '?table'?, "),
        ("a figures x --format ftm", "ask for holders or career"),
    ],
)
def test_what_is_wrong(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Arguments.read(line.split())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("-h", ("SOURCE", "holders", "career", "figures", "events", "search", "Exit codes: 0")),
        ("a holders -h", ("OFFICE", "--of BODY", "--on YYYY-MM-DD", "a deputy does not")),
    ],
)
def test_the_help_says_what_there_is(
    line: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        Arguments.read(line.split())
    shown = capsys.readouterr().out
    assert [word for word in words if word not in shown] == []
