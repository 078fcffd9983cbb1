"""A network whose feed-forward parts are narrower: the neurons that its layers miss least are out.

Neurons are taken out one after another, each time the one without which the part's output, over
given windows, changes least once the weights of the others make up for it: optimal brain surgeon
(Hassibi and Stork, 1993), on whole columns as in ZipLM (Kurtic et al., 2023).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from torch import Tensor, nn

from models.checkpoint import Checkpoint
from models.encoder import new_encoder
from models.network import Network
from predict.errors import InputError
from predict.text.encode import Ids

_INTO = "encoder.encoder.layer.{}.intermediate.dense"
_OUT_OF = "encoder.encoder.layer.{}.output.dense"
_DAMPING = 1e-4  # of the mean square of activations, which keeps their inverse finite
_LEAST_DAMPING = 1e-12


def check_inner(checkpoint: Checkpoint, inner: int) -> None:
    """Check that the feed-forward parts of a network can be left with so many neurons.

    :raises ValueError: if they have fewer
    """
    n_neurons = checkpoint.network.encoder.config.intermediate_size
    if not 1 <= inner <= n_neurons:
        raise InputError(
            f"inner = {inner}: the network to begin with has {n_neurons} neurons in each "
            "feed-forward part; name as many or fewer"
        )


def narrow_layers(checkpoint: Checkpoint, inner: int, windows: Sequence[Ids]) -> Checkpoint:
    """Return a new network with fewer neurons in the feed-forward part of each layer.

    :param checkpoint: the trained network, which stays as it is
    :param inner: neurons that are left in each layer
    :param windows: what it reads to learn which are missed, each of shape (ids,); some thousand ids
        for each hundred neurons are plenty
    :raises ValueError: if it has fewer neurons than that, or there is nothing to read
    """
    check_inner(checkpoint, inner)
    if not windows:
        raise InputError("no windows to tell by which neurons are missed least")
    of = checkpoint.network
    config = deepcopy(of.encoder.config)
    config.intermediate_size = inner
    weights = dict(of.state_dict())
    products = _products(of, windows)
    for i, product in enumerate(track(products, "narrowing layers", console=Console(stderr=True))):
        into, out_of = _INTO.format(i), _OUT_OF.format(i)
        kept, weights[f"{out_of}.weight"] = take_out(weights[f"{out_of}.weight"], product, inner)
        for name in (f"{into}.weight", f"{into}.bias"):
            weights[name] = weights[name][kept]
    network = Network(
        new_encoder(config), checkpoint.schema, dropout=of.dropout.p, type_pooling=of.type_pooling
    )
    network.load_state_dict(weights)
    return replace(checkpoint, network=network.eval())


def take_out(weights: Tensor, products: Tensor, n_kept: int) -> tuple[Tensor, Tensor]:
    """Choose the inputs of a linear layer that stay, and let their weights make up for the others.

    :param weights: the layer's, shape (outputs, inputs)
    :param products: the sum over positions of each input times each, shape (inputs, inputs)
    :param n_kept: how many inputs stay
    :returns: numbers of those that stay, ascending, and their weights, shape (outputs, n_kept)
    """
    left = weights.double().clone()
    damping = (_DAMPING * products.double().diagonal().mean()).clamp(min=_LEAST_DAMPING)
    inverse = torch.linalg.inv(
        products.double() + damping * torch.eye(len(products), dtype=torch.double)
    )
    stays = torch.ones(len(products), dtype=torch.bool)
    for _ in range(len(products) - n_kept):
        costs = left.square().sum(0) / inverse.diagonal()
        out = int(costs.masked_fill(~stays, torch.inf).argmin())
        share = inverse[out] / inverse[out, out]
        left.addr_(left[:, out].clone(), share, alpha=-1)
        inverse.addr_(inverse[:, out].clone(), share, alpha=-1)
        inverse[out, out] = 1  # a number to divide by; nothing else of it is left
        stays[out] = False
    return stays.nonzero()[:, 0], left[:, stays].to(weights.dtype)


def _products(network: Network, windows: Sequence[Ids]) -> list[Tensor]:
    """Return, for each layer, the products of its neurons' activations, summed over all ids."""
    layers = network.encoder.encoder.layer
    sums = [torch.zeros(()) for _ in layers]
    network.eval()
    with torch.no_grad(), _watching([layer.output.dense for layer in layers], sums):
        for window in track(windows, "reading for layers", console=Console(stderr=True)):
            ids = torch.from_numpy(np.asarray(window, dtype=np.int64))[None]
            network(ids, torch.ones_like(ids))
    return sums


@contextmanager
def _watching(modules: Sequence[nn.Module], sums: list[Tensor]) -> Iterator[None]:
    """Add up the products of what goes into modules."""

    def watch(i: int) -> Any:  # noqa: ANN401  # a hook as torch takes it
        def hook(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            rows = inputs[0].flatten(0, -2)
            sums[i] = sums[i] + (rows.T @ rows).double()

        return hook

    handles = [module.register_forward_pre_hook(watch(i)) for i, module in enumerate(modules)]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
