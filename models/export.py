"""From a fine-tuned network to a bundle: one graph, int8 where it reads as the network does."""

import errno
import logging
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from models.checkpoint import Checkpoint
from models.fused import can_fuse, fused_graph
from models.network import Network, TorchRuntime
from predict.bundle import GRAPH_FILE, Manifest, write_bundle
from predict.network.decode import Calibration, best_tags, pool
from predict.network.read import read
from predict.network.runtime import INPUTS, OUTPUTS, OnnxRuntime, Runtime
from predict.records import ModelInfo
from predict.text.document import Document
from predict.text.encode import Encoding, encode
from predict.text.segment import Segmenter

LEAST_TAG_AGREEMENT = 0.995
LEAST_TYPE_AGREEMENT = 0.98  # one article in fifty, so that of fewer none may change its type
_OPSET = 18
_TWINS = 3  # copies of a graph that stand beside it at the same time while it is quantised


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Shares of tokens with the same tag, and of texts with the same type; 1 where none are."""

    tags: float
    types: float

    @property
    def is_enough(self) -> bool:
        """Whether one of the two may ship in the other's place."""
        return self.tags >= LEAST_TAG_AGREEMENT and self.types >= LEAST_TYPE_AGREEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export gave: its precision, its bytes in all, and how far int8 agreed with fp32."""

    precision: str
    n_bytes: int
    agreement: Agreement


def export_bundle(
    checkpoint: Checkpoint,
    folder: Path,
    *,
    model: ModelInfo,
    segmenter: Segmenter,
    calibration: Calibration,
    texts: Sequence[str],
) -> Exported:
    """Write a bundle, of int8 where it reads texts as the network does, else of fp32.

    :param checkpoint: the fine-tuned network
    :param folder: where the bundle goes; one that stands there is replaced
    :param model: name and version that the bundle bears
    :param segmenter: what cuts words, with which the network was trained
    :param calibration: what turns confidence into scores
    :param texts: articles on which int8 must give 99.5 % of the tags and 98 % of the types of fp32
    :raises OSError: if the disk is full
    """
    with tempfile.TemporaryDirectory() as scratch:
        full, small = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        write_graphs(checkpoint.network, full, small)
        agreement = compare(
            (TorchRuntime(checkpoint.network), OnnxRuntime(small)),
            checkpoint=checkpoint,
            segmenter=segmenter,
            decay=calibration.decay,
            texts=texts,
        )
        chosen, precision = (small, "int8") if agreement.is_enough else (full, "fp32")
        graph = chosen.read_bytes()

    def write_files(target: Path) -> None:
        (target / GRAPH_FILE).write_bytes(graph)
        checkpoint.tokenizer.save(target)
        segmenter.save(target)

    manifest = Manifest(
        model=model,
        schema=checkpoint.schema,
        window=checkpoint.reading,
        calibration=calibration,
        precision=precision,
        segment=segmenter.kind,
    )
    write_bundle(folder, manifest, write_files=write_files)
    n_bytes = sum(file.stat().st_size for file in folder.iterdir())
    return Exported(precision=precision, n_bytes=n_bytes, agreement=agreement)


def write_graphs(network: Network, full: Path, small: Path) -> None:
    """Write a network as a graph of fp32 and as its int8 twin.

    :param network: one that ``models.fused`` can lay out, or any other
    :param full: the file of fp32
    :param small: the file of int8
    :raises OSError: if the disk is full
    """
    if can_fuse(network):
        onnx.save_model(fused_graph(network, int8=False), full)
        onnx.save_model(fused_graph(network), small)
        return
    export_graph(network, full)
    _check_room(full)
    quantize(full, small)


class _OneHead(nn.Module):
    """A network that gives the logits of the one head that it has."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network
        self._number = 1 if network.tag_head is None else 0

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        logits: tuple[Tensor, Tensor] = self._network(input_ids, attention_mask)
        return logits[self._number]


def export_graph(network: Network, file: Path) -> None:
    """Write a network as one ONNX file, free in number and length of windows."""
    network.eval()
    heads = (network.tag_head, network.type_head)
    outputs = [name for name, head in zip(OUTPUTS, heads, strict=True) if head is not None]
    example = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]]).repeat(1, 4)
    sizes = {0: torch.export.Dim("windows"), 1: torch.export.Dim("ids")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it names every absent extension
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            network if len(outputs) == len(OUTPUTS) else _OneHead(network).eval(),
            (example, torch.ones_like(example)),
            dynamo=True,
            opset_version=_OPSET,
            input_names=list(INPUTS),
            output_names=outputs,
            dynamic_shapes=(sizes, sizes),
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch.onnx.export returned no program")
    onnx.save_model(program.model_proto, file)


def quantize(full: Path, small: Path) -> None:
    """Write the int8 twin of a graph; weights keep 7 bits, lest CPUs without VNNI overflow."""
    # Imported here, behind predict's runtime, which tells onnxruntime to be silent.
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415
    from onnxruntime.quantization.shape_inference import quant_pre_process  # noqa: PLC0415

    prepared = full.with_suffix(".prepared.onnx")
    quant_pre_process(full, prepared, skip_symbolic_shape=True)
    quantize_dynamic(
        _without_weight_shapes(onnx.load(prepared)),
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )


def _check_room(graph: Path) -> None:
    """Check that a graph's twins have room: onnxruntime's own errors do not say that it lacked.

    :raises OSError: if there is less than ``quantize`` may write
    """
    if shutil.disk_usage(graph.parent).free < _TWINS * graph.stat().st_size:
        raise OSError(errno.ENOSPC, "no room for the graphs of an export", str(graph.parent))


def _without_weight_shapes(model: onnx.ModelProto) -> onnx.ModelProto:
    """Drop what a graph says of its weights' shapes, as some exporters do.

    The quantiser turns weights round and leaves their old shapes standing, which it then refuses.
    """
    weights = {weight.name for weight in model.graph.initializer}
    kept = [value for value in model.graph.value_info if value.name not in weights]
    del model.graph.value_info[:]
    model.graph.value_info.extend(kept)
    return model


def compare(
    runtimes: tuple[Runtime, Runtime],
    *,
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    decay: float,
    texts: Sequence[str],
) -> Agreement:
    """Let two runtimes read texts as ``predict`` does, and count where they say the same.

    :param runtimes: two forms of the checkpoint's network
    :param checkpoint: gives tokenizer, labels and windows
    :param segmenter: what cuts words
    :param decay: how much less each window weighs for the type than the one before it
    :param texts: articles; those without a token are passed over
    """
    same_tags = n_tags = same_types = n_types = 0
    for text in texts:
        encoding = encode(
            Document.of(text).text, segmenter=segmenter, tokenizer=checkpoint.tokenizer
        )
        if not encoding.n_tokens:
            continue
        first, second = (
            _tags_and_type(encoding, runtime, checkpoint, decay) for runtime in runtimes
        )
        same_tags += int(np.count_nonzero(first[0] == second[0]))
        n_tags += encoding.n_tokens
        same_types += first[1] == second[1]
        n_types += 1
    return Agreement(
        tags=same_tags / n_tags if n_tags else 1.0,
        types=same_types / n_types if n_types else 1.0,
    )


def _tags_and_type(
    encoding: Encoding, runtime: Runtime, checkpoint: Checkpoint, decay: float
) -> tuple[NDArray[np.int64], int | None]:
    """Return the tags of an article's tokens and the number of its type, if there are types."""
    logits, schema = read(encoding, runtime=runtime, window=checkpoint.reading), checkpoint.schema
    tags = np.zeros(encoding.n_tokens, dtype=np.int64)  # without labels all are alike
    if schema.entity_labels:
        tags = best_tags(logits.tags, encoding.opens_line, schema=schema)
    types = pool(logits.types, decay=decay)
    return tags, int(types.argmax()) if types.size else None
