"""A two-layer PhoBERT of width 16 for tests."""

import shutil
from pathlib import Path

import torch
from transformers import RobertaConfig, RobertaForMaskedLM

from models.checkpoint import Checkpoint
from models.encoder import load_encoder
from models.masked_lm import Shape, new_masked_lm, save_encoder
from models.network import Network, TypePooling
from predict.network.windows import WindowSize
from predict.schema import DEFAULT_SCHEMA
from predict.text.tokenizer import Tokenizer


def write_encoder(folder: Path, tokenizer_folder: Path, *, safetensors: bool = False) -> None:
    """Write an untrained encoder in PhoBERT's form: text files, config, ``pytorch_model.bin``."""
    shutil.copytree(tokenizer_folder, folder, dirs_exist_ok=True)
    config = RobertaConfig(
        vocab_size=Tokenizer.load(folder).n_pieces,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=66,
        type_vocab_size=1,
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
    )
    torch.manual_seed(1)
    model = RobertaForMaskedLM(config)
    if safetensors:
        model.save_pretrained(folder)
    else:
        config.save_pretrained(folder)
        torch.save(model.state_dict(), folder / "pytorch_model.bin")


def write_prenorm(folder: Path, tokenizer_folder: Path) -> None:
    """Write an untrained encoder in the form of those of our own."""
    shape = Shape(n_layers=2, width=16, n_heads=2, length=64)
    tokenizer = Tokenizer.load(tokenizer_folder)
    torch.manual_seed(1)
    save_encoder(new_masked_lm(shape, tokenizer), tokenizer, folder)


def make_checkpoint(folder: Path, *, type_pooling: TypePooling = "start_and_mean") -> Checkpoint:
    """Put untrained heads on the encoder in a folder."""
    encoder = load_encoder(str(folder))
    torch.manual_seed(2)
    network = Network(encoder.model, DEFAULT_SCHEMA, dropout=0.1, type_pooling=type_pooling).eval()
    assert network.tag_head
    with torch.no_grad():
        network.tag_head.weight.mul_(30)  # far apart, so that rounding does not change tags
    return Checkpoint(
        network=network,
        tokenizer=encoder.tokenizer,
        schema=DEFAULT_SCHEMA,
        window=WindowSize(length=encoder.length, overlap=8),
    )
