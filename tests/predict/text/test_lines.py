"""Line breaks inside of sentences join; headlines, items and paragraphs keep theirs."""

import textwrap

import pytest

from predict.text.document import Document

STORY = """Huyện ủy Mường Lai sơ kết công tác xây dựng Đảng chín tháng đầu năm
Sáng 12/10, Huyện ủy Mường Lai tổ chức hội nghị sơ kết công tác xây dựng Đảng chín tháng đầu năm \
2020. Dự hội nghị có đồng chí Lò Văn Ứng, Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Huyện ủy; đồng chí \
Mè Thị Soi, Phó Bí thư Thường trực; cùng lãnh đạo các phòng, ban và 24 xã, thị trấn.
Theo báo cáo, toàn huyện kết nạp 215 đảng viên mới, đạt 102% kế hoạch năm; thu ngân sách 85,2 tỷ \
đồng. Kết luận hội nghị, đồng chí Bí thư Huyện ủy yêu cầu ba việc:
- Rà soát quy hoạch cán bộ của Mặt trận Tổ quốc và các đoàn thể trước ngày 30/11 theo đúng hướng \
dẫn của Ban Tổ chức Tỉnh ủy.
- Kiểm tra các chi bộ yếu.
Nhân dịp này, Huyện ủy trao giấy khen cho 12 tập thể."""


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_a_text_broken_at_a_column_reads_as_it_did_before(width: int) -> None:
    lines = STORY.split("\n")
    broken = "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)
    assert broken != STORY
    read = Document.of(broken).text
    assert read.replace("\n", " ") == STORY.replace("\n", " ")
    for line in lines[1:]:
        begins = read.index(line[:20])
        # A headline that happens to fill its last line is the one thing that cannot be told.
        assert read[begins - 1] == "\n" or line is lines[1]
    assert read.count("\n") <= len(lines)


def test_an_unbroken_text_keeps_its_lines() -> None:
    assert Document.of(STORY).text == STORY


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("đồng chí Lò Văn Ứng, Phó\nChủ tịch UBND huyện", True),
        ("đồng chí Lò Văn Ứng,\nPhó Chủ tịch UBND huyện", True),
        ("có mặt đồng chí\nLò Văn Ứng", True),
        ("thăm TP.\nvà các huyện", True),
        ("thu ngân sách\n“đạt và vượt”", False),
        ("thu ngân sách\nđạt và vượt", True),
        ("Thu ngân sách đạt kế hoạch.\nvà còn nữa", False),
        ("Thu ngân sách\n\nđạt kế hoạch", False),
        ("Huyện ủy họp bàn nhân sự\nSáng 12/10, Huyện ủy họp", False),
        ("Gồm các đồng chí\n1. Lò Văn Ứng\n2. Mè Thị Soi", False),
        ("Gồm\n- lúa\n+ ngô\n• khoai\na) sắn\n(1) chè", False),
        ("Lò Văn Ứng\nMè Thị Soi\nTô Hiền Luyện\nVàng Thị Pàng", False),
        ("Đồng chí Lò Văn Ứng - Bí thư\nĐồng chí Mè Thị Soi - Phó Bí thư", False),
        ("Ca sĩ Hữu Nguyên\nTai nạn giao thông", False),
        ("Không biết lấy gì đối phó\nLàm việc với xã", False),
        ("Dự có:\nông Lò Văn Ứng, Bí thư\nbà Mè Thị Soi, Phó Bí thư", False),
        ("Chủ trì: Lò Văn Ứng, Bí thư\nthư ký: Mè Thị Soi, Chánh Văn phòng", False),
        ("Bầu:\nđ/c An\nđ/c Bá\nđ/c Hà\nỦy ban nhân dân huyện\nHuyện ủy\nKết quả tốt", False),
        ("bầu.\nHội nghị huyện ủy\nĐại hội thành công\nKết thúc", False),
    ],
)
def test_breaks(text: str, *, joined: bool) -> None:
    read = Document.of(text).text
    assert read == (text.replace("\n", " ") if joined else text)
