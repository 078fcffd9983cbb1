import pytest

from predict.query.seats import COMMUNE, DISTRICT, PROVINCE, Place, place_of_body, place_written


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
