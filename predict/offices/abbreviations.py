"""Abbreviations of institutions and offices, and their full forms: one table."""

import re
from collections.abc import Mapping

FULL_FORMS: Mapping[str, str] = {
    # Party
    "BCH": "Ban Chấp hành",
    "BTV": "Ban Thường vụ",
    "UBKT": "Ủy ban Kiểm tra",
    "BTG": "Ban Tuyên giáo",
    "BDV": "Ban Dân vận",
    "BNC": "Ban Nội chính",
    "BCS": "Ban Cán sự",
    "TUV": "Tỉnh ủy viên",
    "HUV": "Huyện ủy viên",
    "UVBTV": "Ủy viên Ban Thường vụ",
    "UVBCH": "Ủy viên Ban Chấp hành",
    "UVTV": "Ủy viên Thường vụ",
    "BCĐ": "Ban Chỉ đạo",
    # State
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "ĐBQH": "đại biểu Quốc hội",
    "VKSND": "Viện Kiểm sát nhân dân",
    "KSND": "Kiểm sát nhân dân",
    "TAND": "Tòa án nhân dân",
    "KBNN": "Kho bạc Nhà nước",
    "NHNN": "Ngân hàng Nhà nước",
    "CSXH": "Chính sách xã hội",
    "BHXH": "Bảo hiểm xã hội",
    "BQL": "Ban Quản lý",
    "KCN": "khu công nghiệp",
    "TW": "Trung ương",
    "T.Ư": "Trung ương",
    "TƯ": "Trung ương",
    # Front and mass organisations
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQ": "Mặt trận Tổ quốc",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "TNCS": "Thanh niên Cộng sản",
    "ĐVTN": "đoàn viên thanh niên",
    # Army and police
    "QĐND": "Quân đội nhân dân",
    "CAND": "Công an nhân dân",
    "CHQS": "Chỉ huy quân sự",
    "BĐBP": "Bộ đội Biên phòng",
    "CSGT": "Cảnh sát giao thông",
    "CSĐT": "Cảnh sát điều tra",
    "PCCC": "phòng cháy, chữa cháy",
    "CNCH": "cứu nạn, cứu hộ",
    "TKCN": "tìm kiếm cứu nạn",
    "PCTT": "phòng, chống thiên tai",
    # Departments
    "GD&ĐT": "Giáo dục và Đào tạo",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "NN-PTNT": "Nông nghiệp và Phát triển nông thôn",
    "NN và PTNT": "Nông nghiệp và Phát triển nông thôn",
    "PTNT": "Phát triển nông thôn",
    "TN&MT": "Tài nguyên và Môi trường",
    "TNMT": "Tài nguyên và Môi trường",
    "GTVT": "Giao thông vận tải",
    "TT&TT": "Thông tin và Truyền thông",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "KH&CN": "Khoa học và Công nghệ",
    "LĐTBXH": "Lao động - Thương binh và Xã hội",
    "LĐ-TB&XH": "Lao động - Thương binh và Xã hội",
    "VHTT&DL": "Văn hóa, Thể thao và Du lịch",
    "VH,TT&DL": "Văn hóa, Thể thao và Du lịch",
    "ATGT": "an toàn giao thông",
    # Schools, hospitals, enterprises
    "THPT": "Trung học phổ thông",
    "THCS": "Trung học cơ sở",
    "PTDTBT": "Phổ thông dân tộc bán trú",
    "PTDTNT": "Phổ thông dân tộc nội trú",
    "GDTX": "Giáo dục thường xuyên",
    "ĐH": "Đại học",
    "BV": "Bệnh viện",
    "TTYT": "Trung tâm Y tế",
    "HTX": "Hợp tác xã",
    "TNHH": "trách nhiệm hữu hạn",
    "MTV": "một thành viên",
    "TMCP": "thương mại cổ phần",
    "HĐQT": "Hội đồng quản trị",
    "HĐTV": "Hội đồng thành viên",
    "PGĐ": "Phó Giám đốc",
    # Places
    "TPHCM": "thành phố Hồ Chí Minh",
    "HCM": "Hồ Chí Minh",
    "TP": "thành phố",
    "TX": "thị xã",
}
# By what stands beside them: "BTC" is the organising department of a Party committee or of an
# event, or else the Ministry of Finance.
_BY_CONTEXT = (
    (
        re.compile(
            r"BTC(?= (?:(?:Tỉnh|Huyện|Thành|Thị|Quận|Đảng) (?:ủy|uỷ)|Trung ương|TW|T\.Ư|giải|hội|"
            r"cuộc|lễ|đại hội|chương trình))"
        ),
        "Ban Tổ chức",
    ),
    (re.compile(r"(?<=Công ty )CP\b|(?<=Ngân hàng )CP\b"), "cổ phần"),
)
_ANY = "|".join(sorted(map(re.escape, FULL_FORMS), key=len, reverse=True))
_KNOWN = re.compile(rf"(?<![\w&-])(?:{_ANY})(?![\w&-])")
_DOTTED = re.compile(r"\b(TP|TX)\.? ?(?=\w)")
_TOWNSHIP = re.compile(r"(?<=\w )TT\. ?(?=\w)")  # at the beginning it may be "Trung tâm"
_AMPERSAND = re.compile(r"(?<=[A-ZĐ]) & (?=[A-ZĐ]{2})")


def expand(text: str) -> str | None:
    """Return the full form of an organisation or an office; None if it has no abbreviation.

    :param text: its canonical surface, such as ``UBND TP. Cà Mau``, in full ``Ủy ban nhân dân thành
        phố Cà Mau``
    """
    spaced = _AMPERSAND.sub("&", _DOTTED.sub(r"\1 ", text))
    full = _KNOWN.sub(_full_form, _TOWNSHIP.sub("thị trấn ", spaced))
    for pattern, form in _BY_CONTEXT:
        full = pattern.sub(form, full)
    return full[:1].upper() + full[1:] if full != spaced else None


def _full_form(match: re.Match[str]) -> str:
    return FULL_FORMS[match.group()]
