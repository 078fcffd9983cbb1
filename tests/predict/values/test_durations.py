"""Lengths of time: every unit, halves, chains, and what is none."""

import pytest

from predict.values.durations import read_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("5 năm", "P5Y"),
        ("năm năm", "P5Y"),
        ("hai năm rưỡi", "P2.5Y"),
        ("36 tháng", "P36M"),
        ("mười lăm ngày", "P15D"),
        ("1,5 ngày", "P1.5D"),
        ("48 giờ", "PT48H"),
        ("3 giờ 40 phút", "PT3H40M"),
        ("1 năm 7 tháng", "P1Y7M"),
        ("hai tuần", "P2W"),
        ("hai thập kỷ", "P20Y"),
        ("ba quý", "P9M"),
        ("bốn hôm", "P4D"),
        ("hai phút mười giây", "PT2M10S"),
        ("1.250 ngày", "P1250D"),
        ("1,25 năm", "P1.25Y"),
    ],
)
def test_reads(text: str, duration: str) -> None:
    assert read_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        "",
        "năm",
        "5",
        "3 - 5 ngày",
        "ba đêm",
        "7 tháng 1 năm",
        "1,5 năm 2 tháng",
        "45,,2 ngày",
        "1 quý 2 tháng",
        "1,5 giờ 30 phút",
        "9999999999 năm rưỡi",
        "1,250 ngày",  # a thousand or one and a quarter
    ],
)
def test_is_no_length_of_time(text: str) -> None:
    assert read_duration(text) is None
