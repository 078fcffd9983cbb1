"""A network that begins with the weights of a trained one: with all of its layers or some."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from torch import Tensor

from models.checkpoint import Checkpoint
from models.encoder import DROPOUTS, new_encoder
from models.network import Network
from predict.errors import InputError

_LAYER = re.compile(r"(?<=^encoder\.encoder\.layer\.)\d+(?=\.)")


def take_layers(teacher: Checkpoint, layers: Sequence[int], *, dropout: float) -> Checkpoint:
    """Return a new network with a trained one's embeddings, norms, heads and some of its layers.

    :param teacher: the trained network, which stays as it is
    :param layers: numbers of its layers from below, from 0, ascending
    :param dropout: share of activations dropped in training, in the encoder and before the heads
    :raises ValueError: if it has no such layers, or they do not ascend
    """
    config = deepcopy(teacher.network.encoder.config)
    numbers, n_layers = list(layers), config.num_hidden_layers
    if not numbers or numbers != [i for i in range(n_layers) if i in set(numbers)]:
        raise InputError(
            f"layers = {numbers}: name some of the layers 0 to {n_layers - 1} of the network to "
            "begin with, each once, in ascending order"
        )
    config.num_hidden_layers = len(numbers)
    for name in DROPOUTS:
        setattr(config, name, dropout)
    encoder = new_encoder(config)
    pooling = teacher.network.type_pooling
    network = Network(encoder, teacher.schema, dropout=dropout, type_pooling=pooling)
    network.load_state_dict(_renumber(teacher.network.state_dict(), numbers))
    return replace(teacher, network=network.eval())


def _renumber(weights: dict[str, Tensor], layers: Sequence[int]) -> dict[str, Tensor]:
    """Leave out the weights of other layers, and count those of these from 0."""
    places = {layer: place for place, layer in enumerate(layers)}
    kept: dict[str, Tensor] = {}
    for name, values in weights.items():
        match = _LAYER.search(name)
        if not match:
            kept[name] = values
        elif (place := places.get(int(match[0]))) is not None:
            kept[_LAYER.sub(str(place), name)] = values
    return kept
