"""Spans over tokens, and the BIO tags that express them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from predict.records import Stretch
from predict.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TokenSpan(Stretch):
    """A labelled stretch of the tokens of an article."""


def spans_to_tags(spans: Iterable[TokenSpan], *, n_tokens: int, schema: Schema) -> list[int]:
    """Return the tag ids of tokens.

    :param spans: apart from each other
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


def tags_to_spans(tags: Sequence[int], *, schema: Schema) -> list[TokenSpan]:
    """Return the spans that valid BIO tag ids hold; the inverse of ``spans_to_tags``.

    :raises ValueError: if an inside tag follows neither its begin nor its own kind
    """
    spans: list[TokenSpan] = []
    start = 0
    for i, tag in enumerate([*tags, 0]):
        before = tags[i - 1] if i else 0
        if is_inside(tag):
            if before not in (tag, tag - 1):
                raise ValueError(f"the tag {schema.tags[tag]} at token {i} continues nothing")
            continue
        if before:
            label = schema.entity_labels[(before - 1) // 2]
            spans.append(TokenSpan(start=start, end=i, label=label))
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
