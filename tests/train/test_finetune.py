"""Fine-tuning through the path of PhoBERT: each setting, and the epoch that is taken."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from transformers import EarlyStoppingCallback

import train.finetune
from data.annotated import AnnotatedArticle
from data.augment import Augmenter
from evaluate.dev_score import DevScore
from evaluate.scores import Counts, TypeScores
from models.checkpoint import Checkpoint
from models.student import take_layers
from predict import Predictor
from predict.errors import InputError
from train.finetune import arguments_of, make_trainer
from train.finetune_config import FinetuneConfig
from train.material import prepare
from train.tagger import LearningRates, TaggerTrainer, TypeLoss

from .tiny import assert_finite, history, quick, set_scores, tiny, weights, write_gold


def test_every_setting_of_the_trainer_is_taken(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    more = ("epochs=7", "batch=3", "accumulate=5", "learning_rate=2e-4", "warmup=0.3", "seed=11")
    arguments = arguments_of(tiny(encoder_folder, gold, *more), tmp_path, n_examples=900)
    assert (arguments.num_train_epochs, arguments.per_device_train_batch_size) == (7, 3)
    assert (arguments.gradient_accumulation_steps, arguments.seed) == (5, 11)
    assert (arguments.learning_rate, arguments.warmup_steps) == (2e-4, 0.3)
    assert arguments.logging_steps == 900 // 15 // 5
    assert arguments.lr_scheduler_type == "linear"
    assert arguments.eval_strategy == arguments.save_strategy == "epoch"
    assert (arguments.save_total_limit, arguments.load_best_model_at_end) == (2, True)
    assert (arguments.metric_for_best_model, arguments.greater_is_better) == ("choice", True)
    assert arguments.train_sampling_strategy == "group_by_length"
    assert (arguments.length_column_name, arguments.remove_unused_columns) == ("length", False)
    assert arguments.report_to == []
    assert Path(arguments.output_dir) == tmp_path
    often = arguments_of(
        tiny(encoder_folder, gold, *more), tmp_path, n_examples=900, check_every=20
    )
    assert often.eval_strategy == often.save_strategy == "steps"
    assert (often.eval_steps, often.save_steps, often.logging_steps) == (20, 20, 4)
    few = arguments_of(tiny(encoder_folder, gold), tmp_path, n_examples=1)
    assert few.logging_steps == 1


@pytest.mark.parametrize("has", [True, False])
def test_numbers_are_those_of_the_hardware(
    encoder_folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has: bool
) -> None:
    monkeypatch.setattr(train.finetune, "has_bfloat16", lambda: has)
    assert arguments_of(tiny(encoder_folder, gold), tmp_path, n_examples=1).bf16 is has


def trainer_of(config: FinetuneConfig, folder: Path) -> TaggerTrainer:
    torch.manual_seed(config.seed)
    return make_trainer(config, prepare(config, say=print), folder)


def test_rates_decay_type_weight_and_patience_are_taken(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    more = ["learning_rate=2e-4", "head_learning_rate=5e-3", "weight_decay=0.07", "type_weight=0.9"]
    more += ["type_smoothing=0.2"]
    trainer = trainer_of(tiny(encoder_folder, gold, *more, "patience=3"), tmp_path)
    assert trainer._rates == LearningRates(encoder=2e-4, heads=5e-3, weight_decay=0.07)
    assert trainer._of_types == TypeLoss(weight=0.9, smoothing=0.2)
    [patience] = [
        callback
        for callback in trainer.callback_handler.callbacks
        if isinstance(callback, EarlyStoppingCallback)
    ]
    assert patience.early_stopping_patience == 3


def test_examples_have_the_decay_and_the_changes_of_the_settings(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, gold, "decay=0.25", "window.length=18")
    rows = list(trainer_of(config, tmp_path).train_dataset)
    first = [row["weight"] for row in rows[: len(rows) // 2]]
    assert first == [0.25**i for i in range(len(first))]
    assert len(first) > 1
    changed = tiny(encoder_folder, gold, 'data.augment=["typing_errors", "headlines"]')
    plain = tiny(encoder_folder, gold)
    shown = [
        [row["input_ids"] for _ in range(2) for row in trainer_of(one, tmp_path).train_dataset]
        for one in (plain, changed, changed.model_copy(update={"seed": 1}))
    ]
    assert len({str(ids) for ids in shown}) == 3


def test_the_rate_rises_while_warm_and_falls_after(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    trainer = trainer_of(tiny(encoder_folder, gold, "warmup=0.4"), tmp_path)
    trainer.create_optimizer_and_scheduler(10)
    rates = []
    for _ in range(11):
        rates.append([group["lr"] for group in trainer.optimizer.param_groups])
        trainer.optimizer.step()
        trainer.lr_scheduler.step()
    assert set(rates[4]) == {6e-4, 2e-3}
    rising, falling = [0, 0.25, 0.5, 0.75, 1], [5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0]
    assert [max(now) / 2e-3 for now in rates] == pytest.approx(rising + falling)
    assert [min(now) / 6e-4 for now in rates] == pytest.approx(rising + falling)


@pytest.mark.parametrize(
    ("batch", "accumulate", "steps"), [(1, 1, 4), (2, 1, 2), (1, 2, 2), (2, 4, 1)]
)
def test_a_step_takes_as_many_windows_as_the_settings_say(
    encoder_folder: Path, tmp_path: Path, batch: int, accumulate: int, steps: int
) -> None:
    gold = write_gold(tmp_path / "gold", n=4)
    more = [f"batch={batch}", f"accumulate={accumulate}", "epochs=1"]
    trainer = trainer_of(tiny(encoder_folder, gold, *more), tmp_path / "trainer")
    trainer.train()
    assert trainer.state.global_step == steps
    assert_finite([row["loss"] for row in trainer.state.log_history if "loss" in row])


def test_articles_are_changed_anew_in_each_epoch(
    encoder_folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: list[tuple[int, ...]] = []

    def change(_: Augmenter, article: AnnotatedArticle, *, seed: Sequence[int]) -> AnnotatedArticle:
        seeds.append(tuple(seed))
        return article

    monkeypatch.setattr(Augmenter, "__call__", change)
    config = tiny(encoder_folder, gold, "seed=5", 'data.augment=["spaces"]', "epochs=2")
    trainer_of(config, tmp_path).train()
    assert sorted(seeds) == [(5, 0, 0), (5, 0, 1), (5, 1, 0), (5, 1, 1)]


# Which epoch is taken, and when training stops.


def test_an_epoch_is_scored_on_dev(
    encoder_folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored: list[Sequence[AnnotatedArticle]] = []

    def score(_: Predictor, articles: Sequence[AnnotatedArticle]) -> DevScore:
        scored.append(articles)
        return DevScore(entities=Counts(gold=4, predicted=2, right=1), article_type=TypeScores())

    monkeypatch.setattr(train.finetune, "score_dev", score)
    dev = write_gold(tmp_path / "dev", n=3, first_day=20)
    config = tiny(encoder_folder, gold, f'data.dev=["{dev}"]')
    material = prepare(config, say=print)
    scores = make_trainer(config, material, tmp_path / "trainer").evaluate()
    assert scored == [material.dev]
    assert len(material.dev) == 3
    assert (scores["eval_f1"], scores["eval_choice"]) == (1 / 3, 1 / 3)


def test_the_best_epoch_is_taken(
    encoder_folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_scores(monkeypatch, 3, 5, 5, 4)
    trainer = trainer_of(tiny(encoder_folder, gold, "epochs=4", "patience=9"), tmp_path)
    trainer.train()
    names = sorted(path.name for path in tmp_path.glob("checkpoint-*"))
    assert names == ["checkpoint-2", "checkpoint-4"]
    best, last = (weights(tmp_path / name) for name in names)
    trainer.save_model(str(tmp_path / "taken"))
    taken = weights(tmp_path / "taken")
    assert torch.equal(taken, best)
    assert not torch.equal(taken, last)


@pytest.mark.parametrize(
    ("patience", "right"), [(1, [5, 5]), (2, [5, 4, 6, 5, 6]), (2, [1, 2, 3, 4, 5, 6])]
)
def test_training_stops_when_patience_is_out(
    encoder_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    patience: int,
    right: list[int],
) -> None:
    set_scores(monkeypatch, *right)
    config = tiny(encoder_folder, write_gold(tmp_path / "gold"), "epochs=6", f"patience={patience}")
    trainer = trainer_of(config, tmp_path / "trainer")
    trainer.train()
    assert trainer.state.epoch == len(right)


@pytest.mark.usefixtures("no_export")
def test_gold_without_spans_is_trained_on_and_its_curve_drawn(
    encoder_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_scores(monkeypatch, None, None)
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.ann").write_text('{"article_type": "other"}\n\nTrời mưa.', encoding="utf-8")
    result, said = quick(tiny(encoder_folder, gold), tmp_path)
    rows = [row for row in history(result.folder) if "eval_choice" in row]
    assert [row["eval_f1"] for row in rows] == [None, None]
    assert [row["eval_choice"] for row in rows] == [0.0, 0.0]
    assert result.dev.entities.micro.f1 is None
    assert "articles of train that stand elsewhere: 1 in dev too" in said[1]


def test_windows_longer_than_the_encoder_are_refused_before_anything_is_written(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, gold, "window.length=100")
    with pytest.raises(ValueError, match=r"window\.length = 100: the encoder .* takes at most 64"):
        quick(config, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_export")
def test_training_goes_on_from_a_whole_network_which_must_stay_what_it_was(
    encoder_folder: Path, gold: Path, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    start = tmp_path / "start"
    checkpoint.save(start)
    more = [f"start={start}", "learning_rate=1e-12", "head_learning_rate=1e-12", "epochs=1"]
    result, _ = quick(tiny(encoder_folder, gold, *more), tmp_path)
    assert torch.allclose(weights(result.folder / "checkpoint"), weights(start), atol=1e-6)
    changed = take_layers(checkpoint, [0, 1], dropout=0.1)
    assert changed.network.tag_head
    with torch.no_grad():
        changed.network.tag_head.bias.add_(1)
    changed.save(start)
    with pytest.raises(InputError, match="had other text or labels in start; put them back"):
        quick(tiny(encoder_folder, gold, *more), tmp_path, resume=True)


@pytest.mark.slow
def test_of_two_processes_one_says_and_writes(
    encoder_folder: Path, gold: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    paths = json.dumps([str(gold)])
    settings = [f"encoder={encoder_folder}", f"data.train={paths}", f"data.dev={paths}"]
    settings += ["window.overlap=8", "name=tiny", "n_layers=0", "batch=1"]
    config = str(Path("configs/smoke.toml").resolve())
    both: list[list[str]] = [[], ["epochs=3", "--resume"]]
    for more in [*both, ["schema.types=[]"], ["schema.labels=[]"]]:  # and with either head alone
        run = subprocess.run(
            [*command, "-m", "train", "--config", config, "--set", *settings, *more],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.count("training articles") == run.stdout.count("bundle:") == 1
        assert run.stdout.count("resumes from") == ("--resume" in more)
        assert Predictor.load(tmp_path / "runs/tiny/bundle").predict("Huyện ủy họp.")
