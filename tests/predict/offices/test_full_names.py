"""Full names: whom a given name means, and where that cannot be told."""

import pytest

from predict.offices.full_names import Title, find_full_names

CHIEF = Title(position="Bí thư", organisation="Huyện ủy")
CHAIR = Title(position="Chủ tịch", organisation="UBND huyện")


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["Lò Văn Ứng", "Ứng"], ["Lò Văn Ứng", "Lò Văn Ứng"]),
        (["Ứng", "Lò Văn Ứng", "Văn Ứng"], ["Lò Văn Ứng"] * 3),  # a headline first
        (["LÒ VĂN ỨNG", "Lò Văn Ứng", "Ứng"], ["LÒ VĂN ỨNG"] * 3),  # as first written
        (["Lò Văn Ứng", "Soi"], ["Lò Văn Ứng", "Soi"]),
        (["Lò Văn Ứng", "Mè Thị Ứng", "Ứng"], ["Lò Văn Ứng", "Mè Thị Ứng", "Ứng"]),
        (["Lò Văn Ứng", "Mè Văn Ứng", "Văn Ứng"], ["Lò Văn Ứng", "Mè Văn Ứng", "Văn Ứng"]),
        (["Lò Thị Thuý", "Thúy", "Lò Thị Thúy"], ["Lò Thị Thuý"] * 3),  # two placings
        ([], []),
    ],
)
def test_full_names(names: list[str], people: list[str]) -> None:
    assert find_full_names(names) == people


@pytest.mark.parametrize(
    ("title", "person"),
    [
        (CHIEF, "Lò Văn Ứng"),
        (CHAIR, "Mè Thị Ứng"),
        (Title(position="bí thư", organisation=None), "Lò Văn Ứng"),
        (Title(position="Bí thư", organisation="huyện ủy"), "Lò Văn Ứng"),
        (Title(position="Bí thư", organisation="Tỉnh ủy"), "Ứng"),
        (Title(position="Trưởng phòng", organisation=None), "Ứng"),
    ],
)
def test_the_office_decides_between_two_of_one_name(title: Title, person: str) -> None:
    titles = {0: [CHIEF], 1: [CHAIR], 2: [title]}
    assert find_full_names(["Lò Văn Ứng", "Mè Thị Ứng", "Ứng"], titles)[2] == person


def test_two_in_the_same_office_stay_apart() -> None:
    titles = {0: [CHIEF], 1: [CHIEF], 2: [CHIEF]}
    assert find_full_names(["Lò Văn Ứng", "Mè Thị Ứng", "Ứng"], titles)[2] == "Ứng"
