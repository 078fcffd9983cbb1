"""The words between a measure and its quantity."""

import pytest

from predict.values.relations import Predicate, join, read_base, read_predicate

PREDICATES = {
    "doanh thu ước đạt": Predicate("doanh thu", None, None, is_level=True, is_reaching=True),
    "doanh thu tăng bình quân": Predicate("doanh thu", "tăng"),
    "doanh thu giảm còn": Predicate("doanh thu", None, None, is_level=True, is_reaching=True),
    "doanh thu kém mục tiêu": Predicate("doanh thu", "kém", "mục tiêu"),
    "huyện có": Predicate("huyện", None, None, is_level=True),
    "tuổi bình quân": Predicate("tuổi bình quân"),
    "tỷ lệ hao hụt": Predicate("tỷ lệ hao hụt"),
    "đạt": Predicate("", None, None, is_level=True, is_reaching=True),
    "": Predicate(""),
}


@pytest.mark.parametrize(("part", "expected"), PREDICATES.items())
def test_verbs_are_taken_from_the_end(part: str, expected: Predicate) -> None:
    assert read_predicate(part) == expected


@pytest.mark.parametrize(
    ("behind", "base"),
    [
        (" kế hoạch năm", "kế hoạch"), (" so với cùng kỳ", "cùng kỳ"),
        (" của nghị quyết", "nghị quyết"),
        (" dân số", None), (", kế hoạch", None), (" kế hoạchx", None), ("", None),
    ],
)  # fmt: skip
def test_a_base_stands_directly_behind(behind: str, base: str | None) -> None:
    assert read_base(f"5%{behind}", 2) == base


@pytest.mark.parametrize(
    ("relation", "base", "expected"),
    [
        (None, None, "thu"), ("tăng", None, "thu / tăng"), (None, "dự toán", "thu / dự toán"),
        ("tăng", "cùng kỳ", "thu / tăng so với cùng kỳ"),
    ],
)  # fmt: skip
def test_a_measure_is_joined_to_its_relation(
    relation: str | None, base: str | None, expected: str
) -> None:
    assert join("thu", relation, base) == expected
