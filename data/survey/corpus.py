"""The written corpus: the articles of its three splits, with their heads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats import read_annotations
from data.survey.head import CorpusHead
from predict.schema import DEFAULT_SCHEMA, Role

SPLITS = ("train", "dev", "test")
Part = tuple[Sequence[AnnotatedArticle], Sequence[CorpusHead]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: a count for each split and for all, and how many there must be."""

    name: str
    counts: tuple[int, ...]
    wanted: int = 0

    def __str__(self) -> str:
        """Write it as a row of a Markdown table."""
        cells = [
            self.name,
            *(f"{count:,}" for count in self.counts),
            f"{self.wanted:,}" * bool(self.wanted),
        ]
        return f"| {' | '.join(cells)} |"


class Corpus:
    """The articles of the three splits, with their heads."""

    def __init__(self, articles: Mapping[str, Sequence[AnnotatedArticle]]) -> None:
        """Take the articles of each split.

        :raises ValueError: if a head is malformed
        """
        self.parts: dict[str, Part] = {
            split: (articles[split], [CorpusHead.of(article) for article in articles[split]])
            for split in SPLITS
        }
        self.whole: Part = (
            [article for split in SPLITS for article in self.parts[split][0]],
            [head for split in SPLITS for head in self.parts[split][1]],
        )

    @classmethod
    def read(cls, folder: Path) -> "Corpus":
        """Read the three folders of a corpus.

        :raises FileNotFoundError: if one is missing
        :raises ValueError: if a file or a head is malformed
        """
        return cls(
            {split: read_annotations([folder / split], schema=DEFAULT_SCHEMA) for split in SPLITS}
        )

    def row(self, name: str, count: Callable[[Part], int], wanted: int = 0) -> Row:
        """Count something in each split and in the whole."""
        parts = [*(self.parts[split] for split in SPLITS), self.whole]
        return Row(name=name, counts=tuple(count(part) for part in parts), wanted=wanted)


def names_of(articles: Sequence[AnnotatedArticle]) -> set[str]:
    """Return the names of officials that have two syllables or more."""
    labels = DEFAULT_SCHEMA.labels_of(Role.official)
    return {name for name in surfaces_of(articles, *labels) if " " in name}


def surfaces_of(articles: Sequence[AnnotatedArticle], *labels: str) -> list[str]:
    """Return what the spans of some labels read, in their order."""
    return [
        article.text[span.start : span.end]
        for article in articles
        for span in article.spans
        if span.label in labels
    ]
