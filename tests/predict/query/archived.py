"""The written collection as an archive: what a batch would write of it from its gold spans.

``python -m tests.predict.query.archived sqlite:///thach-giang.db`` writes it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.annotated import AnnotatedArticle
from evaluate.meaning import explain_gold
from predict.archive.article import Article
from predict.archive.outcome import Outcome
from predict.archive.outputs import open_sink
from predict.archive.reading import Reader
from predict.records import ArticleType, ModelInfo, Prediction
from predict.schema import DEFAULT_SCHEMA

from .collection import read_collection

MODEL = ModelInfo(name="gold", version="1")


@dataclass(frozen=True)
class Gold:
    """Predicts the gold of an article."""

    article: AnnotatedArticle
    model: ModelInfo = MODEL

    def predict(self, text: str, published: date | None = None) -> Prediction:
        one = self.article
        assert (text, published) == (one.text, one.published)
        assert one.article_type is not None
        meaning = explain_gold(one, DEFAULT_SCHEMA)
        scores = {kind: float(kind == one.article_type) for kind in DEFAULT_SCHEMA.article_types}
        return Prediction(
            article_type=ArticleType(label=one.article_type, score=1.0, scores=scores),
            entities=meaning.entities,
            appointments=meaning.appointments,
            model=self.model,
            schema=DEFAULT_SCHEMA,
        )


def outcomes() -> list[Outcome]:
    """Return what became of each article of the collection."""
    return [outcome_of(one) for one in read_collection().articles]


def write(out: str | Path, some: Sequence[Outcome]) -> str:
    """Write outcomes as a batch does, and return the name of the archive."""
    sink = open_sink(str(out), resume=True)
    try:
        sink.write(some)
        sink.finish()
    finally:
        sink.close()
    return str(out)


def outcome_of(one: AnnotatedArticle) -> Outcome:
    """Return what becomes of an annotated article."""
    source = str(one.head.get("source", "bao.jsonl"))
    article = Article(id=one.id, source=source, content=one.text, published=one.published)
    return Reader(Gold(one)).read(article)


if __name__ == "__main__":
    write(sys.argv[1], outcomes())
