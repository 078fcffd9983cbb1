"""How far two annotations of the same articles agree, and where they do not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.agreement.pairs import Paired, Solid
from data.counts import EntityScores, TypeScores, score_spans
from predict.records import Json, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs in an article: a span, or its type; ``first`` or ``second`` may have none.

    Each side is what a person reads: the label, the surface and the place in that side's own text.
    """

    article: str
    first: str | None
    second: str | None

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.article}: {self.first or '–'} | {self.second or '–'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Counts of two annotations, the first taken for gold, and the list of what differs."""

    n_articles: int
    spans: EntityScores
    types: TypeScores
    differences: tuple[Difference, ...]

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa of the types; None where both sides use one and the same type, or none."""
        first, second = Counter[str](), Counter[str]()
        for (one, other), n in self.types.confusion.items():
            first[one] += n
            second[str(other)] += n
        n = self.types.support
        by_chance = sum(first[kind] * second[kind] for kind in first)
        if self.types.accuracy is None or by_chance == n * n:
            return None
        expected = by_chance / (n * n)
        return (self.types.accuracy - expected) / (1 - expected)

    def to_dict(self) -> dict[str, Json]:
        """Return what ``python -m data agree --json`` writes; a score of nothing is None."""
        return {
            "articles": self.n_articles,
            "spans": {
                "micro": self.spans.micro.to_dict(),
                "per_label": {k: v.to_dict() for k, v in self.spans.per_label.items()},
            },
            "types": {
                "accuracy": self.types.accuracy,
                "kappa": self.kappa,
                "support": self.types.support,
            },
            "differences": [
                {"article": one.article, "first": one.first, "second": one.second}
                for one in self.differences
            ],
        }


def compare(paired: Paired) -> Agreement:
    """Compare the articles that two annotations have in common.

    Spans are compared where both sides know them, types where both sides have one.
    """
    pairs = paired.both
    known = [pair for pair in pairs if all(one.article.knows_spans for one in pair)]
    labels = sorted({span.label for pair in known for one in pair for span in one.spans})
    types = [
        (pair, (pair[0].article.article_type, pair[1].article.article_type))
        for pair in pairs
        if all(one.article.article_type is not None for one in pair)
    ]
    counts = [score_spans(one.spans, other.spans, labels=labels) for one, other in known]
    return Agreement(
        n_articles=len(pairs),
        spans=sum(counts, start=score_spans((), (), labels=labels)),
        types=TypeScores(confusion=Counter((str(one), other) for _, (one, other) in types)),
        differences=(
            *(
                Difference(article=_name(pair), first=f"type {one}", second=f"type {other}")
                for pair, (one, other) in types
                if one != other
            ),
            *(difference for pair in known for difference in _differences(*pair)),
        ),
    )


def _differences(first: Solid, second: Solid) -> Iterator[Difference]:
    """Yield the spans that differ, those that overlap side by side, in reading order."""
    rights = set(first.spans) & set(second.spans)
    left = [i for i, span in enumerate(first.spans) if span not in rights]
    right = [i for i, span in enumerate(second.spans) if span not in rights]
    found: list[tuple[int, Difference]] = []
    for i in left:
        span = first.spans[i]
        other = next((j for j in right if _touch(span, second.spans[j])), None)
        if other is not None:
            right.remove(other)
        shown = None if other is None else _show(second, other)
        difference = Difference(article=_name((first, second)), first=_show(first, i), second=shown)
        found.append((span.start, difference))
    for j in right:
        difference = Difference(article=_name((first, second)), first=None, second=_show(second, j))
        found.append((second.spans[j].start, difference))
    return (difference for _, difference in sorted(found, key=lambda one: one[0]))


def _touch(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _show(solid: Solid, number: int) -> str:
    span = solid.given[number]
    surface = " ".join(solid.article.text[span.start : span.end].split())
    return f"{span.label} {surface!r} ({span.start}-{span.end})"


def _name(pair: Sequence[Solid]) -> str:
    ids = [one.article.id for one in pair if one.article.id]
    return ids[0] if ids else repr(pair[0].article.text[:20])
