"""Lists of names: found below a line that tells of people in office, and nowhere else."""

from collections.abc import Callable
from functools import partial

import pytest

from predict.text.name_lists import find_bare_names
from tests.pace import growth

HEAD = "Ban Thường vụ gồm các đồng chí:"
NAMES = ["Lò Văn Ứng", "Mè Thị Soi", "Tô Hiền Luyện", "Y-Thông Niê", "H'Yên Niê"]


def names_in(text: str) -> list[str]:
    return [text[start:end] for start, end in find_bare_names(text).items()]


@pytest.mark.parametrize(
    "line",
    ["{}", "1. {}", "2) {}", "3/ {}", "(4) {}", "- {}", "+{}", "• {}", "a) {}", "{},", "{}."],
)
def test_names_alone_in_their_lines(line: str) -> None:
    text = "\n".join([HEAD, *map(line.format, NAMES), "Hội nghị kết thúc."])
    assert names_in(text) == NAMES


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_lines_may_be_paragraphs(joint: str) -> None:
    assert names_in(joint.join([HEAD, *NAMES])) == NAMES


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(NAMES),  # no head
        "\n".join(["Kết quả thi chạy:", *NAMES]),  # of no people in office
        "\n".join([HEAD, "Lò Văn Ứng"]),  # one
        "\n".join(["Các đồng chí ở:", "Hà Giang", "Yên Bái", "Lào Cai", "Lò Văn Ứng"]),  # places
        "\n".join([HEAD, "Đồng chí Lò Văn Ứng", "Ông Mè Văn Soi"]),  # not bare
        "\n".join([HEAD, "Lò Văn Ứng, Bí thư", "Mè Thị Soi - Phó Bí thư"]),  # not alone
        "\n".join([HEAD, "Hội nghị kết thúc.", *NAMES]),  # another head between
        "",
        "\n".join(["Lãnh đạo tỉnh trao quà cho các hộ nghèo sau:", *NAMES]),
        "\n".join(["Đại biểu trao thưởng cho các em:", *NAMES]),
        "\n".join(["Cán bộ xã đọc danh sách các nạn nhân:", *NAMES]),
        "\n".join(["Dự có đại biểu các xã.", *NAMES]),
        "\n".join(["Liên hệ cán bộ", "Tin Tức Nổi Bật", "Văn Hóa Xã Hội", "Kinh Tế Thị Trường"]),
        "\n".join(["Cán bộ được điều động:", "Bí Thư Huyện Ủy", "Phó Chủ Tịch Huyện"]),
        "\n".join(["Lãnh đạo huyện đã đi thăm:", "Phiêng Khoài Thượng", "Chiềng Sơn Hạ"]),
    ],
)
def test_what_is_no_such_list(text: str) -> None:
    assert names_in(text) == []


def test_a_head_without_a_colon_is_a_title() -> None:
    assert names_in("\n".join(["ỦY VIÊN BAN THƯỜNG VỤ HUYỆN ỦY", *NAMES])) == NAMES
    assert names_in("\n".join(["Chiều cùng ngày, Ban Thường vụ Huyện ủy họp.", *NAMES])) == []


def test_each_list_has_its_own_head() -> None:
    text = "\n".join(["Các Phó Bí thư:", *NAMES[:2], "Các đội bóng:", *NAMES[2:]])
    assert names_in(text) == NAMES[:2]


@pytest.mark.parametrize("piece", ["An ", "A'"])
def test_long_lines_take_time_in_proportion(piece: str) -> None:
    def prepare(n: int) -> Callable[[], object]:
        return partial(find_bare_names, "\n".join([HEAD, *[piece * n] * 30]))

    assert growth(prepare, 3000) < 3
