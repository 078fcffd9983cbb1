"""Heads of the written corpus: every key, in its order, and places of their time."""

from typing import Any

import pytest

from data.annotated import AnnotatedArticle
from data.survey.head import MERGED_PROVINCES, PROVINCES, CorpusHead

HEAD: dict[str, Any] = {
    "id": "a",
    "article_type": "other",
    "published": "2019-03-02",
    "source": "written for nhandang",
    "outlet": "Báo huyện",
    "province": "Yên Bái",
    "district": ["Lục Yên"],
    "commune": [],
    "level": "district",
    "year": 2019,
    "misspelt": False,
    "appointments": [["A B", "Bí thư", None]],
}


def article(**changes: Any) -> AnnotatedArticle:  # noqa: ANN401
    head = {**HEAD, **changes}
    return AnnotatedArticle(id="a", text="họp", spans=(), article_type="other", head=head)


def test_reads_a_head() -> None:
    head = CorpusHead.of(article())
    assert (head.district, head.year, head.is_after_merger) == (["Lục Yên"], 2019, False)


def test_there_were_63_provinces_and_then_34() -> None:
    assert (len(PROVINCES), len(MERGED_PROVINCES)) == (63, 34)
    assert {"Huế"} == MERGED_PROVINCES - PROVINCES


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": "village"}, "article a: level: input should be 'centre'"),
        ({"commune": None}, "article a: commune: input should be a valid list"),
        ({"outlet": ""}, "article a: outlet: string should have at least 1 character"),
        ({"year": 1999}, "article a: year: .* greater than or equal to 2005"),
        ({"source": "web"}, "article a: source: input should be 'written for nhandang'"),
        ({"mood": "good"}, "article a: mood: extra inputs are not permitted"),
        ({"province": "Huế"}, "Huế was no province or city of that time"),
        ({"published": "2025-08-01"}, "Yên Bái was no province or city of that time"),
    ],
)
def test_wrong_heads_are_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        CorpusHead.of(article(**changes))


def test_keys_out_of_order_are_refused() -> None:
    head = dict(reversed(HEAD.items()))
    wrong = AnnotatedArticle(id="a", text="họp", spans=(), article_type="other", head=head)
    with pytest.raises(ValueError, match="article a: the keys must stand in this order: id, "):
        CorpusHead.of(wrong)


def test_a_missing_key_is_named() -> None:
    head = {key: value for key, value in HEAD.items() if key != "level"}
    wrong = AnnotatedArticle(id="a", text="họp", spans=(), article_type="other", head=head)
    with pytest.raises(ValueError, match="article a: level: field required"):
        CorpusHead.of(wrong)
