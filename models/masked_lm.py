"""Masked-language modelling over an encoder of our own, paying for the masked pieces only."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import RobertaPreLayerNormConfig, RobertaPreLayerNormForMaskedLM

from models.encoder import PREPROCESSING_KEY, load_encoder
from predict.errors import InputError
from predict.text.encode import PREPROCESSING
from predict.text.tokenizer import Tokenizer
from predict.whole import replace_folder

IGNORED = -100
FIRST_POSITION = 2  # RoBERTa counts positions from the padding id + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The shape of an encoder: layers, width, heads, and the longest window in ids."""

    n_layers: int
    width: int
    n_heads: int
    length: int


class SparseMaskedLM(RobertaPreLayerNormForMaskedLM):  # type: ignore[misc]
    """The stock model with a loss over the masked pieces alone: its head is most of the work."""

    def forward(
        self, input_ids: Tensor, labels: Tensor, attention_mask: Tensor | None = None
    ) -> dict[str, Tensor]:
        """Return the mean loss and, per masked piece, whether the best guess is right.

        :param input_ids: shape (windows, length)
        :param labels: the pieces behind the masks, ``IGNORED`` elsewhere; shape (windows, length)
        :param attention_mask: 1 for ids, 0 for padding, same shape; None where nothing is padded
        """
        encoded = self.roberta_prelayernorm(input_ids, attention_mask=attention_mask)
        hidden = encoded.last_hidden_state
        masked = labels != IGNORED
        logits = self.lm_head(hidden[masked]).float()
        wanted = labels[masked]
        loss = nn.functional.cross_entropy(logits, wanted)
        return {"loss": loss, "right": logits.argmax(-1) == wanted}


def new_masked_lm(shape: Shape, tokenizer: Tokenizer) -> SparseMaskedLM:
    """Build an untrained pre-layer-norm RoBERTa for a vocabulary."""
    return SparseMaskedLM(
        RobertaPreLayerNormConfig(
            vocab_size=tokenizer.n_pieces,
            hidden_size=shape.width,
            num_hidden_layers=shape.n_layers,
            num_attention_heads=shape.n_heads,
            intermediate_size=4 * shape.width,
            max_position_embeddings=shape.length + FIRST_POSITION,
            type_vocab_size=1,
            **{PREPROCESSING_KEY: PREPROCESSING},
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            bos_token_id=tokenizer.bos_id,
            pad_token_id=tokenizer.pad_id,
            eos_token_id=tokenizer.eos_id,
        )
    )


def start_embeddings(model: SparseMaskedLM, vectors: NDArray[np.float32]) -> None:
    """Start the piece embeddings from vectors of shape (pieces, width), centred and scaled."""
    weight = model.get_input_embeddings().weight
    centred = vectors - vectors.mean(axis=0)
    scaled = torch.from_numpy(centred * (1 / np.sqrt(weight.shape[1]) / centred.std()))
    with torch.no_grad():
        weight.copy_(scaled.to(weight.dtype))


def grow(model: SparseMaskedLM, start: SparseMaskedLM) -> None:
    """Give a model the weights of a shallower one; it then computes what that one computes.

    The layers of ``start`` are spread over the model's; each layer between them is a copy of the
    one below whose two outputs are zero, so that it adds nothing until it has learned to (stacking:
    Gong et al. 2019; zero outputs: Chen et al. 2016).

    :raises ValueError: if ``start`` is deeper, of another width or of another length
    """
    big, small = model.config, start.config
    for name in ("hidden_size", "num_attention_heads", "max_position_embeddings", "vocab_size"):
        if getattr(big, name) != getattr(small, name):
            raise InputError(
                f"the encoder to start from has {name} {getattr(small, name)}, "
                f"{getattr(big, name)} is asked for; only the number of layers may differ"
            )
    if big.num_hidden_layers < small.num_hidden_layers:
        raise InputError(
            f"the encoder to start from has {small.num_hidden_layers} layers, "
            f"only {big.num_hidden_layers} are asked for"
        )
    layers, old = model.roberta_prelayernorm.encoder.layer, start.roberta_prelayernorm.encoder.layer
    places = [i * len(old) // len(layers) for i in range(len(layers))]
    state = {name: value for name, value in start.state_dict().items() if ".layer." not in name}
    model.load_state_dict(state, strict=False)
    for i, layer in enumerate(layers):
        layer.load_state_dict(old[places[i]].state_dict())
        if i and places[i] == places[i - 1]:
            for output in (layer.attention.output.dense, layer.output.dense):
                nn.init.zeros_(output.weight)
                nn.init.zeros_(output.bias)


def load_masked_lm(folder: Path) -> tuple[SparseMaskedLM, Tokenizer]:
    """Read an encoder of our own with its head for masked pieces, and its tokenizer.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if it is damaged, of another kind, or without that head
    """
    encoder = load_encoder(str(folder))
    if encoder.model.config.model_type != RobertaPreLayerNormConfig.model_type:
        raise InputError(
            f"{folder}: model_type is {encoder.model.config.model_type}; only encoders that "
            f"`train pretrain` wrote ({RobertaPreLayerNormConfig.model_type}) can be taken here"
        )
    model, report = SparseMaskedLM.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True
    )
    if report["missing_keys"]:
        missing = ", ".join(sorted(report["missing_keys"])[:3])
        raise InputError(f"{folder}: the weights lack {missing}, the head for masked pieces")
    return model, encoder.tokenizer


def save_encoder(model: SparseMaskedLM, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a folder that transformers loads: config, tokenizer, half-precision safetensors."""
    stock = RobertaPreLayerNormForMaskedLM(model.config)
    stock.load_state_dict(model.state_dict())

    def write(target: Path) -> None:
        stock.half().save_pretrained(target)
        tokenizer.save(target)

    replace_folder(folder, write=write)
