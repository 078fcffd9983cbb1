"""Counts of labels and types in tables, of what the schema has."""

from collections import Counter

from data.annotated import AnnotatedArticle
from data.coverage import Coverage
from predict.records import Span
from predict.schema import Schema
from train.class_counts import count_classes

ARTICLE = AnnotatedArticle(
    id="a", text="Huế mưa.", spans=(Span(start=0, end=3, label="LOC"),), article_type="sport"
)
NOTHING = Coverage(spans=Counter(), unreachable=Counter({"LOC": 1}), examples=())


def table(schema: Schema) -> list[list[str]]:
    counts = count_classes([ARTICLE, ARTICLE], [ARTICLE], schema=schema, coverage=NOTHING)
    return [line.split() for line in str(counts).splitlines()]


def test_there_is_a_table_for_each_head() -> None:
    labels = [["label", "train", "dev", "unreachable"], ["LOC", "2", "1", "1"]]
    labels += [["PER", "0", "0", "0"]]
    types = [["type", "train", "dev"], ["sport", "2", "1"]]
    both = Schema(entity_labels=("LOC", "PER"), article_types=("sport",))
    assert table(both) == labels + types
    assert table(Schema(entity_labels=("LOC", "PER"), article_types=())) == labels
    assert table(Schema(entity_labels=(), article_types=("sport",))) == types
