"""Labels, article types and the tags derived from them: defined once, here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OUTSIDE, BEGIN, INSIDE = "O", "B-", "I-"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A labelled stretch of a text or of a sequence of tokens: start inclusive, end exclusive.

    In a text, ``start`` and ``end`` count code points.
    """

    start: int
    end: int
    label: str

    def __post_init__(self) -> None:
        """Check that it is not empty."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span from {self.start} to {self.end} holds nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What a model tells apart; either kind of label may be missing.

    ``expandable`` are the entity labels whose abbreviations have a full form.
    """

    entity_labels: tuple[str, ...]
    article_types: tuple[str, ...]
    expandable: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that every label is named, and named once."""
        for labels in (self.entity_labels, self.article_types):
            if len(set(labels)) != len(labels) or not all(labels):
                raise ValueError(f"empty or repeated labels: {', '.join(labels)}")
        if not self.entity_labels and not self.article_types:
            raise ValueError("a schema needs entity labels or article types")

    @property
    def tags(self) -> tuple[str, ...]:
        """The BIO tags: ``O``, then ``B-`` and ``I-`` of each label."""
        return (
            OUTSIDE,
            *(mark + label for label in self.entity_labels for mark in (BEGIN, INSIDE)),
        )

    def is_expandable(self, label: str) -> bool:
        """Say whether spans of this label may be abbreviations with a full form."""
        return label in self.expandable


DEFAULT_SCHEMA = Schema(
    entity_labels=("OFFICIAL", "POSITION", "ORGANISATION", "DATE", "QUANTITY"),
    article_types=("review", "inspection", "congress", "other"),
    expandable=("ORGANISATION",),
)
OFFICIAL, POSITION, ORGANISATION, DATE, QUANTITY = DEFAULT_SCHEMA.entity_labels


def spans_to_tags(spans: Iterable[Span], *, n_tokens: int, schema: Schema) -> list[int]:
    """Return the tag ids of tokens.

    :param spans: spans over tokens, apart from each other
    :param n_tokens: how many tokens there are
    :param schema: the labels
    :raises ValueError: if two spans overlap, one ends behind the last token, or a label is not
        in the schema
    """
    tags = [0] * n_tokens
    for span in spans:
        if span.label not in schema.entity_labels:
            known = ", ".join(schema.entity_labels)
            raise ValueError(f"the label {span.label} is not in the schema; it has {known}")
        if span.end > n_tokens or any(tags[span.start : span.end]):
            raise ValueError(f"{span} overlaps another span or the end at {n_tokens}")
        begin = 1 + 2 * schema.entity_labels.index(span.label)
        tags[span.start : span.end] = [begin] + [begin + 1] * (span.end - span.start - 1)
    return tags


def tags_to_spans(tags: Sequence[int], *, schema: Schema) -> list[Span]:
    """Return the spans over tokens that valid BIO tag ids hold; the inverse of ``spans_to_tags``.

    :raises ValueError: if an inside tag follows neither its begin nor its own kind
    """
    spans: list[Span] = []
    start = 0
    for i, tag in enumerate([*tags, 0]):
        before = tags[i - 1] if i else 0
        if is_inside(tag):
            if before not in (tag, tag - 1):
                raise ValueError(f"the tag {schema.tags[tag]} at token {i} continues nothing")
            continue
        if before:
            label = schema.entity_labels[(before - 1) // 2]
            spans.append(Span(start=start, end=i, label=label))
        start = i
    return spans


def is_inside(tag: int) -> bool:
    """Say whether a tag id is an ``I-``."""
    return tag > 0 and tag % 2 == 0


def allowed_transitions(schema: Schema) -> NDArray[np.bool_]:
    """Return which tag may follow which, (tags, tags): an ``I-`` only its ``B-`` or itself."""
    n_tags = len(schema.tags)
    allowed = np.ones((n_tags, n_tags), dtype=np.bool_)
    for tag in filter(is_inside, range(n_tags)):
        allowed[:, tag] = False
        allowed[[tag - 1, tag], tag] = True
    return allowed
