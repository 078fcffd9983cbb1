"""Pretraining: masks, the check, and a tiny run that plain transformers can load and resume."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForMaskedLM

from models.masked_lm import IGNORED, Shape, new_masked_lm, start_embeddings
from predict.tokenizer import SPECIAL_PIECES, Tokenizer
from train.pretrain import Masker, check, pretrain
from train.pretrain_config import PretrainConfig

SHAPE = Shape(n_layers=1, width=16, n_heads=2, length=16)


@pytest.fixture
def tokenizer(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


def test_masks_the_asked_share_and_never_special_pieces(tokenizer: Tokenizer) -> None:
    ids = np.random.default_rng(0).integers(0, tokenizer.mask_id, (200, 32))
    batch = Masker(tokenizer, share=0.2, seed=1).mask(ids)
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
    assert not torch.equal(masker.mask(ids)["labels"], masker.mask(ids)["labels"])


def test_the_loss_is_that_of_the_stock_model(tokenizer: Tokenizer) -> None:
    torch.manual_seed(0)
    model = new_masked_lm(SHAPE, tokenizer).eval()
    batch = Masker(tokenizer, share=0.3, seed=1).mask(np.tile(np.arange(4, 20), (3, 1)))
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
