"""Quantities: value, unit, of and to; what is not certain has none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.values.quantities import read_quantity
from tests.numerals import group, shorten


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 tỷ 345 triệu đồng", {"value": 12_345_000_000, "unit": "VND"}),
        ("86 nghìn đồng/kg", {"value": 86_000, "unit": "VND/kg"}),
        ("1.978/2.093 tấn", {"value": 1978, "of": 2093, "unit": "tấn"}),
        ("183,6/191,2 tỷ đồng", {"value": 183_600_000_000, "of": 191_200_000_000, "unit": "VND"}),
        (
            "42 tỷ đồng/150 tỷ 500 triệu đồng",
            {"value": 42_000_000_000, "of": 150_500_000_000, "unit": "VND"},
        ),
        ("3,1 - 3,7 triệu đồng", {"value": 3_100_000, "to": 3_700_000, "unit": "VND"}),
        ("500 triệu - 1 tỷ đồng", {"value": 500_000_000, "to": 10**9, "unit": "VND"}),
        ("40 triệu đồng / người / năm", {"value": 40_000_000, "unit": "VND/người/năm"}),
        ("ba tỷ đồng", {"value": 3 * 10**9, "unit": "VND"}),
        ("1.450 tỷ", {"value": 1_450 * 10**9, "unit": "VND"}),
        ("12.000 USD", {"value": 12_000, "unit": "USD"}),
        ("ba héc ta", {"value": 3, "unit": "héc ta"}),
        ("năm mươi phần trăm", {"value": 50, "unit": "%"}),
        ("38,4 %", {"value": 38.4, "unit": "%"}),
        ("2 lần/năm", {"value": 2, "unit": "lần/năm"}),
        ("3 tháng/lần", {"value": 3, "unit": "tháng/lần"}),
        ("1/4", {"value": 1, "of": 4, "unit": ""}),
        ("39/39 chi, đảng bộ", {"value": 39, "of": 39, "unit": "chi, đảng bộ"}),
        ("600m2", {"value": 600, "unit": "m2"}),
        ("63 đồng chí", {"value": 63, "unit": "đồng chí"}),
        ("7", {"value": 7, "unit": ""}),
        ("37 đ/c", {"value": 37, "unit": "đ/c"}),
        ("10/12 tỷ 500 triệu đồng", {"value": 10**10, "of": 12_500_000_000, "unit": "VND"}),
        ("5 - 7 tỷ 500 triệu đồng", {"value": 5 * 10**9, "to": 7_500_000_000, "unit": "VND"}),
        ("800.000 - 1,2 triệu đồng", {"value": 800_000, "to": 1_200_000, "unit": "VND"}),
        ("2 nghìn 5 trăm tỷ đồng", {"value": 2_500 * 10**9, "unit": "VND"}),
        ("1,125 ha", {"value": 1.125, "unit": "ha"}),
        ("2 năm/lần", {"value": 2, "unit": "năm/lần"}),
        ("46 tỉnh", {"value": 46, "unit": "tỉnh"}),
        ("3 ngành", {"value": 3, "unit": "ngành"}),
        ("42,318 m3", {"value": 42.318, "unit": "m3"}),
        ("1,125 - 1,831 ha", {"value": 1.125, "to": 1.831, "unit": "ha"}),
        ("20% - 30%", {"value": 20, "to": 30, "unit": "%"}),
        ("5 triệu đồng - 7 triệu đồng", {"value": 5_000_000, "to": 7_000_000, "unit": "VND"}),
    ],
)
def test_reads(text: str, value: dict[str, object]) -> None:
    found = read_quantity(text)
    assert found is not None
    assert found.to_dict() == value


@pytest.mark.parametrize(
    "text",
    [
        "68,,4%", "4,08%%", "1/0/3 hộ", "5/0 hộ", "9 - 5%", "tỷ đồng", "%", "- 5..", "12 tỷ 345",
        "hai mươi năm triệu đồng", "8 bác sĩ/1 vạn dân", "1,000 tấn", "nghìn", "", "İ",
        "200 - 300.000 đồng/ngày", "một triệu hai", "1,831 vụ", "3 tấn rưỡi", "ba phẩy năm tấn",
        "hai đến ba triệu đồng", "mười mấy triệu", "5 tỷ tỷ đồng", "1.240 tỷỷ đồng",
        "1/1,250 vụ", "500 - 1 tỷ đồng", "1.500 - 2 tỷ đồng", "300.000/1 triệu đồng",
        "3 triệu/2 tháng", "500k/3 người", "30% - 20%", "20 m - 30 ha", "1 tỷ trăm triệu",
        "9" * 31 + " đồng",
    ],
)  # fmt: skip
def test_what_is_not_certain_has_no_value(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250,000 đồng", 1_250_000),
        ("1,250,000.50 đồng", 1_250_000.5),
        ("1.250.000,50 đồng", 1_250_000.5),
        ("1,250 đồng", 1_250),
        ("1,000 VND", 1_000),
        ("500,000đ", 500_000),
        ("1.678,41 đồng", 1_678.41),
        ("0,125 đồng", 0.125),
        ("1,250 tỷ đồng", 1_250_000_000),
        (f"{10**28 + 1} đồng", 10**28 + 1),
        ("1.234.567.890.123.456.789 nghìn tỷ đồng", 1234567890123456789 * 10**12),
    ],
)
def test_commas_in_money(text: str, value: float) -> None:
    found = read_quantity(text)
    assert found is not None
    assert found.to_dict() == {"value": value, "unit": "VND"}


@pytest.mark.parametrize(
    "text",
    [
        "1,250 USD", "1,250", "1,250 nghìn đồng", "1.250,000 đồng", "1234,567 đồng", "1,000 tỷ",
        "1,250.000 đồng", "1,250k đồng",
    ],
)  # fmt: skip
def test_commas_that_leave_doubt(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5tr đồng", {"value": 1_500_000, "unit": "VND"}),
        ("1,5 TRĐ", {"value": 1_500_000, "unit": "VND"}),
        ("50tr.đồng", {"value": 50_000_000, "unit": "VND"}),
        ("1tr", {"value": 1_000_000, "unit": "VND"}),
        ("15tr/tháng", {"value": 15_000_000, "unit": "VND/tháng"}),
        ("15 tr / m2", {"value": 15_000_000, "unit": "VND/m2"}),
        ("55trđ/người/năm", {"value": 55_000_000, "unit": "VND/người/năm"}),
        ("5triệuđ/ha", {"value": 5_000_000, "unit": "VND/ha"}),
        ("3,5tỷđồng", {"value": 3_500_000_000, "unit": "VND"}),
        ("2tr USD", {"value": 2_000_000, "unit": "USD"}),
        ("1,2tr lượt", {"value": 1_200_000, "unit": "lượt"}),
        ("500k", {"value": 500_000, "unit": "VND"}),
        ("500K/người", {"value": 500_000, "unit": "VND/người"}),
        ("5k/kg", {"value": 5_000, "unit": "VND/kg"}),
        ("30kđ", {"value": 30_000, "unit": "VND"}),
        ("1.200k đồng", {"value": 1_200_000, "unit": "VND"}),
        ("100k lượt", {"value": 100_000, "unit": "lượt"}),
        ("20.000đ/kg", {"value": 20_000, "unit": "VND/kg"}),
        ("500ng đồng", {"value": 500_000, "unit": "VND"}),
        ("500 ng.đ/ngày", {"value": 500_000, "unit": "VND/ngày"}),
        ("500N đồng", {"value": 500_000, "unit": "VND"}),
        ("1tr2", {"value": 1_200_000, "unit": "VND"}),
        ("2tr500/tháng", {"value": 2_500_000, "unit": "VND/tháng"}),
        ("2tr50k", {"value": 2_050_000, "unit": "VND"}),
        ("100k - 200k lượt", {"value": 100_000, "to": 200_000, "unit": "lượt"}),
        ("300k - 500k", {"value": 300_000, "to": 500_000, "unit": "VND"}),
        ("30 - 50k/suất", {"value": 30_000, "to": 50_000, "unit": "VND/suất"}),
        ("1,2-1,5tr", {"value": 1_200_000, "to": 1_500_000, "unit": "VND"}),
        ("5trđ - 7trđ", {"value": 5_000_000, "to": 7_000_000, "unit": "VND"}),
        ("500k-1tr2/tháng", {"value": 500_000, "to": 1_200_000, "unit": "VND/tháng"}),
        ("300.000 - 500k", {"value": 300_000, "to": 500_000, "unit": "VND"}),
        ("22,540-22,610 đồng/USD", {"value": 22_540, "to": 22_610, "unit": "VND/USD"}),
        ("800,000 - 1,2 triệu đồng", {"value": 800_000, "to": 1_200_000, "unit": "VND"}),
        ("14,20 ng/ml", {"value": 14.2, "unit": "ng/ml"}),
        ("2 cháu N", {"value": 2, "unit": "cháu N"}),
        ("500 kV", {"value": 500, "unit": "kV"}),
        ("12 trạm", {"value": 12, "unit": "trạm"}),
    ],
)
def test_short_scales(text: str, value: dict[str, object]) -> None:
    found = read_quantity(text)
    assert found is not None
    assert found.to_dict() == value


@pytest.mark.parametrize(
    "text",
    [
        "5k", "24K", "4K", "6500K", "128K", "300 K", "3N", "500N", "500 n", "5N/m2", "150nđ",
        "21 NĐ", "6 ng", "6 ng.", "20ng/kg", "24k vàng", "300 k lượt", "12 tr học", "2tr2 hộ",
        "1tr25", "2k3", "500 - 1tr", "30k - 50k", "5 tr.", "2TR-FE", "5trđồngg", "4k/60",
        "4k - 200k lượt", "15 K-League",
    ],
)  # fmt: skip
def test_short_scales_that_leave_doubt(text: str) -> None:
    assert read_quantity(text) is None


THOUSANDS = st.integers(1, 999_999).map(lambda n: 1000 * n)


@given(THOUSANDS, st.sampled_from(["đ", " đồng", "đ/kg", " VNĐ/người/năm"]), st.data())
def test_short_money_is_read_back(n: int, unit: str, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(shorten(n)))
    for text in (written + unit, written.upper() + unit):
        found = read_quantity(text)
        assert found is not None, text
        assert found.value == n
        assert found.unit == "VND" + "".join(unit.partition("/")[1:])


@given(st.lists(THOUSANDS, min_size=2, max_size=2, unique=True), st.data())
def test_ranges_of_short_money_are_read_back(ends: list[int], data: st.DataObject) -> None:
    low, high = sorted(ends)
    sides = [data.draw(st.sampled_from(shorten(n))) for n in (low, high)]
    text = f"{'-'.join(sides)} đồng"
    found = read_quantity(text)
    if sides[0].endswith("ng"):
        assert found is None  # no currency behind it
    else:
        assert found is not None, text
        assert (found.value, found.to) == (low, high)


@given(st.integers(0, 10**22), st.sampled_from([".", ","]))
def test_grouped_money_is_read_back(n: int, sign: str) -> None:
    found = read_quantity(f"{group(n, sign)} đồng")
    assert found is not None
    assert found.to_dict() == {"value": n, "unit": "VND"}


PIECES = [
    "1",
    "2,5",
    "500",
    "1.250",
    "1,250",
    "tr",
    "k",
    "ng",
    ".",
    "đ",
    "đồng",
    " ",
    "/",
    "-",
    "tỷ",
    "5",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_anything_like_short_money_has_a_value_or_none(text: str) -> None:
    found = read_quantity(text)
    if found is not None and found.to is not None:
        assert found.value < found.to


@pytest.mark.parametrize(
    "text",
    ["9" * 10_000, "1k" * 5_000, "5 tr" * 2_500, "a" * 10_000, "5 " + "/a" * 5_000, "1 - " * 2_500],
)
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.process_time()
    read_quantity(text)
    assert time.process_time() - begin < 0.1


@pytest.mark.parametrize("text", ["2½ tấn", "5³ m", "12 ① người", "3 ⅓ ha", "4 x³"])
def test_signs_that_are_no_letters_are_no_unit(text: str) -> None:
    assert read_quantity(text) is None


def test_square_and_cubic_metres_are() -> None:
    value = read_quantity("5 m³")
    assert value is not None
    assert (value.value, value.unit) == (5, "m³")
