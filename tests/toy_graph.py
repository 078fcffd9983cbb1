"""A toy bundle: its graph looks up each piece in a table, so that it runs in no time."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from predict.bundle import GRAPH_FILE, Manifest, write_bundle
from predict.network.decode import Calibration
from predict.network.runtime import INPUTS, OUTPUTS
from predict.network.windows import WindowSize
from predict.records import ModelInfo
from predict.schema import BEGIN, DEFAULT_SCHEMA
from predict.text.segment import Segmenter
from predict.text.tokenizer import WORD_END, Tokenizer

from .toy import SURE, vocabulary

NAMES = {"Trần_Văn_Ví": "OFFICIAL", "Lê_Thị_Dụ": "OFFICIAL", "Bí_thư": "POSITION"}
"""The words that the graph labels; ``sơ_kết`` makes an article a review."""

MANIFEST = Manifest(
    model=ModelInfo(name="toy", version="0"),
    schema=DEFAULT_SCHEMA,
    window=WindowSize(length=64, overlap=16),
    calibration=Calibration(),
    precision="float32",
)


def write_graph(
    file: Path,
    tags: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    types: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    *,
    outputs: tuple[str, ...] = OUTPUTS,
) -> None:
    """Write a graph that looks up tag logits by piece, and averages type logits over pieces.

    :param tags: shape (pieces, tags)
    :param types: shape (pieces, types)
    """
    sequence = ["batch", "ids"]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["tags", INPUTS[0]], [outputs[0]]),
            helper.make_node("Gather", ["types", INPUTS[0]], ["all_types"]),
            helper.make_node("ReduceMean", ["all_types", "axis"], [outputs[1]], keepdims=0),
        ],
        "toy",
        [helper.make_tensor_value_info(name, TensorProto.INT64, sequence) for name in INPUTS],
        [
            helper.make_tensor_value_info(
                outputs[0], TensorProto.FLOAT, [*sequence, tags.shape[1]]
            ),
            helper.make_tensor_value_info(outputs[1], TensorProto.FLOAT, ["batch", types.shape[1]]),
        ],
        [
            numpy_helper.from_array(tags, "tags"),
            numpy_helper.from_array(types, "types"),
            numpy_helper.from_array(np.array([1]), "axis"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(file))


def write_toy_bundle(
    folder: Path, *, segmenter: Segmenter, tokenizer_folder: Path, n_types: int = 4
) -> None:
    """Write a whole bundle that ``Predictor.load`` takes, if its graph has four article types."""
    tokenizer = Tokenizer.load(tokenizer_folder)
    ids = vocabulary(tokenizer)
    tags = np.zeros((tokenizer.n_pieces, len(DEFAULT_SCHEMA.tags)), dtype=np.float32)
    tags[:, 0] = SURE / 2
    for word, label in NAMES.items():
        tags[ids[word + WORD_END], DEFAULT_SCHEMA.tags.index(BEGIN + label)] = SURE
    types = np.zeros((tokenizer.n_pieces, n_types), dtype=np.float32)
    types[:, -1] = 1
    types[ids["sơ_kết" + WORD_END], 0] = 1000

    def write_files(target: Path) -> None:
        write_graph(target / GRAPH_FILE, tags, types)
        tokenizer.save(target)
        segmenter.save(target)

    write_bundle(folder, MANIFEST, write_files=write_files)
