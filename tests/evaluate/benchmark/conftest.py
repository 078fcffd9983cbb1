"""Two PhoBERTs of two layers of width 16."""

from pathlib import Path

import pytest
from transformers import RobertaConfig

from evaluate.benchmark.phobert_models import make_models
from predict.text.tokenizer import Tokenizer

LENGTH = 32


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory, toy_tokenizer_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("phobert")
    config = RobertaConfig(
        vocab_size=Tokenizer.load(toy_tokenizer_folder).n_pieces,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=LENGTH + 2,
        type_vocab_size=1,
        pad_token_id=1,
    )
    make_models(folder, config, int8=True)
    return folder
