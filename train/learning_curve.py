"""Would more articles help? Scores of models trained on shares of them, in a table and drawn."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import cast

from matplotlib.figure import Figure

from evaluate.dev_score import score_dev
from evaluate.scores import show
from predict.errors import InputError
from predict.predictor import Predictor
from predict.schema import DEFAULT_SCHEMA
from train.articles import find_schema, read_gold
from train.finetune import finetune
from train.finetune_config import FinetuneConfig
from train.hardware import processes
from train.material import schema_of_start
from train.outcome import Finetuned

_CORPUS = ("data/corpus/dev", "data/corpus/test")
_F1, _ACCURACY = "micro F1, strict", "accuracy of the type"
_KEYS = {_F1: "micro_f1", _ACCURACY: "type_accuracy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCurve:
    """The micro F1 on each set of gold, by the number of training articles, ascending.

    It is None where a set has no spans and none were found. For a network of types alone it is
    their accuracy, as ``measure`` says.
    """

    n_articles: tuple[int, ...]
    scores: Mapping[str, tuple[float | None, ...]]
    measure: str = _F1

    def __str__(self) -> str:
        """Write it as a table, a line for each set of gold."""
        head = "".join(f"{n:>8}" for n in self.n_articles)
        lines = [f"{'training articles':<32}{head}"]
        for name, scores in self.scores.items():
            lines.append(f"{name:<32}" + "".join(f"{show(score):>8}" for score in scores))
        return "\n".join(lines)

    def save(self, folder: Path) -> None:
        """Write ``curve.json`` and ``curve.png``."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = {"articles": self.n_articles, _KEYS[self.measure]: dict(self.scores)}
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        (folder / "curve.json").write_text(text + "\n", encoding="utf-8")
        figure = Figure(figsize=(6.5, 4), layout="constrained")
        axis = figure.subplots()
        for name, scores in self.scores.items():
            label = f"{name}: {show(scores[0])} to {show(scores[-1])}"
            heights = [nan if score is None else score for score in scores]
            axis.plot(self.n_articles, heights, marker="o", label=label)
        axis.set_xlabel("training articles")
        axis.set_ylabel(self.measure)
        axis.set_xticks(self.n_articles)
        axis.grid(alpha=0.3)
        axis.legend()
        figure.savefig(folder / "curve.png", dpi=120)


def learning_curve(
    config: FinetuneConfig, *, shares: Sequence[float], gold: Sequence[Path] | None, runs: Path
) -> LearningCurve:
    """Fine-tune once for each share of the articles and score every model on every set of gold.

    A smaller share is part of a larger one. Everything goes to ``runs/NAME-curve``.

    :param config: the settings of every run
    :param shares: over 0, at most 1
    :param gold: files or folders, each a set of its own; None for the dev and test articles of the
        corpus, or, with other labels than theirs, what ``data.dev`` names
    :param runs: the folder for runs
    :raises ValueError: if a share is out of range, or an article or the encoder is malformed
    :raises FileNotFoundError: if gold, an article or the encoder is missing
    """
    if processes().num_processes > 1:
        raise InputError("a learning curve is drawn by one process; start it without torchrun")
    wrong = [share for share in shares if not 0 < share <= 1]
    if wrong:
        raise InputError(f"a share of {wrong[0]:g}: shares lie over 0 and are at most 1")
    schema = schema_of_start(config) or find_schema(config)
    places = _CORPUS if schema == DEFAULT_SCHEMA else config.data.dev
    articles = {
        str(path): read_gold("gold", [str(path)], schema=schema, config=config, say=print)
        for path in (places if gold is None else gold)
    }
    folder = runs / f"{config.name}-curve"
    counts: list[int] = []
    scores: dict[str, list[float | None]] = {name: [] for name in articles}
    for share in sorted(set(shares)):
        data = config.data.model_copy(update={"share": share})
        run = config.model_copy(update={"name": f"{share:g}", "data": data})
        result = cast("Finetuned", finetune(run, runs=folder, resume=False, say=print))
        predictor = Predictor.load(result.folder / "bundle")
        counts.append(result.n_articles)
        for name, measured in articles.items():
            score = score_dev(predictor, measured)
            is_f1 = bool(schema.entity_labels)
            scores[name].append(score.entities.f1 if is_f1 else score.article_type.accuracy)
    curve = LearningCurve(
        n_articles=tuple(counts),
        scores={name: tuple(values) for name, values in scores.items()},
        measure=_F1 if schema.entity_labels else _ACCURACY,
    )
    curve.save(folder)
    return curve
