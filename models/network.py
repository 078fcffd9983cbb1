"""One encoder with two heads, or one: a tag for every piece, an article type for every window."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from predict.errors import InputError
from predict.network.runtime import WindowLogits
from predict.schema import Schema
from predict.text.encode import Ids
from predict.text.tokenizer import Tokenizer

TypePooling = Literal["start_and_mean", "start"]
"""What the type is read from: ``<s>`` and the mean of all pieces, or ``<s>`` as stock heads do."""
TYPE_POOLINGS: tuple[TypePooling, ...] = get_args(TypePooling)
_WINDOWS_AT_ONCE = 16


class Network(nn.Module):
    """A token classifier and a sequence classifier over one encoder, in one pass.

    There are heads only for what the schema has; one that is missing is None. The heads are those
    of transformers' RoBERTa: dropout and linear on pieces; dropout, dense, tanh, dropout and linear
    on ``<s>`` and the mean of all pieces together, or on ``<s>`` alone.
    """

    def __init__(
        self,
        encoder: PreTrainedModel,
        schema: Schema,
        *,
        dropout: float,
        type_pooling: TypePooling = TYPE_POOLINGS[0],
    ) -> None:
        """Put new heads on an encoder.

        :param encoder: a model whose first output has shape (windows, length, width)
        :param schema: the labels that the heads tell apart
        :param dropout: share of activations dropped in front of the heads
        :param type_pooling: what the type is read from
        :raises ValueError: if there is no such pooling
        """
        super().__init__()
        if type_pooling not in TYPE_POOLINGS:
            known = ", ".join(TYPE_POOLINGS)
            raise InputError(f"type_pooling is {type_pooling!r}; there are {known}")
        width, n_types = encoder.config.hidden_size, len(schema.article_types)
        read = width if type_pooling == "start" else 2 * width
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.type_pooling = type_pooling
        self.tag_head = nn.Linear(width, len(schema.tags)) if schema.tags else None
        self.type_dense = nn.Linear(read, width) if n_types else None
        self.type_head = nn.Linear(width, n_types) if n_types else None

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag logits (windows, length, tags) and type logits (windows, types).

        Those of a missing head are of width 0.

        :param input_ids: shape (windows, length)
        :param attention_mask: 1 for ids, 0 for padding, shape (windows, length)
        """
        hidden = self.encoder(input_ids, attention_mask=attention_mask).last_hidden_state
        if self.tag_head is None:
            tags = hidden.new_zeros((*hidden.shape[:2], 0))
        else:
            tags = self.tag_head(self.dropout(hidden))
        if self.type_dense is None or self.type_head is None:
            return tags, hidden.new_zeros((hidden.shape[0], 0))
        whole = self._pool(hidden, attention_mask)
        dense = torch.tanh(self.type_dense(self.dropout(whole)))
        return tags, self.type_head(self.dropout(dense))

    def _pool(self, hidden: Tensor, attention_mask: Tensor) -> Tensor:
        first = hidden[:, 0]
        if self.type_pooling == "start":
            return first
        mask = attention_mask[:, :, None].to(hidden.dtype)
        return torch.cat([first, (hidden * mask).sum(1) / mask.sum(1)], dim=1)


class TorchRuntime:
    """Runs a network in PyTorch, as ``predict``'s ``Runtime``; for training and for comparison."""

    def __init__(self, network: Network) -> None:
        """Take a network, which is put into evaluation mode whenever it runs."""
        self._network = network

    def run(self, windows: Sequence[Ids]) -> list[WindowLogits]:
        """Return the logits of windows, each of shape (ids,), ``<s>`` first."""
        was_training = self._network.training
        self._network.eval()
        results: list[WindowLogits] = []
        for begin in range(0, len(windows), _WINDOWS_AT_ONCE):
            results.extend(self._run_batch(windows[begin : begin + _WINDOWS_AT_ONCE]))
        self._network.train(was_training)
        return results

    def _run_batch(self, windows: Sequence[Ids]) -> list[WindowLogits]:
        device = self._network.encoder.device
        ids = np.full((len(windows), max(map(len, windows))), Tokenizer.pad_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for i, window in enumerate(windows):
            ids[i, : len(window)] = window
            mask[i, : len(window)] = 1
        with torch.no_grad():
            tags, types = self._network(
                torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)
            )
        tags, types = tags.float().cpu().numpy(), types.float().cpu().numpy()
        return [
            WindowLogits(tags=tags[i, : len(window)], types=types[i])
            for i, window in enumerate(windows)
        ]
