"""Full forms: what is abbreviated is written out, everything else is left alone."""

import pytest

from predict.offices.abbreviations import FULL_FORMS, expand


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("UBND huyện Lục Yên", "Ủy ban nhân dân huyện Lục Yên"),
        ("UBND TP. Cà Mau", "Ủy ban nhân dân thành phố Cà Mau"),
        ("TX.Nghĩa Lộ", "Thị xã Nghĩa Lộ"),
        ("Ban Chấp hành LĐLĐ TP.HCM", "Ban Chấp hành Liên đoàn Lao động thành phố Hồ Chí Minh"),
        ("BCH Đảng bộ xã", "Ban Chấp hành Đảng bộ xã"),
        ("BTC Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"),
        ("BTC giải", "Ban Tổ chức giải"),
        ("BTC", None),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Huyện ủy", None),
        ("HĐNDX", None),
        ("Sở GD & ĐT", "Sở Giáo dục và Đào tạo"),
        ("TT. Y tế huyện", None),
        ("UBND TT. Mậu A", "Ủy ban nhân dân thị trấn Mậu A"),
        ("TT GDTX tỉnh", "TT Giáo dục thường xuyên tỉnh"),
        ("Sở TT-TT", None),
        ("Văn phòng CP", None),
        ("Công ty CP Chè", "Công ty cổ phần Chè"),
        ("Sở NN-PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    ],
)
def test_organisations(text: str, full: str | None) -> None:
    assert expand(text) == full


def test_offices_are_expanded() -> None:
    assert expand("UVBTV") == "Ủy viên Ban Thường vụ"
    assert expand("Bí thư") is None


def test_no_full_form_holds_an_abbreviation() -> None:
    assert len(FULL_FORMS) >= 70
    for short, full in FULL_FORMS.items():
        assert expand(full) is None, short
