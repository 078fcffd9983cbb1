import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from predict.query.asked_people import AskedNames, asked_names, asked_person, could_be_person
from predict.query.corrections import Corrections
from predict.query.people import Person
from predict.query.spelling import bare

NAMES = (
    "Lò Thị Thanh Thúy", "Lò Thị Thuý", "LÒ THỊ THỦY", "Vì Văn Hòa", "Vì Văn Hoà B", "Vì Bá Hóa",
    "Y Ngân Niê", "K'Srang", "KSRANG", "H’Mer Êban", "Rơ-Ông Hiếu", "Vì Văn Inh",
)  # fmt: skip


def person(*spellings: str, key: str = "") -> Person:
    return Person(key=key or spellings[0], name=spellings[0], spellings=spellings, mentions=())


PEOPLE = [
    person("Lò Thị Thanh Thúy", "Lo Thi Thanh Thuy"),
    person("Lò Thị Thuý"),
    person("Vì Văn Hòa", key="1"),
    person("Vì Văn Hòa", key="2"),
    person("Vì Văn Hóa"),
    person("Y Ngân Niê"),
    person("K'Srang", "K Srang", "K'Sragn"),
]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("Lò Thị Thúy", {"Lò Thị Thanh Thúy", "Lò Thị Thuý", "LÒ THỊ THỦY"}),
        ("thuy", {"Lò Thị Thanh Thúy", "Lò Thị Thuý", "LÒ THỊ THỦY"}),
        ("vì văn hoà", {"Vì Văn Hòa", "Vì Bá Hóa"}),
        ("Vì Văn Hào", {"Vì Văn Hòa"}),  # a typing error in the given name, else the same
        ("Y Ngân", {"Y Ngân Niê"}),
        ("ngan", {"Y Ngân Niê"}),
        ("H'Mer", {"H’Mer Êban"}),
        ("KSRANG", {"K'Srang", "KSRANG"}),
        ("ksragn", {"K'Srang", "KSRANG"}),
        ("K'Sragn", {"K'Srang", "KSRANG"}),
        ("Hiếu", {"Rơ-Ông Hiếu"}),
        ("Ì", set()),
        ("", set()),
        ("...", set()),
    ],
)
def test_names_that_could_be_the_one(asked: str, names: set[str]) -> None:
    assert {name for name in NAMES if could_be_person(name, asked)} == names


def test_names_that_could_be_one_of_several() -> None:
    asked = AskedNames(["vi van hoa", "Ngân", "K'Sragn", ""])
    assert [name for name in NAMES if asked.could_be(name)] == [
        "Vì Văn Hòa", "Vì Bá Hóa", "Y Ngân Niê", "K'Srang", "KSRANG",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", " ", "-", "A", "'", "Vì "])
def test_names_that_are_hardly_one(name: str) -> None:
    assert not could_be_person(name, "Vì Văn Hòa")


def test_a_name_is_compared_as_quickly_as_its_tones_are_taken_off() -> None:
    some = random.Random(1)
    syllables = [
        "".join(some.choices("bcdghklmnt") + some.choices("aảãeêioôơuưy", k=2)) for _ in range(400)
    ]
    names = [" ".join(some.choices(syllables, k=4)).title() for _ in range(40_000)]

    def seconds(compare: Callable[[str], object]) -> float:
        start = time.process_time()
        for name in names:
            compare(name)
        return time.process_time() - start

    folding = min(seconds(bare) for _ in range(3))
    for asked in ("Vì Văn Hòa", "lo thi thuy", "K'Srang"):
        taken = min(seconds(partial(could_be_person, asked=asked)) for _ in range(3))
        assert taken < 2 * folding


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("Vì Văn Hòa", ["1", "2"]),
        ("VÌ VĂN HOÀ", ["1", "2"]),
        ("Vì Văn Hóa", ["Vì Văn Hóa"]),
        ("vi van hoa", ["1", "2", "Vì Văn Hóa"]),
        ("Văn Hòa", ["1", "2"]),
        ("van hoa", ["1", "2", "Vì Văn Hóa"]),
        ("Lò Thị Thúy", ["Lò Thị Thuý"]),
        ("Lò Thanh Thúy", ["Lò Thị Thanh Thúy"]),
        ("lo thi thanh thuy", ["Lò Thị Thanh Thúy"]),
        ("Lò Thị Thanh Thúuy", ["Lò Thị Thanh Thúy"]),
        ("Ngân", ["Y Ngân Niê"]),
        ("y ngan", ["Y Ngân Niê"]),
        ("K’SRANG", ["K'Srang"]),
        ("ksrang", ["K'Srang"]),
        ("Vì Văn Inh", []),
        ("", []),
    ],
)
def test_people_that_a_name_means(asked: str, keys: list[str]) -> None:
    assert [one.key for one in asked_person(asked, PEOPLE)] == keys


def test_names_that_corrections_bring_together_are_asked_for_too(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text(
        """[[person]]
        same = ["Y Lạ", "Lò Văn Khác"]
        [[person]]
        same = ["Lò Văn Khác", "Vì Văn Hòa"]
        [[person]]
        same = ["Hà Văn A", "Hà Văn Bê"]
        [[person]]
        different = ["Vì Văn Hòa", "Hà Văn Bê"]""",
        encoding="utf-8",
    )
    corrections = Corrections.read(file)
    assert set(asked_names("vi van hoa", corrections)) == {
        "vi van hoa", "Vì Văn Hòa", "Lò Văn Khác", "Y Lạ",
    }  # fmt: skip
    assert asked_names("Vì Văn Inh", corrections) == ("Vì Văn Inh",)
