"""What quantities measure: the rules I1 to I14 of the guideline, one by one."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predict.schema import DEFAULT_SCHEMA, Role
from predict.text.document import CanonicalSpan
from predict.values.indicators import name_indicators
from tests.pace import growth

from .marks import indicators, unmark

NAMED = {
    # I1: the name of a measure in front of the quantity, in its clause
    "Doanh thu của hợp tác xã đạt {4 tỷ đồng}.": ["doanh thu"],
    "Xã trồng {40 ha} ngô, có {96%} số hộ dùng điện.": [None, None],
    "Đoàn chi {60 triệu đồng} mua sách.": [None],
    # I2: what can be followed from one period to the next
    "Giải ngân vốn đầu tư công mới {41%}.": ["giải ngân vốn đầu tư công"],
    "Giải ngân đạt {41%}.": [None],
    "Bể {60 m3}, cầu dài {38 m}, dự án {90 tỷ đồng}.": [None, None, None],
    "Công suất {900 m3/ngày}; nợ quá hạn {0,18%}.": ["công suất", "nợ quá hạn"],
    # I3: counts
    "Chi bộ kết nạp {37 đảng viên}, nữ {5 đồng chí}.": [None, None],
    "Số chi bộ giảm từ {44} còn {36 chi bộ}.": ["số chi bộ", "số chi bộ"],
    "Đàn trâu {740 con}.": ["đàn trâu"],
    "Hộ nghèo giảm từ {96} còn {41 hộ}.": ["hộ nghèo", "hộ nghèo"],
    "Mưa lớn khiến đầu mối giảm còn {12 đơn vị}.": ["đầu mối"],
    "Ban chấp hành {15 đồng chí}, tuổi bình quân {44,6 tuổi}.": [None, "tuổi bình quân"],
    "Người đàn ông {66 tuổi} cười.": [None],
    "Xe khách lao xuống vực, {3 người} chết.": [None],
    # I4: groups, crops and sectors
    "Hộ nghèo còn {4,1%}; nữ chiếm {21%}.": ["hộ nghèo", "nữ / chiếm"],
    "Nữ chiếm {52 ghế}.": [None],
    "Lúa đạt {58 tạ/ha}, quế trồng mới {83 ha}.": ["lúa", "quế"],
    "Công nghiệp tăng {12%}; dịch vụ: {508 tỷ đồng}.": ["công nghiệp / tăng", "dịch vụ"],
    "Nông nghiệp từ {61%} xuống {48%}.": ["nông nghiệp", "nông nghiệp"],
    "Công an kéo giảm tai nạn ít nhất {10%}.": ["tai nạn / giảm"],
    "Xã trả đúng hẹn {97%}.": [None],
    # I5: what is left out in front of a name and behind it
    "Tổng vốn {9 tỷ đồng}.": ["vốn"],
    "Tổng thu {18 tỷ đồng}.": ["tổng thu"],
    "Phấn đấu đến <năm 2025> thu nhập bình quân {65 triệu đồng/người}.": ["thu nhập"],
    "Thu nhập bình quân đầu người <năm 2019> ước đạt {58 triệu đồng}.": [
        "thu nhập bình quân đầu người"
    ],
    "Mục tiêu thu nhập {55 triệu đồng/người}.": ["thu nhập"],
    "🌾 Năng suất lúa bình quân {61 tạ/ha}.": ["năng suất lúa"],
    # I6: where a name ends
    "Hộ nghèo theo chuẩn mới còn {8%}.": ["hộ nghèo"],
    "Thu ngân sách trên địa bàn {12 tỷ đồng}.": ["thu ngân sách"],
    "Thu trên địa bàn đạt {118 triệu đồng}.": ["thu trên địa bàn"],
    "Tỷ lệ lao động qua đào tạo {43%}.": ["tỷ lệ lao động qua đào tạo"],
    "Diện tích cao su toàn huyện còn {900 ha}.": ["diện tích cao su"],
    "Mét đào chuẩn bị sản xuất đạt {17.250m}.": ["mét đào chuẩn bị sản xuất"],
    # I7: letters, and words that say nothing
    "Quỹ Hỗ trợ nông dân đạt {2 tỷ đồng}.": ["Quỹ Hỗ trợ nông dân"],
    "Vốn FDI đăng ký {1,7 tỷ USD}; GDP tăng {6%}.": ["vốn FDI đăng ký", "GDP / tăng"],
    "THU NGÂN SÁCH VƯỢT {21%} KẾ HOẠCH": ["thu ngân sách / vượt"],
    "Tỷ lệ từ {14} đến {19%}, số tiền {3 triệu đồng}.": [None, None, None],
    "Ở xã Lương Hòa gần {3 km}, đường Lương Hòa tốn {186 tỷ đồng}.": [None, None],
    # I8: change and comparison
    "Sản lượng tăng {5%}; tổn thất giảm còn {21,8%}.": ["sản lượng / tăng", "tổn thất"],
    "Nhà máy hạ giá thành vận tải {6.800 đồng/tấn}.": ["giá thành vận tải / hạ"],
    "Tỉnh nâng mức khoán lên {800.000 đồng/ha}.": ["mức khoán"],
    "Tốc độ tăng {15,2%/năm}; thương lượng tăng lương {3 lần}.": ["tốc độ tăng", None],
    "Kinh phí hội nghị cắt giảm {25%}.": ["kinh phí hội nghị / giảm"],
    # I9: what it is compared with
    "Thu ngân sách đạt {75,5%} kế hoạch năm.": ["thu ngân sách / kế hoạch"],
    "Thu ngân sách tăng {5%} so với cùng kỳ.": ["thu ngân sách / tăng so với cùng kỳ"],
    "Tỷ lệ đảng viên cao hơn chỉ tiêu {2,1%}.": ["tỷ lệ đảng viên / cao hơn so với chỉ tiêu"],
    "Doanh thu tăng {5%} so với <năm 2013>.": ["doanh thu / tăng"],
    "Lợi nhuận {3 tỷ đồng} kế hoạch.": ["lợi nhuận"],
    # I10 and I11: a measure goes on
    "Doanh thu {7 tỷ đồng}, bằng {92%} dự toán tỉnh giao, tăng {6%}.": [
        "doanh thu",
        "doanh thu / dự toán",
        "doanh thu / tăng",
    ],
    "Đàn lợn {900 con}, giảm {40 con}, chết {3 con}.": ["đàn lợn", "đàn lợn / giảm", None],
    "Có {9 lớp}, đạt {100%} chỉ tiêu.": [None, None],
    "Thu ngân sách {9 tỷ đồng}, trong đó <năm 2014> được {2 tỷ đồng}.": ["thu ngân sách"] * 2,
    "Thu ngân sách {9 tỷ đồng}, trong đó có {2 tỷ đồng} tiền đất.": ["thu ngân sách", None],
    "Độ che phủ từ {38%} (<năm 2010>) lên {41%}.": ["độ che phủ", "độ che phủ"],
    "Doanh thu {7 tỷ đồng}, có {46 ha} đất.": ["doanh thu", None],
    "Vốn điều lệ nâng từ {2} lên {3,5 tỷ đồng}.": ["vốn điều lệ", "vốn điều lệ"],
    "Diện tích chè {90 ha}, đạt {3 tỷ đồng}.": ["diện tích chè", None],
    # I12: a list that shares its measure
    "Đàn trâu {740 con}, bò {900 con}.": ["đàn trâu", "đàn bò"],
    "Sản lượng lúa {90 tấn}, ngô {30 tấn}, bán {8 tấn}.": ["sản lượng lúa", "sản lượng ngô", None],
    "Đàn trâu tăng {40 con}, bò {900 con}.": ["đàn trâu / tăng", "bò"],
    "Đàn trâu {740 con}, bò tăng {90 con}.": ["đàn trâu", "bò / tăng"],
    # I13: colons, brackets and insertions
    "Giá khởi điểm: {90 triệu đồng} ({chín mươi triệu đồng}).": ["giá khởi điểm"] * 2,
    "Thu cấp quyền sử dụng đất ({18/31 tỷ đồng}) thấp.": ["thu cấp quyền sử dụng đất"],
    "Số khách mời, dự kiến ở lại hai đêm, rút từ {40} xuống {15 người}.": ["số khách mời"] * 2,
    "Năng suất (vụ đầu) đạt {3 tấn/ha}.": ["năng suất"],
    # I14: clauses
    "Doanh thu cao; lãi to. Năm nay được {3 tỷ đồng}.": [None],
    "Doanh thu {7 tỷ đồng}; tăng {6%}.": ["doanh thu", None],
    "Doanh thu\n{7 tỷ đồng}": [None],
    # doubtful
    "Hàm Thuận, Lương Sơn tăng từ {1.150} lên {2.630 ha}.": [None, None],
    "Lương tăng {8%}; sĩ số còn {61%}.": ["lương / tăng", None],
    "Xã bàn nuôi tôm trên cát và {14 km} bờ biển.": [None],
    "Số chi hội trưởng dưới {40 tuổi}, số hộ thu nhập {3 tỷ đồng}.": [None, "thu nhập"],
    "Ngân sách huyện hỗ trợ {5 triệu đồng}; công nghiệp, xây dựng tăng {12%}.": [
        None,
        "công nghiệp, xây dựng / tăng",
    ],
    "Tỷ lệ nông sản qua chế biến được {13%}; dư nợ qua Hội {9 tỷ đồng}.": [
        "tỷ lệ nông sản qua chế biến",
        "dư nợ",
    ],
    "Xã có {31 lồng} cá thả vụ đầu đã bán được {46 tấn}.": [None, None],
    "Đánh giá {3 lần}, trị giá {9 tỷ đồng}.": [None, None],
    "Kinh phí để xây nhà {9 tỷ đồng}.": [None],
    "Chi phí đào đắp {28 km} bờ vùng.": [None],
}


@pytest.mark.parametrize(("marked", "expected"), NAMED.items(), ids=list(NAMED))
def test_indicators_are_named(marked: str, expected: list[str | None]) -> None:
    assert indicators(marked) == expected


def test_the_way_tone_marks_are_placed_makes_no_difference() -> None:
    assert indicators("Thuỷ sản {64 tấn}; quỹ khuyến học {8 tỷ đồng}.") == [
        "thuỷ sản",
        "quỹ khuyến học",
    ]


def test_only_quantities_have_indicators() -> None:
    text, spans = unmark("Thu ngân sách {9 tỷ đồng}")
    official = DEFAULT_SCHEMA.labels_of(Role.official)[0]
    name = CanonicalSpan(start=0, end=3, label=official)
    assert name_indicators(text, [name, *spans], schema=DEFAULT_SCHEMA) == [None, "thu ngân sách"]


PIECES = [
    "thu ngân sách", "Tỷ lệ hộ nghèo", "đạt", "tăng", "so với cùng kỳ", ", ", "; ", ": ", "(", ")",
    "{5%}", "{7 tỷ đồng}", "{9 ha}", "{12}", "{3 con}", "{2 lần}", "<năm 2012>", "\n", " ", "İ",
    "“", "trong đó", "tổng", "kéo giảm", "hộ nghèo", "lúa",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text("aA ,.(đ", max_size=5), max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(pieces: list[str]) -> None:
    text, spans = unmark(" ".join(pieces))
    for name in name_indicators(text, spans, schema=DEFAULT_SCHEMA):
        assert name is None or (name == " ".join(name.split()) and name)


@pytest.mark.parametrize(
    "piece",
    [
        "thu ngân sách đạt ước còn tăng ", "số " * 30 + "{5%}", "trong đó tổng ước {7 ha}, bằng ",
        "({3 tỷ đồng}", "kéo giảm hộ nghèo còn ", "<năm 2012> ", "({5%} (", ", " * 40 + "{5 ha}",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    def prepare(n: int) -> Callable[[], object]:
        text, spans = unmark(piece * n + "{5%}")
        return partial(name_indicators, text, spans, schema=DEFAULT_SCHEMA)

    assert growth(prepare, 4000) < 3
