import html
import re

from predict import Predictor
from predict.pages.marked import label_colours, marked_page
from tests.toy import ARTICLE

from .predictions import name_label, prediction_of


def plain(page: str) -> str:
    """Return the text of the article in a page."""
    found = re.search("<article>(.*)</article>", page, flags=re.DOTALL)
    assert found is not None
    return html.unescape(re.sub("<[^>]*>", "", found[1]))


def test_entities_are_marked_and_the_text_is_kept(toy_predictor: Predictor) -> None:
    text = f"<script>alert('&')</script>\n{ARTICLE}"
    page = marked_page(toy_predictor.predict(text), text=text, name="<a>.txt")
    assert plain(page) == text
    assert "<script>" not in page
    assert "<title>&lt;a&gt;.txt</title>" in page
    marks = re.findall('<mark style="[^"]*" title="(OFFICIAL|POSITION) [^"]*">([^<]*)</mark>', page)
    assert ("OFFICIAL", "Trần Văn Ví") in marks
    assert ("POSITION", "Bí thư") in marks
    assert "<td>Trần Văn Ví</td><td>Bí thư Huyện ủy</td>" in page


def test_a_page_of_nothing(toy_predictor: Predictor) -> None:
    page = marked_page(toy_predictor.predict(""), text="", name="a")
    assert plain(page) == ""
    assert "<p>empty " in page


def test_there_is_a_colour_for_any_number_of_labels() -> None:
    prediction = prediction_of("x", n_labels=40, end=1)
    assert name_label(39) in marked_page(prediction, text="x", name="a")
    assert len(label_colours(prediction.schema)) == 40
