"""Pretraining: masks, the check, and a tiny run that plain transformers can load and resume."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForMaskedLM

from models.masked_lm import IGNORED, Shape, new_masked_lm, start_embeddings
from predict.tokenizer import SPECIAL_PIECES, Tokenizer
from train.pretrain import Masker, Windows, check, check_encoder, pretrain
from train.pretrain_config import PretrainConfig

SHAPE = Shape(n_layers=1, width=16, n_heads=2, length=16)


@pytest.fixture
def tokenizer(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


def test_masks_the_asked_share_and_never_special_pieces(tokenizer: Tokenizer) -> None:
    ids = np.random.default_rng(0).integers(0, tokenizer.mask_id, (200, 32))
    batch = Masker(tokenizer, share=0.2, seed=1).mask(ids, range(200))
    labels, inputs = batch["labels"].numpy(), batch["input_ids"].numpy()
    chosen = labels != IGNORED
    special = ids < len(SPECIAL_PIECES)
    assert not (chosen & special).any()
    assert chosen.sum() / (~special).sum() == pytest.approx(0.2, abs=0.02)
    assert np.array_equal(labels[chosen], ids[chosen])
    assert np.array_equal(inputs[~chosen], ids[~chosen])
    assert (inputs[chosen] == tokenizer.mask_id).mean() == pytest.approx(0.8, abs=0.04)
    assert (inputs[chosen] == ids[chosen]).mean() == pytest.approx(0.1, abs=0.04)


def test_masks_differ_from_batch_to_batch(tokenizer: Tokenizer) -> None:
    masker = Masker(tokenizer, share=0.2, seed=1)
    ids = np.full((4, 32), 50)
    first, second = masker.mask(ids, range(4)), masker.mask(ids, range(4, 8))
    assert not torch.equal(first["labels"], second["labels"])
    assert len({tuple(row) for row in first["labels"].tolist()}) == 4


def test_masks_depend_on_the_place_in_the_run_alone(tokenizer: Tokenizer) -> None:
    masker = Masker(tokenizer, share=0.2, seed=1)
    ids = np.full((6, 32), 50)
    whole, part = masker.mask(ids, range(6)), masker.mask(ids[:2], [4, 5])
    assert torch.equal(whole["input_ids"][4:], part["input_ids"])


def test_each_pass_shows_every_window_once_in_an_order_of_its_own() -> None:
    ids = np.arange(20, dtype=np.uint16).reshape(10, 2)
    windows = Windows(ids, n=25, seed=1)
    seen = [int(windows[i]["ids"][0]) // 2 for i in range(len(windows))]
    assert sorted(seen[:10]) == sorted(seen[10:20]) == list(range(10))
    assert seen[:10] != seen[10:20]
    assert seen[20:] == [int(Windows(ids, n=25, seed=1)[i]["ids"][0]) // 2 for i in range(20, 25)]


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
    assert float(weight.mean()) == pytest.approx(0, abs=1e-6)
    assert float(weight.std()) == pytest.approx(1 / 4, rel=1e-3)
    assert model.lm_head.decoder.weight is weight


def test_the_check_is_always_the_same(tokenizer: Tokenizer) -> None:
    model = new_masked_lm(SHAPE, tokenizer)
    windows = np.random.default_rng(0).integers(4, 60, (5, 16)).astype(np.uint16)
    first = check(model, windows, tokenizer)
    assert first == check(model, windows, tokenizer)
    assert first.loss > 0


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
        scores = pretrain(config, corpus=[text], output=output)
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


def losses(output: Path) -> list[float]:
    last = sorted((output / "checkpoints").glob("checkpoint-*"))[-1]
    state = json.loads((last / "trainer_state.json").read_text())
    return [row["loss"] for row in state["log_history"] if "loss" in row]


def test_a_run_goes_on_with_the_same_batches_after_an_interruption(
    tmp_path: Path, text: Path
) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=6", *TINY])
    whole = pretrain(config, corpus=[text], output=tmp_path / "whole")
    shutil.copytree(tmp_path / "whole", tmp_path / "cut")
    shutil.rmtree(tmp_path / "cut/checkpoints/checkpoint-6")
    shutil.rmtree(tmp_path / "cut/encoder")
    resumed = pretrain(config, corpus=[text], output=tmp_path / "cut")
    assert losses(tmp_path / "cut") == pytest.approx(losses(tmp_path / "whole"), abs=1e-5)
    assert len(losses(tmp_path / "cut")) == 6
    assert resumed.loss == pytest.approx(whole.loss, abs=1e-5)


def test_a_run_grows_from_an_encoder_and_takes_its_vocabulary(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path / "small")
    settings = [f"start={tmp_path / 'small/encoder'}", "n_layers=2", "learning_rate=1e-9"]
    grown = PretrainConfig.load(
        Path("configs/pretrain.toml"), settings=["steps=2", *TINY, *settings]
    )
    pretrain(grown, corpus=[text], output=tmp_path / "grown")
    encoders = [tmp_path / name / "encoder" for name in ("small", "grown")]
    small, large = (check_encoder(folder, corpus=[text], config=config) for folder in encoders)
    assert large.loss == pytest.approx(small.loss, abs=1e-3)
    assert Tokenizer.load(encoders[0]).digest == Tokenizer.load(encoders[1]).digest


def test_checks_the_documents_that_pretraining_holds_out(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    scores = pretrain(config, corpus=[text], output=tmp_path / "out")
    alone = check_encoder(tmp_path / "out/encoder", corpus=[text], config=config)
    assert alone.n_masked == scores.n_masked
    assert alone.loss == pytest.approx(scores.loss, abs=1e-2)  # half precision on disk


def test_a_text_without_held_out_documents_is_refused(tmp_path: Path, text: Path) -> None:
    config = PretrainConfig.load(Path("configs/pretrain.toml"), settings=["steps=2", *TINY])
    pretrain(config, corpus=[text], output=tmp_path / "out")
    few = config.model_copy(update={"held_out": 1e-9})
    with pytest.raises(ValueError, match="none of the documents is held out"):
        check_encoder(tmp_path / "out/encoder", corpus=[text], config=few)
