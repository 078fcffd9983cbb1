"""Why nothing on dev is right though training has gone on for a while."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from data.annotated import AnnotatedArticle
from evaluate.dev_score import type_of
from predict.predictor import Predictor
from predict.records import Span

Log = Sequence[Mapping[str, float | None]]

_EPOCHS = 2
_MOST_ARTICLES = 50
_SHARE = 0.3  # of gold spans that must agree with an explanation
_ONE_LABEL = 0.95
_HARDLY = 0.9  # of the first loss; what lies between this and its inverse is no change
_ROWS = 3  # of the log, that are averaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """How the training loss went; ``is_finite`` says whether it, and its gradient, were numbers."""

    first: float
    last: float
    is_finite: bool
    steps: int

    @classmethod
    def of(cls, log: Log) -> "Losses":
        """Take them from rows as the trainer logs them."""
        losses = [loss for row in log if (loss := row.get("loss")) is not None]
        norms = [norm for row in log if (norm := row.get("grad_norm")) is not None]
        return cls(
            first=_mean(losses[:_ROWS]),
            last=_mean(losses[-_ROWS:]),
            is_finite=all(map(math.isfinite, [*losses, *norms])),
            steps=max((int(row.get("step") or 0) for row in log), default=0),
        )

    def __str__(self) -> str:
        """Say what it is likely to mean, as the end of a sentence."""
        went = f"the loss went from {self.first:.3g} to {self.last:.3g} in {self.steps} steps"
        if not self.is_finite:
            return "the loss is no number any more: learning_rate is too high"
        if self.last > self.first / _HARDLY:
            return f"{went}: learning_rate is too high"
        if self.last > _HARDLY * self.first:
            return f"{went}: learning_rate is too low, or there are too few steps for a start"
        return f"{went}: it learns, and more epochs may do"


def _mean(losses: Sequence[float]) -> float:
    return sum(losses) / len(losses) if losses else 0.0


class Watch(TrainerCallback):  # type: ignore[misc]
    """Says once, after two epochs in which nothing was right, what the cause may be."""

    def __init__(
        self,
        predictor: Predictor,
        articles: Sequence[AnnotatedArticle],
        *,
        say: Callable[[str], None],
    ) -> None:
        """Take the network as it is at the time, the articles of dev, and who is told."""
        self._predictor = predictor
        self._articles = articles[:_MOST_ARTICLES]
        self._say = say
        self._is_done = False

    def on_evaluate(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        """Look at the dev score when it is there."""
        del args, control  # the trainer's own names
        if self._is_done or not state.is_world_process_zero or (state.epoch or 0) < _EPOCHS:
            return
        self._is_done = True
        losses = Losses.of(state.log_history)
        for sentence in diagnose(self._predictor, self._articles, losses):
            self._say(f"after {_EPOCHS} epochs {sentence}")


def diagnose(
    predictor: Predictor, articles: Sequence[AnnotatedArticle], losses: Losses
) -> list[str]:
    """Say of each head that gets nothing right what the cause may be.

    :param predictor: the network as it is now
    :param articles: some of dev
    :param losses: how training went
    """
    raw = [predictor.predict_raw(article.text, words=article.words) for article in articles]
    found = [
        (article, one.given_spans)
        for article, one in zip(articles, raw, strict=True)
        if article.knows_spans
    ]
    said = explain_spans(found, losses) if predictor.schema.entity_labels else None
    types = [
        (article.article_type, type_of(predictor, one))
        for article, one in zip(articles, raw, strict=True)
        if article.article_type is not None and predictor.schema.article_types
    ]
    return [sentence for sentence in (said, explain_types(types, losses)) if sentence]


def explain_spans(
    found: Sequence[tuple[AnnotatedArticle, Sequence[Span]]], losses: Losses
) -> str | None:
    """Say why no span is right; None where one is, or gold has none.

    :param found: articles, each with the spans that were found in it
    :param losses: how training went
    """
    gold = [(i, span) for i, (article, _) in enumerate(found) for span in article.spans]
    predicted = [(i, span) for i, (_, spans) in enumerate(found) for span in spans]
    if not gold or not set(gold).isdisjoint(predicted):
        return None
    if not predicted:
        return f"no span is found in dev, where there are {len(gold)}: {losses}"
    return (
        _taken_for_others(gold, predicted)
        or _shifted(found)
        or _one_label(gold, predicted)
        or f"none of the {len(predicted)} spans found in dev is right: {losses}"
    )


Numbered = Sequence[tuple[int, Span]]


def _taken_for_others(gold: Numbered, predicted: Numbered) -> str | None:
    """Explain right edges with wrong labels."""
    labels = {(i, span.start, span.end): span.label for i, span in gold}
    pairs = Counter(
        (labels[place], span.label)
        for i, span in predicted
        if (place := (i, span.start, span.end)) in labels
    )
    if pairs.total() < _SHARE * len(gold):
        return None
    (wanted, said), n = pairs.most_common(1)[0]
    return (
        f"{pairs.total()} of {len(gold)} spans of dev are found with another label, such as {said} "
        f"for {wanted} ({n}): train and dev may call the same things by different names"
    )


def _shifted(found: Sequence[tuple[AnnotatedArticle, Sequence[Span]]]) -> str | None:
    """Explain spans that are those of gold, all of them so many words further on."""
    moves: Counter[int] = Counter()
    n_gold = 0
    for article, spans in found:
        wanted = {(_word(article, s.start), _word(article, s.end), s.label) for s in article.spans}
        n_gold += len(article.spans)
        for span in spans:
            start, end = _word(article, span.start), _word(article, span.end)
            moves.update(
                move for move in (-2, -1, 1, 2) if (start - move, end - move, span.label) in wanted
            )
    if not moves or moves.most_common(1)[0][1] < _SHARE * n_gold:
        return None
    move, n = moves.most_common(1)[0]
    where = f"{abs(move)} word{'s' * (abs(move) > 1)} too {'late' if move > 0 else 'early'}"
    return (
        f"{n} of {n_gold} spans of dev are found {where}: labels in train or in dev are shifted "
        "against their words"
    )


def _word(article: AnnotatedArticle, place: int) -> int:
    """Return how many words stand before a place."""
    return len(article.text[:place].split())


def _one_label(gold: Numbered, predicted: Numbered) -> str | None:
    """Explain spans that nearly all have one label."""
    (label, n), n_labels = (
        Counter(span.label for _, span in predicted).most_common(1)[0],
        len({span.label for _, span in gold}),
    )
    if n_labels < 2 or n < _ONE_LABEL * len(predicted):
        return None
    return (
        f"{n} of {len(predicted)} spans found in dev are {label}, and none is right: one label "
        "takes all; look at its examples in train, and at learning_rate, which may be too high"
    )


def explain_types(types: Sequence[tuple[str, str | None]], losses: Losses) -> str | None:
    """Say why every article is taken for the same type; None where that is not so.

    :param types: the type of each article in gold, and the one that it was taken for
    :param losses: how training went
    """
    said = {guess for _, guess in types if guess is not None}
    if len(said) != 1 or len({kind for kind, _ in types}) < 2:
        return None
    (one,) = said
    n = sum(kind == one for kind, _ in types)
    return f"every article of dev is taken for {one}, which {n} of {len(types)} are: {losses}"
