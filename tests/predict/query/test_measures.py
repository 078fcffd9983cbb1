import pytest

from predict.query.measures import Measure, asked_measures

NAMES = [
    "thu ngân sách",
    "tổng thu ngân sách nhà nước",
    "tổng thu ngân sách nhà nước / kế hoạch",
    "thu ngân sách xã",
    "hộ nghèo",
    "tỷ lệ hộ nghèo",
    "tỷ lệ hộ cận nghèo",
    "tỷ lệ hộ nghèo / giảm so với năm trước",
    "diện tích gieo trồng lúa",
    "sản lượng lúa",
    "sản lượng ngô",
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("thu ngân sách", {"thu ngân sách", "tổng thu ngân sách nhà nước"}),
        ("TONG THU NGAN SACH", {"thu ngân sách", "tổng thu ngân sách nhà nước"}),
        ("hộ nghèo", {"hộ nghèo", "tỷ lệ hộ nghèo"}),
        ("tỉ lệ hộ cận nghèo", {"tỷ lệ hộ cận nghèo"}),
        ("diện tích lúa", {"diện tích gieo trồng lúa"}),
        ("sản lượng", {"sản lượng lúa", "sản lượng ngô"}),
        ("lượng", {"sản lượng lúa", "sản lượng ngô"}),
        ("lợi nhuận", set()),
        ("nghe", set()),
    ],
)
def test_which_names_are_meant(asked: str, found: set[str]) -> None:
    assert asked_measures(asked, NAMES) == found


def test_shares_of_a_plan() -> None:
    assert Measure.read("thu ngân sách / kế hoạch").is_of_plan
    assert Measure.read("thu ngân sách / dự toán").is_of_plan
    assert not Measure.read("thu ngân sách / tăng so với kế hoạch").is_of_plan
    assert not Measure.read("thu ngân sách").is_of_plan


def test_a_name_that_is_all_opening_stays() -> None:
    assert Measure.read("tổng").key == "tong"
