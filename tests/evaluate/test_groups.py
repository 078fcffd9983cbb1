"""Scores by groups of articles."""

from dataclasses import replace
from datetime import date

import pytest

from data.annotated import AnnotatedArticle
from evaluate.groups import GroupScores, group, source_of
from evaluate.scores import Counts, TypeScores

ARTICLE = AnnotatedArticle(id="a", text="Hội nghị.", spans=(), article_type="review")
ONE = GroupScores(
    n_articles=1,
    entities=Counts(gold=2, predicted=2, right=1),
    article_type=TypeScores(confusion={("review", "other"): 1}),
)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("https://www.baoxa.example/tin/12.html", "baoxa.example"),
        ("http://xa.example?id=7", "xa.example"),
        ("git:people/news@1f2e:posts/12.md", "git:people/news"),
        ("git:people/news:posts/2025/12.md", "git:people/news"),
        ("git:people/news@1f2e data/12.txt (a paper)", "git:people/news"),
        ("papers:train/000012", "papers:train"),
        ("written for nhandang", "written"),
        ("", "unknown"),
    ],
)
def test_a_source_is_where_an_article_comes_from(source: str, wanted: str) -> None:
    assert source_of(source) == wanted


def test_groups_add_up() -> None:
    articles = [
        replace(ARTICLE, published=date(2020, 5, 4), head={"source": "papers:a/1"}),
        replace(ARTICLE, published=date(2019, 5, 4), head={"source": "papers:a/2"}, text="x" * 999),
        replace(ARTICLE, article_type="other", text="x" * 10_000),
        replace(ARTICLE, article_type="other", text="x" * 1_000),
    ]
    groups = group(articles, [ONE] * 4)
    assert {kind: list(named) for kind, named in groups.items()} == {
        "type": ["other", "review"],
        "source": ["papers:a", "unknown"],
        "year": ["2019", "2020", "unknown"],
        "length": ["under 1,000", "1,000 to 2,999", "10,000 and more"],
    }
    assert groups["source"]["papers:a"] == ONE + ONE
    assert groups["type"]["other"].to_dict() == {
        "articles": 2,
        "entities": Counts(gold=4, predicted=4, right=2).to_dict(),
        "type_accuracy": 0.0,
    }


@pytest.mark.parametrize(("n_sources", "grouped"), [(20, True), (21, False)])
def test_a_source_an_article_is_no_grouping(n_sources: int, *, grouped: bool) -> None:
    articles = [replace(ARTICLE, head={"source": f"http://a{i}.example"}) for i in range(n_sources)]
    assert ("source" in group(articles, [ONE] * n_sources)) is grouped
