"""What tests of every package share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from predict import Predictor
from predict.text.segment import Segmenter

from .toy import make_predictor, write_tokenizer_files
from .toy_graph import write_toy_bundle

settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.load_profile("default")

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def toy_tokenizer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ``vocab.txt`` and a ``bpe.codes`` of a few hundred pieces."""
    folder = tmp_path_factory.mktemp("tokenizer")
    write_tokenizer_files(folder)
    return folder


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """The segmenter with the model of the installed pyvi."""
    return Segmenter.from_pyvi()


@pytest.fixture(scope="session")
def toy_predictor(segmenter: Segmenter, toy_tokenizer_folder: Path) -> Predictor:
    """A predictor whose network is ``toy.ToyRuntime``: it finds what ``toy.RULES`` describe."""
    return make_predictor(segmenter=segmenter, tokenizer_folder=toy_tokenizer_folder)


@pytest.fixture(scope="session")
def toy_bundle(
    segmenter: Segmenter, toy_tokenizer_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A bundle with a real graph that labels the words in ``toy_graph.NAMES``; copy to change."""
    folder = tmp_path_factory.mktemp("toy") / "bundle"
    write_toy_bundle(folder, segmenter=segmenter, tokenizer_folder=toy_tokenizer_folder)
    return folder
