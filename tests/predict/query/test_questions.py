"""Every question about the written collection, asked of each kind of archive."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest

from predict.errors import InputError
from predict.offices.abbreviations import expand
from predict.query.answers import Figure, Holders, Office
from predict.query.bodies import Bodies
from predict.query.questions import Questions
from predict.query.stores.opening import open_store
from tests.predict.archive.conftest import server
from tests.test_collection import plain

from .archived import outcomes, write
from .collection import (
    CareerQuestion,
    EventsQuestion,
    FiguresQuestion,
    HoldersQuestion,
    SearchQuestion,
    read_collection,
)
from .collection import Office as WrittenOffice

__all__ = ["server"]
COLLECTION = read_collection()
ANSWERS = COLLECTION.answers
FORMS = ("sqlite", "postgresql", "parquet", "jsonl")
_SCHEMAS = count()

NEARBY = "a bare body means the one of the district named before it, among several in an article"
FORMER = "an office held before the districts were gone, in a commune whose name another one has"
NULL = "by the guideline nothing in front of a quantity names what it measures"
WRONG = {
    "Bí thư Huyện ủy Lộc An 2020-08-06": NEARBY,
    "nguyen-van-hoa-2": FORMER,
    "thu ngân sách Cửa Lạch": NULL,
    "diện tích lúa huyện Lộc An": NULL,
    "thu ngân sách huyện Trà Nham": NULL,
    "thu ngân sách tỉnh Thạch Giang": NULL,
}
"""What is not answered as a reader does, and why."""


def asked(questions: Sequence[object], *fields: str) -> list[object]:
    """Return questions as parameters of tests; those in ``WRONG`` must fail."""
    found: list[object] = []
    for one in questions:
        title = " ".join(str(getattr(one, field)) for field in fields)
        wrong = pytest.mark.xfail(reason=WRONG.get(title, ""), strict=True)
        found.append(pytest.param(one, id=title, marks=[wrong] if title in WRONG else []))
    return found


@pytest.fixture(scope="module", params=FORMS)
def ask(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Questions]:
    """The collection as an archive, to be asked."""
    folder = tmp_path_factory.mktemp("archive")
    source = write(_named(request, folder), outcomes())
    with closing(open_store(source)) as store:
        yield Questions(store)


def _named(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "postgresql":
        running = request.getfixturevalue("server")
        name = f"asked{next(_SCHEMAS)}"
        with psycopg.connect(running.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{running.url('postgres')}&options=-csearch_path%3D{name}"
    kind: str = request.param
    return f"sqlite:///{folder / 'a.db'}" if kind == "sqlite" else str(folder / f"a.{kind}")


@pytest.fixture(scope="module")
def bodies(ask: Questions) -> dict[str | None, str | None]:
    """By the key of a body, which one it mostly is in the articles."""
    made = Bodies(list(ask.articles()))
    counts: dict[str, Counter[str]] = {}
    for one in COLLECTION.bodies_named:
        key = made.of(expand(one.surface) or one.surface, one.article).key
        counts.setdefault(key, Counter())[one.of] += 1
    return {None: None, **{key: of.most_common(1)[0][0] for key, of in counts.items()}}


Row = tuple[object, ...]


def got(office: Office, bodies: dict[str | None, str | None], *, acts: bool = True) -> Row:
    return (
        plain(office.person),
        plain(office.position),
        bodies.get(office.body_key, office.body_key),
        office.first,
        office.last,
        office.articles,
        office.is_former,
        office.is_acting if acts else None,
    )


def wanted(office: WrittenOffice, *, acts: bool = True) -> Row:
    return (
        plain(COLLECTION.people[office.person]),
        plain(office.position),
        office.body,
        office.first,
        office.last,
        office.articles,
        office.is_former,
        office.is_acting if acts else None,
    )


def in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=str)


@pytest.mark.parametrize("question", asked(ANSWERS.holders, "position", "of", "on"))
def test_holders(
    question: HoldersQuestion, ask: Questions, bodies: dict[str | None, str | None]
) -> None:
    found = ask.holders(question.position, of=question.of, on=question.on)
    assert in_order([got(one, bodies) for one in found.offices]) == in_order(
        [wanted(one) for one in question.answer]
    )
    near = ((question.last_before, found.last_before), (question.first_after, found.first_after))
    for written, seen in near:
        if written or not question.answer:
            assert (seen and got(seen, bodies)) == (written and wanted(written))
    # of namesakes the right one: he is in all the articles
    named = {(one.article, one.of) for one in COLLECTION.people_named}
    for office in question.answer:
        assert all((article, office.person) in named for article in office.articles)


@pytest.mark.parametrize("question", asked(ANSWERS.career, "person"))
def test_career(
    question: CareerQuestion, ask: Questions, bodies: dict[str | None, str | None]
) -> None:
    found = ask.career(question.name)
    people: dict[str, list[Row]] = {}
    for office in found:
        people.setdefault(office.person_key, []).append(got(office, bodies, acts=False))
    written = in_order([wanted(one, acts=False) for one in question.answer])
    assert written in [in_order(rows) for rows in people.values()]
    assert len(people) == list(COLLECTION.people.values()).count(question.name)
    for key in people:
        days = [one.first for one in found if one.person_key == key]
        assert days == sorted(days, key=str)


def figures(found: Sequence[Figure]) -> list[Row]:
    return [
        (one.first, one.last, one.value, one.unit, one.surface, one.article, one.of_plan)
        for one in found
    ]


@pytest.mark.parametrize("question", asked(ANSWERS.figures, "indicator", "of"))
def test_figures(question: FiguresQuestion, ask: Questions) -> None:
    found = ask.figures(question.indicator, of=question.of)
    assert figures(found) == [
        (one.first, one.last, one.value, one.unit, one.surface, one.article, one.of_plan)
        for one in question.answer
    ]
    assert {plain(one.place or "") for one in found} == {plain(question.place)}
    assert all((one.period_is == "published") == (one.first == one.last) for one in found)


@pytest.mark.parametrize("question", asked(ANSWERS.events, "type", "year", "of"))
def test_events(question: EventsQuestion, ask: Questions) -> None:
    found = ask.events(question.type, year=question.year, of=question.of)
    assert tuple(one.article for one in found) == question.answer
    assert {one.type for one in found} <= {question.type}


@pytest.mark.parametrize("question", asked(ANSWERS.search, "words"))
def test_search(question: SearchQuestion, ask: Questions) -> None:
    assert tuple(one.article for one in ask.search(question.words)) == question.answer


def test_no_answer_is_left_out_of_the_list_of_wrong_ones() -> None:
    titles = {
        *(f"{one.position} {one.of} {one.on}" for one in ANSWERS.holders),
        *(one.person for one in ANSWERS.career),
        *(f"{one.indicator} {one.of}" for one in ANSWERS.figures),
        *(f"{one.type} {one.year} {one.of}" for one in ANSWERS.events),
    }
    assert set(WRONG) <= titles


def test_plain_letters_ask_the_same(ask: Questions) -> None:
    written = ask.holders("Bí thư", of="Huyện ủy Trà Nham", on="2019-08-01")
    assert written.offices
    assert ask.holders("bi thu", of="huyen uy tra nham", on="2019-08-01") == written
    assert ask.holders("BÍ THƯ", of="HUYỆN UỶ TRÀ NHAM", on="2019-08-01") == written
    assert ask.career("dang quoc tuan") == ask.career("Đặng Quốc Tuấn")
    assert ask.figures("tong thu ngan sach", of="hoa phu") == ask.figures(
        "thu ngân sách", of="huyện Hòa Phú"
    )
    assert ask.events("congress", of="dang bo huyen son khe") == ask.events(
        "congress", of="Đảng bộ huyện Sơn Khê"
    )


def test_abbreviations_ask_the_same(ask: Questions) -> None:
    full = ask.holders("Chủ tịch", of="Ủy ban nhân dân tỉnh Thạch Giang", on="2024-01-01")
    assert full.offices
    assert ask.holders("Chủ tịch", of="UBND tỉnh Thạch Giang", on="2024-01-01") == full
    assert ask.holders("Chủ tịch UBND", of="UBND tỉnh Thạch Giang", on="2024-01-01") == full


def test_without_a_day_all_holders_by_time(ask: Questions) -> None:
    found = ask.holders("Bí thư", of="Huyện ủy Trà Nham")
    assert [one.person for one in found.offices] == [
        "Phùng Đắc Lợi", "Cao Thị Vân Anh", "Cao Thị Vân Anh",
    ]  # fmt: skip
    assert [one.is_acting for one in found.offices] == [False, True, False]
    assert (found.last_before, found.first_after) == (None, None)


def test_the_holders_of_an_office_are_in_the_careers(ask: Questions) -> None:
    for question in ANSWERS.holders:
        for office in ask.holders(question.position, of=question.of).offices:
            assert office in ask.career(office.person)


def test_a_deputy_holds_no_head_office(ask: Questions) -> None:
    found = ask.holders("Bí thư", of="Tỉnh ủy Thạch Giang")
    assert {one.position for one in found.offices} == {"Bí thư"}


def test_nobody(ask: Questions) -> None:
    assert ask.holders("Bí thư", of="Huyện ủy Không Có", on="2020-01-01") == Holders(offices=())
    assert ask.career("Người Không Có") == []
    assert ask.figures("lợi nhuận ròng", of="huyện Sơn Khê") == []
    assert ask.figures("thu ngân sách", of="huyện Không Có") == []


@pytest.mark.parametrize("given", ["", " ", "!"])
def test_what_holds_no_word_is_refused(given: str, ask: Questions) -> None:
    with pytest.raises(InputError, match="holds no word; name a position"):
        ask.holders(given, of="Huyện ủy Sơn Khê")
    with pytest.raises(InputError, match="holds no word; name a body"):
        ask.holders("Bí thư", of=given)
    with pytest.raises(InputError, match="holds no word; name a person"):
        ask.career(given)
    with pytest.raises(InputError, match="holds no word; name a place"):
        ask.figures("thu ngân sách", of=given)


def test_a_type_that_no_article_has_names_those_there_are(ask: Questions) -> None:
    with pytest.raises(InputError, match="'đại hội' is the type of no article; there are congress"):
        ask.events("đại hội")
