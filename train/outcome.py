"""What a fine-tuning leaves: checkpoint, bundle, scores and curves, put in place together."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from data.coverage import Coverage
from evaluate.report import Report, score_predictor
from models.export import Exported, export_bundle
from predict.predictor import Predictor
from predict.records import Json
from predict.whole import replace_folder
from train.calibration import Fitted, fit_calibration
from train.curves import draw_curves
from train.finetune_config import TrainingConfig
from train.material import Material, predictor_of
from train.resume import CONFIG_FILE

_FOLDERS = ("checkpoint", "bundle")
_METRICS_FILE, _CURVES_FILE = "metrics.json", "curves.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finetuned:
    """What a fine-tuning left: its folder, dev scores, coverage of its data, and export.

    ``largest_bundle`` is the size in MB beyond which the bundle is too large, 0 for none.
    """

    folder: Path
    n_articles: int
    dev: Report
    coverage: Coverage
    exported: Exported
    fitted: Fitted
    largest_bundle: float

    @property
    def is_too_large(self) -> bool:
        """Whether the bundle is larger than the settings allow."""
        return 0 < self.largest_bundle * 1e6 < self.exported.n_bytes

    def to_dict(self) -> dict[str, Json]:
        """Return what ``metrics.json`` holds of it."""
        return {
            "dev": self.dev.to_dict(),
            "training_articles": self.n_articles,
            "training_spans": self.coverage.n_spans,
            "unreachable_training_spans": self.coverage.n_unreachable,
            "calibration_error_of_spans": self.fitted.span_error,
            "calibration_error_of_types": self.fitted.type_error,
            "precision": self.exported.precision,
            "bundle_bytes": self.exported.n_bytes,
            "bundle_too_large": self.is_too_large,
            "int8_tag_agreement": self.exported.agreement.tags,
            "int8_type_agreement": self.exported.agreement.types,
        }

    def __str__(self) -> str:
        """Say what came out, in two lines, and in a third that the bundle is too large."""
        exported, schema = self.exported, self.dev.schema
        alike = [f"{exported.agreement.tags:.2%} of tags"] if schema.entity_labels else []
        alike += [f"{exported.agreement.types:.2%} of types"] if schema.article_types else []
        line = (
            f"dev: {self.dev}\nbundle: {self.folder / 'bundle'} ({exported.precision}, "
            f"{exported.n_bytes / 1e6:.1f} MB, int8 and fp32 agree on {' and '.join(alike)})"
        )
        if not self.is_too_large:
            return line
        return (
            f"{line}\nthe bundle is larger than largest_bundle = {self.largest_bundle:g} MB: it "
            "reads articles as any other, but is too large to be released"
        )


def finish(
    config: TrainingConfig,
    material: Material,
    coverage: Coverage,
    *,
    folder: Path,
    log: Sequence[Mapping[str, float | None]],
) -> Finetuned:
    """Write what a trained network gives, and put it in the place of an earlier run's outcome.

    :param config: every setting
    :param material: articles, and the network with the weights of its best epoch
    :param coverage: how many spans of the training articles can be expressed
    :param folder: the folder of the run, which is there
    :param log: rows as the trainer logged them
    :raises OSError: if something cannot be written; then the earlier outcome stands as it was
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as scratch:
        new = Path(scratch)
        material.checkpoint.save(new / "checkpoint")
        predictor = predictor_of(config, material)
        fitted = fit_calibration(predictor, material.calibrate, decay=config.decay)
        exported = export_bundle(
            material.checkpoint,
            new / "bundle",
            model=predictor.model,
            segmenter=material.segmenter,
            calibration=fitted.calibration,
            texts=[article.text for article in material.dev],
        )
        result = Finetuned(
            folder=folder,
            n_articles=len(material.train),
            dev=score_predictor(Predictor.load(new / "bundle"), material.dev),
            coverage=coverage,
            exported=exported,
            fitted=fitted,
            largest_bundle=config.largest_bundle,
        )
        metrics = {**result.to_dict(), "seed": config.seed, "history": [*map(dict, log)]}
        text = json.dumps(metrics, ensure_ascii=False, indent=1)
        (new / _METRICS_FILE).write_text(text + "\n", encoding="utf-8")
        _draw(log, new / _CURVES_FILE)
        config.save(new / CONFIG_FILE)
        _put_in_place(new, folder)
    return result


def _draw(log: Sequence[Mapping[str, float | None]], file: Path) -> None:
    draw_curves(
        log,
        file,
        left={"loss": "training loss"},
        right={"eval_f1": "dev micro F1", "eval_type_accuracy": "dev type accuracy"},
        x="epoch",
    )


def _put_in_place(new: Path, folder: Path) -> None:
    """Exchange an outcome's parts; meanwhile no settings stand there that say what they are of."""
    (folder / CONFIG_FILE).unlink(missing_ok=True)
    for name in _FOLDERS:
        replace_folder(folder / name, write=partial(_move_files, new / name))
    for name in (_METRICS_FILE, _CURVES_FILE, CONFIG_FILE):
        (new / name).replace(folder / name)


def _move_files(source: Path, target: Path) -> None:
    for file in source.iterdir():
        file.replace(target / file.name)
