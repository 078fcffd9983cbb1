import pytest

from predict.query.seats import (
    COMMUNE,
    DISTRICT,
    PROVINCE,
    Place,
    place_of_article,
    place_of_body,
    place_written,
)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("huyện Tân Sa", Place(DISTRICT, ("tân sa",))),
        ("thị xã Tân Sa", Place(DISTRICT, ("tân sa",))),  # a district that became a town
        ("TỈNH Bản Mạ", Place(PROVINCE, ("bản mạ",))),
        ("thành phố Bản Mạ", Place(DISTRICT, ("bản mạ",))),
        ("thành phố Đà Nẵng", Place(PROVINCE, ("đà nẵng",))),
        ("xã Ia Nghe", Place(COMMUNE, ("ia nghe",))),
        ("xã Ia Nghe, huyện Tân Sa", Place(COMMUNE, ("ia nghe", "tân sa"))),
        ("Tân Sa", Place(DISTRICT, ("tân sa",))),
    ],
)
def test_a_place_as_it_is_written(written: str, place: Place) -> None:
    assert place_written(written) == place


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("huyện uỷ|huyện|tân sa|||bản mạ|", Place(DISTRICT, ("tân sa", "bản mạ"))),
        ("uỷ ban|xã|ia nghe|huyện|tân sa|bản mạ|", Place(COMMUNE, ("ia nghe", "tân sa", "bản mạ"))),
        ("tỉnh uỷ|tỉnh|bản mạ||||", Place(PROVINCE, ("bản mạ",))),
        ("thành uỷ|thành phố|đà nẵng||||", Place(PROVINCE, ("đà nẵng",))),
        ("phòng nội vụ|||huyện|tân sa|bản mạ|", Place(DISTRICT, ("tân sa", "bản mạ"))),
        ("hợp tác xã|||||bản mạ|", Place(PROVINCE, ("bản mạ",))),
        ("quốc hội||||||", None),
        ("huyện uỷ|huyện|||||@bài 1", None),
        ("some other key", None),
    ],
)
def test_a_place_by_the_key_of_a_body(key: str, place: Place | None) -> None:
    assert place_of_body(key) == place


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ({"tỉnh": "Bản Mạ", "huyện": "Tân Sa"}, "huyện Tân Sa, tỉnh Bản Mạ"),
        ({"xã": "Ia Nghe", "huyện": "Tân Sa", "tỉnh": "Bản Mạ"}, "huyện Tân Sa, tỉnh Bản Mạ"),
        ({"xã": "Ia Nghe", "tỉnh": "Bản Mạ"}, "xã Ia Nghe, tỉnh Bản Mạ"),
        ({"quận": "Nam", "thành phố": "Đà Nẵng"}, "quận Nam, thành phố Đà Nẵng"),
        ({"huyện": "Tân Sa", "thị xã": "Mường Pa", "tỉnh": "Bản Mạ"}, None),
        ({"tỉnh": "Bản Mạ"}, None),
        ({}, None),
    ],
)
def test_the_place_of_an_article(own: dict[str, str], place: str | None) -> None:
    assert place_of_article(own) == place


def test_places_of_articles_are_those_of_bodies() -> None:
    written = place_of_article({"huyện": "Tân Sa", "tỉnh": "Bản Mạ"})
    assert written
    assert place_written(written) == place_of_body("huyện uỷ|huyện|tân sa|||bản mạ|")
