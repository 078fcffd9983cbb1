"""A schema from what articles are annotated with."""

from collections.abc import Mapping, Sequence

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA, Role, Schema


def schema_of(
    articles: Sequence[AnnotatedArticle], *, roles: Mapping[str, Role] | None = None
) -> Schema:
    """Return the labels and types that articles have, in alphabetical order.

    What has the labels and types of the default schema, or some of them, keeps its order.

    :param articles: annotated with spans, with types, or with both
    :param roles: what spans of a label are; None: as in the default schema where all labels are
        its own, else none
    :raises ValueError: if there is neither a span nor a type, or a role is that of no label
    """
    labels = {span.label for article in articles for span in article.spans}
    types = {article.article_type for article in articles if article.article_type is not None}
    if not labels and not types:
        raise InputError("the articles have neither a span nor a type; annotate some first")
    if roles is None:
        known = DEFAULT_SCHEMA.roles if labels <= set(DEFAULT_SCHEMA.entity_labels) else {}
        roles = {label: role for label, role in known.items() if label in labels}
    return Schema(
        entity_labels=_in_order(labels, DEFAULT_SCHEMA.entity_labels),
        article_types=_in_order(types, DEFAULT_SCHEMA.article_types),
        roles=roles,
    )


def _in_order(names: set[str], order: tuple[str, ...]) -> tuple[str, ...]:
    if names <= set(order):
        return tuple(name for name in order if name in names)
    return tuple(sorted(names))
