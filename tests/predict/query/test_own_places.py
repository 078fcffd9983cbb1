import pytest

from predict.query.own_places import PlacesOf

from .bodies_cases import fact

HOME = [
    fact(f"home {i}", "Báo Cao Bằng", "2019-01-01", "Huyện Bảo Lũng họp.") for i in range(6)
]  # fmt: skip


def test_a_district_of_a_neighbour_stays_where_it_is() -> None:
    text = "Huyện Yên Lũng có mưa, huyện Yên Lũng có gió.\nTin.\nHuyện Bảo Lũng có nắng."
    places = PlacesOf([*HOME, fact("guest", "Báo Hà Giang", "2019-01-01", text)])
    own = places.of("guest")
    assert own.units == {"huyện": "yên lũng"}
    assert places.province_of(("huyện", "bảo lũng"), own) == "cao bằng"
    assert places.province_of(("huyện", "yên lũng"), own) == "hà giang"
    assert not places.is_shared(("huyện", "bảo lũng"))


def test_where_it_may_be_either_nothing_is_said() -> None:
    two = [
        fact("a", "Báo Tây Ninh", "2019-01-01", "Huyện Châu Thành họp."),
        fact("b", "Báo Long An", "2019-01-01", "Huyện Châu Thành họp."),
        fact("c", "Báo Đường Xa", "2019-01-01", "Huyện Châu Thành có mưa."),
    ]
    places = PlacesOf(two)
    unit = ("huyện", "châu thành")
    assert places.province_of(unit, places.of("a")) == "tây ninh"
    assert places.province_of(unit, places.of("b")) == "long an"
    assert places.province_of(unit, places.of("c")) is None
    assert places.is_shared(unit)


def test_a_district_that_is_gone_lies_in_the_province_that_is_gone() -> None:
    text = "Nguyên Bí thư Huyện ủy Bảo Lũng nay ở xã Bảo Lũng."
    places = PlacesOf([*HOME, fact("new", "Báo Lạng Sơn", "2025-08-01", text)])
    own = places.of("new")
    assert own.is_new
    assert places.province_of(("huyện", "bảo lũng"), own) == "cao bằng"
    assert places.province_of(("xã", "bảo lũng"), own) == "lạng sơn"
    assert places.is_only_new(("xã", "bảo lũng"))
    assert places.district_of(("xã", "bảo lũng"), own) == ("", "")


def test_a_paper_of_a_province_that_is_gone_says_none_from_then_on() -> None:
    articles = [
        fact("old", "Báo Hà Giang", "2025-06-30", "Họp."),
        fact("new", "Báo Hà Giang", "2025-07-01", "Họp."),
        fact("day unknown", "Báo Hà Giang", None, "Họp."),
    ]
    places = PlacesOf(articles)
    assert places.of("old").province == "hà giang"
    assert places.of("new").province is None
    assert (places.of("day unknown").province, places.of("day unknown").is_new) == (
        "hà giang",
        None,
    )


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Huyện Bảo Lũng họp.", "bảo lũng"),
        ("Huyện Bảo Lũng họp.\nTin.\nHuyện Yên Lũng có mưa.", "bảo lũng"),
        ("Huyện Bảo Lũng họp.\nTin.\nHuyện Yên Lũng và huyện Yên Lũng có mưa.", "bảo lũng"),
        ("Huyện Bảo Lũng họp.\nTin.\nHuyện Yên Lũng, huyện Yên Lũng, huyện Yên Lũng.", "yên lũng"),
        ("Huyện Bảo Lũng họp.\nTin.\nHuyện Yên Lũng và huyện Nà Lũng có mưa.", None),
        ("Huyện Bảo Lũng và huyện Bảo Lũng.\nTin.\nHuyện Yên Lũng, huyện Nà Lũng.", "bảo lũng"),
        ("Huyện Bảo Lũng và huyện Yên Lũng họp.", None),
        ("Huyện Bảo Lũng, huyện Bảo Lũng và huyện Yên Lũng họp.", "bảo lũng"),
        ("Huyện Bảo Lũng và thị xã Yên Lũng họp.", None),
        ("Họp.", None),
    ],
)
def test_which_district_an_article_is_of(text: str, district: str | None) -> None:
    own = PlacesOf([fact("a", "Báo Cao Bằng", "2019-01-01", text)]).of("a")
    assert own.district == (("huyện", district) if district else None)


COMMUNE = [
    fact(f"commune {i}", "Báo Cao Bằng", "2019-01-01", "Huyện Bảo Lũng họp ở xã Nà Pán.")
    for i in range(3)
]


@pytest.mark.parametrize(
    ("text", "day", "district"),
    [
        ("Xã Nà Pán có mưa.", "2019-01-01", ("huyện", "bảo lũng")),
        ("Xã Nà Pán có mưa.\nTin.\nHuyện Yên Lũng có nắng.", "2019-01-01", ("huyện", "yên lũng")),
        ("Xã Nà Pán và xã Nà Tền có mưa.", "2019-01-01", None),
        ("Xã Nà Tền có mưa.", "2019-01-01", None),
        ("Xã Nà Pán có mưa.", "2025-08-01", None),
    ],
)
def test_the_district_around_a_commune_is_known_from_other_articles(
    text: str, day: str, district: tuple[str, str] | None
) -> None:
    places = PlacesOf([*COMMUNE, fact("a", "Báo Cao Bằng", day, text)])
    assert places.of("a").district == district


def test_a_paper_may_name_its_district_without_the_level() -> None:
    site = fact("site", "Trang tin Bảo Lũng", "2019-01-01", "Huyện ủy họp.")
    assert PlacesOf([*HOME, site]).of("site").district == ("huyện", "bảo lũng")
    town = fact("town", "Báo Cao Bằng", "2019-01-01", "Thị xã Bảo Lũng họp.")
    assert PlacesOf([*HOME, town, site]).of("site").district is None


def test_a_paper_without_a_place_is_mostly_of_one_province() -> None:
    others = [
        fact(str(i), "Báo Núi Xa", "2019-01-01", "Tỉnh Sơn La có mưa.") for i in range(5)
    ]  # fmt: skip
    places = PlacesOf([*others, fact("a", "Báo Núi Xa", "2019-01-01", "Họp.")])
    assert places.of("a").province == "sơn la"
    text = "Tỉnh Lai Châu có mưa."
    abroad = [fact(f"x {i}", "Báo Núi Xa", "2019-01-01", text) for i in range(5)]
    mixed = PlacesOf([*others, *abroad, fact("a", "Báo Núi Xa", "2019-01-01", "Họp.")])
    assert mixed.of("a").province is None


def test_few_articles_say_nothing_of_what_else_stands_beside_them() -> None:
    places = PlacesOf(
        [
            fact("a", "in.jsonl", "2019-01-01", "Tỉnh Sơn La có mưa."),
            fact("b", "in.jsonl", "2019-01-01", "Tỉnh ủy họp."),
        ]
    )
    assert places.of("b").province is None


def test_the_city_that_has_a_provinces_name_lies_in_it() -> None:
    others = [fact(str(i), "in.jsonl", "2019-01-01", "Tỉnh Sơn La có mưa.") for i in range(9)]
    city = fact("a", "in.jsonl", "2019-01-01", "Thành ủy Lai Châu họp với Tỉnh ủy.")
    assert PlacesOf([*others, city]).of("a").province == "lai châu"
    assert PlacesOf([city]).of("a").province == "lai châu"


def test_a_province_that_nobody_knows_is_learnt_from_the_archive() -> None:
    places = PlacesOf(
        [
            fact("a", "Báo Đường Xa", "2019-01-01", "Tỉnh Bạch Lâm họp."),
            fact("b", "Báo Bạch Lâm", "2019-01-01", "Họp."),
        ]
    )
    assert places.of("b").province == "bạch lâm"
    assert places.spelled(("tỉnh", "bạch lâm")) == "Bạch Lâm"
    assert places.is_province("bạch lâm")
    assert not places.is_province("đường xa")
