import pytest

from predict.offices.places import find_places


def found(text: str, *people: str) -> list[tuple[str, str, int]]:
    spans = sorted((text.index(name), text.index(name) + len(name)) for name in people)
    return [(one.level, one.name, one.times) for one in find_places(text, spans)]


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("đi qua tỉnh Lai Châu", "tỉnh", "Lai Châu"),
        ("Tỉnh ủy Lai Châu họp", "tỉnh", "Lai Châu"),
        ("Tỉnh uỷ Lai Châu họp", "tỉnh", "Lai Châu"),
        ("Tỉnh đoàn Lai Châu họp", "tỉnh", "Lai Châu"),
        ("tỉnh Thừa Thiên - Huế", "tỉnh", "Thừa Thiên - Huế"),
        ("ở thành phố Vinh", "thành phố", "Vinh"),
        ("ở TP Vinh", "thành phố", "Vinh"),
        ("ở TP. Vinh", "thành phố", "Vinh"),
        ("ở TP.Vinh", "thành phố", "Vinh"),
        ("ở Tp. Vinh", "thành phố", "Vinh"),
        ("ở TPHCM", "thành phố", "Hồ Chí Minh"),
        ("ở TP.HCM", "thành phố", "Hồ Chí Minh"),
        ("Thành ủy TP Hồ Chí Minh", "thành phố", "Hồ Chí Minh"),
        ("Thành ủy Vinh", "thành phố", "Vinh"),
        ("UBND huyện Mường La", "huyện", "Mường La"),
        ("UBND H. Mường La", "huyện", "Mường La"),
        ("UBND H.Mường La", "huyện", "Mường La"),
        ("Huyện ủy Mường La", "huyện", "Mường La"),
        ("Huyện uỷ Đắk R'Lấp họp", "huyện", "Đắk R'Lấp"),
        ("huyện Đắk R’Lấp", "huyện", "Đắk R’Lấp"),
        ("thị xã Nghĩa Lộ", "thị xã", "Nghĩa Lộ"),
        ("UBND TX. Nghĩa Lộ", "thị xã", "Nghĩa Lộ"),
        ("Thị ủy Nghĩa Lộ", "thị xã", "Nghĩa Lộ"),
        ("Quận ủy Hai Bà Trưng", "quận", "Hai Bà Trưng"),
        ("ở Quận 5, có", "quận", "5"),
        ("ở phường 12.", "phường", "12"),
        ("đặc khu Phú Quốc", "đặc khu", "Phú Quốc"),
        ("Đảng ủy xã Nà Phung", "xã", "Nà Phung"),
        ("thị trấn Ít Ong", "thị trấn", "Ít Ong"),
        ("HUYỆN ỦY MƯỜNG LA", "huyện", "MƯỜNG LA"),
    ],
)
def test_a_place_is_found_with_its_level(text: str, level: str, name: str) -> None:
    assert found(text) == [(level, name, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "UBND huyện họp",
        "Huyện ủy, UBND huyện",
        "Tỉnh ủy Bí thư",
        "Huyện ủy Khóa XV",
        "xã 7",
        "quận 1,5 ha",
        "phường 3/12",
        "UBND tỉnh HĐND tỉnh",
        "Xã hội",
        "HUYỆN ỦY MƯỜNG LA TỔNG KẾT NĂM",  # where the name ends cannot be told
    ],
)
def test_what_names_no_place(text: str) -> None:
    assert found(text) == []


def test_names_of_people_are_none_and_end_them() -> None:
    assert found("Tỉnh ủy Vàng Seo Pao", "Vàng Seo Pao") == []
    text = "Chủ tịch UBND huyện Mường La Vàng Seo Pao và Tỉnh ủy Hà Văn Tú"
    assert found(text, "Vàng Seo Pao", "Hà Văn Tú") == [("huyện", "Mường La", 1)]


def test_a_title_ends_a_place() -> None:
    assert found("huyện Mường La Chủ tịch") == [("huyện", "Mường La", 1)]


def test_capitals_behind_a_place_that_is_known_are_cut_off() -> None:
    text = "HUYỆN MƯỜNG LA TỔNG KẾT NĂM\nHuyện ủy Mường La họp. Ở huyện Mường La Vàng Seo Pao nói."
    assert found(text) == [("huyện", "Mường La", 3)]


def test_each_of_a_list_has_its_level() -> None:
    text = "các huyện Mường La, Sông Mã và Bắc Yên, Phù Yên nhận giống; huyện Yên Châu, Mộc Châu"
    names = ["Mường La", "Sông Mã", "Bắc Yên", "Phù Yên", "Yên Châu"]
    assert found(text) == [("huyện", name, 1) for name in names]


def test_marks_and_capitals_are_one_place() -> None:
    assert found("Huyện Hòa Phú và huyện Hoà Phú") == [("huyện", "Hòa Phú", 2)]


def test_a_town_is_no_commune() -> None:
    assert found("thị xã Hòa Phú, xã Hòa Phú") == [("thị xã", "Hòa Phú", 1), ("xã", "Hòa Phú", 1)]


def test_what_stands_in_headline_or_first_paragraph_leads() -> None:
    text = "Tin huyện Bắc Yên\n\nỞ huyện Mường La có mưa.\nỞ huyện Sông Mã, huyện Bắc Yên nắng."
    leads = {one.name: one.leads for one in find_places(text)}
    assert leads == {"Bắc Yên": True, "Mường La": True, "Sông Mã": False}
    long = f"huyện Bắc Yên {'có mưa ' * 200} huyện Mường La"
    assert [one.leads for one in find_places(long)] == [True, False]


def test_a_long_text_takes_no_long_time() -> None:
    assert len(find_places("huyện Mường La, " * 6000)) == 1
    assert find_places("Ở " * 50_000 + "các huyện " * 20_000) == []
