"""Fine-tuning through the path of PhoBERT: a tiny encoder, two articles, one epoch."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from predict import Predictor
from train.finetune import Finetuned, finetune
from train.finetune_config import FinetuneConfig

ANN = (
    '{{"id": "{0}", "article_type": "{1}"}}\n\n'
    "<DATE>Ngày 14/6/2021</DATE>, đồng chí <OFFICIAL>Trần Văn Ví</OFFICIAL>, <POSITION>Bí thư"
    "</POSITION> <ORGANISATION>Huyện ủy</ORGANISATION>, chủ trì hội nghị.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    for name, kind in (("a", "review"), ("b", "other")):
        (folder / f"{name}.ann").write_text(ANN.format(name, kind), encoding="utf-8")
    return folder


def tiny(encoder_folder: Path, gold: Path, *more: str) -> FinetuneConfig:
    paths = json.dumps([str(gold)])
    settings = [f"encoder={encoder_folder}", f"data.train={paths}", f"data.dev={paths}", *more]
    settings += ["window.overlap=8", "data.extra=[]", "name=tiny", "n_layers=0"]
    return FinetuneConfig.load(Path("configs/smoke.toml"), settings=settings)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def result(encoder_folder: Path, folder: Path, runs: Path, said: list[str]) -> Finetuned:
    result = finetune(tiny(encoder_folder, folder), runs=runs, resume=False, say=said.append)
    assert result
    return result


def test_everything_is_written(result: Finetuned, said: list[str]) -> None:
    names = {path.name for path in result.folder.iterdir()}
    assert names >= {"config.json", "metrics.json", "checkpoint", "bundle", "curves.png"}
    metrics = json.loads((result.folder / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["dev"]["entities"]["micro"]["f1"] == result.dev.entities.micro.f1
    assert (metrics["seed"], metrics["training_spans"]) == (20, 8)
    assert said == ["training articles: 2; 100.00% of 8 gold spans can be expressed"]


def test_the_bundle_predicts(result: Finetuned) -> None:
    prediction = Predictor.load(result.folder / "bundle").predict("Huyện ủy họp.")
    assert prediction.model.name == "nhandang-tiny"
    assert prediction.article_type is not None


def test_the_same_seed_gives_the_same_scores(
    result: Finetuned, encoder_folder: Path, folder: Path, tmp_path: Path
) -> None:
    again = finetune(tiny(encoder_folder, folder), runs=tmp_path, resume=False, say=lambda _: None)
    assert again
    assert again.dev.to_dict() == result.dev.to_dict()
    graphs = [(one.folder / "bundle/model.onnx").read_bytes() for one in (result, again)]
    assert graphs[0] == graphs[1]


def test_resuming_goes_on_from_the_last_epoch(
    result: Finetuned, encoder_folder: Path, folder: Path, runs: Path
) -> None:
    config = tiny(encoder_folder, folder, "epochs=3", "patience=9")
    resumed = finetune(config, runs=runs, resume=True, say=lambda _: None)
    assert resumed
    assert resumed.folder == result.folder
    metrics = json.loads((resumed.folder / "metrics.json").read_text(encoding="utf-8"))
    scored = [row["epoch"] for row in metrics["history"] if "eval_f1" in row]
    assert scored == [1.0, 2.0, 3.0]


@pytest.mark.slow
def test_of_two_processes_one_says_and_writes(
    encoder_folder: Path, folder: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    gold = json.dumps([str(folder)])
    settings = [f"encoder={encoder_folder}", f"data.train={gold}", f"data.dev={gold}"]
    settings += ["window.overlap=8", "name=tiny", "n_layers=0", "batch=1"]
    config = str(Path("configs/smoke.toml").resolve())
    run = subprocess.run(
        [*command, "-m", "train", "--config", config, "--set", *settings],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.count("training articles") == run.stdout.count("bundle:") == 1
    assert Predictor.load(tmp_path / "runs/tiny/bundle").predict("Huyện ủy họp.")


def test_nothing_to_resume_is_said(encoder_folder: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nothing to resume here"):
        finetune(tiny(encoder_folder, folder), runs=tmp_path, resume=True, say=print)


def test_windows_longer_than_the_encoder_are_refused(
    encoder_folder: Path, folder: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, folder, "window.length=100")
    with pytest.raises(ValueError, match=r"window\.length = 100: the encoder .* takes at most 64"):
        finetune(config, runs=tmp_path, resume=False, say=print)
    assert list(tmp_path.iterdir()) == []
