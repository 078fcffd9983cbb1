import pytest

from predict.query.clauses import Clause, reviewed
from predict.query.facts import DateFact, QuantityFact

YEAR_2018, HALF, OCTOBER = (
    ("2018-01-01", "2018-12-31"),
    ("2018-01-01", "2018-06-30"),
    ("2018-10-01", "2018-10-31"),
)
DAYS = {
    "năm 2018": YEAR_2018,
    "năm 2017": ("2017-01-01", "2017-12-31"),
    "năm 2020": ("2020-01-01", "2020-12-31"),
    "năm 2015": ("2015-01-01", "2015-12-31"),
    "6 tháng đầu năm 2018": HALF,
    "ngày 12/10": ("2018-10-12", "2018-10-12"),
    "nhiệm kỳ 2015 - 2020": ("2015-01-01", "2020-12-31"),
}


def dates_in(text: str) -> list[DateFact]:
    found = [
        DateFact(
            article="a", number=0, start=text.lower().index(one), surface=one, day_from=first,
            day_to=last,
        )
        for one, (first, last) in DAYS.items()
        if one in text.lower()
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.start)


def clause(text: str) -> Clause:
    """Read a text whose quantity stands between stars."""
    start = text.index("*")
    surface = text[start + 1 : text.rindex("*")]
    bare = text.replace("*", "")
    quantity = QuantityFact(
        article="a", number=1, start=start, surface=surface, indicator="thu ngân sách", value=1,
        to=None, of=None, unit="VND",
    )  # fmt: skip
    return Clause.of(quantity, text=bare, dates=dates_in(bare))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Năm 2018, thu ngân sách đạt *80 tỷ đồng*.", YEAR_2018),
        ("Thu ngân sách năm 2018 đạt *80 tỷ đồng*, bằng 101% kế hoạch.", YEAR_2018),
        ("Thu ngân sách đạt *80 tỷ đồng* (năm 2018) so với năm 2017.", YEAR_2018),
        ("Thu ngân sách đạt *80 tỷ đồng* trong năm 2018.", YEAR_2018),
        ("Từ 70 tỷ đồng (năm 2017) tăng lên *80 tỷ đồng* (năm 2018).", YEAR_2018),
        ("So với năm 2017, thu ngân sách đạt *80 tỷ đồng*.", None),
        ("Thu ngân sách đạt *80 tỷ đồng*, tăng so với năm 2017.", None),
        ("Họp năm 2018. Thu ngân sách đạt *80 tỷ đồng*.", None),
        ("Họp năm 2018; thu ngân sách đạt *80 tỷ đồng*.", None),
        ("Ngày 12/10, huyện cho biết thu ngân sách đạt *80 tỷ đồng*.", None),
        ("Tính đến ngày 12/10, thu ngân sách đạt *80 tỷ đồng*.", ("2018-10-12", "2018-10-12")),
        ("Nhiệm kỳ 2015 - 2020, thu ngân sách đạt *80 tỷ đồng*.", None),
        ("Thu ngân sách 9 tháng đạt *80 tỷ đồng*.", ("2018-01-01", "2018-09-30")),
        ("Thu ngân sách sáu tháng đạt *80 tỷ đồng*.", HALF),
        ("Thu ngân sách 11 tháng đạt *80 tỷ đồng*.", ("2017-01-01", "2017-11-30")),
        ("Thu ngân sách 12 tháng đạt *80 tỷ đồng*.", YEAR_2018),
        ("Thu ngân sách cả năm đạt *80 tỷ đồng*.", YEAR_2018),
        ("Thu ngân sách 24 tháng đạt *80 tỷ đồng*.", None),
        ("Thu ngân sách 0 tháng đạt *80 tỷ đồng*.", None),
        ("Thu ngân sách đạt *80 tỷ đồng*.", None),
    ],
)
def test_the_period_that_a_clause_names(text: str, days: tuple[str, str] | None) -> None:
    assert clause(text).days(published="2018-10-12") == days


def test_a_clause_may_be_long() -> None:
    words = "rất nhiều chữ " * 200
    one = clause(f"Họp năm 2017; năm 2018 {words}thu ngân sách đạt *80 tỷ đồng*.")
    assert one.days(published="2018-10-12") == YEAR_2018
    assert one.before.startswith(" năm 2018 rất nhiều")
    assert one.sentence.startswith("Họp năm 2017; năm 2018")


def test_months_of_an_article_of_january_are_those_before() -> None:
    whole = clause("Thu ngân sách cả năm đạt *80 tỷ đồng*.")
    assert whole.days(published="2019-01-08") == YEAR_2018
    half = clause("Thu ngân sách 6 tháng đạt *80 tỷ đồng*.")
    assert half.days(published="2018-06-28") == HALF
    assert half.days(published=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu năm 2018 thu ngân sách đạt *80 tỷ đồng*.",
        "Mục tiêu là thu ngân sách đạt *80 tỷ đồng*.",
        "Thu ngân sách phải đạt *80 tỷ đồng*.",
        "Nghị quyết đặt ra thu ngân sách *80 tỷ đồng*.",
        "Đến năm 2020, thu ngân sách đạt *80 tỷ đồng*.",
    ],
)
def test_what_shall_be_reached(text: str) -> None:
    one = clause(text)
    assert one.is_aim(one.days(published="2018-10-12"), published="2018-10-12")


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2018, thu ngân sách đạt *80 tỷ đồng*, vượt mục tiêu.",
        "Vượt mục tiêu đầu năm, thu ngân sách năm 2018 đạt *80 tỷ đồng*.",
        "Phấn đấu nhiều. Thu ngân sách đạt *80 tỷ đồng*.",
        "Năm 2017, thu ngân sách đạt *80 tỷ đồng*.",
    ],
)
def test_what_was_reached(text: str) -> None:
    one = clause(text)
    assert not one.is_aim(one.days(published="2018-10-12"), published="2018-10-12")
    assert not one.is_aim(None, published=None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Thu ngân sách trên địa bàn huyện đạt *8 tỷ đồng*.", ("huyện", None)),
        ("Thu ngân sách của xã Nà Pán đạt *8 tỷ đồng*.", ("xã", "Nà Pán")),
        ("Toàn tỉnh thu 9 tỷ đồng, riêng huyện Yên Lũng *8 tỷ đồng*.", ("huyện", "Yên Lũng")),
        ("Thu trên địa bàn huyện đạt 9 tỷ đồng; hộ nghèo còn *8%*.", ("huyện", None)),
        ("Thu trên địa bàn huyện đạt 9 tỷ đồng. Hộ nghèo còn *8%*.", None),
        ("Bí thư Huyện ủy báo cáo thu ngân sách đạt *8 tỷ đồng*.", None),
        ("Thu ngân sách của huyện Yên Lũng (tỉnh Hà Giang) đạt *8 tỷ*.", ("huyện", "Yên Lũng")),
    ],
)
def test_the_place_that_a_sentence_names(text: str, place: tuple[str, str | None] | None) -> None:
    assert clause(text).where() == place


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Huyện ủy tổng kết năm 2018\nĐại biểu đến dự.", YEAR_2018),
        ("Hội nghị.\nHuyện sơ kết công tác 6 tháng đầu năm 2018, bàn việc năm 2020.", HALF),
        ("Huyện triển khai nhiệm vụ năm 2018.", None),
        ("Tổng kết nhiệm kỳ 2015 - 2020.", None),
        ("Đánh giá và giao việc năm 2020.", None),
        ("Tin dài. " * 80 + "Huyện ủy tổng kết năm 2018.", None),
    ],
)
def test_the_period_that_an_article_reviews(text: str, days: tuple[str, str] | None) -> None:
    assert reviewed(text, dates_in(text), published="2018-12-28") == days
