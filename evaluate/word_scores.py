"""Scores per word, as papers on segmented text count them: seqeval on the tags of gold's words."""

import json
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from seqeval.metrics import accuracy_score, classification_report
from seqeval.scheme import IOB2

from data.annotated import AnnotatedArticle, Place
from evaluate.report import Report
from predict.errors import InputError
from predict.records import Json, Prediction, Span
from predict.schema import BEGIN, INSIDE, OUTSIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class TagScores:
    """What seqeval says of tags, micro but for ``macro_f1``; 0 where there is nothing to count."""

    precision: float
    recall: float
    f1: float
    macro_f1: float
    support: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordScores:
    """Scores of the articles that bring words of their own.

    ``conlleval`` counts as the script of that name, seqeval's default; ``strict`` asks that a span
    begins with a tag that says so. ``accuracy`` is the share of words with the right tag.
    """

    conlleval: TagScores
    strict: TagScores
    accuracy: float
    n_words: int
    n_articles: int

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"per word, of {self.n_words} words in {self.n_articles} articles: conlleval micro F1 "
            f"{self.conlleval.f1:.4f}, macro F1 {self.conlleval.macro_f1:.4f}; strict micro F1 "
            f"{self.strict.f1:.4f}, macro F1 {self.strict.macro_f1:.4f}; tags right "
            f"{self.accuracy:.4f}"
        )

    def to_dict(self) -> dict[str, Json]:
        """Return what ``python -m evaluate --words --json`` writes under ``words``."""
        return {
            "conlleval": asdict(self.conlleval),
            "strict": asdict(self.strict),
            "accuracy": self.accuracy,
            "words": self.n_words,
            "articles": self.n_articles,
        }


def score_words(
    articles: Sequence[AnnotatedArticle], predictions: Sequence[Prediction]
) -> WordScores:
    """Score predictions by the words that the articles bring.

    :param articles: the articles with gold; those without words, or whose spans are not known, are
        left out
    :param predictions: one for each
    :raises InputError: if none has words
    """
    gold: list[list[str]] = []
    said: list[list[str]] = []
    for article, prediction in zip(articles, predictions, strict=True):
        if article.words and article.knows_spans:
            gold.append(tags_of_words(article.words, article.spans))
            spans = [entity.span for entity in prediction.entities]
            said.append(tags_of_words(article.words, spans))
    if not gold:
        raise InputError(
            "--words: no article of the gold brings words; name gold in columns, such as a .conll "
            "file, or with tokens"
        )
    return WordScores(
        conlleval=_scores(gold, said),
        strict=_scores(gold, said, mode="strict", scheme=IOB2),
        accuracy=float(accuracy_score(gold, said)),
        n_words=sum(map(len, gold)),
        n_articles=len(gold),
    )


def scores_json(report: Report, words: WordScores | None) -> str:
    """Return what ``python -m evaluate --json`` writes."""
    found = report.to_dict() | ({"words": words.to_dict()} if words else {})
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def tags_of_words(words: Sequence[Place], spans: Sequence[Span]) -> list[str]:
    """Return the IOB2 tag of each word: of the first span that it has a character of.

    :param words: their places, ascending and apart
    :param spans: ascending and apart, over the same text
    """
    tags: list[str] = []
    last, number = -1, 0  # of spans: that of the word before, that which may touch this one
    for start, end in words:
        while number < len(spans) and spans[number].end <= start:
            number += 1
        if number < len(spans) and spans[number].start < end:
            tags.append((INSIDE if last == number else BEGIN) + spans[number].label)
            last = number
        else:
            tags.append(OUTSIDE)
    return tags


def _scores(
    gold: Sequence[Sequence[str]], said: Sequence[Sequence[str]], **options: object
) -> TagScores:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # labels that are never predicted; they count as 0
        try:
            report = classification_report(gold, said, output_dict=True, zero_division=0, **options)
        except ValueError:  # seqeval fails where there is no span on either side
            return TagScores(precision=0, recall=0, f1=0, macro_f1=0, support=0)
    micro = report["micro avg"]
    return TagScores(
        precision=float(micro["precision"]),
        recall=float(micro["recall"]),
        f1=float(micro["f1-score"]),
        macro_f1=float(report["macro avg"]["f1-score"]),
        support=int(micro["support"]),
    )
