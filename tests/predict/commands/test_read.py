import json
from datetime import date

import pytest

from predict import Predictor
from predict.commands.articles import Article
from predict.commands.read import Format, show
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
        (Format.html, "<title>a.txt</title>"),
        (Format.words, "Trần_Văn_Ví , Bí_thư Huyện_ủy"),
    ],
)
def test_other_forms(toy_predictor: Predictor, form: Format, part: str) -> None:
    article = Article(name="a.txt", text=ARTICLE)
    assert part in show(article, predictor=toy_predictor, form=form)
