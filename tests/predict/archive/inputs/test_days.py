from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.inputs.days import read_day

DAY = date(2021, 7, 4)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2021, 7, 4, 23, 59, tzinfo=UTC),
        "2021-07-04",
        " 2021-07-04\n",
        "2021-07-04T23:59:59.123+07:00",
        "2021-07-04 08:30",
        "2021-07-04T20:00:00Z",
        "20210704",
        20210704,
        "04/07/2021",
        "4/7/2021",
        "4-7-2021",
        "04.07.2021",
        "04/07/2021 08:30",
        "04/07/2021, 08:30:15",
    ],
)
def test_days(value: object) -> None:
    found = read_day(value)
    assert found == DAY
    assert type(found) is date


@pytest.mark.parametrize("value", [None, "", " \n", float("nan")])
def test_no_day(value: object) -> None:
    assert read_day(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "hôm qua",
        "2021-02-30",
        "30/02/2021",
        "07/14/2021",
        "4/7-2021",
        "4/7/21",
        "4/7/2021 và 5/7/2021",
        "2021",
        2021,
        1612100812000,  # milliseconds since 1970
        "1612100812000",
        1512041830,
        "2021-W05-1",
        1.5,
        True,
        ["2021-07-04"],
    ],
)
def test_what_is_no_day(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(value)


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S"]),
)
def test_every_day_comes_back(day: date, form: str) -> None:
    words = datetime(day.year, day.month, day.day, tzinfo=UTC).strftime(form)
    assert read_day(words) == day
