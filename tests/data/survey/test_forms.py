"""Forms: each pattern finds what it is named after, and spans are told from what lies between."""

import re

import pytest

from data.formats.ann import parse_annotation
from data.survey.forms import GROUPS, count_forms
from predict.schema import DEFAULT_SCHEMA

ANN = """{"id": "a", "article_type": "other"}

HUYỆN HỌP BÀN VIỆC NƯỚC SẠCH
Đ/c <OFFICIAL>Y-Thông Niê</OFFICIAL>, BTV, nói theo Nghị quyết số 12-NQ/HU: <DATE>ngày 14/6</DATE> \
có <QUANTITY>12 tỷ 345 triệu đồng</QUANTITY>, lần thứ XII. Họp.Xong./.
"""


def test_counts_the_forms_of_an_article() -> None:
    counts = count_forms([parse_annotation(ANN, schema=DEFAULT_SCHEMA)] * 2)
    assert set(counts.values()) == {2}
    assert set(counts) == {
        ("wording", "đ/c"),
        ("wording", "BTV"),
        ("wording", "headline in capitals"),
        ("layout", "no space after a full stop"),
        ("layout", "./. at the end"),
        ("layout", "hardly any paragraphs"),
        ("names", "a hyphen"),
        ("names", "H', K' or Y"),
        ("names", "two syllables"),
        ("dates", "ngày 18/5"),
        ("quantities", "money"),
        ("quantities", "12 tỷ 345 triệu"),
        ("traps", "document number"),
        ("traps", "ordinal or term"),
    }


def test_what_is_labelled_is_no_trap() -> None:
    ann = '{"id": "a", "article_type": "other"}\n\nlúc <DATE>7 giờ</DATE>\n'
    counts = count_forms([parse_annotation(ann, schema=DEFAULT_SCHEMA)])
    assert ("traps", "clock time") not in counts
    assert ("dates", "36 tháng") in counts


@pytest.mark.parametrize(
    ("group", "name", "surface"),
    [
        ("dates", "hai năm", "năm 2017"),
        ("dates", "hai năm", "năm học 2017 - 2018"),
        ("dates", "18.5", "18/5"),
        ("quantities", "a/b", "5 tạ/ha"),
        ("quantities", "in words", "3 xã"),
        ("names", "two syllables", "Lò Văn Ứng"),
    ],
)
def test_forms_match_nothing_else(group: str, name: str, surface: str) -> None:
    assert not re.fullmatch(GROUPS[group][name], surface)


@pytest.mark.parametrize("group", ["dates", "quantities"])
def test_forms_that_are_named_by_an_example_match_it(group: str) -> None:
    for name, pattern in GROUPS[group].items():
        if any(character.isdigit() for character in name) or name in ("hai năm", "tháng 5"):
            example = name if name != "12 tỷ 345 triệu" else f"{name} đồng"
            assert re.fullmatch(pattern, example.replace("a/b", "3/5")), name
