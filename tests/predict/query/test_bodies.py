import sys
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import pytest

from data.annotated import AnnotatedArticle
from predict.offices.abbreviations import expand
from predict.offices.places import find_places
from predict.query.bodies import Bodies
from predict.query.facts import ArticleFact
from predict.schema import DEFAULT_SCHEMA, Role

from .bodies_cases import CASES, Case
from .collection import read_collection


def fact(id_: str, source: str, day: str | None, text: str, people: str = "") -> ArticleFact:
    spans = [(text.index(people), text.index(people) + len(people))] if people else []
    return ArticleFact(
        id=id_, source=source, published=day, type=None, places=tuple(find_places(text, spans))
    )


def of_case(case: Case) -> Bodies:
    people = "Vàng Seo Pao"
    return Bodies(
        [
            fact(str(i), source, day, text, people if people in text else "")
            for i, (source, day, text) in enumerate(case.articles)
        ]
    )


def partition(keys: Sequence[str]) -> set[frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for i, key in enumerate(keys):
        groups[key].add(i)
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_which_names_mean_one_body(case: Case) -> None:
    bodies = of_case(case)
    found = [bodies.of(expand(name) or name, str(article)) for article, name, _ in case.named]
    assert partition([one.key for one in found]) == partition([one[2] for one in case.named]), [
        (name, one.key) for (_, name, _), one in zip(case.named, found, strict=True)
    ]


@cache
def of_collection() -> Bodies:
    return Bodies([fact_of(article) for article in read_collection().articles])


def fact_of(article: AnnotatedArticle) -> ArticleFact:
    people = [
        (span.start, span.end)
        for span in article.spans
        if DEFAULT_SCHEMA.role_of(span.label) is Role.official
    ]
    return ArticleFact(
        id=article.id,
        source=str(article.head["source"]),
        published=str(article.published),
        type=article.article_type,
        places=tuple(find_places(article.text, people)),
    )


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Return precision and recall: the mean share of a mention's group that is right, or found."""
    true: dict[str, set[int]] = defaultdict(set)
    groups: dict[str, set[int]] = defaultdict(set)
    for i, (one, other) in enumerate(zip(gold, found, strict=True)):
        true[one].add(i)
        groups[other].add(i)
    right = [len(true[one] & groups[other]) for one, other in zip(gold, found, strict=True)]
    precision = sum(n / len(groups[key]) for n, key in zip(right, found, strict=True))
    recall = sum(n / len(true[key]) for n, key in zip(right, gold, strict=True))
    return precision / len(gold), recall / len(gold)


def test_bodies_of_the_collection(capsys: pytest.CaptureFixture[str]) -> None:
    bodies, named = of_collection(), read_collection().bodies_named
    found = [bodies.of(expand(one.surface) or one.surface, one.article).key for one in named]
    precision, recall = b_cubed([one.of for one in named], found)
    with capsys.disabled():
        sys.stdout.write(f"\nB-cubed of bodies: precision {precision:.4f}, recall {recall:.4f}\n")
    assert len(named) == 634
    assert precision >= 0.98
    assert recall >= 0.85
