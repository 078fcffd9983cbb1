"""Training examples: the windows of annotated articles, with a tag for each token."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.annotated import AnnotatedArticle
from data.coverage import Aligned, align
from predict.errors import InputError
from predict.network.tags import spans_to_tags
from predict.network.windows import WindowSize, cut, window_ids
from predict.schema import Schema
from predict.text.encode import Ids
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer

IGNORED = -100
_TYPE_WINDOWS = 2  # of an article whose type alone is known: headline and lead decide (T1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window: ids, a tag for each (``IGNORED`` where no token begins), and its article's type.

    ``weight`` is how much the window counts for the type: 1 for an article's first, less for each
    one after it.
    """

    input_ids: Sequence[int]
    tags: Sequence[int]
    article_type: int
    weight: float


def make_examples(
    article: AnnotatedArticle,
    *,
    schema: Schema,
    segmenter: Segmenter,
    tokenizer: Tokenizer,
    window: WindowSize,
    decay: float,
) -> list[Example]:
    """Cut an article into windows exactly as prediction does, and give each its gold tags.

    Tokens that a span covers which no tags can express are ``IGNORED``. An article of which the
    type alone is known gives its first windows, with all tags ``IGNORED``, as they are where the
    schema has no labels.

    :raises ValueError: if the article has a label or a type that the schema lacks
    """
    aligned = align(article, segmenter=segmenter, tokenizer=tokenizer)
    tags = _piece_tags(aligned, schema)
    kind = _type_id(article, schema)
    windows = cut(aligned.encoding, window)
    if not article.knows_spans:
        tags[:] = IGNORED
        windows = windows[:_TYPE_WINDOWS]
    return [
        Example(
            input_ids=window_ids(aligned.encoding, part).tolist(),
            tags=[IGNORED, *tags[part.begin : part.end].tolist(), IGNORED],
            article_type=kind,
            weight=article.type_weight * decay**i,
        )
        for i, part in enumerate(windows)
    ]


def _piece_tags(aligned: Aligned, schema: Schema) -> Ids:
    encoding = aligned.encoding
    of_pieces = np.full(len(encoding.ids), IGNORED, dtype=np.int64)
    if not schema.entity_labels:
        return of_pieces
    tags = np.array(
        spans_to_tags(aligned.spans, n_tokens=encoding.n_tokens, schema=schema), dtype=np.int64
    )
    tags[aligned.ignored] = IGNORED
    of_pieces[encoding.pieces] = tags
    return of_pieces


def _type_id(article: AnnotatedArticle, schema: Schema) -> int:
    if not schema.article_types or article.article_type is None:
        return IGNORED
    if article.article_type not in schema.article_types:
        known = ", ".join(schema.article_types)
        raise InputError(
            f"article {article.id}: the type {article.article_type} is not in the schema; "
            f"it has {known}"
        )
    return schema.article_types.index(article.article_type)
