import html
import json
import re
from datetime import date

import pytest

from predict import Predictor
from predict.articles import Article
from predict.records import ArticleType, Entity, ModelInfo, Prediction
from predict.render import Format, render, segmented
from predict.schema import Schema
from predict.segment import Segmenter
from tests.toy import ARTICLE


class FixedPredictor(Predictor):
    """Finds one entity of the last of many labels, whatever the text."""

    def __init__(self, *, n_labels: int = 1, place: tuple[int, int] = (0, 0)) -> None:
        labels = tuple(f"L{i}" for i in range(n_labels))
        self.schema = Schema(entity_labels=labels, article_types=("kiểu",))
        self._place = place

    def predict(self, text: str, published: date | None = None) -> Prediction:
        start, end = self._place
        entity = Entity(
            label=self.schema.entity_labels[-1], text=text[start:end], start=start, end=end, score=1
        )
        return Prediction(
            article_type=ArticleType(label="kiểu", score=1, scores={"kiểu": 1}) if text else None,
            entities=(entity,) if published is None and end else (),
            appointments=(),
            model=ModelInfo(name="m", version="1"),
            schema=self.schema,
        )


def plain(page: str) -> str:
    """Return the text of the article in a page."""
    found = re.search("<article>(.*)</article>", page, flags=re.DOTALL)
    assert found is not None
    return html.unescape(re.sub("<[^>]*>", "", found[1]))


def test_json_is_one_line_with_the_prediction(toy_predictor: Predictor) -> None:
    shown = render(Article(name="a.txt", text=ARTICLE), predictor=toy_predictor, form=Format.json)
    assert "\n" not in shown
    assert "Trần Văn Ví" in shown
    expected = {"file": "a.txt", **toy_predictor.predict(ARTICLE).to_dict()}
    assert json.loads(shown) == expected


def test_table(toy_predictor: Predictor) -> None:
    shown = render(Article(name="a.txt", text=ARTICLE), predictor=toy_predictor, form=Format.table)
    lines = shown.splitlines()
    assert lines[0].strip() == "a.txt: review (0.98)"
    row = next(line for line in lines if "Trần Văn Ví" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "OFFICIAL", "Trần Văn Ví", "73", "84", "0.98", "",
    ]  # fmt: skip
    (row,) = [line for line in lines if "Ngày 14/6/2021" in line]
    assert row.strip("│ ").endswith("2021-06-14")
    assert any("1,250,500,000,000 VND" in line for line in lines)
    assert any("Ủy ban nhân dân huyện" in line for line in lines)
    offices = lines[next(i for i, line in enumerate(lines) if "which office" in line) :]
    assert any("Trần Văn Ví" in line and "Bí thư Huyện ủy" in line for line in offices)
    empty = render(Article(name="a.txt", text=""), predictor=toy_predictor, form=Format.table)
    assert empty.splitlines()[0].strip() == "a.txt: empty"


@pytest.mark.parametrize("name", ["a[/b].txt", "[bold]a[/bold]", ":smile:"])
def test_a_table_shows_everything_as_it_is(name: str) -> None:
    text = "xã [/x] :100: [red]đỏ[/red]"
    predictor = FixedPredictor(place=(0, len(text)))
    shown = render(Article(name=name, text=text), predictor=predictor, form=Format.table)
    assert name in shown
    assert text in shown


def test_html_marks_entities_and_keeps_the_text(toy_predictor: Predictor) -> None:
    text = f"<script>alert('&')</script>\n{ARTICLE}"
    article = Article(name="<a>.txt", text=text)
    page = render(article, predictor=toy_predictor, form=Format.html)
    assert plain(page) == text
    assert "<script>" not in page
    assert "<title>&lt;a&gt;.txt</title>" in page
    marks = re.findall('<mark style="[^"]*" title="(OFFICIAL|POSITION) [^"]*">([^<]*)</mark>', page)
    assert ("OFFICIAL", "Trần Văn Ví") in marks
    assert ("POSITION", "Bí thư") in marks


def test_html_of_nothing(toy_predictor: Predictor) -> None:
    page = render(Article(name="a", text=""), predictor=toy_predictor, form=Format.html)
    assert plain(page) == ""


def test_html_has_a_colour_for_any_number_of_labels() -> None:
    predictor = FixedPredictor(n_labels=40, place=(0, 1))
    page = render(Article(name="a", text="x"), predictor=predictor, form=Format.html)
    assert "L39" in page


def test_words_are_those_that_phobert_takes(toy_predictor: Predictor) -> None:
    text = "Tỉnh ủy Hòa Sơn  họp.\r\n\r\nĐồng chí Trần\xa0Văn Ví\u200b, Bí thư\n"
    words = "Tỉnh_ủy Hòa_Sơn họp .\n\nĐồng_chí Trần_Văn_Ví , Bí_thư"
    assert segmented(text, predictor=toy_predictor) == words
    article = Article(name="a", text=text)
    assert render(article, predictor=toy_predictor, form=Format.words) == words
    assert segmented("", predictor=toy_predictor) == ""
    assert segmented("\u200b\n\n", predictor=toy_predictor) == ""


def test_words_keep_the_lines(toy_predictor: Predictor, segmenter: Segmenter) -> None:
    shown = segmented(ARTICLE, predictor=toy_predictor)
    lines = ARTICLE.rstrip("\n").split("\n")
    assert len(shown.split("\n")) == len(lines)
    assert shown.split() == [word.text for line in lines for word in segmenter.segment(line)]
