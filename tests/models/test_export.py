"""Export: both runtimes read alike, and int8 ships only where it agrees."""

from pathlib import Path

import numpy as np
import onnx
import pytest

import models.export
from models.checkpoint import Checkpoint
from models.export import export_bundle, export_graph, quantize, tag_agreement
from models.network import TorchRuntime
from predict import Predictor
from predict.network.decode import Calibration
from predict.network.runtime import OnnxRuntime
from predict.records import ModelInfo
from predict.text.segment import Segmenter
from tests.toy import ARTICLE

WINDOWS = [np.array([0, *range(5, 60), 2]), np.array([0, 9, 2])]


@pytest.fixture(scope="module")
def graph(checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("graph") / "model.onnx"
    export_graph(checkpoint.network, file)
    return file


def test_torch_and_onnx_are_equal(checkpoint: Checkpoint, graph: Path) -> None:
    torch_logits = TorchRuntime(checkpoint.network).run(WINDOWS)
    onnx_logits = OnnxRuntime(graph).run(WINDOWS)
    for one, other in zip(torch_logits, onnx_logits, strict=True):
        np.testing.assert_allclose(one.tags, other.tags, atol=1e-4)
        np.testing.assert_allclose(one.types, other.types, atol=1e-4)
        assert np.array_equal(one.tags.argmax(-1), other.tags.argmax(-1))


def test_agreement_of_a_network_with_itself_is_whole(
    checkpoint: Checkpoint, graph: Path, segmenter: Segmenter
) -> None:
    share = tag_agreement(
        TorchRuntime(checkpoint.network),
        OnnxRuntime(graph),
        checkpoint=checkpoint,
        segmenter=segmenter,
        texts=[ARTICLE, ""],
    )
    assert share == 1.0


def test_the_quantiser_is_not_told_the_shapes_of_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """onnxruntime 1.30 turns weights round and then refuses the shapes that they had."""
    weight = onnx.numpy_helper.from_array(np.ones((4, 32), dtype=np.float32), "w")
    x, y = (
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n", size])
        for name, size in (("x", 32), ("y", 4))
    )
    nodes = [
        onnx.helper.make_node("Gemm", ["x", "w"], ["h"], transB=1),
        onnx.helper.make_node("Relu", ["h"], ["y"]),
    ]
    graph = onnx.helper.make_graph(nodes, "g", [x], [y], [weight])
    graph.value_info.append(
        onnx.helper.make_tensor_value_info("w", onnx.TensorProto.FLOAT, [4, 32])
    )
    opset = onnx.helper.make_opsetid("", 18)
    onnx.save(onnx.helper.make_model(graph, opset_imports=[opset]), tmp_path / "full.onnx")
    told: list[list[str]] = []

    def quantize_dynamic(model: onnx.ModelProto, *_: object, **__: object) -> None:
        told.append([value.name for value in model.graph.value_info])

    monkeypatch.setattr(models.export, "quantize_dynamic", quantize_dynamic)
    quantize(tmp_path / "full.onnx", tmp_path / "int8.onnx")
    assert told == [["h"]]


@pytest.mark.parametrize(("least", "precision"), [(0.0, "int8"), (1.1, "fp32")])
def test_precision_follows_agreement(
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    least: float,
    precision: str,
) -> None:
    monkeypatch.setattr(models.export, "LEAST_AGREEMENT", least)
    exported = export_bundle(
        checkpoint,
        tmp_path / "bundle",
        model=ModelInfo(name="toy", version="1"),
        segmenter=segmenter,
        calibration=Calibration(),
        texts=[ARTICLE],
    )
    assert exported.precision == precision
    predictor = Predictor.load(tmp_path / "bundle")
    assert predictor.model == ModelInfo(name="toy", version="1")
    assert predictor.predict(ARTICLE).article_type is not None
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
