"""What ``python -m predict query`` is told on its command line."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from predict.errors import InputError
from predict.query.printed import Question
from predict.query.stores.opening import FORMS

_DESCRIPTION = f"""Ask an archive that batch has written.

SOURCE is {FORMS}.
QUESTION -h says what each takes. Names may be written with or without marks and capitals."""
_EPILOG = """examples:
  python -m predict query bao.parquet holders "Bí thư" --of "Huyện ủy Sơn Hòa" --on 2019-06-01
  python -m predict query bao.parquet career "Nguyễn Văn Hòa"
  python -m predict query bao.parquet figures "thu ngân sách" --of "huyện Sơn Hòa" --format csv
  python -m predict query bao.parquet events congress --year 2020
  python -m predict query bao.parquet search cầu Khê Hạ

Exit codes: 0 something was found, 1 nothing, 2 wrong use or an archive that cannot be read."""

_QUESTIONS = {
    Question.holders: (
        "who held an office, with the articles that say so",
        "Days are those on which articles came out: from the first to the last that says so. Who "
        "acts for the head of a body holds the office, a deputy does not.",
    ),
    Question.career: ("which offices a person held", "Namesakes are told apart."),
    Question.figures: (
        "what an indicator was, by period",
        "What shall be reached, shares and growth are left out.",
    ),
    Question.events: ("which articles are of a type", "They stand by their days."),
    Question.search: ("which articles hold some words side by side", "They stand by their days."),
}


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    ftm = "ftm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What is asked of which archive. ``asked`` is a position, a name, an indicator, a type, words.

    ``on`` is an ISO day.
    """

    source: str
    question: Question
    asked: str
    of: str | None
    on: str | None
    year: int | None
    form: Format
    corrections: Path | None

    @classmethod
    def read(cls, given: Sequence[str]) -> "Arguments":
        """Read what stands behind ``query``.

        :raises InputError: if something is missing, unknown or of a wrong kind
        :raises SystemExit: after ``--help``
        """
        found = _parser().parse_args(given)
        question, form = Question(found.question), Format(getattr(found, "format", Format.table))
        if form is Format.ftm and question not in (Question.holders, Question.career):
            raise InputError("--format ftm writes who held what; ask for holders or career")
        asked = found.asked
        return cls(
            source=found.source,
            question=question,
            asked=asked if isinstance(asked, str) else " ".join(asked),
            of=getattr(found, "of", None),
            on=getattr(found, "on", None),
            year=getattr(found, "year", None),
            form=form,
            corrections=getattr(found, "corrections", None),
        )


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as other commands do."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; -h says what there is")


def _parser() -> argparse.ArgumentParser:
    anywhere = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    forms = [*map(str, Format)]  # argparse shows members of an enum as code
    anywhere.add_argument("--format", choices=forms, help="table; csv, json; ftm: entities "
        "of FollowTheMoney, of holders and career; without it table")  # fmt: skip
    anywhere.add_argument("--corrections", type=Path, metavar="FILE", help="which people and "
        "bodies are the same and which are not, in TOML")  # fmt: skip
    parser = _Parser(
        prog="python -m predict query",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        parents=[anywhere],
    )
    parser.add_argument("source", metavar="SOURCE", help="the archive")
    questions = parser.add_subparsers(dest="question", metavar="QUESTION", required=True)
    for name, (says, more) in _QUESTIONS.items():
        question = questions.add_parser(
            str(name),
            help=says,
            description=f"{says[:1].upper()}{says[1:]}. {more}",
            allow_abbrev=False,
            parents=[anywhere],
        )
        _add_arguments(question, name)
    return parser


def _add_arguments(parser: argparse.ArgumentParser, question: Question) -> None:
    add = parser.add_argument
    match question:
        case Question.holders:
            add("asked", metavar="OFFICE", help='such as "Bí thư"')
            add("--of", required=True, metavar="BODY", help='such as "Huyện ủy Sơn Hòa"')
            add("--on", type=_day, metavar="YYYY-MM-DD", help="on that day, with who is seen last "
                "before it and first after it; without it all by time")  # fmt: skip
        case Question.career:
            add("asked", metavar="NAME", help='such as "Nguyễn Văn Hòa"')
        case Question.figures:
            add("asked", metavar="INDICATOR", help='such as "thu ngân sách"')
            add("--of", metavar="PLACE", help='such as "huyện Sơn Hòa"')
        case Question.events:
            add("asked", metavar="TYPE", help="such as congress")
            add("--year", type=_year, metavar="YEAR", help="in which they came out")
            add("--of", metavar="BODY", help="that they name")
        case Question.search:
            add("asked", nargs="+", metavar="WORD", help="with or without marks")


def _day(text: str) -> str:
    with suppress(ValueError):
        if date.fromisoformat(text).isoformat() == text:
            return text
    raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2021-07-14")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is no year; write it as 2021")
    return int(text)
