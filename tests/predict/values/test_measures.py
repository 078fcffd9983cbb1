"""Names of measures: where they begin and end."""

import pytest

from predict.values.leads import Kind
from predict.values.measures import HEADS, MEASURES, cut_name, may_begin, skip_opening
from predict.values.relations import Predicate


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("thu nhập của thợ lò", "thu nhập"), ("dư nợ cho vay", "dư nợ cho vay"),
        ("quỹ cho vay lãi suất", None), ("thu trên địa bàn", "thu trên địa bàn"),
        ("tỷ lệ hộ được dùng nước sạch", "tỷ lệ hộ được dùng nước sạch"), ("vốn được cấp", None),
        ("tỷ lệ", None), ("số 4", None), ("vốn " * 30, None), ("giá này", None), ("", None),
        ("sản lượng lúa cả hai vụ", "sản lượng lúa"), ("tuổi bình quân", "tuổi bình quân"),
    ],
)  # fmt: skip
def test_a_name_ends_where_it_says_whose_it_is(name: str, expected: str | None) -> None:
    assert cut_name(name) == expected


@pytest.mark.parametrize("text", ["đánh giá", "trị giá", "một số", "con số", "hành khách"])
def test_a_word_in_another_word_is_no_measure(text: str) -> None:
    assert MEASURES.search(text) is None
    assert MEASURES.search(text.split()[1])


def test_a_length_measures_no_money() -> None:
    assert HEADS[Kind.amount].search("kinh phí") is None
    assert HEADS[Kind.amount].search("diện tích")


def test_openings_are_left_out() -> None:
    assert skip_opening("trong đó tổng vốn") == "vốn"
    assert skip_opening("- tổng thu") == "tổng thu"
    assert skip_opening("riêng") == ""


@pytest.mark.parametrize(
    ("subject", "kind", "predicate", "expected"),
    [
        ("bò", Kind.animals, Predicate(""), True), ("bò", Kind.amount, Predicate(""), False),
        ("lúa", Kind.amount, Predicate(""), True), ("lúa", Kind.share, Predicate(""), False),
        ("nữ", Kind.share, Predicate(""), True), ("nữ", Kind.count, Predicate(""), False),
        ("hộ nghèo", Kind.count, Predicate("", is_reaching=True), True),
        ("du lịch", Kind.share, Predicate(""), False),
        ("du lịch", Kind.share, Predicate("", "tăng"), True),
        ("du lịch", Kind.money, Predicate(""), True), ("xã", Kind.money, Predicate(""), False),
    ],
)  # fmt: skip
def test_what_may_stand_for_its_share_or_area(
    subject: str, kind: Kind, predicate: Predicate, *, expected: bool
) -> None:
    assert may_begin(subject, kind, predicate) is expected
