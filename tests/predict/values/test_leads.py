"""What stands in front of a quantity, and its kind."""

import pytest

from predict.schema import Role
from predict.text.document import CanonicalSpan
from predict.values.leads import Kind, kind_of, read_lead

KINDS = {
    "75,5 %": Kind.share, "6‰": Kind.share, "4/5": Kind.share, "12 tỷ 345 triệu đồng": Kind.money,
    "16,4 triệu đồng/người/năm": Kind.money, "500.000đ": Kind.money, "3 lần": Kind.times,
    "2 lần/năm": Kind.times, "17.250m": Kind.amount, "52,6 tạ/ha": Kind.amount,
    "13,2 nghìn tấn/năm": Kind.amount, "1.850/3.000 ha": Kind.amount, "9 con": Kind.animals,
    "7 hộ": Kind.count, "27/38 trường": Kind.count, "41.000 lượt/năm": Kind.count, "1,2": Kind.bare,
}  # fmt: skip


@pytest.mark.parametrize(("surface", "kind"), KINDS.items())
def test_a_unit_tells_the_kind(surface: str, kind: Kind) -> None:
    assert kind_of(surface) is kind


def test_a_lead_is_parted_by_commas_colons_and_brackets() -> None:
    text = "Thu cả: thuế, phí (riêng đất 5"
    lead = read_lead(text, 0, len(text) - 1, [])
    assert lead.parts == ("Thu cả", "thuế", "phí", "riêng đất")
    assert lead.is_inside
    assert not lead.is_gap


@pytest.mark.parametrize("end", [". ", "; ", "? ", "\n", "”", "..."])
def test_a_lead_begins_with_its_clause(end: str) -> None:
    text = f"5 ha{end}Lúa đạt 6"
    lead = read_lead(text, 4, len(text) - 1, [])
    assert (lead.parts, lead.is_gap) == (("Lúa đạt",), False)


def test_dates_and_closed_brackets_are_left_out() -> None:
    text = "5 ha, năm 2012 (vụ đầu)  còn 6"
    dates = [CanonicalSpan(start=6, end=14, label=Role.date)]
    lead = read_lead(text, 4, len(text) - 1, dates)
    assert lead.parts == ("", "còn")
    assert lead.is_gap
    assert lead.has_date


def test_a_lead_is_short() -> None:
    text = "5 ha " + "a" * 500 + " còn 6"
    lead = read_lead(text, 4, len(text) - 1, [])
    assert lead.length == 159
    assert not lead.is_gap


def test_coordinations_stay_whole() -> None:
    text = "Nông, lâm, thủy sản: 5"
    assert read_lead(text, 0, len(text) - 1, []).parts == ("Nông, lâm, thủy sản", "")
