"""The network's shapes, its heads and what they read, alone and as a graph."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import models.export
from models.checkpoint import Checkpoint
from models.export import export_graph
from models.network import Network, TorchRuntime
from predict import Predictor
from predict.bundle import GRAPH_FILE
from predict.network.runtime import OnnxRuntime
from predict.schema import DEFAULT_SCHEMA, Schema
from predict.text.segment import Segmenter
from tests.models.test_export import WINDOWS, exported, never
from tests.models.toy import make_checkpoint
from tests.toy import ARTICLE


def test_shapes(checkpoint: Checkpoint) -> None:
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    tags, types = checkpoint.network(ids, (ids != 1).long())
    assert tags.shape == (2, 4, len(checkpoint.schema.tags))
    assert types.shape == (2, len(checkpoint.schema.article_types))


@pytest.mark.parametrize(
    ("schema", "widths", "heads"),
    [
        (Schema(entity_labels=("PER",), article_types=()), (3, 0), {"tag_head"}),
        (Schema(entity_labels=(), article_types=("a", "b")), (0, 2), {"type_dense", "type_head"}),
    ],
)
def test_there_are_heads_for_what_the_schema_has(
    checkpoint: Checkpoint, schema: Schema, widths: tuple[int, int], heads: set[str]
) -> None:
    network = Network(checkpoint.network.encoder, schema, dropout=0.1)
    names = {name.partition(".")[0] for name, _ in network.named_parameters()}
    assert names == {"encoder", *heads}
    for window in TorchRuntime(network).run([np.array([0, 9, 2]), np.array([0, 9, 8, 2])]):
        assert (window.tags.shape[1], len(window.types)) == widths


def test_windows_of_other_lengths_do_not_matter(checkpoint: Checkpoint) -> None:
    runtime = TorchRuntime(checkpoint.network)
    short, long = np.array([0, 9, 2]), np.array([0, *range(5, 40), 2])
    (alone,) = runtime.run([short])
    together = runtime.run([short, long])[0]
    np.testing.assert_allclose(alone.tags, together.tags, atol=1e-4)
    np.testing.assert_allclose(alone.types, together.types, atol=1e-4)


def test_the_type_is_told_from_all_pieces(checkpoint: Checkpoint) -> None:
    network = checkpoint.network.eval()
    width = network.encoder.config.hidden_size
    assert network.type_dense
    assert network.type_dense.in_features == 2 * width
    with torch.no_grad():
        kept = network.type_dense.weight[:, :width].clone()
        network.type_dense.weight[:, :width] = 0  # nothing of <s>
        ids = torch.tensor([[0, 5, 6, 7, 2], [0, 5, 6, 8, 2]])
        types = network(ids, torch.ones_like(ids))[1]
        network.type_dense.weight[:, :width] = kept
    assert not torch.allclose(types[0], types[1])


def test_the_type_may_be_told_from_the_start_alone(encoder_folder: Path) -> None:
    network = make_checkpoint(encoder_folder, type_pooling="start").network
    assert network.type_dense is not None
    assert network.type_head is not None
    assert network.type_dense.in_features == network.encoder.config.hidden_size
    ids = torch.tensor([[0, 5, 6, 7, 2]])
    mask = torch.ones_like(ids)
    with torch.no_grad():
        first = network.encoder(ids, attention_mask=mask).last_hidden_state[:, 0]
        wanted = network.type_head(torch.tanh(network.type_dense(first)))
        assert torch.equal(network(ids, mask)[1], wanted)


def test_an_unknown_pooling_is_refused(checkpoint: Checkpoint) -> None:
    encoder = checkpoint.network.encoder
    with pytest.raises(ValueError, match=r"type_pooling is 'end'; there are start_and_mean, start"):
        Network(encoder, DEFAULT_SCHEMA, dropout=0.1, type_pooling="end")  # type: ignore[arg-type]


def test_running_leaves_the_mode_alone(checkpoint: Checkpoint) -> None:
    network = checkpoint.network
    network.train()
    TorchRuntime(network).run([np.array([0, 9, 2])])
    assert network.training
    network.eval()


def test_the_graph_of_a_type_read_from_the_start(encoder_folder: Path, tmp_path: Path) -> None:
    network = make_checkpoint(encoder_folder, type_pooling="start").network
    export_graph(network, tmp_path / "model.onnx")
    logits = TorchRuntime(network).run(WINDOWS)
    for one, other in zip(logits, OnnxRuntime(tmp_path / "model.onnx").run(WINDOWS), strict=True):
        np.testing.assert_allclose(one.types, other.types, atol=1e-4)


@pytest.mark.parametrize(
    "schema",
    [
        Schema(entity_labels=("PER",), article_types=()),
        Schema(entity_labels=(), article_types=("a", "b")),
    ],
    ids=["labels", "types"],
)
def test_a_graph_of_one_head_reads_and_ships_as_one_of_two(
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    schema: Schema,
) -> None:
    monkeypatch.setattr(models.export, "can_fuse", never)
    torch.manual_seed(5)
    network = Network(checkpoint.network.encoder, schema, dropout=0.1).eval()
    if network.tag_head:
        network.tag_head.weight.data.mul_(30)  # far apart, so that rounding does not change tags
    own = replace(checkpoint, schema=schema, network=network)
    own.save(tmp_path / "checkpoint")
    again = Checkpoint.load(tmp_path / "checkpoint")
    assert exported(again, segmenter, tmp_path / "bundle").agreement.is_enough
    graph = OnnxRuntime(tmp_path / "bundle" / GRAPH_FILE)
    precise = tmp_path / "fp32.onnx"
    export_graph(network, precise)
    for one, other in zip(
        TorchRuntime(network).run(WINDOWS), OnnxRuntime(precise).run(WINDOWS), strict=True
    ):
        np.testing.assert_allclose(one.tags, other.tags, atol=1e-4)
        np.testing.assert_allclose(one.types, other.types, atol=1e-4)
    assert graph.widths == (len(schema.tags), len(schema.article_types))
    prediction = Predictor.load(tmp_path / "bundle").predict(ARTICLE)
    assert (prediction.article_type is None) == (not schema.article_types)
    assert schema.entity_labels or not prediction.entities
