import pytest

from predict.query.positions import Position


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("Bí thư", "bi thu"),
        ("BÍ THƯ", "Bí thư"),
        ("Quyền Chủ tịch", "Chủ tịch"),
        ("Q. Chủ tịch", "Chủ tịch"),
        ("Phó Bí thư phụ trách", "Bí thư"),
        ("Phó Bí thư Thường trực phụ trách", "Bí thư"),
        ("Phó Bí thư phụ trách", "Phó Bí thư phụ trách"),
        ("Quyền Chủ tịch", "quyen chu tich"),
        ("nguyên Bí thư", "Nguyên Bí thư"),
        ("PGĐ", "Phó Giám đốc"),
    ],
)
def test_who_holds_what_is_asked_for(held: str, asked: str) -> None:
    assert Position.read(held).answers(Position.read(asked))


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("Phó Bí thư", "Bí thư"),
        ("Phó Bí thư phụ trách", "Phó Bí thư"),
        ("Phó Bí thư Thường trực", "Phó Bí thư"),
        ("nguyên Bí thư", "Bí thư"),
        ("nguyên Quyền Chủ tịch", "Chủ tịch"),
        ("Bí thư", "nguyên Bí thư"),
        ("Chủ tịch", "Quyền Chủ tịch"),
        ("Phó Chủ tịch phụ trách", "Quyền Chủ tịch"),
        ("Bí thư Thành đoàn", "Bí thư"),
    ],
)
def test_who_does_not(held: str, asked: str) -> None:
    assert not Position.read(held).answers(Position.read(asked))


def test_the_kind_of_a_body_may_be_said_twice() -> None:
    body = "Ban Dân vận Tỉnh ủy"
    assert Position.read("Trưởng ban", body=body) == Position.read("Trưởng", body=body)
    assert Position.read("Phó Trưởng Ban", body=body).key == "pho truong"
    assert Position.read("Trưởng ban").key == "truong ban"
    assert Position.read("Chủ tịch UBND", body="UBND huyện").key == "chu tich"
    assert Position.read("Giám đốc", body="Giám đốc").key == "giam doc"


def test_what_a_position_says() -> None:
    former = Position.read("Nguyên Phó Bí thư phụ trách")
    assert (former.is_former, former.is_acting, former.head) == (True, True, "bi thu")
    assert former.key == "nguyen pho bi thu phu trach"
    assert not Position.read("Quyền").is_acting
