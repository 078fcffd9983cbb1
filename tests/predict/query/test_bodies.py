from collections import defaultdict
from collections.abc import Iterator, Sequence
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
