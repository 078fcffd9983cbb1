import pytest

from predict.query.provinces import all_provinces

GONE = (
    "Bắc Giang Bắc_Kạn Yên_Bái Hà_Giang Vĩnh_Phúc Hòa_Bình Thái_Bình Hải_Dương Hà_Nam Nam_Định "
    "Quảng_Bình Quảng_Nam Kon_Tum Bình_Định Ninh_Thuận Đắk_Nông Bình_Thuận Phú_Yên Bình_Phước "
    "Bình_Dương Bà_Rịa_-_Vũng_Tàu Long_An Bến_Tre Trà_Vinh Tiền_Giang Bạc_Liêu Kiên_Giang "
    "Sóc_Trăng Hậu_Giang"
).replace("Bắc Giang", "Bắc_Giang")


def test_63_became_34() -> None:
    provinces = all_provinces()
    gone = {provinces.key(name.replace("_", " ")) for name in GONE.split()}
    earlier = {provinces.key("Hà Tây"), provinces.key("Thừa Thiên Huế")}
    assert len(gone) == 29
    assert set(provinces.became) == gone | earlier
    assert len(set(provinces.shown) - earlier) == 63
    assert len(set(provinces.shown) - set(provinces.became)) == 34
    assert len(provinces.cities) == 6
    assert set(provinces.became.values()) <= set(provinces.shown) - set(provinces.became)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bắc Kạn", "Thái Nguyên"),
        ("Hà Giang", "Tuyên Quang"),
        ("Hải Dương", "Hải Phòng"),
        ("Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
        ("Đắk Nông", "Lâm Đồng"),
        ("Bắc Giang", "Bắc Ninh"),
        ("Hậu Giang", "Cần Thơ"),
    ],
)
def test_what_a_province_became(old: str, new: str) -> None:
    provinces = all_provinces()
    assert provinces.became[provinces.key(old)] == provinces.key(new)
    assert provinces.is_past(provinces.key(old), "2025-07-01")
    assert not provinces.is_past(provinces.key(old), "2025-06-30")
    assert not provinces.is_past(provinces.key(old), None)
    assert not provinces.is_past(provinces.key(new), "2025-07-01")


@pytest.mark.parametrize(
    "names",
    [
        ("Bắc Kạn", "Bắc Cạn", "BẮC KẠN"),
        ("Đắk Lắk", "Đăk Lăk", "Đắc Lắc", "Đak Lắk"),
        ("Hòa Bình", "Hoà Bình"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        ("Thừa Thiên Huế", "Thừa Thiên - Huế"),
        ("Hồ Chí Minh", "HCM"),
    ],
)
def test_spellings_of_a_province(names: tuple[str, ...]) -> None:
    provinces = all_provinces()
    assert {provinces.key(name) for name in names} == {provinces.key(names[0])}
    assert provinces.key(names[0]) in provinces.shown


def test_levels() -> None:
    provinces = all_provinces()
    assert provinces.level(provinces.key("Cần Thơ")) == "thành phố"
    assert provinces.level(provinces.key("Sơn La")) == "tỉnh"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://baohagiang.vn/a.html", "Hà Giang"),
        ("hagiang.gov.vn", "Hà Giang"),
        ("tinhuybackan.vn", "Bắc Kạn"),
        ("www.soctrang.dcs.vn", "Sóc Trăng"),
        ("vietnam.vn", None),
        ("thanhnien.vn/ha-giang", None),
        ("a.jsonl", None),
    ],
)
def test_addresses_that_name_a_province(source: str, name: str | None) -> None:
    provinces = all_provinces()
    assert provinces.in_address(source) == (provinces.key(name) if name else None)
