"""Lines that shout are read small; names, and lists of names, are left alone."""

import pytest

from predict.text.case import calm


@pytest.mark.parametrize(
    "line",
    [
        "HUYỆN ỦY MƯỜNG LAI SƠ KẾT CÔNG TÁC XÂY DỰNG ĐẢNG",
        "HUYỆN ỦY MƯỜNG LAI: họp BCH KHÓA XXI MỞ RỘNG",
        "Huyện Ủy Mường Lai Sơ Kết Công Tác Và Triển Khai Nhiệm Vụ",
    ],
)
def test_lines_in_capitals_and_in_title_case_are_small(line: str) -> None:
    text = f"Sáng nay\n{line}\nĐồng chí Lò Văn Ứng, Bí thư Huyện ủy, dự."
    read = calm(text)
    assert read == text.replace(line, line.lower())
    assert len(read) == len(text)


@pytest.mark.parametrize(
    "line",
    [
        "LÒ VĂN ỨNG",
        "UBND, HĐND, MTTQ xã Mường Lai họp bàn",
        "Lò Văn Ứng, Mè Thị Soi, Tô Hiền Luyện, Vàng Thị Pàng",
        "Đồng chí Lò Văn Ứng, Bí thư Huyện ủy Mường Lai",
        "Trường Trung học phổ thông Mường Lai",
        "",
        "1. 2. 3.",
    ],
)
def test_other_lines_stay(line: str) -> None:
    assert calm(line) == line
