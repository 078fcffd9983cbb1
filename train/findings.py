"""What is wrong with articles before time is spent on them, each fault in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from data.coverage import Coverage, align, measure
from data.known import name_of
from train.checks import Repeated, count_repeated
from train.class_counts import ClassCounts, count_classes
from train.finetune_config import TrainingConfig
from train.material import Material
from train.shifts import find_shift

_TRAIN, _DEV = "data.train", "data.dev"
_FEW = 5  # examples; fewer of a label or type teach little and measure nothing
_SOME_LOST, _MANY_LOST, _MOST_LOST = 0.05, 0.25, 0.5  # shares of spans that no tags can express
_SHOWN = 3
_ALIKE = 0.8  # of two names, of which one may be a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault of what a setting names; ``wastes`` where training would be in vain.

    ``paths`` are the files that the setting names, if it names some.
    """

    key: str
    sentence: str
    wastes: bool = False
    paths: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in one line, and name the first file."""
        more = ", …" if len(self.paths) > 1 else ""
        files = f" ({self.paths[0]}{more})" if self.paths else ""
        line = f"{self.key}{files}: {self.sentence}"
        return f"training would be in vain: {line}" if self.wastes else line


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What there is to learn from, and what is wrong with it."""

    n_articles: int
    coverage: Coverage
    repeated: Repeated
    counts: ClassCounts
    findings: tuple[Finding, ...]

    @property
    def is_in_vain(self) -> bool:
        """Whether training would be in vain."""
        return any(finding.wastes for finding in self.findings)

    @property
    def lines(self) -> list[str]:
        """All of it, for a person, a line or a table each."""
        parts = [self.first_line, self.repeated, self.counts, *self.findings]
        return [line for line in map(str, parts) if line]

    @property
    def first_line(self) -> str:
        """How many articles there are, and how many of their spans can be expressed."""
        if not self.counts.schema.entity_labels:
            return f"training articles: {self.n_articles}"
        return f"training articles: {self.n_articles}; {self.coverage}"


def inspect(config: TrainingConfig, material: Material) -> Inspection:
    """Count what there is to learn from, and look for faults.

    :param config: the settings
    :param material: the articles and the network
    """
    checkpoint, train = material.checkpoint, material.train
    coverage = measure(train, segmenter=material.segmenter, tokenizer=checkpoint.tokenizer)
    counts = count_classes(train, material.dev, schema=checkpoint.schema, coverage=coverage)
    findings = [
        *_nothing_to_learn(counts, config),
        *_nothing_to_choose_by(material, counts),
        *_lost_spans(material, coverage),
        *_few(counts),
        *_only_in_one(counts),
        *_without_types(material),
    ]
    return Inspection(
        n_articles=len(train),
        coverage=coverage,
        repeated=count_repeated(train, material.dev),
        counts=counts,
        findings=tuple(_with_paths(finding, config) for finding in findings),
    )


def _with_paths(finding: Finding, config: TrainingConfig) -> Finding:
    data = config.data
    more = [*data.extra_paths, *data.types]
    paths = {_TRAIN: (*data.train, *more), _DEV: tuple(data.dev)}
    return replace(finding, paths=paths.get(finding.key, ()))


def _nothing_to_learn(counts: ClassCounts, config: TrainingConfig) -> Iterator[Finding]:
    schema = counts.schema
    if schema.entity_labels and not counts.train_spans:
        names = ", ".join(schema.entity_labels)
        yield Finding(
            key=_TRAIN,
            sentence=f"no article has a span; there is none of {names}",
            wastes=not schema.article_types,
        )
    if not schema.article_types:
        return
    alone = not schema.entity_labels
    if len(counts.train_types) < 2:
        kind = next(iter(counts.train_types), None)
        what = "no article has a type" if kind is None else f"every article has the type {kind}"
        yield Finding(key=_TRAIN, sentence=f"{what}; there is nothing to tell apart", wastes=alone)
    if not config.type_weight:
        yield Finding(
            key="type_weight = 0", sentence="the type of articles is not learned", wastes=alone
        )


def _nothing_to_choose_by(material: Material, counts: ClassCounts) -> Iterator[Finding]:
    has_spans = counts.schema.entity_labels and counts.dev_spans
    has_types = counts.schema.article_types and counts.dev_types
    if not has_spans and not has_types:
        yield Finding(
            key=_DEV,
            sentence=f"none of its {len(material.dev)} articles has a span or a type, so "
            "that no epoch is better than another",
            wastes=True,
        )


def _lost_spans(material: Material, coverage: Coverage) -> Iterator[Finding]:
    lost = 1 - coverage.share
    if lost < _SOME_LOST:
        return
    segmenter, tokenizer = material.segmenter, material.checkpoint.tokenizer
    odd = [
        article
        for article in material.train
        if article.spans and align(article, segmenter=segmenter, tokenizer=tokenizer).unreachable
    ]
    shift = find_shift(odd, segmenter=segmenter, tokenizer=tokenizer)
    labels = ", ".join(f"{label} {n}" for label, n in sorted(coverage.unreachable.items()))
    why = f"; {shift}" if shift else "; their edges lie inside words or in white space"
    yield Finding(
        key=_TRAIN,
        sentence=f"{coverage.n_unreachable} of {coverage.n_spans} spans ({labels}), "
        f"in {', '.join(map(name_of, odd[:_SHOWN]))}, cannot "
        f"be learned{why}",
        wastes=lost > (_MANY_LOST if shift else _MOST_LOST),
    )


def _few(counts: ClassCounts) -> Iterator[Finding]:
    for what, names, found in (
        ("labels", counts.schema.entity_labels, counts.train_spans),
        ("types", counts.schema.article_types, counts.train_types),
    ):
        few = [_with_slip(name, found) for name in names if 0 < found[name] < _FEW]
        if few:
            yield Finding(
                key=_TRAIN,
                sentence=f"{what} with fewer than {_FEW} examples, of which little is "
                f"learned: {', '.join(few)}",
            )


def _with_slip(name: str, found: Mapping[str, int]) -> str:
    """Name a label with its number, and a more frequent one that it may be a slip for."""
    more = [other for other, n in found.items() if n > found[name]]
    near = get_close_matches(name, more, n=1, cutoff=_ALIKE)
    return f"{name} {found[name]}" + (f" (a slip for {near[0]}?)" if near else "")


def _only_in_one(counts: ClassCounts) -> Iterator[Finding]:
    for what, names, train, dev in (
        ("labels", counts.schema.entity_labels, counts.train_spans, counts.dev_spans),
        ("types", counts.schema.article_types, counts.train_types, counts.dev_types),
    ):
        unknown = [f"{name} ({dev[name]} in dev)" for name in names if not train[name]]
        if unknown and train:
            yield Finding(
                key=_TRAIN,
                sentence=f"no example of these {what}: {', '.join(unknown)}; none is learned",
            )
        unmeasured = [
            f"{name} ({train[name]} in train)" for name in names if train[name] and not dev[name]
        ]
        if unmeasured and dev:
            yield Finding(
                key=_DEV,
                sentence=f"no example of these {what}: {', '.join(unmeasured)}; none is measured",
            )


def _without_types(material: Material) -> Iterator[Finding]:
    if not material.checkpoint.schema.article_types:
        return
    for key, articles in ((_TRAIN, material.train), (_DEV, material.dev)):
        untyped = [article for article in articles if article.article_type is None]
        if untyped:
            yield Finding(
                key=key,
                sentence=f"{len(untyped)} of {len(articles)} articles have no type, and "
                "neither teach nor measure it",
            )
