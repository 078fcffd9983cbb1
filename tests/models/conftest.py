"""What the tests of models and training share."""

from pathlib import Path

import pytest

from models.checkpoint import Checkpoint

from .toy import make_checkpoint, write_encoder, write_prenorm


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory, toy_tokenizer_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    write_encoder(folder, toy_tokenizer_folder)
    return folder


@pytest.fixture(scope="session")
def prenorm_folder(tmp_path_factory: pytest.TempPathFactory, toy_tokenizer_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("prenorm")
    write_prenorm(folder, toy_tokenizer_folder)
    return folder


@pytest.fixture(scope="session")
def checkpoint(encoder_folder: Path) -> Checkpoint:
    return make_checkpoint(encoder_folder)
