"""Appointments: rules A1 to A5, one example for each way of writing them."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats import read_annotations
from data.formats.ann import parse_annotation
from evaluate.meaning import explain_gold
from predict import Predictor
from predict.offices.link import link
from predict.records import Appointment
from predict.schema import DEFAULT_SCHEMA
from predict.text.document import CanonicalSpan
from tests.pace import growth
from tests.paths import GOLD, ROOT, needs_gold

TAGS = {"O": "OFFICIAL", "P": "POSITION", "R": "ORGANISATION"}


def article_of(short: str) -> AnnotatedArticle:
    """Read a text with the tags O, P and R."""
    for tag, label in TAGS.items():
        short = short.replace(f"<{tag}>", f"<{label}>").replace(f"</{tag}>", f"</{label}>")
    head = '{"id": "a", "article_type": "other"}'
    return parse_annotation(f"{head}\n\n{short}", schema=DEFAULT_SCHEMA)


def canonical(article: AnnotatedArticle) -> list[CanonicalSpan]:
    """Return the spans of an article whose text is canonical as it is."""
    return [CanonicalSpan(start=s.start, end=s.end, label=s.label) for s in article.spans]


def appointments_of(short: str) -> list[Appointment]:
    return list(explain_gold(article_of(short), DEFAULT_SCHEMA).appointments)


def rows_of(short: str) -> list[tuple[str, str, str | None]]:
    return [
        (a.official.text, a.position.text, a.organisation.text if a.organisation else None)
        for a in appointments_of(short)
        if a.official and a.position
    ]


A, B, C = "<O>Lò Văn Ứng</O>", "<O>Mè Thị Soi</O>", "<O>Tô Hiền Luyện</O>"
CHIEF, CHAIR, HEAD = (
    "<P>Bí thư</P> <R>Huyện ủy</R>",
    "<P>Chủ tịch</P> <R>UBND huyện</R>",
    "<P>Trưởng</P> <R>Ban Dân vận Tỉnh ủy</R>",
)
UNG, SOI, LUYEN = "Lò Văn Ứng", "Mè Thị Soi", "Tô Hiền Luyện"
IS_CHIEF, IS_CHAIR, IS_HEAD = (
    ("Bí thư", "Huyện ủy"),
    ("Chủ tịch", "UBND huyện"),
    ("Trưởng", "Ban Dân vận Tỉnh ủy"),
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"{CHIEF} {A} nói", [(UNG, *IS_CHIEF)]),
        (f"Đ/c {A}, {CHIEF}, {CHAIR} chủ trì", [(UNG, *IS_CHIEF), (UNG, *IS_CHAIR)]),
        (f"{A} - {CHIEF} dự", [(UNG, *IS_CHIEF)]),
        (f"{A} ({CHIEF}) và {B} ({CHAIR})", [(UNG, *IS_CHIEF), (SOI, *IS_CHAIR)]),
        (f"ông {A}, 45 tuổi, giữ chức {CHIEF}", [(UNG, *IS_CHIEF)]),
        (f"{A} (46 tuổi, dân tộc Thái), {CHIEF}", [(UNG, *IS_CHIEF)]),
        (f"bà {B} được bầu làm {CHAIR} khóa XX", [(SOI, *IS_CHAIR)]),
        (f"{CHIEF}, {CHAIR} {A}", [(UNG, *IS_CHIEF), (UNG, *IS_CHAIR)]),
        (f"<P>Bí thư</P>, {CHAIR} {A}", [(UNG, "Bí thư", None), (UNG, *IS_CHAIR)]),
        (f"{CHIEF} nhiệm kỳ 2015 - 2020 {A}", [(UNG, *IS_CHIEF)]),
        (f"{A}, {CHIEF} khóa XX, kiêm {CHAIR}", [(UNG, *IS_CHIEF), (UNG, *IS_CHAIR)]),
        (f"{CHIEF} Thiếu tướng, TS {A} nói", [(UNG, *IS_CHIEF)]),
        (
            f"các đồng chí: {A}, {CHIEF}; {B}, {CHAIR}; {C} - {HEAD}",
            [(UNG, *IS_CHIEF), (SOI, *IS_CHAIR), (LUYEN, *IS_HEAD)],
        ),
        (f"{CHIEF} {A}, {CHAIR} {B} cùng dự", [(UNG, *IS_CHIEF), (SOI, *IS_CHAIR)]),
        (f"{A}, {CHIEF}, ông {B}, {CHAIR}", [(UNG, *IS_CHIEF), (SOI, *IS_CHAIR)]),
        (
            f"các <P>Phó Chủ tịch</P>: {A}, {B} và {C}",
            [(name, "Phó Chủ tịch", None) for name in (UNG, SOI, LUYEN)],
        ),
        (
            f"các đ/c {A}, {B} giữ chức <P>Phó Bí thư</P>",
            [(UNG, "Phó Bí thư", None), (SOI, "Phó Bí thư", None)],
        ),
        (
            f"hai <P>Phó Chủ tịch</P> là {A} và {B}",
            [(UNG, "Phó Chủ tịch", None), (SOI, "Phó Chủ tịch", None)],
        ),
        (
            f"các <P>Ủy viên</P> <R>BTV</R>: {A}, {CHIEF}; {B}, {CHAIR}. {C} nói",
            [
                (UNG, "Ủy viên", "BTV"),
                (UNG, *IS_CHIEF),
                (SOI, "Ủy viên", "BTV"),
                (SOI, *IS_CHAIR),
            ],
        ),
        (f"{A}, <P>nguyên Bí thư</P> <R>Huyện ủy</R>", [(UNG, "nguyên Bí thư", "Huyện ủy")]),
        (
            f"đoàn do ông {A}, {CHIEF}, làm <P>Trưởng đoàn</P>",
            [(UNG, *IS_CHIEF), (UNG, "Trưởng đoàn", None)],
        ),
        (f"<P>Chủ tịch</P> xã Khánh Thiện {A} kể", [(UNG, "Chủ tịch", None)]),
        (
            f"<P>Trưởng ban</P>: {A}, <P>Phó Trưởng ban</P>: {B}",
            [(UNG, "Trưởng ban", None), (SOI, "Phó Trưởng ban", None)],
        ),
        (f"{A}, nguyên là <P>Bí thư</P>", [(UNG, "Bí thư", None)]),
        (f"miễn nhiệm {CHAIR} đối với ông {A}", [(UNG, *IS_CHAIR)]),
        (f"bầu ông {A} vào chức vụ {CHAIR}", [(UNG, *IS_CHAIR)]),
        (f"{A} tái đắc cử chức danh {CHIEF}", [(UNG, *IS_CHIEF)]),
        (f"{A} được giao làm {CHIEF}", [(UNG, *IS_CHIEF)]),
        (f"{A} được điều động, bổ nhiệm giữ chức {HEAD}", [(UNG, *IS_HEAD)]),
        (f"{A} được bổ nhiệm {HEAD}", [(UNG, *IS_HEAD)]),
        (f"{A}, {CHAIR}, được chuẩn y giữ chức {CHIEF}", [(UNG, *IS_CHIEF), (UNG, *IS_CHAIR)]),
        (f"{A}, {CHAIR}, giữ nhiệm vụ {CHIEF}", [(UNG, *IS_CHIEF), (UNG, *IS_CHAIR)]),
        (f"{A} thôi giữ chức {CHIEF}, nhận nhiệm vụ {HEAD}", [(UNG, *IS_CHIEF), (UNG, *IS_HEAD)]),
        (f"thay ông {A}, người được điều động làm {HEAD}", [(UNG, *IS_HEAD)]),
        (f"quyết định bổ nhiệm {HEAD} cho ông {A}", [(UNG, *IS_HEAD)]),
        (
            f"Các <P>Phó Chủ tịch</P> được bầu gồm bà {B}, {HEAD}, và ông {C}.",
            [(SOI, "Phó Chủ tịch", None), (SOI, *IS_HEAD), (LUYEN, "Phó Chủ tịch", None)],
        ),
        (f"Bà {B}, {HEAD}, và <P>Trưởng</P> <R>Ban Nội chính</R> cùng trình", [(SOI, *IS_HEAD)]),
        (
            f"Bà {B}, {HEAD}, và <P>Phó Trưởng ban</P> <R>Ban Chỉ đạo</R>",
            [(SOI, *IS_HEAD), (SOI, "Phó Trưởng ban", "Ban Chỉ đạo")],
        ),
    ],
)  # fmt: skip
def test_joins(text: str, rows: list[tuple[str, str, str | None]]) -> None:
    assert sorted(rows_of(text), key=str) == sorted(rows, key=str)


@pytest.mark.parametrize(
    "text",
    [
        f"{CHIEF} yêu cầu báo cáo. Ông {A} ghi nhận",
        f"{A} dự.\n{CHIEF} vắng",
        f"<R>Huyện ủy</R> có <P>Bí thư</P> mới; {A} chúc mừng",
        f"{A} báo cáo với {CHIEF}",
        f"{CHIEF}. Đồng chí {A} phát biểu",
        f"{CHIEF} phát biểu chỉ đạo, ông {A} ghi nhận",
        f"{CHAIR} cho rằng: Ông {A} đã sai",
        f"Thăm gia đình {A}\n{CHIEF} nhấn mạnh",
        f"người khác thay ông {A} làm {CHIEF}",
        f"{CHIEF} cho ông {A} nghỉ",
        f"ông {A} bổ nhiệm {HEAD}",
    ],
)
def test_keeps_apart(text: str) -> None:
    assert rows_of(text) == []


def test_the_organisation_is_the_one_directly_behind() -> None:
    assert rows_of(f"{A}, <P>Bí thư</P>, <R>Huyện ủy</R> mời họp") == [(UNG, "Bí thư", None)]


def test_each_row_stands_once_at_its_first_mention() -> None:
    rows = appointments_of(f"{CHIEF} {A} nói. {CHIEF} {A} nói lại. <P>bí thư</P> {A} về.")
    assert len(rows) == 2
    assert rows[0].official is not None
    assert rows[0].official.start < 30


def test_title_and_person_read_as_a_person_would_write_them() -> None:
    (full, short) = appointments_of(f"{A}, {HEAD}. <P>Trưởng ban</P> <O>Ứng</O> nói")
    assert (full.title, full.person) == ("Trưởng Ban Dân vận Tỉnh ủy", UNG)
    assert (short.title, short.person) == ("Trưởng ban", UNG)


def test_a_headline_gets_the_full_name_that_follows() -> None:
    (row,) = appointments_of(f"<P>Bí thư</P> <O>Ứng</O> về làng\nÔng {A} về.")
    assert row.person == UNG


def test_says_what_dates_and_quantities_mean_and_who_holds_which_office(
    toy_predictor: Predictor,
) -> None:
    text = "Ngày 14/6/2021, đồng chí Trần Văn Ví, Bí thư Huyện ủy, nói thu đạt 1.250,5 tỷ đồng."
    prediction = toy_predictor.predict(text)
    values = {e.text: e.value.to_dict() for e in prediction.entities if e.value}
    assert values == {
        "Ngày 14/6/2021": {"start": "2021-06-14", "end": "2021-06-14"},
        "1.250,5 tỷ đồng": {"value": 1_250_500_000_000, "unit": "VND"},
    }
    (appointment,) = prediction.appointments
    assert (appointment.title, appointment.person) == ("Bí thư Huyện ủy", "Trần Văn Ví")
    rows = prediction.to_dict()["appointments"]
    assert rows == [
        {"official": 1, "position": 2, "organisation": 3, "title": "Bí thư Huyện ủy",
         "person": "Trần Văn Ví"},
    ]  # fmt: skip


GAPS = [" " + "ts." * 45 + "!", " TS. BS. " * 15, " người" * 24 + ";", " và " * 40, "các ông " * 18]


def titles_of(short: str) -> list[tuple[str | None, str]]:
    return [(a.person, a.title) for a in appointments_of(short)]


def test_one_row_for_a_person_and_a_title() -> None:
    text = (
        f"<P>BÍ THƯ</P> <R>HUYỆN ỦY</R> <O>LÒ VĂN ỨNG</O> thăm xã\n{A}, {CHIEF}, dự.\n"
        "<P>Bí thư</P> <R>Huyện ủy</R> <O>Ứng</O> nói."
    )
    assert titles_of(text) == [("LÒ VĂN ỨNG", "BÍ THƯ HUYỆN ỦY")]


def test_two_officials_of_one_given_name() -> None:
    other = "<O>Mè Thị Ứng</O>"
    text = (
        f"{A}, {CHIEF}; {other}, {CHAIR}.\n"
        "<P>Bí thư</P> <O>Ứng</O> nói. <P>Tổ trưởng</P> <O>Ứng</O> cười."
    )
    assert titles_of(text) == [
        ("Lò Văn Ứng", "Bí thư Huyện ủy"),
        ("Mè Thị Ứng", "Chủ tịch UBND huyện"),
        ("Lò Văn Ứng", "Bí thư"),
        ("Ứng", "Tổ trưởng"),
    ]


@pytest.mark.parametrize("mark", ["", "1. ", "- ", "a) ", "+"])
def test_a_list_under_a_plural_title(mark: str) -> None:
    text = (
        f"Các <P>Phó Bí thư</P> <R>Huyện ủy</R>:\n{mark}{A}\n{mark}{B};\n{mark}đồng chí {C}.\nHọp."
    )
    assert rows_of(text) == [(name, "Phó Bí thư", "Huyện ủy") for name in (UNG, SOI, LUYEN)]
    single = f"<P>Bí thư</P> <R>Huyện ủy</R>:\n{mark}đồng chí {A}\n{mark}{B}"
    assert rows_of(single) == [(UNG, "Bí thư", "Huyện ủy")]


@pytest.mark.parametrize("verb", ["xác nhận", "thông tin", "chúc mừng", "bổ sung", "công bố"])
def test_a_title_that_says_something_is_not_that_of_the_next_name(verb: str) -> None:
    assert rows_of(f"<P>Giám đốc</P> <R>Sở Y tế</R> {verb}, ông {A} đã đến.") == []


def test_an_enumeration_in_a_line_ends_with_the_line() -> None:
    text = f"- Các đồng chí <P>Ủy viên</P>: {A}, {CHAIR}; {B};\n- Đồng chí {C}, {HEAD};"
    assert (LUYEN, "Ủy viên", None) not in rows_of(text)
    assert (SOI, "Ủy viên", None) in rows_of(text)


def test_a_list_ends_with_its_last_name() -> None:
    text = f"Danh sách <P>Ủy viên</P>:\n1. {A}\n2. {B}\nCuối cùng, {C} phát biểu."
    assert rows_of(text) == [(UNG, "Ủy viên", None), (SOI, "Ủy viên", None)]


@pytest.mark.parametrize("gap", GAPS)
def test_no_gap_takes_long(gap: str) -> None:
    begin = time.process_time()
    for text in (f"<P>Bí thư</P>{gap}{A}", f"{A}{gap}<P>Bí thư</P>", f"{A}{gap}{B}"):
        rows_of(text)
    assert time.process_time() - begin < 0.2


def test_many_names_take_time_in_proportion() -> None:
    def prepare(n: int) -> Callable[[], object]:
        article = article_of(" ".join([f"{A}, {CHIEF}, {B}, các <P>Ủy viên</P>:"] * n))
        return partial(link, article.text, canonical(article), schema=DEFAULT_SCHEMA)

    assert growth(prepare, 800) < 3


def f1_of(folder: Path) -> float:
    gold = predicted = right = 0
    for article in read_annotations([folder], schema=DEFAULT_SCHEMA):
        surfaces = [article.text[span.start : span.end] for span in article.spans]
        found = {
            (surfaces[o], surfaces[p], None if r is None else surfaces[r])
            for o, p, r in link(article.text, canonical(article), schema=DEFAULT_SCHEMA)
        }
        gold += len(set(article.appointments))
        predicted += len(found)
        right += len(found & set(article.appointments))
    return 2 * right / (gold + predicted)


def test_the_written_corpus_is_linked() -> None:
    assert f1_of(ROOT / "data" / "corpus" / "dev") >= 0.97


@needs_gold
def test_real_articles_are_linked() -> None:
    assert f1_of(GOLD / "dev") >= 0.96
