"""Schemas from what articles are annotated with."""

import pytest

from data.annotated import AnnotatedArticle
from data.schema_of import schema_of
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA, Role


def article(*labels: str, kind: str | None = None) -> AnnotatedArticle:
    return AnnotatedArticle(
        id="",
        text="một hai ba bốn năm",
        spans=tuple(Span(start=i, end=i + 1, label=label) for i, label in enumerate(labels)),
        article_type=kind,
    )


def test_labels_and_types_are_those_of_the_articles() -> None:
    schema = schema_of([article("b", "a"), article("c", kind="z"), article(kind="y")])
    assert schema.entity_labels == ("a", "b", "c")
    assert schema.article_types == ("y", "z")
    assert schema.roles == {}


def test_either_kind_of_label_may_be_missing() -> None:
    assert schema_of([article("a")]).article_types == ()
    assert schema_of([article(kind="a")]).entity_labels == ()
    with pytest.raises(ValueError, match="neither a span nor a type"):
        schema_of([article()])


def test_those_of_the_default_keep_its_order_and_roles() -> None:
    of = [article(*reversed(DEFAULT_SCHEMA.entity_labels))]
    of += [article(kind=kind) for kind in DEFAULT_SCHEMA.article_types]
    assert schema_of(of) == DEFAULT_SCHEMA
    assert schema_of([article("DATE", "OFFICIAL")]).roles == {
        "OFFICIAL": Role.official,
        "DATE": Role.date,
    }
    assert schema_of([article("DATE", "PER")]).roles == {}


def test_roles_may_be_given() -> None:
    assert schema_of([article("PER", "X")], roles={"PER": Role.official}).roles == {
        "PER": Role.official
    }
    with pytest.raises(ValueError, match="the role official is that of LOC"):
        schema_of([article("PER")], roles={"LOC": Role.official})
