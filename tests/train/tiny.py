"""A fine-tuning of a second: two articles, an encoder of width 16, and no export."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

import train.finetune
from evaluate.dev_score import DevScore
from evaluate.scores import Counts, TypeScores
from models.export import Agreement, Exported
from predict.whole import replace_folder
from train.distill_config import DistillConfig
from train.finetune import finetune
from train.finetune_config import FinetuneConfig
from train.outcome import Finetuned

ANN = (
    '{{"id": "{0}", "article_type": "{1}"}}\n\n'
    "<DATE>Ngày {2}/6/2021</DATE>, đồng chí <OFFICIAL>Trần Văn Ví</OFFICIAL>, <POSITION>Bí thư"
    "</POSITION> <ORGANISATION>Huyện ủy</ORGANISATION>, chủ trì hội nghị.\n"
)


def write_gold(folder: Path, *, n: int = 2, first_day: int = 10) -> Path:
    """Write articles that differ in their day, the first a review."""
    folder.mkdir()
    for i in range(n):
        content = ANN.format(f"a{i}", "other" if i else "review", first_day + i)
        (folder / f"{i}.ann").write_text(content, encoding="utf-8")
    return folder


def tiny(encoder_folder: Path, gold: Path, *more: str) -> FinetuneConfig:
    """Return settings that train on the gold and choose by it."""
    paths = json.dumps([str(gold)])
    settings = [f"encoder={encoder_folder}", f"data.train={paths}", f"data.dev={paths}"]
    settings += ["window.overlap=8", "data.extra=[]", "name=tiny", "n_layers=0", *more]
    return FinetuneConfig.load(Path("configs/smoke.toml"), settings=settings)


def tiny_student(teachers: Sequence[Path], gold: Path, folder: Path, *more: str) -> DistillConfig:
    """Return settings that distil the gold and some lines of text in a folder."""
    text = folder / "text.txt"
    if not text.exists():
        lines = [f"Ngày {i}/6, Huyện ủy họp bàn việc thứ {i}." for i in range(1, 9)]
        text.write_text("\n\n".join(lines), encoding="utf-8")
    paths = json.dumps([str(gold)])
    settings = [f"teacher={json.dumps([str(teacher) for teacher in teachers])}"]
    settings += [f"data.train={paths}", f"data.dev={paths}", f"texts={json.dumps([str(text)])}"]
    settings += ["name=student", "layers=[1]", "shortest=3", "n_articles=5", "epochs=2"]
    settings += [f"cache={folder / 'cache'}", "batch=2", "check_every=2", *more]
    return DistillConfig.load(Path("configs/distill.toml"), settings=settings)


def quick(
    config: FinetuneConfig, runs: Path, *, resume: bool = False
) -> tuple[Finetuned, list[str]]:
    """Fine-tune and return what came out and what was said."""
    said: list[str] = []
    result = finetune(config, runs=runs, resume=resume, say=said.append)
    assert result
    return result, said


def export_nothing(_: object, folder: Path, **__: object) -> Exported:
    """Stand in for the export, which takes longer than all the rest."""

    def write(target: Path) -> None:
        (target / "model.onnx").write_text("graph")

    replace_folder(folder, write=write)
    return Exported(
        precision="int8", n_bytes=31_000_000, agreement=Agreement(tags=0.999, types=0.99)
    )


def assert_finite(values: Sequence[float]) -> None:
    """Check that training gave numbers."""
    assert values
    assert all(map(math.isfinite, values))


def set_scores(monkeypatch: pytest.MonkeyPatch, *right: int | None) -> None:
    """Let the epochs have these F1, in tenths; None is that of nothing to find."""
    left = iter(right)

    def score(*_: object) -> DevScore:
        n = next(left)
        counts = Counts() if n is None else Counts(gold=10, predicted=10, right=n)
        return DevScore(entities=counts, article_type=TypeScores())

    monkeypatch.setattr(train.finetune, "score_dev", score)


def weights(folder: Path) -> torch.Tensor:
    """Return the weights of a checkpoint, the trainer's or our own, in one row."""
    [file] = folder.glob("*.safetensors")
    tensors = load_file(file)
    return torch.cat([tensors[key].flatten() for key in sorted(tensors)])


def history(folder: Path) -> list[dict[str, float | None]]:
    """Return what a run logged."""
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return list(metrics["history"])


def snapshot(folder: Path, *, without: str = "none") -> dict[str, bytes]:
    """Return what the files under a folder hold, those of one of its folders apart."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    names = {str(file.relative_to(folder)): file for file in files}
    return {name: file.read_bytes() for name, file in names.items() if not name.startswith(without)}
