"""Values: alone, in their article, and on anything that a text may hold."""

import json
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict import Predictor
from predict.records import DateValue, QuantityValue
from predict.schema import DEFAULT_SCHEMA
from predict.text.document import CanonicalSpan
from predict.values import read_value, read_values
from tests.numerals import spell
from tests.paths import GOLD, needs_gold

OFFICIAL, _, _, DATE, QUANTITY = DEFAULT_SCHEMA.entity_labels


def test_any_spelling_of_spaces_and_dashes_is_read() -> None:
    value = DateValue(start="2015-01-01", end="2020-12-31")
    for text in ("2015 – 2020", "2015\u00a0—\u00a02020", " 2015-2020\n"):
        assert read_value(DATE, text) == value


def test_decomposed_text_is_read() -> None:
    assert read_value(QUANTITY, "12 ty\u0309 \u0111o\u0302\u0300ng") == QuantityValue(
        value=12 * 10**9, unit="VND"
    )


def test_other_labels_have_no_value() -> None:
    assert read_value(OFFICIAL, "năm 2017") is None


@given(st.sampled_from([DATE, QUANTITY]), st.text(), st.none() | st.dates())
def test_any_text_has_a_value_or_none(label: str, text: str, published: date | None) -> None:
    read_value(label, text, published=published)


WORDS = [
    "ngày", "tháng", "năm", "quý", "12", "3,5", "2018", "2018-10-05", "1,250", "/", "-", "tỷ", "tr",
    "k", "2tr500", "đồng", "%", "đầu", "hai",
]  # fmt: skip


@given(
    st.sampled_from([DATE, QUANTITY]),
    st.lists(st.sampled_from(WORDS), max_size=14).flatmap(
        lambda words: st.sampled_from([" ".join(words), "".join(words)])
    ),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_anything_like_a_value_has_one_or_none(label: str, text: str, published: date) -> None:
    value = read_value(label, text, published=published)
    if isinstance(value, DateValue) and value.start and value.end:
        assert date.fromisoformat(value.start) <= date.fromisoformat(value.end)


@given(
    st.lists(st.tuples(st.sampled_from([DATE, QUANTITY]), st.sampled_from(WORDS)), max_size=12),
    st.sampled_from([" ", " đến ", "-", ", "]),
)
def test_every_span_of_an_article_has_a_value_or_none(
    labelled: list[tuple[str, str]], joint: str
) -> None:
    text, spans = "", []
    for label, word in labelled:
        spans.append(CanonicalSpan(start=len(text), end=len(text) + len(word), label=label))
        text += word + joint
    assert len(read_values(text, spans, schema=DEFAULT_SCHEMA)) == len(spans)


@given(st.integers(1, 999_999_999_999))
def test_money_written_out_is_read_back(n: int) -> None:
    value = read_value(QUANTITY, f"{spell(n)} đồng")
    assert value == QuantityValue(value=n, unit="VND")


@pytest.mark.parametrize(
    "text", ["9" * 10_000, "1/" * 5_000, "năm " * 5_000, "-" * 10_000, "một " * 5_000, "1." * 5_000]
)
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.process_time()
    assert read_value(DATE, text, published=date(2019, 1, 1)) is None
    assert read_value(QUANTITY, text) is None
    assert time.process_time() - begin < 0.1


def spans_of(text: str, *surfaces: str) -> list[CanonicalSpan]:
    spans, place = [], 0
    for surface in surfaces:
        place = text.index(surface, place)
        spans.append(CanonicalSpan(start=place, end=place + len(surface), label=DATE))
        place += len(surface)
    return spans


def read_all(text: str, *surfaces: str, published: date | None = None) -> list[str | None]:
    values = read_values(
        text, spans_of(text, *surfaces), schema=DEFAULT_SCHEMA, published=published
    )
    return [value.start if isinstance(value, DateValue) else None for value in values]


def test_the_date_line_gives_the_year() -> None:
    text = "Ngày 12/6/2020, huyện họp. Hạn chót là 30/7. Tháng 5 đã xong, quý IV làm tiếp."
    surfaces = ("Ngày 12/6/2020", "30/7", "Tháng 5", "quý IV")
    assert read_all(text, *surfaces) == ["2020-06-12", "2020-07-30", "2020-05-01", "2020-10-01"]


def test_a_day_of_long_ago_is_no_date_line() -> None:
    text = "Ngày 14/6/1957 là ngày truyền thống. Năm 2017, lễ tổ chức ngày 10/6."
    assert read_all(text, "Ngày 14/6/1957", "Năm 2017", "ngày 10/6") == [
        "1957-06-14", "2017-01-01", None,
    ]  # fmt: skip


def test_parts_of_a_year_share_their_year() -> None:
    text = "Trong 9 tháng đầu năm 2014 thu vượt. 3 tháng cuối năm thu tiếp."
    assert read_all(text, "9 tháng đầu năm 2014", "3 tháng cuối năm") == [
        "2014-01-01", "2014-10-01",
    ]  # fmt: skip


def test_days_of_an_enumeration_share_their_month() -> None:
    text = "Trong các ngày 10, 11 và 12/7 và ngày 5 họp."
    surfaces = ("10", "11", "12/7", "ngày 5")
    read = read_all(text, *surfaces, published=date(2019, 7, 20))
    assert read == ["2019-07-10", "2019-07-11", "2019-07-12", None]


def test_the_day_of_the_article_resolves_a_day_without_a_year(toy_predictor: Predictor) -> None:
    text = "Đoàn kiểm tra của Sở Y tế làm việc từ ngày 05/10 với UBND."
    known = toy_predictor.predict(text, published=date(2020, 10, 7))
    (value,) = [entity.value for entity in known.entities if entity.value]
    assert value.to_dict() == {"start": "2020-10-05", "end": "2020-10-05"}
    assert not any(entity.value for entity in toy_predictor.predict(text).entities)


def test_months_and_numbers_take_what_they_lack_from_the_next_one() -> None:
    text = "Từ tháng 4 đến tháng 6/2015, mỗi nhà từ 5 đến 7 triệu đồng."
    spans = spans_of(text, "tháng 4", "tháng 6/2015")
    for surface in ("5", "7 triệu đồng"):
        start = text.rindex(surface)
        spans.append(CanonicalSpan(start=start, end=start + len(surface), label=QUANTITY))
    spans[2] = CanonicalSpan(start=text.index("5 đến"), end=text.index("5 đến") + 1, label=QUANTITY)
    values = read_values(text, spans, schema=DEFAULT_SCHEMA)
    assert values[0] == DateValue(start="2015-04-01", end="2015-04-30")
    assert values[2] == QuantityValue(value=5_000_000, unit="VND")


def test_days_months_and_quarters_take_the_year_of_the_one_behind_them() -> None:
    text = "Từ ngày 17/9 đến ngày 17/3/2017; từ tháng 11 đến tháng 3/2010; quý I và quý II/2018."
    surfaces = ("ngày 17/9", "ngày 17/3/2017", "tháng 11", "tháng 3/2010", "quý I", "quý II/2018")
    assert read_all(text, *surfaces, published=date(2019, 7, 1)) == [
        "2016-09-17", "2017-03-17", "2009-11-01", "2010-03-01", "2018-01-01", "2018-04-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "joint", "second"),
    [
        ("200", "đến", "300.000 đồng"),
        ("800", "đến", "1 tỷ 200 triệu đồng"),
        ("800", "đến", "1 tỷ đồng"),
    ],
)
def test_a_number_that_may_leave_its_thousands_out_has_no_value(
    first: str, joint: str, second: str
) -> None:
    text = f"từ {first} {joint} {second}"
    place = text.index(second)
    spans = [CanonicalSpan(start=3, end=3 + len(first), label=QUANTITY)]
    spans.append(CanonicalSpan(start=place, end=len(text), label=QUANTITY))
    assert read_values(text, spans, schema=DEFAULT_SCHEMA)[0] is None


def complete(first: str, second: str, joint: str = "đến") -> list[dict[str, object] | None]:
    """Read two quantities that a word joins."""
    text = f"từ {first} {joint} {second}"
    place = len(text) - len(second)
    spans = [
        CanonicalSpan(start=3, end=3 + len(first), label=QUANTITY),
        CanonicalSpan(start=place, end=len(text), label=QUANTITY),
    ]
    values = read_values(text, spans, schema=DEFAULT_SCHEMA)
    return [dict(value.to_dict()) if value else None for value in values]


@pytest.mark.parametrize(
    ("first", "second", "value", "unit"),
    [
        ("5", "7tr đồng", 5_000_000, "VND"),
        ("5", "7tr", 5_000_000, "VND"),
        ("300", "500k", 300_000, "VND"),
        ("30", "50k/suất", 30_000, "VND/suất"),
        ("300k", "500k", 300_000, "VND"),
        ("30k", "50k/suất", 30_000, "VND"),
        ("30 k", "1tr2", 30_000, "VND"),
        ("1,2", "1,5trđ", 1_200_000, "VND"),
        ("22,715", "22,785 VND/USD", 22_715, "VND/USD"),
        ("1,125", "1,831 ha", 1.125, "ha"),
    ],
)
def test_a_number_takes_its_scale_in_each_short_way(
    first: str, second: str, value: float, unit: str
) -> None:
    assert complete(first, second)[0] == {"value": value, "unit": unit}


@pytest.mark.parametrize(
    ("first", "second"),
    [("500", "1tr"), ("1", "1tr2"), ("5", "7,,2 triệu đồng"), ("30", "50k"), ("30k", "50k")],
)
def test_a_number_before_one_that_is_not_clear_has_no_value(first: str, second: str) -> None:
    assert complete(first, second)[0] is None


def test_an_iso_day_gives_the_year() -> None:
    text = "2024-10-05, huyện họp. Hạn chót là 30/11. Từ 10/10 đến 2024-10-12 nghỉ."
    surfaces = ("2024-10-05", "30/11", "10/10", "2024-10-12")
    assert read_all(text, *surfaces) == ["2024-10-05", "2024-11-30", "2024-10-10", "2024-10-12"]


def test_a_plan_for_a_later_year_leaves_the_date_line() -> None:
    text = "Ngày 12/6/2020, huyện họp bàn mục tiêu năm 2025. Hạn chót là 30/7."
    assert read_all(text, "Ngày 12/6/2020", "năm 2025", "30/7")[2] == "2020-07-30"


def test_a_time_of_day_counts_as_its_day() -> None:
    moment = datetime(2019, 6, 15, 8, 30, tzinfo=UTC)
    assert read_value(DATE, "ngày 5/6", published=moment) == DateValue(
        start="2019-06-05", end="2019-06-05"
    )
    assert read_all("ngày 5/6", "ngày 5/6", published=moment) == ["2019-06-05"]


def test_long_gaps_take_no_time() -> None:
    text = f"5/6{' ' * 50_000}x 7/6/2019"
    begin = time.process_time()
    assert read_all(text, "5/6", "7/6/2019") == [None, "2019-06-07"]
    assert time.process_time() - begin < 0.2


def test_published_wins_over_the_date_line() -> None:
    text = "Ngày 12/6/2018 có quyết định. Nay 30/7 hết hạn."
    assert read_all(text, "Ngày 12/6/2018", "30/7", published=date(2019, 7, 1))[1] == "2019-07-30"


@needs_gold
def test_the_gold_values() -> None:
    rows = json.loads((GOLD / "values.json").read_text(encoding="utf-8"))
    wrong = missing = 0
    for row in rows:
        published = date.fromisoformat(row["published"])
        value = read_value(row["label"], row["text"], published=published)
        found = value.to_dict() if value else None
        wrong += found is not None and found != row["expected"]
        missing += found is None and row["expected"] is not None
    assert wrong <= 0.01 * len(rows)
    assert wrong + missing <= 0.03 * len(rows)
