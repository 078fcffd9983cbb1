"""Cross-validation of the article type over the articles beside the written corpus.

Each article's type is predicted by a network that has not seen it. The type alone is trained, on
the windows that headline and lead fill, so that a fold takes minutes.
"""

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transformers import set_seed

from data.annotated import AnnotatedArticle
from evaluate.calibration_error import Calibrated
from evaluate.gold_hash import hash_gold
from evaluate.groups import GroupScores, group, source_of
from evaluate.scores import TypeScores, show
from predict.errors import InputError
from predict.network.decode import Calibration, type_scores
from predict.network.windows import Logits
from predict.records import Json
from predict.schema import Schema
from predict.whole import write_files
from train.articles import read_articles
from train.calibration import fit_types
from train.finetune import make_trainer
from train.finetune_config import FinetuneConfig
from train.hardware import processes
from train.kept_folds import KeptFolds
from train.material import predictor_of, prepare_with, schema_of_start
from train.resume import Basis
from train.work import long_work

_FILE = "folds.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What was said of an article by a network that had not seen it, and how sure it was."""

    article: AnnotatedArticle
    scores: dict[str, float]
    fold: int

    @property
    def label(self) -> str:
        """The type with the highest score."""
        return max(self.scores, key=self.scores.__getitem__)

    @property
    def as_group(self) -> GroupScores:
        """The counts of this article alone."""
        pair = (self.article.article_type or "", self.label)
        return GroupScores(n_articles=1, article_type=TypeScores(confusion={pair: 1}))

    @property
    def outcome(self) -> tuple[float, bool]:
        """The score of the label, and whether it is right."""
        return self.scores[self.label], self.label == self.article.article_type

    def to_dict(self) -> dict[str, Json]:
        """Return its JSON."""
        return {
            "id": self.article.id,
            "fold": self.fold,
            "gold": self.article.article_type,
            "predicted": self.label,
            "scores": {label: round(score, 4) for label, score in self.scores.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossValidation:
    """The guesses of each seed, one for each article."""

    guesses: dict[int, list[Guess]]

    def types(self, seed: int) -> TypeScores:
        """Return the counts of a seed."""
        return sum((guess.as_group.article_type for guess in self.guesses[seed]), TypeScores())

    def to_dict(self) -> dict[str, Json]:
        """Return what ``folds.json`` holds."""
        return {
            str(seed): {
                "accuracy": self.types(seed).accuracy,
                "macro_f1": self.types(seed).macro_f1,
                "calibration_error": self._calibrated(seed).error,
                "guesses": [guess.to_dict() for guess in guesses],
            }
            for seed, guesses in self.guesses.items()
        }

    def save(self, file: Path) -> None:
        """Write it to a file."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        write_files({file: text + "\n"})

    def _calibrated(self, seed: int) -> Calibrated:
        return Calibrated(outcomes=tuple(guess.outcome for guess in self.guesses[seed]))

    def __str__(self) -> str:
        """Write it as a table: a line for each seed, and one for each source of all seeds."""
        lines = [f"{'':<32}{'articles':>10}{'accuracy':>10}{'macro F1':>10}{'error':>10}"]
        for seed, guesses in self.guesses.items():
            types, error = self.types(seed), self._calibrated(seed).error
            numbers = (show(types.accuracy), show(types.macro_f1), show(error))
            lines.append(_line(f"seed {seed}", str(len(guesses)), *numbers))
        every = [guess for guesses in self.guesses.values() for guess in guesses]
        groups = group([guess.article for guess in every], [guess.as_group for guess in every])
        for kind in ("source", "type"):
            for name, scores in groups.get(kind, {}).items():
                types = scores.article_type
                n = str(scores.n_articles // len(self.guesses))
                lines.append(_line(f"{kind} {name}", n, show(types.accuracy)))
        return "\n".join(lines)


def cross_validate(
    config: FinetuneConfig,
    *,
    n_folds: int,
    seeds: Sequence[int],
    runs: Path,
    resume: bool = False,
    say: Callable[[str], None],
) -> CrossValidation:
    """Predict the type of each article of ``data.extra`` and ``data.types`` from the others.

    Those of ``data.train`` are trained on in every fold. Scores are calibrated by what is
    fitted on the other folds. Articles whose type is not known are left out. Writes
    ``runs/NAME-folds/folds.json``, and beside it what was said in each fold as soon as it is
    through.

    :param config: the settings of every fold
    :param n_folds: how many parts, 2 or more
    :param seeds: one cross-validation for each, with parts and start of its own
    :param runs: the folder for runs
    :param resume: go on with the folds that are through of an interrupted run of that name
    :param say: is told of each fold as it ends
    :raises ValueError: if there are too few folds or articles, an article is malformed, or none
        has a type, or the run to resume had other settings or articles
    :raises FileNotFoundError: if an article, the encoder or, to resume, a run is missing
    """
    if processes().num_processes > 1:
        raise InputError("folds are trained by one process; start them without torchrun")
    articles = read_articles(config, given=schema_of_start(config), say=say)
    schema = articles.schema
    own, more = map(_types_alone, (articles.own, articles.more))
    if not 2 <= n_folds <= len(more):
        raise InputError(
            f"{n_folds} folds of {len(more)} articles of data.extra and data.types: there must be "
            "2 folds or more, and an article for each"
        )
    folder = runs / f"{config.name}-folds"
    kept = KeptFolds(folder=folder / "kept", n_folds=n_folds)
    kept.begin(_basis(config, own, more), resume=resume)
    guesses: dict[int, list[Guess]] = {}
    for seed in seeds:
        seeded = config.model_copy(update={"seed": seed})
        folds = part(more, n_folds=n_folds, seed=seed)
        said: list[list[Logits]] = []
        for number, held in enumerate(folds):
            rest = [one for fold in folds if fold is not held for one in fold]
            logits = kept.read(seed, number, held)
            if logits is None:
                logits = _predict(seeded, [*own, *rest], held, folder=folder, schema=schema)
                kept.write(seed, number, held, logits)
            said.append(logits)
            right = _share_right(held, logits, schema)
            say(f"seed {seed}, fold {number + 1} of {n_folds}: {right}")
        guesses[seed] = _calibrate(folds, said, schema)
    result = CrossValidation(guesses=guesses)
    result.save(folder / _FILE)
    return result


def part(
    articles: Sequence[AnnotatedArticle], *, n_folds: int, seed: int
) -> list[list[AnnotatedArticle]]:
    """Part articles into folds that hold as many of each source and type as possible."""
    strata: dict[tuple[str, str], list[AnnotatedArticle]] = defaultdict(list)
    for article in articles:
        source = source_of(str(article.head.get("source") or ""))
        strata[source, article.article_type or ""].append(article)
    ordered = [
        article
        for key in sorted(strata)
        for article in sorted(strata[key], key=lambda one: _draw(one, seed))
    ]
    return [ordered[number::n_folds] for number in range(n_folds)]


def _draw(article: AnnotatedArticle, seed: int) -> bytes:
    return hashlib.sha256(f"{seed} {article.id} {article.text}".encode()).digest()


def _types_alone(articles: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    return [
        replace(article, spans=(), values=None, knows_spans=False)
        for article in articles
        if article.article_type is not None
    ]


def _predict(
    config: FinetuneConfig,
    train: Sequence[AnnotatedArticle],
    held: Sequence[AnnotatedArticle],
    *,
    folder: Path,
    schema: Schema,
) -> list[Logits]:
    set_seed(config.seed)
    material = prepare_with(config, train=train, dev=held, schema=schema)
    folder.mkdir(parents=True, exist_ok=True)
    with long_work(folder), tempfile.TemporaryDirectory(dir=folder) as scratch:
        trainer = make_trainer(config, material, Path(scratch), chooses=False)
        trainer.train()
        trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False)
        predictor = predictor_of(config, material)
        said = [predictor.predict_raw(article.text, words=article.words).types for article in held]
    if not all(logits is not None for logits in said):
        raise InputError("an article without a word has no type")
    return [logits for logits in said if logits is not None]


def _basis(
    config: FinetuneConfig, own: Sequence[AnnotatedArticle], more: Sequence[AnnotatedArticle]
) -> Basis:
    texts = {"data.train": hash_gold(own), "data.extra or data.types": hash_gold(more)}
    return Basis(config=config, texts=texts)


def _calibrate(
    folds: Sequence[Sequence[AnnotatedArticle]],
    types: Sequence[Sequence[Logits]],
    schema: Schema,
) -> list[Guess]:
    guesses: list[Guess] = []
    for number, (held, said) in enumerate(zip(folds, types, strict=True)):
        others = [i for i in range(len(folds)) if i != number]
        temperature, biases = fit_types(
            [one for i in others for one in types[i]],
            [one for i in others for one in folds[i]],
            schema=schema,
        )
        by = Calibration(temperature=temperature, type_biases=biases)
        guesses.extend(
            _guess(article, one, by, fold=number, schema=schema)
            for article, one in zip(held, said, strict=True)
        )
    return guesses


def _guess(
    article: AnnotatedArticle, logits: Logits, by: Calibration, *, fold: int, schema: Schema
) -> Guess:
    scores = type_scores(logits, schema=schema, calibration=by)
    return Guess(article=article, scores=dict(scores), fold=fold)


def _share_right(held: Sequence[AnnotatedArticle], types: Sequence[Logits], schema: Schema) -> str:
    guesses = [
        _guess(article, one, Calibration(), fold=0, schema=schema)
        for article, one in zip(held, types, strict=True)
    ]
    right = sum(guess.outcome[1] for guess in guesses)
    return f"{right} of {len(guesses)} types right before calibration"


def _line(name: str, *numbers: str) -> str:
    return f"{name:<32}" + "".join(f"{number:>10}" for number in numbers)
