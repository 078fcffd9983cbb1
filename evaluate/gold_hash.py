"""A hash of gold: equal where every score of the same predictions is equal."""

import hashlib
import json
from collections.abc import Sequence

from data.annotated import AnnotatedArticle
from evaluate.meaning import lists_appointments


def hash_gold(articles: Sequence[AnnotatedArticle]) -> str:
    """Return a sha256 of texts and gold, whatever the articles' order, names and files."""
    sums = sorted(hashlib.sha256(_gold(article).encode()).hexdigest() for article in articles)
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()


def _gold(article: AnnotatedArticle) -> str:
    """Write down everything of an article that a score depends on.

    Appointments, values and indicators that are not annotated differ from those that are and are
    none: only the latter count.
    """
    spans = [(span.start, span.end, span.label) for span in article.spans]
    published = article.published.isoformat() if article.published else None
    appointments = article.appointments if lists_appointments(article) else None
    parts: list[object] = [article.text, spans, article.article_type, published, appointments]
    parts.append(article.values)
    if article.indicators is not None:
        parts.append({"indicators": article.indicators})
    if not article.knows_spans:
        parts.append(article.type_weight)
    return json.dumps(parts, sort_keys=True)
