"""How often each label and each type stands in the articles of train and of dev."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.annotated import AnnotatedArticle
from data.coverage import Coverage
from predict.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCounts:
    """Counts of spans by label and of articles by type, and of spans that no tags can express."""

    schema: Schema
    train_spans: Counter[str]
    dev_spans: Counter[str]
    train_types: Counter[str]
    dev_types: Counter[str]
    unreachable: Counter[str]

    def __str__(self) -> str:
        """Write them as tables, of labels and of types, where the schema has any."""
        lines: list[str] = []
        if labels := self.schema.entity_labels:
            lines.append(_line("label", "train", "dev", "unreachable"))
            lines += [
                _line(
                    label, self.train_spans[label], self.dev_spans[label], self.unreachable[label]
                )
                for label in labels
            ]
        if types := self.schema.article_types:
            lines.append(_line("type", "train", "dev"))
            lines += [_line(kind, self.train_types[kind], self.dev_types[kind]) for kind in types]
        return "\n".join(lines)


def count_classes(
    train: Sequence[AnnotatedArticle],
    dev: Sequence[AnnotatedArticle],
    *,
    schema: Schema,
    coverage: Coverage,
) -> ClassCounts:
    """Count labels and types.

    :param train: what is learned from
    :param dev: what is chosen by
    :param schema: what is told apart
    :param coverage: that of train
    """
    return ClassCounts(
        schema=schema,
        train_spans=_spans(train),
        dev_spans=_spans(dev),
        train_types=_types(train),
        dev_types=_types(dev),
        unreachable=coverage.unreachable,
    )


def _spans(articles: Sequence[AnnotatedArticle]) -> Counter[str]:
    return Counter(span.label for article in articles for span in article.spans)


def _types(articles: Sequence[AnnotatedArticle]) -> Counter[str]:
    return Counter(one.article_type for one in articles if one.article_type is not None)


def _line(name: str, *cells: object) -> str:
    return f"{name:<32}" + "".join(f"{cell:>12}" for cell in cells)
