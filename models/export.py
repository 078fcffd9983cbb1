"""From a fine-tuned network to a bundle: one graph, int8 where it reads as the network does."""

import logging
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from models.checkpoint import Checkpoint
from models.network import Network, TorchRuntime
from predict.bundle import GRAPH_FILE, Manifest, write_bundle
from predict.network.decode import Calibration, best_tags
from predict.network.read import read
from predict.network.runtime import INPUTS, OUTPUTS, OnnxRuntime, Runtime
from predict.records import ModelInfo
from predict.text.document import Document
from predict.text.encode import encode
from predict.text.segment import Segmenter

LEAST_AGREEMENT = 0.995
LARGEST = 30 * 10**6  # bytes of a graph that may ship in full precision
_OPSET = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export gave: its precision, its size, and how far int8 agreed with fp32."""

    precision: str
    n_bytes: int
    agreement: float


def export_bundle(
    checkpoint: Checkpoint,
    folder: Path,
    *,
    model: ModelInfo,
    segmenter: Segmenter,
    calibration: Calibration,
    texts: Sequence[str],
) -> Exported:
    """Write a bundle.

    :param checkpoint: the fine-tuned network
    :param folder: where the bundle goes; one that stands there is replaced
    :param model: name and version that the bundle bears
    :param segmenter: what cuts words, with which the network was trained
    :param calibration: what turns confidence into scores
    :param texts: articles on which int8 must give at least 99.5 % of the tags of fp32
    """
    with tempfile.TemporaryDirectory() as scratch:
        full, small = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        export_graph(checkpoint.network, full)
        quantize(full, small)
        agreement = tag_agreement(
            TorchRuntime(checkpoint.network),
            OnnxRuntime(small),
            checkpoint=checkpoint,
            segmenter=segmenter,
            texts=texts,
        )
        chosen, precision = (small, "int8") if agreement >= LEAST_AGREEMENT else (full, "fp32")
        graph = chosen.read_bytes()

    def write_files(target: Path) -> None:
        (target / GRAPH_FILE).write_bytes(graph)
        checkpoint.tokenizer.save(target)
        segmenter.save(target)

    manifest = Manifest(
        model=model,
        schema=checkpoint.schema,
        window=checkpoint.window,
        calibration=calibration,
        precision=precision,
    )
    write_bundle(folder, manifest, write_files=write_files)
    n_bytes = sum(file.stat().st_size for file in folder.iterdir())
    return Exported(precision=precision, n_bytes=n_bytes, agreement=agreement)


def export_graph(network: Network, file: Path) -> None:
    """Write a network as one ONNX file, free in number and length of windows."""
    network.eval()
    example = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]]).repeat(1, 4)
    sizes = {0: torch.export.Dim("windows"), 1: torch.export.Dim("ids")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it names every absent extension
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            network,
            (example, torch.ones_like(example)),
            dynamo=True,
            opset_version=_OPSET,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_shapes=(sizes, sizes),
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch.onnx.export returned no program")
    onnx.save_model(program.model_proto, file)


def quantize(full: Path, small: Path) -> None:
    """Write the int8 twin of a graph; weights keep 7 bits, lest CPUs without VNNI overflow."""
    prepared = full.with_suffix(".prepared.onnx")
    quant_pre_process(full, prepared, skip_symbolic_shape=True)
    quantize_dynamic(
        _without_weight_shapes(onnx.load(prepared)),
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )


def _without_weight_shapes(model: onnx.ModelProto) -> onnx.ModelProto:
    """Drop what a graph says of its weights' shapes, as some exporters do.

    The quantiser turns weights round and leaves their old shapes standing, which it then refuses.
    """
    weights = {weight.name for weight in model.graph.initializer}
    kept = [value for value in model.graph.value_info if value.name not in weights]
    del model.graph.value_info[:]
    model.graph.value_info.extend(kept)
    return model


def tag_agreement(
    first: Runtime,
    second: Runtime,
    *,
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    texts: Sequence[str],
) -> float:
    """Return the share of tokens that two runtimes tag alike; 1 where there are none."""
    same = total = 0
    for text in texts:
        encoding = encode(
            Document.of(text).text, segmenter=segmenter, tokenizer=checkpoint.tokenizer
        )
        if not encoding.n_tokens:
            continue
        tags = [
            best_tags(
                read(encoding, runtime=runtime, window=checkpoint.window).tags,
                encoding.opens_line,
                schema=checkpoint.schema,
            )
            for runtime in (first, second)
        ]
        same += int(np.count_nonzero(tags[0] == tags[1]))
        total += encoding.n_tokens
    return same / total if total else 1.0
