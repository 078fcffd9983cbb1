"""Makes the two PhoBERT-base models: random weights, which cost the same as trained ones."""

import logging
import sys
import warnings
from pathlib import Path

import onnx
import torch
import transformers
from torch import Tensor, nn
from transformers import (
    PreTrainedModel,
    RobertaConfig,
    RobertaForSequenceClassification,
    RobertaForTokenClassification,
)

from evaluate.benchmark.phobert_pair import INPUTS, LENGTH, TAGS, TYPES
from models.export import quantize
from predict.schema import DEFAULT_SCHEMA
from predict.text.tokenizer import Tokenizer

_OPSET = 18


def phobert_base() -> RobertaConfig:
    """Return the sizes of ``vinai/phobert-base``."""
    return RobertaConfig(
        vocab_size=64001,
        hidden_size=768,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=3072,
        max_position_embeddings=LENGTH + 2,
        type_vocab_size=1,
        bos_token_id=Tokenizer.bos_id,
        pad_token_id=Tokenizer.pad_id,
        eos_token_id=Tokenizer.eos_id,
    )


def make_models(folder: Path, config: RobertaConfig, *, int8: bool) -> None:
    """Write both models as transformers does, and as graphs of int8 where they are wanted.

    :param folder: an empty folder
    :param config: the sizes
    :param int8: whether graphs are written too
    """
    torch.manual_seed(0)
    for name, kind, labels in (
        (TAGS, RobertaForTokenClassification, DEFAULT_SCHEMA.tags),
        (TYPES, RobertaForSequenceClassification, DEFAULT_SCHEMA.article_types),
    ):
        config.num_labels = len(labels)
        model = kind(config).eval()
        model.save_pretrained(folder / name)
        if int8:
            full = folder / f"{name}.fp32.onnx"
            _export(model, full)
            quantize(full, folder / f"{name}.onnx")
            for file in folder.glob(f"{name}.fp32*"):
                file.unlink()


class _Logits(nn.Module):
    """A model of which the logits alone are wanted."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        logits: Tensor = self.model(input_ids, attention_mask=attention_mask).logits
        return logits


def _export(model: PreTrainedModel, file: Path) -> None:
    example = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]]).repeat(1, 4)
    sizes = {0: torch.export.Dim("windows"), 1: torch.export.Dim("ids")}
    program = torch.onnx.export(
        _Logits(model).eval(),
        (example, torch.ones_like(example)),
        dynamo=True,
        opset_version=_OPSET,
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_shapes=(sizes, sizes),
        verbose=False,
    )
    if program is None:
        raise RuntimeError("torch.onnx.export returned no program")
    onnx.save_model(program.model_proto, file)


def _be_silent() -> None:
    warnings.simplefilter("ignore")
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()


if __name__ == "__main__":
    _be_silent()
    make_models(Path(sys.argv[1]), phobert_base(), int8="int8" in sys.argv[2:])
