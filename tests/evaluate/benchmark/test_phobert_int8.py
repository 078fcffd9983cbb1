from pathlib import Path

import numpy as np
import onnx

from evaluate.benchmark.phobert_int8 import load_pair
from evaluate.benchmark.phobert_pair import TAGS, TYPES
from evaluate.benchmark.phobert_torch import load_pair as load_whole
from tests.toy import ARTICLE

from .conftest import LENGTH
from .test_phobert_torch import IDS, logits


def test_the_graphs_say_nearly_what_the_models_say(tiny_models: Path, toy_bundle: Path) -> None:
    small = load_pair(tiny_models, toy_bundle, n_threads=1, length=LENGTH)
    whole = load_whole(tiny_models, toy_bundle, n_threads=1, length=LENGTH)
    for of_small, of_whole in ((small._tags, whole._tags), (small._types, whole._types)):
        found, expected = logits(of_small, IDS), logits(of_whole, IDS)
        assert found.shape == expected.shape
        assert np.abs(found - expected).max() < 0.05 + 0.1 * np.abs(expected).max()
    small.read_batch([ARTICLE, ""])


def test_the_products_are_of_int8(tiny_models: Path) -> None:
    for name in (TAGS, TYPES):
        kinds = [node.op_type for node in onnx.load(tiny_models / f"{name}.onnx").graph.node]
        assert kinds.count("MatMulInteger") >= 12
