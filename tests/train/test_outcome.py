"""What a run leaves in its folder, and what it leaves there of the run before."""

import errno
import json
import os
from collections import Counter
from pathlib import Path

import pytest
import torch

import train.finetune
import train.outcome
from data.coverage import Coverage
from evaluate.dev_score import DevScore
from evaluate.report import Report, score_predictor
from models.export import Agreement, Exported
from predict import Predictor
from predict.errors import InputError
from predict.network.decode import Calibration
from train.calibration import Fitted
from train.finetune import finetune
from train.outcome import Finetuned

from .tiny import quick, snapshot, tiny, weights


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def result(
    encoder_folder: Path, gold: Path, tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> Finetuned:
    """The one run here with an export."""
    runs = tmp_path_factory.mktemp("runs")
    result = finetune(tiny(encoder_folder, gold), runs=runs, resume=False, say=said.append)
    assert result
    return result


def test_everything_is_written(result: Finetuned, said: list[str]) -> None:
    names = sorted(path.name for path in result.folder.iterdir())
    assert names == ["bundle", "checkpoint", "config.json", "curves.png", "metrics.json", "trainer"]
    metrics = json.loads((result.folder / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["dev"]["entities"]["micro"]["f1"] == result.dev.entities.micro.f1
    assert (metrics["seed"], metrics["training_spans"]) == (20, 8)
    agreement = result.exported.agreement
    assert metrics["int8_tag_agreement"] == agreement.tags
    assert metrics["int8_type_agreement"] == agreement.types
    assert metrics["bundle_bytes"] == sum(
        file.stat().st_size for file in (result.folder / "bundle").iterdir()
    )
    assert said[:2] == [
        "training articles: 2; 100.00% of 8 gold spans can be expressed",
        "articles of train that stand elsewhere: 2 in dev too, whose scores come out too high",
    ]


def test_the_bundle_predicts(result: Finetuned) -> None:
    prediction = Predictor.load(result.folder / "bundle").predict("Huyện ủy họp.")
    assert prediction.model.name == "nhandang-tiny"
    assert prediction.article_type is not None


def test_the_same_seed_gives_the_same_weights(
    encoder_folder: Path, gold: Path, tmp_path: Path, finished: Path
) -> None:
    found = [weights(finished / "checkpoint")]
    for seed in (20, 21):
        result, _ = quick(tiny(encoder_folder, gold, f"seed={seed}"), tmp_path / str(seed))
        found.append(weights(result.folder / "checkpoint"))
    assert torch.equal(found[0], found[1])
    assert not torch.equal(found[0], found[2])


@pytest.mark.slow
def test_the_same_seed_gives_the_same_graph(
    result: Finetuned, encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    again, _ = quick(tiny(encoder_folder, gold), tmp_path)
    assert again.dev.to_dict() == result.dev.to_dict()
    graphs = [(one.folder / "bundle/model.onnx").read_bytes() for one in (result, again)]
    assert graphs[0] == graphs[1]


def test_a_run_that_fails_early_leaves_the_outcome_of_the_one_before(
    encoder_folder: Path,
    gold: Path,
    tmp_path: Path,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = snapshot(finished)
    with pytest.raises(FileNotFoundError, match="nowhere: no such encoder folder"):
        quick(tiny(encoder_folder, gold, "seed=3", "encoder=./nowhere"), tmp_path)
    with pytest.raises(InputError, match=r"window\.length = 100: the encoder"):
        quick(tiny(encoder_folder, gold, "seed=3", "window.length=100"), tmp_path)
    assert snapshot(finished) == before

    def fail(*_: object) -> DevScore:
        raise ValueError("in the first epoch")

    monkeypatch.setattr(train.finetune, "score_dev", fail)
    with pytest.raises(ValueError, match="in the first epoch"):
        quick(tiny(encoder_folder, gold, "seed=3"), tmp_path)
    outcome = snapshot(finished, without="trainer")
    assert outcome == dict(item for item in before.items() if not item[0].startswith("trainer"))
    assert json.loads(outcome["config.json"])["seed"] == 20
    assert json.loads((finished / "trainer/config.json").read_text())["seed"] == 3
    assert list((finished / "trainer").glob("checkpoint-*")) == []


def test_a_full_disk_at_the_export_leaves_the_outcome_of_the_run_before(
    encoder_folder: Path,
    gold: Path,
    tmp_path: Path,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = snapshot(finished, without="trainer")

    def fill(_: object, folder: Path, **__: object) -> None:
        folder.mkdir()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    monkeypatch.setattr(train.outcome, "export_bundle", fill)
    with pytest.raises(OSError, match="No space left on device"):
        quick(tiny(encoder_folder, gold, "seed=3"), tmp_path)
    assert snapshot(finished, without="trainer") == before
    assert [path.name for path in finished.glob(".*")] == []


def test_while_an_outcome_is_exchanged_no_settings_stand_there(
    encoder_folder: Path,
    gold: Path,
    tmp_path: Path,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def cut_off(folder: Path, **_: object) -> None:
        raise OSError(errno.EIO, "cut off", str(folder))

    monkeypatch.setattr(train.outcome, "replace_folder", cut_off)
    with pytest.raises(OSError, match="cut off"):
        quick(tiny(encoder_folder, gold, "seed=3"), tmp_path)
    assert not (finished / "config.json").exists()


def made(folder: Path, report: Report, *, n_bytes: int, largest: float) -> Finetuned:
    agreement = Agreement(tags=0.95, types=1.0)
    return Finetuned(
        folder=folder,
        n_articles=3,
        dev=report,
        coverage=Coverage(spans=Counter(), unreachable=Counter(), examples=()),
        exported=Exported(precision="fp32", n_bytes=n_bytes, agreement=agreement),
        fitted=Fitted(calibration=Calibration(), span_error=0.02, type_error=None),
        largest_bundle=largest,
    )


@pytest.mark.parametrize(
    ("n_bytes", "largest", "is_too_large"),
    [
        (30_000_000, 30, False),
        (30_000_001, 30, True),
        (600_000, 0.5, True),
        (1_500_000_000, 0, False),
    ],
)
def test_a_bundle_that_is_too_large_is_said(
    toy_predictor: Predictor, tmp_path: Path, n_bytes: int, largest: float, *, is_too_large: bool
) -> None:
    result = made(tmp_path, score_predictor(toy_predictor, []), n_bytes=n_bytes, largest=largest)
    assert result.to_dict()["bundle_too_large"] is is_too_large
    assert result.to_dict()["calibration_error_of_spans"] == 0.02
    lines = str(result).splitlines()
    assert lines[1] == (
        f"bundle: {tmp_path / 'bundle'} (fp32, {n_bytes / 1e6:.1f} MB, int8 and fp32 agree on "
        "95.00% of tags and 100.00% of types)"
    )
    too_large = (
        f"the bundle is larger than largest_bundle = {largest:g} MB: it reads articles as any "
        "other, but is too large to be released"
    )
    assert lines[2:] == ([too_large] if is_too_large else [])


def test_the_limit_is_that_of_the_settings(
    encoder_folder: Path, gold: Path, tmp_path: Path, finished: Path
) -> None:
    assert json.loads((finished / "metrics.json").read_text())["bundle_too_large"] is True
    more = ["largest_bundle=32", "epochs=1"]
    result, _ = quick(tiny(encoder_folder, gold, *more), tmp_path / "other")
    assert json.loads((result.folder / "metrics.json").read_text())["bundle_too_large"] is False
