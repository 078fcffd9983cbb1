import json
from datetime import date

import pytest

from predict import Predictor
from predict.commands.articles import Article
from predict.commands.read import Format, show, show_page
from tests.toy import ARTICLE


def test_json_is_one_line_with_the_prediction(toy_predictor: Predictor) -> None:
    day = date(2021, 6, 20)
    article = Article(name="a.txt", text=ARTICLE)
    shown = show(article, predictor=toy_predictor, form=Format.json, published=day)
    assert "\n" not in shown
    assert "Trần Văn Ví" in shown
    expected = {"file": "a.txt", **toy_predictor.predict(ARTICLE, day).to_dict()}
    assert json.loads(shown) == expected


@pytest.mark.parametrize(
    ("form", "part"),
    [
        (Format.table, "│ OFFICIAL"),
        (Format.words, "Trần_Văn_Ví , Bí_thư Huyện_ủy"),
    ],
)
def test_other_forms(toy_predictor: Predictor, form: Format, part: str) -> None:
    article = Article(name="a.txt", text=ARTICLE)
    assert part in show(article, predictor=toy_predictor, form=form)


def test_a_page_holds_every_article_and_their_day(toy_predictor: Predictor) -> None:
    articles = [Article(name=f"{name}.txt", text=ARTICLE) for name in "ab"]
    articles.append(Article(name="c.txt", text="Trước ngày 5 / 10, họp."))
    page = show_page(articles, predictor=toy_predictor, published=date(2021, 6, 20))
    assert page.count("<!doctype html>") == 1
    assert all(f'-name" tabindex="-1">{article.name}</h2>' in page for article in articles)
    assert ">5/10/2020</td>" in page
