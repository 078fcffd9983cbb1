"""Meaning from gold spans: exact, wrong and missing values, and appointments."""

import pytest

from data.annotated import AnnotatedArticle
from data.formats.ann import parse_annotation
from evaluate.meaning import (
    ValueCounts,
    lists_appointments,
    score_linking,
    score_values,
)
from evaluate.scores import Counts
from predict.schema import DEFAULT_SCHEMA

ANN = """{"id": "a", "article_type": "other"%s}

<OFFICIAL>Lò Văn Ứng</OFFICIAL>, <POSITION>Bí thư</POSITION> <ORGANISATION>Chi bộ</ORGANISATION>:
<DATE>năm 2012</DATE> có <QUANTITY>5,,1 ha</QUANTITY>, \
<DATE>năm 2013</DATE> <QUANTITY>7 ha</QUANTITY>.
"""
GOLD = (
    ', "values": [["năm 2012", {"start": "2012-01-01", "end": "2012-12-31"}], ["5,,1 ha", null], '
    '["năm 2013", {"start": "2014-01-01", "end": "2014-12-31"}], '
    '["7 ha", {"value": 8, "unit": "ha"}]]'
)
ROWS = ', "appointments": [["Lò Văn Ứng", "Bí thư", "Chi bộ"], ["Ứng", "Trưởng thôn", null]]'


def article_of(keys: str) -> AnnotatedArticle:
    return parse_annotation(ANN % keys, schema=DEFAULT_SCHEMA)


def test_values_are_exact_or_wrong() -> None:
    counts = score_values([article_of(GOLD), article_of("")], schema=DEFAULT_SCHEMA)
    assert counts == {
        "DATE": ValueCounts(gold=2, exact=1, wrong=1),
        "QUANTITY": ValueCounts(gold=2, exact=1, wrong=1),
    }
    assert counts["DATE"].to_dict() == {"exact": 0.5, "wrong": 0.5, "support": 2}


def test_a_value_that_is_not_read_is_neither() -> None:
    missing = GOLD.replace('["5,,1 ha", null]', '["5,,1 ha", {"value": 5.1, "unit": "ha"}]')
    counts = score_values([article_of(missing)], schema=DEFAULT_SCHEMA)["QUANTITY"]
    assert (counts.gold, counts.exact, counts.wrong) == (2, 0, 1)


def test_nothing_to_read_has_no_score() -> None:
    counts = score_values([article_of("")], schema=DEFAULT_SCHEMA)["DATE"]
    assert counts.to_dict() == {"exact": None, "wrong": None, "support": 0}


def test_appointments_are_linked_from_gold_spans() -> None:
    counts = score_linking([article_of(ROWS), article_of("")], schema=DEFAULT_SCHEMA)
    assert counts == Counts(gold=2, predicted=1, right=1)


@pytest.mark.parametrize(
    ("keys", "lists"), [(ROWS, True), (', "appointments": []', True), ("", False)]
)
def test_articles_list_appointments_or_do_not(keys: str, *, lists: bool) -> None:
    assert lists_appointments(article_of(keys)) is lists
