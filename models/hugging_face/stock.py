"""A network's heads in the stock classes of transformers."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import (
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    PreTrainedConfig,
    PreTrainedModel,
)

from models.network import Network
from predict.schema import Schema

_WORDS = "embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """How many ids a tokenizer gives, and which is ``<unk>``, for which those beyond stand."""

    n_ids: int
    unk_id: int


def token_classifier(network: Network, schema: Schema, ids: Ids) -> PreTrainedModel:
    """Return the stock token classifier that gives a network's tag logits.

    :param network: the network
    :param schema: its labels, of which there are some
    :param ids: those of the tokenizer
    """
    config = labelled_config(network, schema.tags, ids)
    model = AutoModelForTokenClassification.from_config(config, dtype=torch.float32)
    _take_encoder(model, network, ids)
    model.classifier.load_state_dict(weights_of(network.tag_head))
    return model.eval()


def sequence_classifier(network: Network, schema: Schema, ids: Ids) -> PreTrainedModel:
    """Return the stock sequence classifier that gives a network's type logits.

    :param network: the network, which reads the type from ``<s>`` alone
    :param schema: its article types, of which there are some
    :param ids: those of the tokenizer
    """
    config = labelled_config(network, schema.article_types, ids)
    if hasattr(config, "pooler_hidden_act"):  # DeBERTa's
        config.pooler_hidden_act = "tanh"
    model = AutoModelForSequenceClassification.from_config(config, dtype=torch.float32)
    _take_encoder(model, network, ids)
    dense, last = _type_layers(model)
    dense.load_state_dict(weights_of(network.type_dense))
    last.load_state_dict(weights_of(network.type_head))
    return model.eval()


def _type_layers(model: Any) -> tuple[nn.Linear, nn.Linear]:  # noqa: ANN401
    """Return where a stock class keeps the layer before ``tanh`` and the last one."""
    if hasattr(model.classifier, "out_proj"):  # RoBERTa's
        return model.classifier.dense, model.classifier.out_proj
    pooler = model.pooler if hasattr(model, "pooler") else model.base_model.pooler
    return pooler.dense, model.classifier


def labelled_config(network: Network, labels: tuple[str, ...], ids: Ids) -> PreTrainedConfig:
    """Return the configuration of a network's encoder for a classifier of some labels."""
    config = deepcopy(network.encoder.config)
    config.vocab_size = max(config.vocab_size, ids.n_ids)
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: i for i, label in enumerate(labels)}
    config.dtype = "float32"
    vars(config).pop("auto_map", None)  # of the folder that the encoder came from
    return config


def encoder_weights(network: Network, ids: Ids) -> dict[str, Tensor]:
    """Return the weights of a network's encoder, with ``<unk>`` for each id that it lacks."""
    weights = network.encoder.state_dict()
    words = weights[_WORDS]
    missing = max(0, ids.n_ids - len(words))
    return {**weights, _WORDS: torch.cat([words, words[[ids.unk_id]].expand(missing, -1)])}


def weights_of(head: nn.Linear | None) -> dict[str, Tensor]:
    """Return the weights of a head.

    :raises ValueError: if the network has none
    """
    if head is None:
        raise ValueError("the network has no such head")
    return head.state_dict()


def _take_encoder(model: PreTrainedModel, network: Network, ids: Ids) -> None:
    left = model.base_model.load_state_dict(encoder_weights(network, ids), strict=False)
    missing = [name for name in left.missing_keys if not name.startswith("pooler.")]
    if missing or left.unexpected_keys:
        raise RuntimeError(f"the stock class differs: {missing}, {left.unexpected_keys}")
