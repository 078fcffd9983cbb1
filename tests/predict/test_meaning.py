"""What spans mean, on their way from the canonical text to the text as given."""

import pytest

from predict.meaning import explain
from predict.schema import DEFAULT_SCHEMA, Role
from predict.text.document import CanonicalSpan, Document


@pytest.mark.parametrize("given", ["Doanh thu đạt 4 tỷ đồng", "Doanh\u00a0thu  đạt  4 tỷ đồng"])
def test_a_quantity_says_what_it_measures(given: str) -> None:
    document = Document.of(given)
    start = document.text.index("4")
    label = DEFAULT_SCHEMA.labels_of(Role.quantity)[0]
    span = CanonicalSpan(start=start, end=len(document.text), label=label)
    meaning = explain(document, [span], scores=[1.0], schema=DEFAULT_SCHEMA, published=None)
    assert [(e.text, e.indicator) for e in meaning.entities] == [("4 tỷ đồng", "doanh thu")]
