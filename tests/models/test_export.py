"""Export: both runtimes read alike, and int8 ships only where it agrees."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
import pytest

import models.export
from models.checkpoint import Checkpoint
from models.export import (
    Agreement,
    Exported,
    compare,
    export_bundle,
    export_graph,
    quantize,
)
from models.network import TorchRuntime
from predict import Predictor
from predict.bundle import GRAPH_FILE, read_manifest
from predict.network.decode import Calibration
from predict.network.read import ArticleLogits, read
from predict.network.runtime import OnnxRuntime, Runtime, WindowLogits
from predict.network.windows import WindowSize
from predict.records import ModelInfo
from predict.text.encode import Encoding, Ids
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


class Shifted:
    """A runtime that sees other tags or types where it is told to."""

    def __init__(self, runtime: Runtime, *, tags_at: set[int], types_at: set[int]) -> None:
        """Take the numbers, counted over all calls, of windows to change."""
        self._runtime, self._tags_at, self._types_at, self._n = runtime, tags_at, types_at, 0

    def run(self, windows: Sequence[Ids]) -> list[WindowLogits]:
        """Run windows, and turn what is to be turned."""
        results = []
        for one in self._runtime.run(windows):
            tags = -one.tags if self._n in self._tags_at else one.tags
            types = one.types[::-1] * 10 if self._n in self._types_at else one.types
            results.append(WindowLogits(tags=tags, types=types))
            self._n += 1
        return results


def compared(
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    texts: Sequence[str],
    *,
    decay: float = 0.5,
    tags_at: Sequence[int] = (),
    types_at: Sequence[int] = (),
) -> Agreement:
    runtime = TorchRuntime(checkpoint.network)
    shifted = Shifted(runtime, tags_at=set(tags_at), types_at=set(types_at))
    return compare(
        (runtime, shifted), checkpoint=checkpoint, segmenter=segmenter, decay=decay, texts=texts
    )


SHORT = "Huyện ủy họp."


def test_a_network_agrees_with_its_graph(
    checkpoint: Checkpoint, graph: Path, segmenter: Segmenter
) -> None:
    agreement = compare(
        (TorchRuntime(checkpoint.network), OnnxRuntime(graph)),
        checkpoint=checkpoint,
        segmenter=segmenter,
        decay=0.5,
        texts=[ARTICLE, ""],
    )
    assert agreement == Agreement(tags=1.0, types=1.0)


def test_where_there_is_nothing_to_compare_all_agrees(
    checkpoint: Checkpoint, segmenter: Segmenter
) -> None:
    assert compared(checkpoint, segmenter, ["", " \n"]) == Agreement(tags=1.0, types=1.0)


def test_tags_and_types_are_counted_apart(checkpoint: Checkpoint, segmenter: Segmenter) -> None:
    texts = [SHORT, "", SHORT, SHORT, SHORT]
    assert compared(checkpoint, segmenter, texts, types_at=[2]) == Agreement(tags=1.0, types=0.75)
    agreement = compared(checkpoint, segmenter, texts, tags_at=[0, 3])
    assert agreement.types == 1.0
    assert 0 < agreement.tags < 1
    both = compared(checkpoint, segmenter, texts, tags_at=[0, 3], types_at=[0, 1, 2, 3])
    assert both == Agreement(tags=agreement.tags, types=0.0)


def test_the_type_is_that_of_all_windows_with_the_decay(
    checkpoint: Checkpoint, segmenter: Segmenter
) -> None:
    text = "\n".join([SHORT] * 40)  # several windows, of which the second says something else
    assert compared(checkpoint, segmenter, [text], decay=0.0, types_at=[1]).types == 1.0
    assert compared(checkpoint, segmenter, [text], decay=1.0, types_at=[1]).types == 0.0
    assert compared(checkpoint, segmenter, [text], decay=0.0, types_at=[0]).types == 0.0


@pytest.mark.parametrize(
    ("tags", "types", "enough"),
    [
        (1.0, 1.0, True),
        (0.995, 0.98, True),
        (0.9949, 1.0, False),
        (1.0, 0.9799, False),
        (1.0, 41 / 42, False),
        (1.0, 50 / 51, True),
    ],
)
def test_int8_is_taken_by_its_tags_and_by_its_types(
    tags: float, types: float, *, enough: bool
) -> None:
    assert Agreement(tags=tags, types=types).is_enough is enough


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

    monkeypatch.setattr("onnxruntime.quantization.quantize_dynamic", quantize_dynamic)
    quantize(tmp_path / "full.onnx", tmp_path / "int8.onnx")
    assert told == [["h"]]


def never(_: object) -> bool:
    return False


@pytest.fixture
def quick_graphs(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the one graph for both precisions: to trace and to quantise takes long."""

    def copy(_: object, file: Path) -> None:
        shutil.copy(graph, file)

    monkeypatch.setattr(models.export, "can_fuse", never)
    monkeypatch.setattr(models.export, "export_graph", copy)
    monkeypatch.setattr(models.export, "quantize", copy)


def exported(
    checkpoint: Checkpoint, segmenter: Segmenter, folder: Path, *, decay: float = 0.5
) -> Exported:
    return export_bundle(
        checkpoint,
        folder,
        model=ModelInfo(name="toy", version="1"),
        segmenter=segmenter,
        calibration=Calibration(decay=decay),
        texts=[ARTICLE],
    )


@pytest.mark.parametrize("takes", [["input_ids"], ["input_ids", "attention_mask"]])
def test_a_bundle_of_int8_reads_articles(
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    takes: list[str],
) -> None:
    if len(takes) == 2:  # as every encoder that cannot be laid out by hand
        monkeypatch.setattr(models.export, "can_fuse", never)
    for name in ("LEAST_TAG_AGREEMENT", "LEAST_TYPE_AGREEMENT"):  # it has rounding, but no training
        monkeypatch.setattr(models.export, name, 0.0)
    result = exported(checkpoint, segmenter, tmp_path / "bundle")
    assert result.precision == "int8"
    assert 0 < result.agreement.tags <= 1
    predictor = Predictor.load(tmp_path / "bundle")
    assert predictor.model == ModelInfo(name="toy", version="1")
    inputs = onnx.load(tmp_path / "bundle" / GRAPH_FILE).graph.input
    assert [value.name for value in inputs] == takes
    assert predictor.predict(ARTICLE).article_type is not None
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
    sizes = [file.stat().st_size for file in (tmp_path / "bundle").iterdir()]
    assert result.n_bytes == sum(sizes)


@pytest.mark.usefixtures("quick_graphs")
@pytest.mark.parametrize(
    ("agreement", "precision"),
    [
        (Agreement(tags=0.999, types=0.99), "int8"),
        (Agreement(tags=0.99, types=1.0), "fp32"),
        (Agreement(tags=1.0, types=0.9), "fp32"),
    ],
)
def test_fp32_ships_where_tags_or_types_fall_short(
    checkpoint: Checkpoint,
    segmenter: Segmenter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    agreement: Agreement,
    precision: str,
) -> None:
    asked: list[float] = []

    def compare(_: object, *, decay: float, **__: object) -> Agreement:
        asked.append(decay)
        return agreement

    monkeypatch.setattr(models.export, "compare", compare)
    result = exported(checkpoint, segmenter, tmp_path / "bundle", decay=0.25)
    assert result.agreement == agreement
    assert (result.precision, asked) == (precision, [0.25])
    assert read_manifest(tmp_path / "bundle").precision == precision


@pytest.mark.usefixtures("quick_graphs")
def test_a_bundle_shares_as_many_pieces_as_are_shared_in_reading(
    checkpoint: Checkpoint, segmenter: Segmenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[WindowSize] = []

    def look(encoding: Encoding, *, runtime: Runtime, window: WindowSize) -> ArticleLogits:
        seen.append(window)
        return read(encoding, runtime=runtime, window=window)

    monkeypatch.setattr(models.export, "read", look)
    exported(replace(checkpoint, reading_overlap=3), segmenter, tmp_path / "bundle")
    assert seen == [replace(checkpoint.window, overlap=3)] * 2
    assert read_manifest(tmp_path / "bundle").window == seen[0] != checkpoint.window


@pytest.mark.usefixtures("quick_graphs")
def test_without_room_for_the_graphs_nothing_is_written(
    checkpoint: Checkpoint, segmenter: Segmenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [2 * 375_231]

    def disk_usage(_: Path) -> SimpleNamespace:
        return SimpleNamespace(free=free[0])

    monkeypatch.setattr(shutil, "disk_usage", disk_usage)
    with pytest.raises(OSError, match="no room for the graphs of an export"):
        exported(checkpoint, segmenter, tmp_path / "bundle")
    assert list(tmp_path.iterdir()) == []
    free[0] *= 10
    exported(checkpoint, segmenter, tmp_path / "bundle")
