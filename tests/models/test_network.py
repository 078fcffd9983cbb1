"""The network's shapes, and that padding does not change what is read."""

from pathlib import Path

import numpy as np
import pytest
import torch

from models.checkpoint import Checkpoint
from models.network import Network, TorchRuntime
from predict.schema import DEFAULT_SCHEMA, Schema
from tests.models.toy import make_checkpoint


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
