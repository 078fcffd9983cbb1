"""Counts of what two annotations have alike, with precision, recall and F1 as their properties.

Where there is nothing to count (no gold and nothing predicted, no article), a score is None.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from predict.errors import InputError
from predict.records import Json, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are in gold, how many were predicted, and how many of these are right."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    def __post_init__(self) -> None:
        """Check that no more are right than there are."""
        if not 0 <= self.right <= min(self.gold, self.predicted):
            raise ValueError(
                f"{self.right} right of {self.predicted} predicted and {self.gold} in gold"
            )

    def __add__(self, other: "Counts") -> "Counts":
        """Count both together."""
        return Counts(
            gold=self.gold + other.gold,
            predicted=self.predicted + other.predicted,
            right=self.right + other.right,
        )

    @property
    def precision(self) -> float | None:
        """Share of the predicted that are right; 0 where gold has some and none was predicted."""
        return self._share_of(self.predicted)

    @property
    def recall(self) -> float | None:
        """Share of gold that was found; 0 where some were predicted and gold has none."""
        return self._share_of(self.gold)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return share(2 * self.right, self.gold + self.predicted)

    def _share_of(self, whole: int) -> float | None:
        if not self.gold and not self.predicted:
            return None
        return self.right / whole if whole else 0.0

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"precision", "recall", "f1", "support"}``; the support is what gold holds."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "support": self.gold,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityScores:
    """Strict counts of spans per label: right means the very same edges and label."""

    per_label: Mapping[str, Counts]

    def __add__(self, other: "EntityScores") -> "EntityScores":
        """Count both together."""
        labels = [*self.per_label, *(x for x in other.per_label if x not in self.per_label)]
        nothing = Counts()
        sums = {
            label: self.per_label.get(label, nothing) + other.per_label.get(label, nothing)
            for label in labels
        }
        return EntityScores(per_label=sums)

    @property
    def micro(self) -> Counts:
        """All labels together."""
        return sum(self.per_label.values(), start=Counts())

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 of the labels that occur in gold; that of all labels where none does."""
        scores = [counts.f1 for counts in self.per_label.values() if counts.gold]
        return _mean(scores) if scores else self.micro.f1


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScores:
    """How often each article type of gold was taken for which; None where none was predicted."""

    confusion: Mapping[tuple[str, str | None], int] = field(default_factory=dict)

    def __add__(self, other: "TypeScores") -> "TypeScores":
        """Count both together."""
        return TypeScores(confusion=Counter(self.confusion) + Counter(other.confusion))

    @property
    def support(self) -> int:
        """How many articles were counted."""
        return sum(self.confusion.values())

    @property
    def accuracy(self) -> float | None:
        """Share of articles whose type is right."""
        right = sum(n for (gold, predicted), n in self.confusion.items() if gold == predicted)
        return share(right, self.support)

    @property
    def per_type(self) -> dict[str, Counts]:
        """Counts of each type that occurs in gold, in alphabetical order."""
        return {kind: self._counts(kind) for kind in sorted({gold for gold, _ in self.confusion})}

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 of the types that occur in gold."""
        return _mean([counts.f1 for counts in self.per_type.values()])

    def rows(self) -> dict[str, dict[str, int]]:
        """Return, for each type of gold, how often which was predicted; "none" where none was."""
        rows: dict[str, dict[str, int]] = {}
        for (gold, guess), n in sorted(self.confusion.items(), key=lambda item: str(item[0])):
            rows.setdefault(gold, {})[guess or "none"] = n
        return rows

    def _counts(self, kind: str) -> Counts:
        return Counts(
            gold=sum(n for (gold, _), n in self.confusion.items() if gold == kind),
            predicted=sum(n for (_, guess), n in self.confusion.items() if guess == kind),
            right=self.confusion.get((kind, kind), 0),
        )


def score_spans(
    gold: Iterable[Span], predicted: Iterable[Span], *, labels: Sequence[str]
) -> EntityScores:
    """Count the spans of one article, strictly.

    :param gold: its spans
    :param predicted: the spans that were found, over the same text
    :param labels: every label that gets counts, in the order of the report
    :raises ValueError: if a span has another label
    """
    wanted, found = set(gold), set(predicted)
    for span in sorted(wanted | found):
        if span.label not in labels:
            raise InputError(f"{span}: the schema lacks its label; it has {', '.join(labels)}")
    n_gold, n_predicted, n_right = (
        Counter(span.label for span in spans) for spans in (wanted, found, wanted & found)
    )
    return EntityScores(
        per_label={
            label: Counts(gold=n_gold[label], predicted=n_predicted[label], right=n_right[label])
            for label in labels
        }
    )


def share(part: int, whole: int) -> float | None:
    """Return the share that a part has of a whole; None where there is no whole."""
    return part / whole if whole else None


def show(score: float | None) -> str:
    """Write a score for a person, with four decimals; a dash where there is none."""
    return "–" if score is None else f"{score:.4f}"


def _mean(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None
