"""Distillation as a whole: students that begin as their teachers, resumed runs, the command."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

import train.distill
from evaluate.dev_score import DevScore
from evaluate.scores import Counts, TypeScores
from models.checkpoint import Checkpoint
from models.network import Network
from predict.errors import InputError
from predict.schema import Schema
from train.__main__ import app
from train.distill import distill, load_teachers
from train.distill_config import DistillConfig
from train.distill_trainer import DistillTrainer
from train.outcome import Finetuned

from .tiny import assert_finite, history, tiny_student, weights


def run(config: DistillConfig, runs: Path, *, resume: bool = False) -> tuple[Finetuned, list[str]]:
    said: list[str] = []
    result = distill(config, runs=runs, resume=resume, say=said.append)
    assert result
    return result, said


def watch(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[list[int]], float]]:
    """Collect the ids and the loss of each batch."""
    seen: list[tuple[list[list[int]], float]] = []
    compute = DistillTrainer.compute_loss

    def watched(
        trainer: DistillTrainer, model: torch.nn.Module, inputs: dict[str, torch.Tensor], **_: int
    ) -> torch.Tensor:
        loss = compute(trainer, model, inputs)  # type: ignore[arg-type]
        seen.append((inputs["input_ids"].tolist(), float(loss.detach())))
        return loss

    monkeypatch.setattr(DistillTrainer, "compute_loss", watched)
    return seen


@pytest.mark.usefixtures("no_export")
def test_a_student_with_all_layers_begins_as_its_teacher(
    teacher: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch(monkeypatch)
    monkeypatch.setattr(train.teacher_logits, "has_bfloat16", lambda: False)
    monkeypatch.setattr(train.finetune, "has_bfloat16", lambda: False)
    more = ["layers=[0, 1]", "gold_weight=0", "dropout=0", "hidden_weight=1.0", "epochs=1"]
    run(tiny_student([teacher], gold, tmp_path, *more, "learning_rate=1e-2"), tmp_path)
    losses = [loss for _, loss in seen]
    assert losses[0] == pytest.approx(0, abs=1e-4)
    assert max(losses[1:]) > 1e-3  # it has moved away, so that 0 says something


@pytest.mark.usefixtures("no_export")
def test_a_student_may_have_fewer_neurons(teacher: Path, gold: Path, tmp_path: Path) -> None:
    config = tiny_student([teacher], gold, tmp_path, "inner=20", "epochs=1")
    result, _ = run(config, tmp_path)
    trained = Checkpoint.load(result.folder / "checkpoint").network.encoder
    assert trained.config.intermediate_size == 20
    assert trained.encoder.layer[0].output.dense.weight.shape == (16, 20)
    with pytest.raises(InputError, match="inner = 33: the network to begin with has 32 neurons"):
        run(tiny_student([teacher], gold, tmp_path, "inner=33", "texts=[]"), tmp_path)


@pytest.mark.usefixtures("no_export")
def test_hidden_states_weigh_what_the_settings_say(
    teacher: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch(monkeypatch)
    first = []
    for weight in (0.0, 1.0, 3.0):
        more = ["dropout=0", "epochs=1", f"hidden_weight={weight}", f"name=h{weight:g}"]
        begin = len(seen)
        run(tiny_student([teacher], gold, tmp_path, *more), tmp_path)
        first.append(seen[begin][1])
    assert first[0] < first[1]
    assert first[2] - first[0] == pytest.approx(3 * (first[1] - first[0]), rel=0.05)


@pytest.mark.usefixtures("no_export")
def test_a_run_that_was_cut_off_goes_on_with_the_same_batches(
    teacher: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch(monkeypatch)
    config = tiny_student([teacher], gold, tmp_path)
    whole, said = run(config, tmp_path / "whole")
    assert said[0].startswith("teachers' logits: 7 windows")
    expected = seen.copy()
    assert len(expected) == 8  # four batches in each of two epochs, a check after every other one
    assert [row["step"] for row in history(whole.folder) if "eval_f1" in row] == [2, 4, 6, 8]
    seen.clear()
    n_scored = 0

    def score(*_: object) -> DevScore:
        nonlocal n_scored
        n_scored += 1
        if n_scored == 4:
            raise OSError("cut off")
        return DevScore(entities=Counts(), article_type=TypeScores())

    with monkeypatch.context() as patch:
        patch.setattr(train.distill, "score_dev", score)
        with pytest.raises(OSError, match="cut off"):
            run(config, tmp_path / "cut")
    seen.clear()
    result, said = run(config, tmp_path / "cut", resume=True)
    assert f"resumes from {result.folder / 'trainer/checkpoint-6'}" in said
    assert [ids for ids, _ in seen] == [ids for ids, _ in expected[6:]]
    assert [loss for _, loss in seen] == pytest.approx([loss for _, loss in expected[6:]])
    last = [weights(one.folder / "trainer/checkpoint-8") for one in (whole, result)]
    assert torch.equal(*last)


@pytest.mark.usefixtures("no_export")
def test_another_teacher_is_no_way_to_resume(
    teacher: Path, checkpoint: Checkpoint, gold: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    checkpoint.save(own)
    config = tiny_student([own], gold, tmp_path, "epochs=1")
    run(config, tmp_path)
    changed = Checkpoint.load(own)
    with torch.no_grad():
        assert changed.network.tag_head
        changed.network.tag_head.bias.add_(1)
    changed.save(own)
    with pytest.raises(InputError, match="had other text or labels in teacher; put them back"):
        run(config, tmp_path, resume=True)
    (tmp_path / "text.txt").write_text("Hai xã họp chung một ngày.", encoding="utf-8")
    with pytest.raises(InputError, match="had other text or labels in teacher, texts; put them"):
        run(config, tmp_path, resume=True)
    with pytest.raises(InputError, match=r"other settings: teacher \(.*, temperature \(2.0, now 3"):
        run(tiny_student([teacher], gold, tmp_path, "temperature=3.0"), tmp_path, resume=True)


def test_the_command_leaves_what_fine_tuning_does(
    teacher: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _settings(tiny_student([teacher, teacher], gold, tmp_path))
    configs = Path("configs").absolute()
    monkeypatch.chdir(tmp_path)
    command = ["distill", "--config", str(configs / "distill.toml"), "--set", *settings]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert result.exit_code == 0
    assert "dev: " in result.stdout
    folder = tmp_path / "runs/student"
    network = Checkpoint.load(folder / "checkpoint").network
    assert network.encoder.config.num_hidden_layers == 1
    assert (folder / "bundle/manifest.json").is_file()
    assert (folder / "curves.png").is_file()
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert_finite([row["loss"] for row in metrics["history"] if "loss" in row])
    assert metrics["training_articles"] == 2
    assert DistillConfig.model_validate_json((folder / "config.json").read_text("utf-8"))


def _settings(config: DistillConfig) -> list[str]:
    values = {
        "teacher": config.teachers,
        "layers": config.layers,
        "texts": config.texts,
        "n_articles": config.n_articles,
        "shortest": config.shortest,
        "cache": config.cache,
        "epochs": 1,
        "batch": config.batch,
        "data.train": config.data.train,
        "data.dev": config.data.dev,
    }
    return [f"{key}={json.dumps(value)}" for key, value in values.items()]


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("teacher=nowhere", "nowhere: no checkpoint here (labels.json is missing)"),
        ("layers=[2]", "layers = [2]: name some of the layers 0 to 1 of the network"),
        ('texts=["nowhere.txt"]', "nowhere.txt: no such file or folder"),
        ("shortest=1000", "text.txt: no document of 1000 to 1500 words; give other texts"),
        ("temperature=0", "temperature = 0: input should be greater than 0; the keys are"),
        ("encoder=models/mini", "unknown key encoder; the known ones are name, version"),
    ],
)
def test_mistakes_are_one_sentence(
    setting: str,
    sentence: str,
    teacher: Path,
    gold: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = _settings(tiny_student([teacher], gold, tmp_path))
    config = Path("configs/distill.toml").absolute()
    monkeypatch.chdir(tmp_path)
    command = ["distill", "--config", str(config), "--set", *settings, setting]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"overlap": 8', '"overlap": 4', "its vocabulary, windows or words are not"),
        ('"review"', '"opinion"', "this checkpoint has other labels or types"),
    ],
)
def test_teachers_that_do_not_fit_are_refused(
    teacher: Path,
    checkpoint: Checkpoint,
    tmp_path: Path,
    old: str,
    new: str,
    sentence: str,
) -> None:
    checkpoint.save(tmp_path / "other")
    labels = tmp_path / "other/labels.json"
    content = labels.read_text("utf-8")
    assert old in content
    labels.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=f"teacher = .*other: {sentence}"):
        load_teachers([str(teacher), str(tmp_path / "other")])


@pytest.mark.parametrize(
    "schema",
    [
        Schema(entity_labels=("LOC", "PER"), article_types=()),
        Schema(entity_labels=(), article_types=("news", "sport")),
    ],
    ids=["labels", "types"],
)
def test_a_student_has_the_labels_and_the_head_of_its_teacher(
    checkpoint: Checkpoint, tmp_path: Path, schema: Schema
) -> None:
    network = Network(checkpoint.network.encoder, schema, dropout=0.1)
    replace(checkpoint, network=network, schema=schema).save(tmp_path / "teacher")
    gold = tmp_path / "gold.conll"
    gold.write_text("Lê B-PER\nÁi I-PER\nở O\nHuế B-LOC\n", encoding="utf-8")
    if schema.article_types:
        gold = gold.with_suffix(".csv")
        gold.write_text("text,type\nHuế mưa to,news\nHọp bàn,sport\n", encoding="utf-8")
    result, _ = run(tiny_student([tmp_path / "teacher"], gold, tmp_path), tmp_path)
    student = Checkpoint.load(result.folder / "checkpoint")
    assert student.schema == schema
    assert_finite([loss for row in history(result.folder) if (loss := row.get("loss")) is not None])
    more = 'schema.labels=["PER"]'
    with pytest.raises(InputError, match=r"teacher = .*teacher: this checkpoint has other labels"):
        run(tiny_student([tmp_path / "teacher"], gold, tmp_path, more), tmp_path)
