"""Encoders of one's own: read with their head, grown from shallower ones, refused when damaged."""

import json
from pathlib import Path

import pytest
import torch

from models.encoder import PREPROCESSING_KEY
from models.masked_lm import (
    Shape,
    SparseMaskedLM,
    grow,
    load_masked_lm,
    new_masked_lm,
    save_encoder,
)
from predict.text.tokenizer import Tokenizer

IDS = torch.tensor([[0, 9, 8, 7, 6, 2], [0, 5, 5, 4, 2, 1]])


@pytest.fixture
def tokenizer(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


def model_of(tokenizer: Tokenizer, *, n_layers: int, width: int = 16) -> SparseMaskedLM:
    shape = Shape(n_layers=n_layers, width=width, n_heads=2, length=16)
    model = new_masked_lm(shape, tokenizer)
    model.eval()
    return model


def hidden(model: SparseMaskedLM) -> torch.Tensor:
    with torch.no_grad():
        output: torch.Tensor = model.roberta_prelayernorm(IDS).last_hidden_state
    return output


@pytest.mark.parametrize(("old", "new"), [(1, 3), (2, 4), (2, 5), (3, 3)])
def test_a_grown_model_computes_the_same(tokenizer: Tokenizer, old: int, new: int) -> None:
    start, model = model_of(tokenizer, n_layers=old), model_of(tokenizer, n_layers=new)
    assert not torch.allclose(hidden(start), hidden(model), atol=1e-3)
    grow(model, start)
    assert torch.allclose(hidden(start), hidden(model), atol=1e-6)
    labels = torch.where(IDS == 9, IDS, -100)
    assert float(start(IDS, labels)["loss"].detach()) == pytest.approx(
        float(model(IDS, labels)["loss"].detach()), abs=1e-5
    )


def test_every_layer_of_a_grown_model_learns(tokenizer: Tokenizer) -> None:
    model = model_of(tokenizer, n_layers=4).train()
    grow(model, model_of(tokenizer, n_layers=2))
    model(IDS, torch.where(IDS == 9, IDS, -100))["loss"].backward()
    for layer in model.roberta_prelayernorm.encoder.layer:
        assert float(layer.output.dense.weight.grad.abs().sum()) > 0


@pytest.mark.parametrize(
    ("n_layers", "width", "sentence"),
    [(1, 16, "has 2 layers, only 1 are asked for"), (3, 32, "has hidden_size 16, 32 is asked for")],
)
def test_only_more_layers_can_be_grown(
    tokenizer: Tokenizer, n_layers: int, width: int, sentence: str
) -> None:
    start = model_of(tokenizer, n_layers=2)
    with pytest.raises(ValueError, match=sentence):
        grow(model_of(tokenizer, n_layers=n_layers, width=width), start)


@pytest.fixture
def folder(tokenizer: Tokenizer, tmp_path: Path) -> Path:
    save_encoder(model_of(tokenizer, n_layers=1), tokenizer, tmp_path / "encoder")
    return tmp_path / "encoder"


def test_reads_what_was_saved(tokenizer: Tokenizer, tmp_path: Path) -> None:
    model = model_of(tokenizer, n_layers=1)
    save_encoder(model, tokenizer, tmp_path / "encoder")
    again, read = load_masked_lm(tmp_path / "encoder")
    assert read.digest == tokenizer.digest
    assert torch.allclose(hidden(model), hidden(again.eval()), atol=1e-2)
    assert again.dtype == torch.float32


def test_another_kind_of_encoder_is_refused(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    config["model_type"] = "roberta"
    config["architectures"] = ["RobertaModel"]
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ValueError, match="encoder"):
        load_masked_lm(folder)


@pytest.mark.parametrize("found", [None, 0, 2])
def test_an_encoder_of_another_age_is_refused(folder: Path, found: int | None) -> None:
    config = json.loads((folder / "config.json").read_text())
    config[PREPROCESSING_KEY] = found
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ValueError, match="pretrained on text that was cut otherwise; pretrain it"):
        load_masked_lm(folder)


def test_damaged_weights_are_refused(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:2000])
    with pytest.raises(ValueError, match="the weights cannot be read"):
        load_masked_lm(folder)


def test_weights_without_the_head_are_refused(tokenizer: Tokenizer, folder: Path) -> None:
    model_of(tokenizer, n_layers=1).roberta_prelayernorm.save_pretrained(folder)
    with pytest.raises(ValueError, match="the head for masked pieces"):
        load_masked_lm(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_masked_lm(tmp_path / "nowhere")
