from pathlib import Path

from evaluate.benchmark.phobert_models import phobert_base
from evaluate.benchmark.phobert_pair import TAGS, TYPES


def test_both_models_are_made_and_nothing_is_left_lying(tiny_models: Path) -> None:
    names = {file.name for file in tiny_models.iterdir()}
    assert names == {TAGS, TYPES, f"{TAGS}.onnx", f"{TYPES}.onnx"}


def test_the_sizes_are_those_of_phobert_base() -> None:
    config = phobert_base()
    per_layer = 4 * 768 * 769 + 768 * 3072 * 2 + 3072 + 768 + 4 * 768
    words = (config.vocab_size + config.max_position_embeddings + 1 + 2) * 768
    # "PhoBERT-base: 135M parameters"
    assert round((words + 12 * per_layer) / 1e6) == 134
    assert (config.num_hidden_layers, config.hidden_size, config.intermediate_size) == (
        12,
        768,
        3072,
    )
    assert config.max_position_embeddings == 258
