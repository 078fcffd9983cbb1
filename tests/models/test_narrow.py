"""Narrower layers: what neurons go, and that the others make up for them."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from models.checkpoint import Checkpoint
from models.narrow import narrow_layers, take_out
from models.network import Network
from predict.errors import InputError
from predict.text.encode import Ids

WINDOWS: list[Ids] = [
    np.array([0, *np.random.default_rng(i).integers(4, 30, size=9), 2]) for i in range(40)
]


def logits(network: Network) -> torch.Tensor:
    ids = torch.from_numpy(np.stack(WINDOWS))
    with torch.no_grad():
        tags, types = network.eval()(ids, torch.ones_like(ids))
    return torch.cat([tags.flatten(), types.flatten()])


def distance(one: Checkpoint, other: Checkpoint) -> float:
    return float((logits(one.network) - logits(other.network)).abs().max())


def double(checkpoint: Checkpoint) -> None:
    """Let the second half of the neurons say what the first says, each a third as loudly."""
    for layer in checkpoint.network.encoder.encoder.layer:
        for values in (layer.intermediate.dense.weight, layer.intermediate.dense.bias):
            half = len(values) // 2
            values.data[half:] = values.data[:half]
        columns = layer.output.dense.weight
        columns.data[:, half:] = columns.data[:, :half] / 3


def test_neurons_that_say_the_same_are_made_up_for(checkpoint: Checkpoint) -> None:
    double(checkpoint)
    narrow = narrow_layers(checkpoint, 16, WINDOWS)
    assert narrow.network.encoder.config.intermediate_size == 16
    assert narrow.network.encoder.encoder.layer[1].output.dense.weight.shape == (16, 16)
    assert distance(narrow, checkpoint) < 0.02
    assert distance(narrow_layers(checkpoint, 8, WINDOWS), checkpoint) > 0.05  # these do count


def test_all_neurons_read_as_before_and_the_teacher_stays(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    before = {name: values.clone() for name, values in checkpoint.network.state_dict().items()}
    assert distance(narrow_layers(checkpoint, 32, WINDOWS), checkpoint) < 1e-5
    narrow = narrow_layers(checkpoint, 20, WINDOWS)
    assert checkpoint.network.encoder.config.intermediate_size == 32
    after = checkpoint.network.state_dict()
    assert all(torch.equal(values, after[name]) for name, values in before.items())
    assert (narrow.schema, narrow.window) == (checkpoint.schema, checkpoint.window)
    narrow.save(tmp_path / "narrow")
    assert distance(Checkpoint.load(tmp_path / "narrow"), narrow) < 1e-6
    dropouts = [one.p for one in narrow.network.modules() if isinstance(one, nn.Dropout)]
    assert dropouts == [
        one.p for one in checkpoint.network.modules() if isinstance(one, nn.Dropout)
    ]


def test_inputs_are_chosen_by_what_is_lost_after_the_others_make_up_for_them() -> None:
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(500, 6, generator=generator, dtype=torch.double)
    x[:, 4] = x[:, 0] + x[:, 1]  # loud, and said by two others
    x[:, 5] *= 0.01  # hardly heard
    weights = torch.randn(3, 6, generator=generator, dtype=torch.double)
    weights[:, 4] = 5
    kept, left = take_out(weights, x.T @ x, 4)
    assert 5 not in kept
    assert len({0, 1, 4} & set(kept.tolist())) == 2  # any two of them say the third
    assert {2, 3} <= set(kept.tolist())
    error = (x[:, kept] @ left.T - x @ weights.T).abs().max()
    assert float(error) < 0.1
    best = torch.linalg.lstsq(x[:, kept], x @ weights.T).solution.T
    assert torch.allclose(left, best, atol=0.01)


def test_neurons_that_never_speak_go_first() -> None:
    products = torch.diag(torch.tensor([0.0, 1.0, 0.0, 2.0]))
    kept, left = take_out(torch.ones(2, 4), products, 2)
    assert kept.tolist() == [1, 3]
    assert torch.allclose(left, torch.ones(2, 2))
    kept, left = take_out(torch.ones(2, 4), torch.zeros(4, 4), 1)
    assert torch.isfinite(left).all()
    assert len(kept) == 1


@pytest.mark.parametrize("inner", [0, -1, 33])
def test_more_neurons_than_there_are_are_refused(checkpoint: Checkpoint, inner: int) -> None:
    with pytest.raises(InputError, match=rf"inner = {inner}: .* has 32 neurons in each feed-forw"):
        narrow_layers(checkpoint, inner, WINDOWS)


def test_without_windows_nothing_is_known(checkpoint: Checkpoint) -> None:
    with pytest.raises(InputError, match="no windows to tell by which neurons are missed least"):
        narrow_layers(checkpoint, 16, [])
