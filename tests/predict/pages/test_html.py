import json
import re
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from predict import Predictor
from predict.pages.html import html_page
from predict.pages.reading import Read
from predict.records import Entity, Prediction
from tests.toy import ARTICLE

from .predictions import prediction_of

HTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = "<script>alert('&')</script><img src=x onerror=alert(1)>&nbsp; </div>"


def page_of(*articles: tuple[str, str, Prediction]) -> str:
    """Return the page of articles by their names, texts and predictions."""
    return html_page([Read(name=name, text=text, prediction=p) for name, text, p in articles])


def parse(page: str) -> Element:
    """Parse a page as browsers do; whatever is wrong in it is an error."""
    parsed: Element = html5lib.HTMLParser(strict=True).parse(page)
    return parsed


def texts(page: str) -> list[str]:
    """Return the texts of the articles of a page, as they were given."""
    found = parse(page).findall(f".//{HTML}div[@class='text']")
    return ["".join(one.itertext()) for one in found]


def data(page: str) -> dict[str, Any]:
    """Return what the script of a page is given."""
    (found,) = [one for one in parse(page).iter(f"{HTML}script") if one.get("id") == "data"]
    values: dict[str, Any] = json.loads(found.text or "")
    return values


def ids(page: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', page)


def test_the_text_is_kept_and_its_entities_are_marked(toy_predictor: Predictor) -> None:
    text = f"{HOSTILE}\r\n😀 {ARTICLE}"
    page = page_of(("<a>&.txt", text, toy_predictor.predict(text)))
    assert texts(page) == [text.replace("\r", " ")]
    assert "<title>&lt;a&gt;&amp;.txt</title>" in page
    assert "<img" not in page
    assert page.count("<script") == page.count("</script>") == 2
    tree = parse(page)
    marks = [one for one in tree.iter(f"{HTML}a") if "entity" in (one.get("class") or "")]
    assert ("entity c0", "Trần Văn Ví") in [(one.get("class"), one.text) for one in marks]
    assert [one.get("href") for one in marks] == [f"#a0-m{i}" for i in range(len(marks))]


def test_one_page_of_many_articles(toy_predictor: Predictor) -> None:
    found = toy_predictor.predict(ARTICLE)
    articles = [(f"{i}.txt", ARTICLE, found) for i in range(3)]
    page = page_of(*articles, ("no", "", toy_predictor.predict("")))
    assert texts(page) == [ARTICLE, ARTICLE, ARTICLE, ""]
    tree = parse(page)
    names = [row.text for row in tree.findall(f".//{HTML}nav//{HTML}a")]
    assert names == ["0.txt", "1.txt", "2.txt", "no"]
    assert len(set(ids(page))) == len(ids(page))
    targets = {one.get("href", "#")[1:] for one in tree.iter(f"{HTML}a")}
    assert targets - set(ids(page)) == set()
    assert "Bài không có số liệu." in page


def test_one_article_needs_no_index(toy_predictor: Predictor) -> None:
    assert "<nav" not in page_of(("a", ARTICLE, toy_predictor.predict(ARTICLE)))


def test_the_page_loads_nothing(toy_predictor: Predictor) -> None:
    page = page_of(("a", ARTICLE, toy_predictor.predict(ARTICLE)))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<link|<img|<iframe|src=|@import|url\(| style=| on\w+=", page)


def test_what_a_prediction_holds_stands_in_the_data(toy_predictor: Predictor) -> None:
    found = toy_predictor.predict(ARTICLE)
    (row,) = data(page_of(("a", ARTICLE, found)))["readings"]
    assert row["prediction"] == found.to_dict()
    assert list(row["prediction"]) == list(found.to_dict())
    assert [one["label"] for one in row["labels"]] == list(found.schema.entity_labels)


def test_meanings_are_said_in_vietnamese(toy_predictor: Predictor) -> None:
    page = page_of(("a", ARTICLE, toy_predictor.predict(ARTICLE)))
    assert "1.250.500.000.000 đồng" in page
    assert "51,25%" in page
    assert "Ủy ban nhân dân huyện" in page
    assert ">14/6/2021</text>" in page


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x1b", "\x85", "\ufffe", "\U0001ffff", "\ud800"])
def test_signs_that_no_page_can_hold(sign: str) -> None:
    text = f"a{sign}b"
    page = page_of((sign, text, prediction_of(text, end=3)))
    assert texts(page) == ["a\ufffdb"]
    (row,) = data(page)["readings"]
    assert row["prediction"]["entities"][0]["text"] == text


def test_each_line_break_stays_as_long_as_it_is() -> None:
    text = "a\rb\r\nc\n\rd"
    page = page_of(("a", text, prediction_of(text, end=1)))
    assert texts(page) == ["a\nb \nc\n\nd"]


def test_an_indicator_is_shown_with_its_quantity(toy_predictor: Predictor) -> None:
    found = toy_predictor.predict(ARTICLE)
    told = replace(found, entities=tuple(map(name_indicator, found.entities)))
    assert '<small lang="vi">thu &lt;b&gt;</small>' in page_of(("a", ARTICLE, told))


def name_indicator(entity: Entity) -> Entity:
    return replace(entity, indicator="thu <b>") if entity.text.endswith("%") else entity
