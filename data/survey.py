"""What the written corpus holds, and what it must hold; ``python -m data`` prints it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import get_args

from data.annotations import AnnotatedArticle, read_annotations
from data.corpus_head import PROVINCES, CorpusHead, Level
from data.forms import GROUPS, count_forms
from predict.schema import DEFAULT_SCHEMA, OFFICIAL, ORGANISATION, POSITION

SPLITS = ("train", "dev", "test")
_GRAM, _MOST_SHARED = 5, 0.12
_SHORTEST, _LONGEST, _LONG = 60, 1800, 900
_WANTED_ARTICLES = (340, 40, 40)
_WANTED_TYPES = (110, 110, 90, 90)
_FEWEST = 3  # articles that show a form
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
    return {name for name in _surfaces(articles, OFFICIAL) if " " in name}


def _surfaces(articles: Sequence[AnnotatedArticle], label: str) -> list[str]:
    return [
        article.text[span.start : span.end]
        for article in articles
        for span in article.spans
        if span.label == label
    ]


def tabulate(corpus: Corpus) -> list[Row]:
    """Count what the corpus holds."""
    types, labels = DEFAULT_SCHEMA.article_types, DEFAULT_SCHEMA.entity_labels
    return [
        corpus.row("articles", lambda part: len(part[0]), sum(_WANTED_ARTICLES)),
        *(
            corpus.row(f"of type `{kind}`", _count_types(kind), wanted)
            for kind, wanted in zip(types, _WANTED_TYPES, strict=True)
        ),
        corpus.row("spans", lambda part: sum(len(a.spans) for a in part[0]), 18000),
        *(corpus.row(f"`{label}`", _count_spans(label)) for label in labels),
        corpus.row("appointments (rows)", lambda part: sum(len(a.appointments) for a in part[0])),
        corpus.row("different officials", lambda part: len(names_of(part[0])), 1500),
        corpus.row("words (between white space)", lambda part: sum(_lengths(part))),
        corpus.row("words of the shortest article", lambda part: min(_lengths(part), default=0)),
        corpus.row("words of the longest article", lambda part: max(_lengths(part), default=0)),
        corpus.row(
            f"articles over {_LONG} words",
            lambda part: sum(n > _LONG for n in _lengths(part)),
            -(-len(corpus.whole[0]) // 10),
        ),
        corpus.row(
            "articles with typing errors",
            lambda part: sum(head.misspelt for head in part[1]),
            -(-len(corpus.whole[0]) // 8),
        ),
        corpus.row(
            "articles without a date", lambda part: sum(h.published is None for h in part[1])
        ),
        *_places(corpus),
        *(corpus.row(f"level `{level}`", _count_levels(level), 1) for level in get_args(Level)),
        corpus.row("years", lambda part: len({head.year for head in part[1]}), 21),
    ]


def _places(corpus: Corpus) -> list[Row]:
    return [
        corpus.row(
            "of the 63 provinces",
            lambda part: len({h.province for h in part[1] if not h.is_after_merger}),
            len(PROVINCES),
        ),
        corpus.row(
            "of the 34 provinces",
            lambda part: len({h.province for h in part[1] if h.is_after_merger}),
            10,
        ),
        corpus.row(
            "districts",
            lambda part: len({(h.province, name) for h in part[1] for name in h.district}),
            150,
        ),
        corpus.row(
            "communes, wards and townships",
            lambda part: len({(h.province, name) for h in part[1] for name in h.commune}),
            250,
        ),
    ]


def _lengths(part: Part) -> list[int]:
    return [len(article.text.split()) for article in part[0]]


def _count_types(kind: str) -> Callable[[Part], int]:
    return lambda part: sum(article.article_type == kind for article in part[0])


def _count_spans(label: str) -> Callable[[Part], int]:
    return lambda part: len(_surfaces(part[0], label))


def _count_levels(level: str) -> Callable[[Part], int]:
    return lambda part: sum(head.level == level for head in part[1])


def tabulate_forms(corpus: Corpus) -> list[Row]:
    """Count the articles that show each form."""
    parts = [*(corpus.parts[split][0] for split in SPLITS), corpus.whole[0]]
    counts = [count_forms(articles) for articles in parts]
    return [
        Row(
            name=f"{group}: {name}",
            counts=tuple(count[group, name] for count in counts),
            wanted=_FEWEST,
        )
        for group, patterns in GROUPS.items()
        for name in patterns
    ]


def find_faults(corpus: Corpus) -> Iterator[str]:
    """Yield what the corpus must hold and does not, a sentence each."""
    for row in [*tabulate(corpus), *tabulate_forms(corpus)]:
        if row.counts[-1] < row.wanted:
            yield f"{row.name}: {row.counts[-1]:,}, at least {row.wanted:,} are wanted"
    for split, wanted in zip(SPLITS, _WANTED_ARTICLES, strict=True):
        n = len(corpus.parts[split][0])
        if n < wanted:
            yield f"{split}: {n} articles, at least {wanted} are wanted"
    yield from _find_shared(corpus)
    yield from _find_without_values(corpus)
    for article in corpus.whole[0]:
        yield from _find_faults_of(article)
    yield from _find_copies(corpus.whole[0])


def _find_without_values(corpus: Corpus) -> Iterator[str]:
    """Find articles to measure on that do not say what their dates and quantities mean."""
    for split in SPLITS[1:]:
        for article in corpus.parts[split][0]:
            if article.values is None:
                yield f"{article.id}: no values in the head, which {split} must have"


def _find_shared(corpus: Corpus) -> Iterator[str]:
    for first, second in combinations(SPLITS, 2):
        (articles, heads), (other_articles, other_heads) = corpus.parts[first], corpus.parts[second]
        for what, shared in (
            ("provinces", {h.province for h in heads} & {h.province for h in other_heads}),
            ("outlets", {h.outlet for h in heads} & {h.outlet for h in other_heads}),
            ("officials", names_of(articles) & names_of(other_articles)),
        ):
            if shared:
                yield f"{first} and {second} share {what}: {', '.join(sorted(shared))}"


def _find_faults_of(article: AnnotatedArticle) -> Iterator[str]:
    n = len(article.text.split())
    if not _SHORTEST <= n <= _LONGEST:
        yield f"{article.id}: {n} words, {_SHORTEST} to {_LONGEST} are wanted"
    surfaces = [set(_surfaces([article], label)) for label in (OFFICIAL, POSITION, ORGANISATION)]
    if surfaces[0] and surfaces[1] and not article.appointments:
        yield f"{article.id}: officials and offices, but no appointments in the head"
    for row in article.appointments:
        for surface, known in zip(row, surfaces, strict=True):
            if surface is not None and surface not in known:
                yield f"{article.id}: appointments name {surface!r}, which no span reads"
    if len(set(article.appointments)) != len(article.appointments):
        yield f"{article.id}: a row of appointments stands twice"


def _find_copies(articles: Sequence[AnnotatedArticle]) -> Iterator[str]:
    """Compare the runs of five words of every two articles, by the smaller one's number of them."""
    owners: dict[tuple[str, ...], list[int]] = {}
    sizes: list[int] = []
    for i, article in enumerate(articles):
        words = article.text.split()
        grams = {tuple(words[k : k + _GRAM]) for k in range(len(words) - _GRAM + 1)}
        sizes.append(len(grams))
        for gram in grams:
            owners.setdefault(gram, []).append(i)
    shared = Counter(pair for group in owners.values() for pair in combinations(group, 2))
    for (i, k), n in shared.items():
        if n > _MOST_SHARED * min(sizes[i], sizes[k]):
            share = n / min(sizes[i], sizes[k])
            pair = f"{articles[i].id} and {articles[k].id}"
            yield f"{pair} share {share:.0%} of their word five-grams"


def format_tables(corpus: Corpus) -> str:
    """Return both tables as Markdown."""
    head = (
        f"| | {' | '.join(SPLITS)} | all | at least |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    tables = (tabulate(corpus), tabulate_forms(corpus))
    return "\n\n".join("\n".join([head, *map(str, rows)]) for rows in tables)
