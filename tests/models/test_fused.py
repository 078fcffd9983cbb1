"""The graph laid out by hand: the network's own logits, with norms first or last, fp32 and int8."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from transformers import (
    PreTrainedConfig,
    PreTrainedModel,
    RobertaConfig,
    RobertaModel,
    RobertaPreLayerNormConfig,
    RobertaPreLayerNormModel,
    XLMRobertaConfig,
    XLMRobertaModel,
)

from models.fused import can_fuse, fused_graph
from models.network import TYPE_POOLINGS, Network, TorchRuntime, TypePooling
from predict.network.runtime import OnnxRuntime
from predict.schema import DEFAULT_SCHEMA, Schema

LENGTH, WORDS = 20, 60
WINDOWS = [
    np.array([0, *range(5, 5 + LENGTH - 2), 2]),
    np.array([0, 9, 59, 9, 2]),
    np.array([0, 2]),
]
KINDS: dict[str, tuple[type[PreTrainedConfig], type[PreTrainedModel]]] = {
    "norms last": (RobertaConfig, RobertaModel),
    "norms last, XLM": (XLMRobertaConfig, XLMRobertaModel),
    "norms first": (RobertaPreLayerNormConfig, RobertaPreLayerNormModel),
}


def network(
    kind: str = "norms last",
    schema: Schema = DEFAULT_SCHEMA,
    type_pooling: TypePooling = "start_and_mean",
    **changes: object,
) -> Network:
    """Return a network of which no weight, bias or norm is what it begins as."""
    make_config, make_model = KINDS[kind]
    config = make_config(
        **{
            "vocab_size": WORDS,
            "hidden_size": 24,
            "num_hidden_layers": 3,
            "num_attention_heads": 3,
            "intermediate_size": 40,
            "max_position_embeddings": LENGTH + 2,
            "type_vocab_size": 1,
            "pad_token_id": 1,
            **changes,
        }
    )
    torch.manual_seed(3)
    encoder = make_model(config, add_pooling_layer=False)
    made = Network(encoder, schema, dropout=0.1, type_pooling=type_pooling).eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return made


@contextmanager
def runtime(made: Network, folder: Path, *, int8: bool) -> Iterator[OnnxRuntime]:
    onnx.save_model(fused_graph(made, int8=int8), folder / "model.onnx")
    yield OnnxRuntime(folder / "model.onnx", n_threads=1)


@pytest.mark.parametrize("pooling", TYPE_POOLINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_fp32_gives_the_logits_of_the_network(
    kind: str, pooling: TypePooling, tmp_path: Path
) -> None:
    made = network(kind, type_pooling=pooling)
    with runtime(made, tmp_path, int8=False) as graph:
        assert graph.widths == (11, 4)
        for ours, its in zip(graph.run(WINDOWS), TorchRuntime(made).run(WINDOWS), strict=True):
            np.testing.assert_allclose(ours.tags, its.tags, atol=2e-5)
            np.testing.assert_allclose(ours.types, its.types, atol=2e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_int8_comes_near_to_them(kind: str, tmp_path: Path) -> None:
    made = network(kind)
    with runtime(made, tmp_path, int8=True) as graph:
        for ours, its in zip(graph.run(WINDOWS), TorchRuntime(made).run(WINDOWS), strict=True):
            np.testing.assert_allclose(ours.tags, its.tags, atol=0.05 * np.abs(its.tags).max())
            np.testing.assert_allclose(ours.types, its.types, atol=0.05 * np.abs(its.types).max())
            assert not np.array_equal(ours.tags, its.tags)


def test_weights_keep_seven_bits_and_words_eight() -> None:
    weights = [onnx.numpy_helper.to_array(one) for one in fused_graph(network()).graph.initializer]
    most = {one.shape: int(np.abs(one).max()) for one in weights if one.dtype == np.int8}
    assert most == {(WORDS, 24): 127, (24, 24): 63, (24, 40): 63, (40, 24): 63}


def test_a_column_of_zeros_stays_one(tmp_path: Path) -> None:
    made = network()
    with torch.no_grad():
        made.encoder.encoder.layer[0].output.dense.weight[3] = 0
    with runtime(made, tmp_path, int8=True) as graph:
        assert np.isfinite(graph.run(WINDOWS)[0].tags).all()


LABELS = Schema(entity_labels=("PERSON",), article_types=())
TYPES = Schema(entity_labels=(), article_types=("a", "b"))


@pytest.mark.parametrize(
    ("schema", "widths", "outputs"),
    [(LABELS, (3, 0), ["tag_logits"]), (TYPES, (0, 2), ["type_logits"])],
)
def test_a_network_of_one_head_has_no_logits_of_the_other(
    tmp_path: Path, schema: Schema, widths: tuple[int, int], outputs: list[str]
) -> None:
    made = network(schema=schema)
    assert [value.name for value in fused_graph(made).graph.output] == outputs
    with runtime(made, tmp_path, int8=False) as graph:
        assert graph.widths == widths
        for ours, its in zip(graph.run(WINDOWS), TorchRuntime(made).run(WINDOWS), strict=True):
            assert (ours.tags.shape[1], len(ours.types)) == widths
            np.testing.assert_allclose(ours.tags, its.tags, atol=2e-5)
            np.testing.assert_allclose(ours.types, its.types, atol=2e-5)


@pytest.mark.parametrize(
    ("changes", "fuses"),
    [
        ({}, True),
        ({"hidden_act": "relu"}, False),
        ({"is_decoder": True}, False),
        ({"model_type": "electra"}, False),
    ],
)
def test_other_encoders_are_left_to_the_exporter(changes: dict[str, Any], *, fuses: bool) -> None:
    made = network()
    for key, value in changes.items():
        setattr(made.encoder.config, key, value)
    assert can_fuse(made) is fuses
