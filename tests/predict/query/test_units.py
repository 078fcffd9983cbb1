import pytest

from predict.offices.places import NamedPlace
from predict.query.facts import ArticleFact
from predict.query.units import AskedUnit, own_unit


@pytest.mark.parametrize(
    ("asked", "level", "name"),
    [
        ("huyện Sơn Hòa", "huyện", "son hoa"),
        ("son hoa", None, "son hoa"),
        ("TP. Vinh", "thành phố", "vinh"),
        ("thanh pho vinh", "thành phố", "vinh"),
        ("Thị xã Hoàng Mai", "thị xã", "hoang mai"),
        ("xã", None, "xa"),
        ("!", None, ""),
    ],
)
def test_what_is_asked_for(asked: str, level: str | None, name: str) -> None:
    found = AskedUnit.read(asked)
    assert (found.level, found.name) == (level, name)


def test_which_unit_it_is() -> None:
    assert AskedUnit.read("huyen son hoa").is_named("huyện", "Sơn Hòa")
    assert AskedUnit.read("Sơn Hòa").is_named("xã", "SƠN HOÀ")
    assert not AskedUnit.read("huyện Sơn Hòa").is_named("xã", "Sơn Hòa")
    assert not AskedUnit.read("Sơn").is_named("xã", "Sơn Hòa")


def test_marks_that_are_given_count() -> None:
    asked = AskedUnit.read("huyện Sơn Hòa")
    assert asked.is_named("huyện", "SƠN HOÀ")
    assert asked.is_named("huyện", "Son Hoa")  # an article without marks
    assert not asked.is_named("huyện", "Sơn Hóa")
    assert AskedUnit.read("huyen son hoa").is_named("huyện", "Sơn Hóa")
    assert AskedUnit.read("Đắk Lung").is_named("huyện", "Đăk Lung")


def article(*places: tuple[str, str, int, bool]) -> ArticleFact:
    return ArticleFact(
        id="a",
        source="",
        published=None,
        type=None,
        places=tuple(
            NamedPlace(level=level, name=name, times=times, leads=leads)
            for level, name, times, leads in places
        ),
    )


PROVINCE, DISTRICT, COMMUNE = ("tỉnh", "Hạ Long"), ("huyện", "Sơn Hòa"), ("xã", "Nà Pán")


@pytest.mark.parametrize(
    ("places", "own"),
    [
        ([], PROVINCE),
        ([(*DISTRICT, 1, False)], DISTRICT),
        ([(*DISTRICT, 1, True), (*COMMUNE, 1, True)], DISTRICT),
        ([(*DISTRICT, 1, True), (*COMMUNE, 2, True)], COMMUNE),
        ([(*DISTRICT, 1, True), (*COMMUNE, 2, False)], DISTRICT),
        ([(*COMMUNE, 1, True)], COMMUNE),
        ([(*COMMUNE, 1, False)], PROVINCE),
    ],
)
def test_the_unit_that_an_article_is_of(
    places: list[tuple[str, str, int, bool]], own: tuple[str, str]
) -> None:
    units = dict([PROVINCE, *((level, name) for level, name, _, _ in places)])
    assert own_unit(article(*places), units) == own


def test_an_article_of_nowhere() -> None:
    assert own_unit(article(), {}) is None
