"""The page of errors: well formed, self-contained, nothing of the article lost or unescaped."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser

import pytest

from data.annotated import AnnotatedArticle
from data.formats.ann import parse_annotation
from evaluate.page import error_page
from evaluate.report import predict_articles
from predict import Predictor
from predict.records import Entity, ModelInfo, Prediction, Span
from predict.schema import DEFAULT_SCHEMA
from tests.pace import growth

VOID = {"br", "meta"}


class Page(HTMLParser):
    """What a page holds: its article texts without flags, its flags, anchors and links."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.flags: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self._depth = 0
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert "src" not in values
        if tag not in VOID:
            self.open.append(tag)
        if values.get("class") == "text":
            self._depth = len(self.open)
            self.texts.append("")
        if tag == "sup":
            self.flags.append("")
        self.anchors += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self._depth:
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if "sup" in self.open:
            self.flags[-1] += data
        elif self._depth:
            self.texts[-1] += data


def make_page(predictor: Predictor, articles: list[AnnotatedArticle]) -> str:
    predictions = predict_articles(predictor, articles)
    return error_page(articles, predictions, schema=predictor.schema, summary="a <summary>")


@pytest.fixture
def hostile() -> AnnotatedArticle:
    head = '{"id": "<script>", "article_type": "other"}\n\n'
    body = "a < b & c <b>d</b> <DATE>ngày <i>1 & 2</DATE>\n\n  Bí thư </html>\n"
    return parse_annotation(head + body, schema=DEFAULT_SCHEMA)


def test_the_article_stands_there_in_full_and_errors_are_flagged(
    toy_predictor: Predictor, toy_article: AnnotatedArticle
) -> None:
    page = Page(make_page(toy_predictor, [toy_article]))
    assert page.texts == [toy_article.text]
    assert page.flags == [
        "wrong label: OFFICIAL → POSITION",
        "spurious: ORGANISATION",
        "missed: OFFICIAL",
        "wrong edge: QUANTITY",
        "wrong edge: QUANTITY",
    ]


def test_what_articles_hold_is_escaped(toy_predictor: Predictor, hostile: AnnotatedArticle) -> None:
    content = make_page(toy_predictor, [hostile])
    assert "<script" not in content
    assert "a &lt;summary&gt;" in content
    assert Page(content).texts == [hostile.text]


def test_it_is_self_contained_and_its_links_lead_somewhere(
    toy_predictor: Predictor, toy_article: AnnotatedArticle, hostile: AnnotatedArticle
) -> None:
    content = make_page(toy_predictor, [toy_article, hostile])
    page = Page(content)
    assert not re.search(r"https?:|@import|url\(", content)
    assert len(page.anchors) == len(set(page.anchors))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.anchors)


def test_articles_with_most_errors_come_first(
    toy_predictor: Predictor, toy_article: AnnotatedArticle, hostile: AnnotatedArticle
) -> None:
    page = Page(make_page(toy_predictor, [hostile, toy_article]))
    assert page.texts == [toy_article.text, hostile.text]


def test_a_wrong_type_is_said(toy_predictor: Predictor, toy_article: AnnotatedArticle) -> None:
    wrong = replace(toy_article, article_type="congress")
    assert "predicted: review" in make_page(toy_predictor, [wrong])
    assert "predicted: review" not in make_page(toy_predictor, [toy_article])


def test_gold_is_background_and_predicted_is_underline(
    toy_predictor: Predictor, toy_article: AnnotatedArticle
) -> None:
    content = make_page(toy_predictor, [toy_article])

    def style(title: str, text: str) -> str:
        found = re.search(f'style="([^"]*)" title="{title}">{text}<', content)
        assert found
        return found.group(1)

    both = style("gold: DATE; predicted: DATE", "6 tháng đầu năm")
    assert "background" in both
    assert "border" in both
    assert "border" not in style("gold: OFFICIAL; predicted: nothing", "Phan Thị Mận")
    assert "background" not in style("gold: nothing; predicted: ORGANISATION", "Huyện ủy")


def test_an_article_of_20000_spans_takes_time_in_proportion() -> None:
    def prepare(n: int) -> Callable[[], str]:
        text = "Huyện ủy họp.\n" * n
        places = [(14 * i, 14 * i + 8) for i in range(n)]
        gold = tuple(Span(start=start, end=end, label="ORGANISATION") for start, end in places)
        article = AnnotatedArticle(id="long", text=text, spans=gold, article_type="other")
        entities = [
            Entity(
                label="ORGANISATION",
                text=text[start : end - i % 2],
                start=start,
                end=end - i % 2,
                score=1,
            )
            for i, (start, end) in enumerate(places)
            if i % 3
        ]
        prediction = Prediction(
            article_type=None,
            entities=tuple(entities),
            appointments=(),
            model=ModelInfo(name="toy", version="0"),
            schema=DEFAULT_SCHEMA,
        )
        return partial(error_page, [article], [prediction], schema=DEFAULT_SCHEMA, summary="")

    assert growth(prepare, 20_000) < 3
    assert prepare(20_000)().count("<sup ") == 13_334


def test_every_stretch_is_marked_by_what_stands_over_it() -> None:
    def spans(*places: tuple[int, int, str]) -> tuple[Span, ...]:
        return tuple(Span(start=start, end=end, label=label) for start, end, label in places)

    text = "abcdefghij"
    gold = spans((0, 3, "DATE"), (3, 5, "OFFICIAL"), (8, 9, "DATE"))
    found = spans((1, 3, "DATE"), (4, 6, "POSITION"), (8, 9, "DATE"))
    article = AnnotatedArticle(id="a", text=text, spans=gold, article_type="other")
    entities = tuple(
        Entity(label=s.label, text=text[s.start : s.end], start=s.start, end=s.end, score=1)
        for s in found
    )
    prediction = Prediction(
        article_type=None,
        entities=entities,
        appointments=(),
        model=ModelInfo(name="toy", version="0"),
        schema=DEFAULT_SCHEMA,
    )
    content = error_page([article], [prediction], schema=DEFAULT_SCHEMA, summary="")
    shown = content.partition('<div class="text">')[2].partition("</div>")[0]
    marks = re.findall(
        r'<span class="(span|span bad)"[^>]*title="gold: (\w+); predicted: (\w+)">(\w+)<', shown
    )
    assert [(kind == "span bad", *rest) for kind, *rest in marks] == [
        (True, "DATE", "nothing", "a"),
        (True, "DATE", "DATE", "bc"),
        (True, "OFFICIAL", "nothing", "d"),
        (True, "OFFICIAL", "POSITION", "e"),
        (True, "nothing", "POSITION", "f"),
        (False, "DATE", "DATE", "i"),
    ]
    assert Page(content).texts == [text]
