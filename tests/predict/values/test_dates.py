"""Dates: every form of the table, the years that a text leaves out, lengths of time."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.values.dates import read_date
from predict.values.forms import FORMS

DAY = date(2019, 6, 1)


def read(text: str, published: date | None = DAY) -> str | None:
    value = read_date(text, published=published)
    if value is None:
        return None
    return value.duration or f"{value.start}/{value.end}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 12/3/2018", "2018-03-12/2018-03-12"),
        ("12-3-2018", "2018-03-12/2018-03-12"),
        ("12/3/18", "2018-03-12/2018-03-12"),
        ("2-9-45", "1945-09-02/1945-09-02"),
        ("ngày 2-9 năm 1945", "1945-09-02/1945-09-02"),
        ("18/5-2017", "2017-05-18/2017-05-18"),
        ("ngày 12 tháng 3 năm 2018", "2018-03-12/2018-03-12"),
        ("ngày mười một tháng mười năm 2018", "2018-10-11/2018-10-11"),
        ("tháng 3/2018", "2018-03-01/2018-03-31"),
        ("tháng tư năm 2018", "2018-04-01/2018-04-30"),
        ("tháng 4 - 6/2018", "2018-04-01/2018-06-30"),
        ("tháng 11 - 3/2018", "2017-11-01/2018-03-31"),
        ("11/2017 - 3/2018", "2017-11-01/2018-03-31"),
        ("quý III/2018", "2018-07-01/2018-09-30"),
        ("năm 2018", "2018-01-01/2018-12-31"),
        ("2011 - 2015", "2011-01-01/2015-12-31"),
        ("năm học mới 2017 - 2018", "2017-09-01/2018-05-31"),
        ("9 tháng đầu năm 2018", "2018-01-01/2018-09-30"),
        ("9 tháng năm 2018", "2018-01-01/2018-09-30"),
        ("9 đầu năm 2018", "2018-01-01/2018-09-30"),
        ("sáu tháng cuối năm 2018", "2018-07-01/2018-12-31"),
        ("hai quý đầu năm 2018", "2018-01-01/2018-06-30"),
        ("nửa cuối năm 2018", "2018-07-01/2018-12-31"),
        ("đầu năm 2018", "2018-01-01/2018-03-31"),
        ("giữa năm 2018", "2018-05-01/2018-08-31"),
        ("cuối năm 2018", "2018-10-01/2018-12-31"),
        ("đầu tháng 2/2018", "2018-02-01/2018-02-10"),
        ("trung tuần tháng 2/2018", "2018-02-11/2018-02-20"),
        ("cuối tháng 2/2018", "2018-02-21/2018-02-28"),
        ("14 -15/5/2018", "2018-05-14/2018-05-15"),
        ("14/6/1957 - 14/6/2017", "1957-06-14/2017-06-14"),
        ("30/4/2018 - 1/5/2018", "2018-04-30/2018-05-01"),
        ("2018-10-05", "2018-10-05/2018-10-05"),
        ("2018/10/05", "2018-10-05/2018-10-05"),
        ("2018.10.5", "2018-10-05/2018-10-05"),
        ("ngày 2018-3-5", "2018-03-05/2018-03-05"),
        ("2018 - 10 - 05", "2018-10-05/2018-10-05"),
        ("2018/10/05 - 2018/10/07", "2018-10-05/2018-10-07"),
        ("2018-10-05 - 2018-10-07", "2018-10-05/2018-10-07"),
        ("2018-10-05-2018-10-07", "2018-10-05/2018-10-07"),
        ("2018-10-05/2018-10-07", "2018-10-05/2018-10-07"),
        ("27.7.1999/27.7.2019", "1999-07-27/2019-07-27"),
        ("27-2-1955-27-2-2019", "1955-02-27/2019-02-27"),
        ("2018-10", "2018-10-01/2018-10-31"),
        ("2018/03", "2018-03-01/2018-03-31"),
        ("2010-10", "2010-10-01/2010-10-31"),
        ("2018-01 - 2018-06", "2018-01-01/2018-06-30"),
        ("2018-12-31 - 2/1/2019", "2018-12-31/2019-01-02"),
        ("2015 - 6/2016", "2015-01-01/2016-06-30"),
        ("1/7/2015 - 2016", "2015-07-01/2016-12-31"),
    ],
)
def test_reads_what_the_text_gives(text: str, value: str) -> None:
    assert read(text, published=None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 30/7", "2019-07-30/2019-07-30"),  # 59 days ahead
        ("1/8", "2018-08-01/2018-08-01"),  # 61 days ahead
        ("ngày 18 tháng 5", "2019-05-18/2019-05-18"),
        ("29/2", "2016-02-29/2016-02-29"),
        ("tháng 7", "2019-07-01/2019-07-31"),
        ("tháng 9 năm nay", "2019-09-01/2019-09-30"),
        ("tháng 8", "2018-08-01/2018-08-31"),
        ("quý 4", "2019-10-01/2019-12-31"),
        ("6 tháng cuối năm", "2019-07-01/2019-12-31"),
        ("10 - 25/12", "2018-12-10/2018-12-25"),
        ("30/4-1/5", "2019-04-30/2019-05-01"),
        ("đầu tháng 4", "2019-04-01/2019-04-10"),
    ],
)
def test_the_year_comes_from_the_day_of_the_article(text: str, value: str) -> None:
    assert read(text) == value
    assert read(text, published=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2018", "13/13", "30/02", "0/0", "quý VII/2018", "tháng 15", "năm 20200",
        "2020 - 2015", "năm học 2017 - 2020", "rằm tháng 8", "12 tháng Giêng", "ngày 12",
        "13 tháng đầu năm", "năm", "4 - 6/2015", "9-12/2018", "3 - 5 ngày", "cuối năm", "2015-20",
        "", "-", "tháng", "99/99/9999", "2018-13-05", "2018-02-30", "2018-10/05", "2018-1005",
        "20181005", "2018-10-05t08:30", "2018-10-05 08:30", "2018-10-05t08:30:00+07:00",
        "2018-w05", "2018-123", "3018-10-05", "2018-10-05 - 07", "2018/10/05-10/07",
        "2015-16", "2019-20", "2009-10", "2005-05-", "1999-01", "2018-5", "2018.10", "2018-00",
        "2015 - 30/6", "2015 - tháng 6", "năm 2015 - quý II", "30/4/2018 - 1/5", "3/5 - 2018",
        "2017-01-2018", "01-2017-2018", "1-2-3-2018", "2018/2019", "2018-10-07 - 2018-10-05",
        "28 - 3/5/2018", "tháng 5 - 4/2018",
    ],
)  # fmt: skip
def test_what_is_not_certain_has_no_value(text: str) -> None:
    assert read(text) is None


def test_every_form_has_its_examples() -> None:
    for _, reader in FORMS:
        examples = re.findall(r"``(.+?)``", reader.__doc__ or "")
        assert examples, reader.__name__
        for example in examples:
            assert read(example.replace("–", "-")) is not None, example


def test_a_range_takes_its_year_from_its_end_only() -> None:
    assert read("25/12 - 5/1/2019") == "2018-12-25/2019-01-05"
    assert read("25/12/2018 - 5/1") is None


WRITTEN_DAYS = st.tuples(
    st.dates(date(1930, 1, 1), date(2030, 12, 31)),
    st.sampled_from("/-."),
    st.sampled_from(["", "02"]),
    st.booleans(),
)


def write_day(day: date, sign: str, width: str, year_first: bool) -> str:
    parts = [f"{day.day:{width}}", f"{day.month:{width}}", str(day.year)]
    return sign.join(reversed(parts) if year_first else parts)


@given(WRITTEN_DAYS)
def test_a_day_is_read_back(written: tuple[date, str, str, bool]) -> None:
    value = read_date(write_day(*written), published=None)
    assert value is not None
    assert value.start == value.end == written[0].isoformat()


@given(WRITTEN_DAYS, st.integers(0, 400), st.sampled_from([" - ", "-", " -"]))
def test_two_days_are_read_back(
    written: tuple[date, str, str, bool], length: int, joint: str
) -> None:
    first, sign, width, year_first = written
    last = first + timedelta(days=length)
    sides = [write_day(day, sign, width, year_first) for day in (first, last)]
    assert read(joint.join(sides)) == f"{first}/{last}"


@given(st.integers(1000, 2999), st.integers(0, 99), st.sampled_from(["-", "/"]))
def test_a_year_and_two_digits_are_its_month_or_nothing(year: int, n: int, sign: str) -> None:
    value = read(f"{year}{sign}{n:02}")
    assert value is None or value.startswith(f"{year}-{n:02}-01/{year}-{n:02}-")


@pytest.mark.parametrize("text", ["-" * 10_000, "1-" * 5_000, "một " * 2_500, "2018-" * 2_000])
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.process_time()
    assert read(text) is None
    assert time.process_time() - begin < 0.1


@given(st.dates(date(2005, 1, 1), date(2030, 12, 31)), st.integers(-300, 60))
def test_a_day_without_a_year_is_the_nearest_one(published: date, days: int) -> None:
    day = published + timedelta(days=days)
    value = read_date(f"ngày {day.day}/{day.month}", published=published)
    assert value is not None
    if (day.month, day.day) != (2, 29):
        assert value.start == day.isoformat()
