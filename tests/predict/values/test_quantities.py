"""Quantities: value, unit, of and to; what is not certain has none."""

import pytest

from predict.values.quantities import read_quantity


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
        "hai đến ba triệu đồng", "mười mấy triệu", "3,5tỷđồng", "5 tỷ tỷ đồng", "1.240 tỷỷ đồng",
    ],
)  # fmt: skip
def test_what_is_not_certain_has_no_value(text: str) -> None:
    assert read_quantity(text) is None
