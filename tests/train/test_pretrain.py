"""Pretraining: masks, the check, and a tiny run that plain transformers can load and resume."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForMaskedLM

import train.pretrain
from models.masked_lm import Shape, new_masked_lm, start_embeddings
from predict.text.tokenizer import Tokenizer
from train.masking import Masker
from train.pretrain import PretrainTrainer, Speedometer, check, check_encoder, pretrain
from train.pretrain_config import PretrainConfig

SHAPE = Shape(n_layers=1, width=16, n_heads=2, length=16)


@pytest.fixture
def tokenizer(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


def test_the_loss_is_that_of_the_stock_model(tokenizer: Tokenizer) -> None:
    torch.manual_seed(0)
    model = new_masked_lm(SHAPE, tokenizer).eval()
    batch = Masker(tokenizer, share=0.3, seed=1).mask(np.tile(np.arange(4, 20), (3, 1)), range(3))
    with torch.no_grad():
        sparse = model(**batch)["loss"]
        stock = super(type(model), model).forward(**batch).loss
    assert float(sparse) == pytest.approx(float(stock), abs=1e-5)


def test_started_embeddings_are_centred_and_scaled(tokenizer: Tokenizer) -> None:
    model = new_masked_lm(SHAPE, tokenizer)
    vectors = np.random.default_rng(0).normal(3, 5, (tokenizer.n_pieces, 16)).astype(np.float32)
    start_embeddings(model, vectors)
    weight = model.get_input_embeddings().weight
    assert weight.mean().item() == pytest.approx(0, abs=1e-6)
    assert weight.std().item() == pytest.approx(1 / 4, rel=1e-3)
    assert model.lm_head.decoder.weight is weight


def test_the_check_is_always_the_same(tokenizer: Tokenizer) -> None:
    model = new_masked_lm(SHAPE, tokenizer)
    windows = np.random.default_rng(0).integers(4, 60, (5, 16)).astype(np.uint16)
    first = check(model, windows, tokenizer)
    assert first == check(model, windows, tokenizer)
    assert first.loss > 0


def test_a_batch_without_a_masked_piece_does_not_count(tokenizer: Tokenizer) -> None:
    windows = np.random.default_rng(0).integers(4, 60, (33, 16)).astype(np.uint16)
    windows[32, 1:] = tokenizer.pad_id  # a batch of its own, with nothing to mask
    scores = check(new_masked_lm(SHAPE, tokenizer), windows, tokenizer)
    assert (
        scores.n_masked == check(new_masked_lm(SHAPE, tokenizer), windows[:32], tokenizer).n_masked
    )
    assert np.isfinite(scores.loss)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "text.txt"
    lines = [
        f"Ngày {i}/6/2021, Huyện ủy họp bàn công tác xây dựng Đảng tháng {i}." for i in range(60)
    ]
    file.write_text("\n\n".join(lines), encoding="utf-8")
    return file


TINY = [
    "n_pieces=1000", "n_layers=1", "width=16", "n_heads=2", "length=16", "batch=2", "warmup=1",
    "held_out=0.2", "n_processes=1", "cbow_ids=500", "check_every=2", "check_windows=4",
]  # fmt: skip


def test_a_tiny_run_resumes_and_plain_transformers_loads_it(tmp_path: Path, text: Path) -> None:
    output = tmp_path / "out"
    for steps in (2, 4):
        config = PretrainConfig.load(
            Path("configs/pretrain.toml"), settings=[f"steps={steps}", *TINY]
        )
        scores = pretrain(config, corpus=[text], output=output, say=print)
    assert scores
    assert 0 <= scores.accuracy <= 1
    assert (output / "curves.png").stat().st_size > 1000
    state = json.loads((output / "checkpoints/checkpoint-4/trainer_state.json").read_text())
    assert state["global_step"] == 4
    steps_logged = [row["step"] for row in state["log_history"] if "eval_loss" in row]
    assert steps_logged == [2, 4]
    model = AutoModelForMaskedLM.from_pretrained(output / "encoder")
    assert model.dtype == torch.float16
    assert AutoModel.from_pretrained(output / "encoder").config.model_type == "roberta-prelayernorm"
    tokenizer = Tokenizer.load(output / "encoder")
    assert tokenizer.n_pieces == model.config.vocab_size


@pytest.mark.slow
def test_two_processes_share_the_windows_of_one(tmp_path: Path, text: Path) -> None:
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node"]
    for n, batch in (("1", 16), ("2", 8)):
        output = tmp_path / n
        settings = ["--set", "steps=4", *TINY, f"batch={batch}", "cbow_ids=0", "masked=0.9"]
        command = ["-m", "train", "pretrain", "--corpus", str(text), "--output", str(output)]
        run = subprocess.run(
            [*torchrun, n, *command, *settings], capture_output=True, text=True, check=True
        )
        assert run.stdout.count("masked accuracy") == 1
        assert (output / "encoder/model.safetensors").is_file()
    alone, shared = losses(tmp_path / "1"), losses(tmp_path / "2")
    assert shared == pytest.approx(alone, abs=5e-3)  # means of two halves against one mean


def losses(output: Path) -> list[float]:
    last = sorted((output / "checkpoints").glob("checkpoint-*"))[-1]
    state = json.loads((last / "trainer_state.json").read_text())
    return [row["loss"] for row in state["log_history"] if "loss" in row]


def test_a_run_goes_on_with_the_same_batches_after_an_interruption(
    tmp_path: Path, text: Path
) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=6", *TINY])
    whole = pretrain(config, corpus=[text], output=tmp_path / "whole", say=print)
    shutil.copytree(tmp_path / "whole", tmp_path / "cut")
    (tmp_path / "cut/checkpoints/checkpoint-6/trainer_state.json").write_bytes(b"{")
    shutil.rmtree(tmp_path / "cut/encoder")
    said: list[str] = []
    resumed = pretrain(config, corpus=[text], output=tmp_path / "cut", say=said.append)
    assert said == [
        f"resumes from {tmp_path / 'cut/checkpoints/checkpoint-4'}; passed over: checkpoint-6, "
        "where trainer_state.json is cut off"
    ]
    assert whole
    assert resumed
    assert losses(tmp_path / "cut") == pytest.approx(losses(tmp_path / "whole"), abs=1e-5)
    assert len(losses(tmp_path / "cut")) == 6
    assert resumed.loss == pytest.approx(whole.loss, abs=1e-5)


def test_settings_stand_beside_the_encoder_that_they_made(
    tmp_path: Path, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path, say=print)
    made = [tmp_path / name / "config.json" for name in ("", "checkpoints", "encoder")]
    before = [file.read_bytes() for file in made]
    assert before[0] == before[1]

    def fail(*_: object, **__: object) -> None:
        raise OSError("cut off")

    longer = config.model_copy(update={"steps": 4})
    with monkeypatch.context() as patch:
        patch.setattr(PretrainTrainer, "training_step", fail)
        with pytest.raises(OSError, match="cut off"):
            pretrain(longer, corpus=[text], output=tmp_path, say=print)
    assert [file.read_bytes() for file in made] == before
    monkeypatch.setattr(train.pretrain, "save_encoder", fail)
    with pytest.raises(OSError, match="cut off"):
        pretrain(longer, corpus=[text], output=tmp_path, say=print)
    assert not made[0].exists()
    assert json.loads(made[1].read_bytes())["steps"] == 4


def test_a_run_grows_from_an_encoder_and_takes_its_vocabulary(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path / "small", say=print)
    settings = [f"start={tmp_path / 'small/encoder'}", "n_layers=2", "learning_rate=1e-9"]
    grown = PretrainConfig.load(
        Path("configs/pretrain.toml"), settings=["steps=2", *TINY, *settings]
    )
    pretrain(grown, corpus=[text], output=tmp_path / "grown", say=print)
    encoders = [tmp_path / name / "encoder" for name in ("small", "grown")]
    small, large = (check_encoder(folder, corpus=[text], config=config) for folder in encoders)
    assert large.loss == pytest.approx(small.loss, abs=1e-3)
    assert Tokenizer.load(encoders[0]).digest == Tokenizer.load(encoders[1]).digest


def test_checks_the_documents_that_pretraining_holds_out(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    scores = pretrain(config, corpus=[text], output=tmp_path / "out", say=print)
    alone = check_encoder(tmp_path / "out/encoder", corpus=[text], config=config)
    assert scores
    assert alone.n_masked == scores.n_masked
    assert alone.loss == pytest.approx(scores.loss, abs=1e-2)  # half precision on disk


def test_a_text_without_held_out_documents_is_refused(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path / "out", say=print)
    few = config.model_copy(update={"held_out": 1e-9})
    with pytest.raises(ValueError, match="no document is held out"):
        check_encoder(tmp_path / "out/encoder", corpus=[text], config=few)


def test_takes_the_vocabulary_of_an_encoder_of_another_shape(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path / "small", say=print)
    other = tmp_path / "other.txt"
    other.write_text("\n\n".join(f"Bão số {i} vào đất liền." for i in range(60)), encoding="utf-8")
    wide = config.model_copy(
        update={"vocabulary": str(tmp_path / "small/encoder"), "width": 32, "cbow_ids": 0}
    )
    pretrain(wide, corpus=[other], output=tmp_path / "wide", say=print)
    small, large = (Tokenizer.load(tmp_path / name / "encoder") for name in ("small", "wide"))
    assert small.digest == large.digest


def test_logs_the_ids_a_second(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=4", *TINY])
    pretrain(config, corpus=[text], output=tmp_path, say=print)
    state = json.loads((tmp_path / "checkpoints/checkpoint-4/trainer_state.json").read_text())
    speeds = [row["tokens_per_second"] for row in state["log_history"] if "loss" in row]
    assert len(speeds) == 4
    assert all(speed > 0 for speed in speeds)


def test_a_resumed_run_counts_from_where_it_goes_on(
    tmp_path: Path, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path, say=print)
    counted: list[int] = []

    def measure(_: Speedometer, n_ids: int) -> float:
        counted.append(n_ids)
        return 1.0

    monkeypatch.setattr(Speedometer, "measure", measure)
    pretrain(config.model_copy(update={"steps": 4}), corpus=[text], output=tmp_path, say=print)
    ids_a_step = config.batch * config.length
    assert counted == [2 * ids_a_step, 3 * ids_a_step, 4 * ids_a_step]


def test_a_speed_leaves_pauses_out() -> None:
    times = iter([0.0, 2.0, 7.0])
    speed = Speedometer(clock=lambda: next(times))
    assert speed.measure(200) == 100
    speed.pause(1.0)
    assert speed.measure(600) == 100
