import pytest

from predict.query.body_keys import BodyKey

from .bodies_cases import some


def test_a_key_is_read_again() -> None:
    key = BodyKey(
        kind="đảng uỷ",
        level="xã",
        place="tân lập",
        district=("huyện", "mai hà"),
        province="sơn la",
        tag="@a|b",
    )
    assert BodyKey.parse(str(key)) == key


@pytest.mark.parametrize(
    ("asked", "name", "article"),
    [
        ("Huyện ủy Mai Hà", "Huyện ủy", "1"),
        ("Huyện uỷ Mai Hà", "Huyện ủy Mai Hà", "1"),
        ("huyen uy mai ha", "Huyện ủy", "1"),
        ("HUYỆN ỦY MAI HÀ", "Huyện ủy", "1"),
        ("HU Mai Hà", "Huyện ủy", "1"),
        ("Huyện ủy Mai Hà, tỉnh Sơn La", "Huyện ủy", "1"),
        ("huyện ủy mai hà sơn la", "Huyện ủy", "1"),
        ("Huyện ủy", "Huyện ủy", "1"),
        ("UBND Mai Hà", "Ủy ban nhân dân huyện", "1"),
        ("ubnd mai ha", "Ủy ban nhân dân huyện", "1"),
        ("ubnd mai ha", "Ủy ban nhân dân thị xã", "5"),
        ("UBND TX Mai Hà", "Ủy ban nhân dân thị xã", "5"),
        ("UBND H. Mai Hà", "Ủy ban nhân dân huyện", "1"),
        ("UBND huyện", "Ủy ban nhân dân huyện", "1"),
        ("UBND", "Ủy ban nhân dân huyện", "1"),
        ("Ủy ban nhân dân huyện Mai Hà", "UBND huyện", "1"),
        ("Sở Y tế Sơn La", "Sở Y tế", "1"),
        ("so y te tinh son la", "Sở Y tế", "1"),
        ("UBND xã Tân Lập", "Ủy ban nhân dân xã", "2"),
        ("UBND xã Tân Lập, huyện Mai Hà", "Ủy ban nhân dân xã", "2"),
        ("ubnd xa tan lap mai ha son la", "Ủy ban nhân dân xã", "2"),
        ("UBKT Huyện ủy", "Ủy ban Kiểm tra Huyện ủy", "1"),
        ("Đảng ủy", "Đảng ủy", "1"),
    ],
)
def test_what_a_user_asks_for_is_found(asked: str, name: str, article: str) -> None:
    bodies = some()
    wanted = bodies.asked(asked)
    assert bodies.could_be(name, wanted)
    assert wanted.matches(bodies.of(name, article))


@pytest.mark.parametrize(
    ("asked", "name", "article"),
    [
        ("Huyện ủy Mai Hà", "Ban Thường vụ Huyện ủy", "1"),
        ("Huyện ủy Mai Hà", "Huyện ủy Yên Bơ", "3"),
        ("Huyện ủy Mai Hạ", "Huyện ủy", "1"),
        ("Huyện ủy Mai", "Huyện ủy", "1"),
        ("UBND huyện Mai Hà", "Ủy ban nhân dân thị xã", "5"),
        ("UBND xã Tân Lập, huyện Yên Bơ", "Ủy ban nhân dân xã", "2"),
        ("Sở Y tế Hải Dương", "Sở Y tế", "1"),
        ("Tỉnh ủy Sơn La", "Tỉnh ủy", "3"),
        ("Đảng ủy xã Tân Lập", "Đảng ủy", "2"),
    ],
)
def test_what_a_user_does_not_ask_for_is_not(asked: str, name: str, article: str) -> None:
    bodies = some()
    assert not bodies.asked(asked).matches(bodies.of(name, article))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Huyện ủy Mai Hà", "Tỉnh ủy"),
        ("Huyện ủy Mai Hà", "Huyện ủy Yên Bơ"),
        ("UBND huyện Mai Hà", "Ủy ban nhân dân thị xã"),
        ("UBND huyện", "Ủy ban nhân dân xã"),
    ],
)
def test_names_that_cannot_be_what_is_asked_for(asked: str, name: str) -> None:
    bodies = some()
    assert not bodies.could_be(name, bodies.asked(asked))
