import pytest

from predict.query.body_names import asked_words, take_apart


@pytest.mark.parametrize(
    ("name", "kind", "level", "place"),
    [
        ("Huyện ủy Mai Hà", "huyện uỷ", "huyện", "Mai Hà"),
        ("HUYỆN UỶ MAI HÀ", "huyện uỷ", "huyện", "MAI HÀ"),
        ("Huyện ủy", "huyện uỷ", "huyện", None),
        ("BTV HU Mai Hà", "ban thường vụ huyện uỷ", "huyện", "Mai Hà"),
        ("UBND H.Mai Hà", "uỷ ban nhân dân", "huyện", "Mai Hà"),
        ("UBND Q.5", "uỷ ban nhân dân", "quận", "5"),
        ("UBND P.12", "uỷ ban nhân dân", "phường", "12"),
        ("UBND Tp. Vinh", "uỷ ban nhân dân", "thành phố", "Vinh"),
        ("Thành ủy TP Hồ Chí Minh", "thành uỷ", "thành phố", "Hồ Chí Minh"),
        ("Thị đoàn Mai Hà", "thị đoàn", "thị xã", "Mai Hà"),
        ("HĐND huyện khóa XX, nhiệm kỳ 2021 - 2026", "hội đồng nhân dân", "huyện", None),
        ("Ủy ban MTTQ Việt Nam xã", "uỷ ban mặt trận tổ quốc", "xã", None),
        ("Đoàn TNCS Hồ Chí Minh huyện", "đoàn thanh niên cộng sản", "huyện", None),
        ("Phòng Tài chính – Kế hoạch huyện", "phòng tài chính kế hoạch", "huyện", None),
        ("Phòng Tài chính và Kế hoạch huyện", "phòng tài chính kế hoạch", "huyện", None),
        ("Hợp tác xã Mai Hà", "hợp tác xã mai hà", None, None),
        ("Sở Lao động - Thương binh và Xã hội", "sở lao động thương binh xã hội", None, None),
        ("Ban Chỉ huy Quân sự huyện", "ban chỉ huy quân sự", "huyện", None),
    ],
)
def test_kind_level_and_place(name: str, kind: str, level: str | None, place: str | None) -> None:
    apart = take_apart(name)
    assert (apart.kind, apart.level, apart.place) == (kind, level, place)
    assert not apart.is_many


def test_what_a_place_lies_in() -> None:
    apart = take_apart("Đảng ủy xã Tân Lập, huyện Mai Hà (tỉnh Sơn La)")
    assert (apart.level, apart.place) == ("xã", "Tân Lập")
    assert apart.above == (("huyện", "Mai Hà"), ("tỉnh", "Sơn La"))


@pytest.mark.parametrize(
    "name",
    [
        "UBND các huyện",
        "UBND huyện, thị xã",
        "UBND các huyện Mai Hà",
        "UBND cấp xã",
        "UBND huyện và các phòng",
        "UBND huyện, xã Tân Lập",
    ],
)
def test_names_of_several_bodies(name: str) -> None:
    assert take_apart(name).is_many


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Chính phủ", True),
        ("Bộ Y tế", True),
        ("Ban Tổ chức Trung ương", True),
        ("Ủy ban Kiểm tra TW", True),
        ("Bộ Chỉ huy Quân sự", False),
        ("Bộ đội Biên phòng", False),
        ("Ban Chỉ đạo Trung ương", False),
        ("Ban Chấp hành Trung ương Hội", False),
        ("Ngân hàng Nhà nước chi nhánh Mai Hà", False),
        ("Ban Tổ chức", False),
        ("Ủy ban MTTQ Việt Nam", False),
    ],
)
def test_what_there_is_once_in_the_country(name: str, is_one: bool) -> None:
    assert take_apart(name).is_of_the_country is is_one


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Sở Y tế", "province"),
        ("Cục Thuế", "province"),
        ("Đoàn ĐBQH", "province"),
        ("Phòng Nội vụ", "district"),
        ("Phòng Nghiệp vụ", ""),
        ("Sở", ""),
        ("Cục Đường bộ", ""),
        ("Báo Nhân Dân", ""),
    ],
)
def test_whose_body_a_kind_is_that_says_no_level(name: str, of: str) -> None:
    apart = take_apart(name)
    assert apart.is_of_a_province is (of == "province")
    assert apart.is_of_a_district is (of == "district")


@pytest.mark.parametrize(
    ("name", "has_own_name"),
    [
        ("Trường THCS Lê Lợi", True),
        ("Công ty Thủy lợi Mai Hà", True),
        ("Trung tâm Y tế", False),
        ("Hội Luật gia Việt Nam", False),
        ("Ban Tổ chức", False),
        ("HĐND UBND", False),
        ("Lê Lợi", False),
    ],
)
def test_names_of_their_own(name: str, has_own_name: bool) -> None:
    assert take_apart(name).has_own_name is has_own_name


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("UBND huyện Mai Hà", "uỷ ban nhân dân huyện mai hà"),
        ("ubnd mai hà", "uỷ ban nhân dân mai hà"),
        ("ubnd mai ha", "uy ban nhan dan mai ha"),
        ("hdnd tp vinh", "hoi dong nhan dan thanh pho vinh"),
        ("Mặt trận Tổ quốc Việt Nam", "mặt trận tổ quốc"),
    ],
)
def test_what_a_user_types(asked: str, words: str) -> None:
    assert asked_words(asked) == words
