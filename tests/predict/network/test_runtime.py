import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest

from predict.bundle import GRAPH_FILE
from predict.network.runtime import OnnxRuntime
from tests.paths import ROOT
from tests.toy_graph import write_graph

TAGS = np.arange(30, dtype=np.float32).reshape(10, 3)
TYPES = np.arange(20, dtype=np.float32).reshape(10, 2)


def test_runs_windows_of_any_length(tmp_path: Path) -> None:
    write_graph(tmp_path / GRAPH_FILE, TAGS, TYPES)
    runtime = OnnxRuntime(tmp_path / GRAPH_FILE, n_threads=1)
    assert runtime.widths == (3, 2)
    windows = [np.array([0, 5, 2]), np.array([0, 9, 8, 7, 2])]
    results = runtime.run(windows)
    for window, logits in zip(windows, results, strict=True):
        assert logits.tags.tolist() == TAGS[window].tolist()
        assert logits.types.tolist() == pytest.approx(TYPES[window].mean(axis=0).tolist())
    assert runtime.run([]) == []


@pytest.mark.parametrize(("kept", "widths"), [(0, (3, 0)), (1, (0, 2))])
def test_a_graph_of_one_head_has_nothing_of_the_other(
    tmp_path: Path, kept: int, widths: tuple[int, int]
) -> None:
    write_graph(tmp_path / GRAPH_FILE, TAGS, TYPES)
    model = onnx.load(tmp_path / GRAPH_FILE)
    del model.graph.output[1 - kept]
    onnx.save(model, tmp_path / "one.onnx")
    whole, one = OnnxRuntime(tmp_path / GRAPH_FILE), OnnxRuntime(tmp_path / "one.onnx")
    assert one.widths == widths
    window = np.array([0, 5, 2])
    (expected,), (found,) = whole.run([window]), one.run([window])
    assert (found.tags.shape, found.types.shape) == ((3, widths[0]), (widths[1],))
    assert kept or np.array_equal(found.tags, expected.tags)
    assert not kept or np.array_equal(found.types, expected.types)


def test_the_same_from_many_threads(tmp_path: Path) -> None:
    write_graph(tmp_path / GRAPH_FILE, TAGS, TYPES)
    runtime = OnnxRuntime(tmp_path / GRAPH_FILE, n_threads=1)
    windows = [np.array([0, i % 10, 2]) for i in range(100)]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda window: runtime.run([window])[0].tags, windows))
    for window, tags in zip(windows, results, strict=True):
        assert tags.tolist() == TAGS[window].tolist()


@pytest.mark.parametrize("content", [b"", b"no graph", b"\x08\x09"])
def test_a_damaged_graph_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / GRAPH_FILE).write_bytes(content)
    with pytest.raises(ValueError, match=r"model\.onnx: cannot be opened as a graph"):
        OnnxRuntime(tmp_path / GRAPH_FILE)


def test_a_graph_of_another_kind_is_refused(tmp_path: Path) -> None:
    write_graph(tmp_path / GRAPH_FILE, TAGS, TYPES, outputs=("logits", "type_logits"))
    message = (
        r"model\.onnx: the graph takes input_ids, attention_mask and gives logits, type_logits; "
        "expected are input_ids, attention_mask and tag_logits, type_logits"
    )
    with pytest.raises(ValueError, match=message):
        OnnxRuntime(tmp_path / GRAPH_FILE)


SILENT = """
import pathlib, sys, time
from predict import Predictor, predict
predict("Ngày 12/3/2019, đồng chí Lê Thị An, Bí thư Huyện ủy, dự hội nghị.")
Predictor.load(sys.argv[1]).predict_batch(["Trần Văn Ví", "Lê Thị Dụ"])
time.sleep(1)  # what is sent is sent in the background
"""


@pytest.mark.parametrize("tracer", [(), ("strace", "-f", "-qq", "-e", "trace=network", "-o")])
def test_reading_leaves_no_file_and_calls_nobody(
    toy_bundle: Path, tmp_path: Path, tracer: tuple[str, ...]
) -> None:
    if tracer and not shutil.which(tracer[0]):
        pytest.skip("needs strace")
    home, work, log = tmp_path / "home", tmp_path / "work", tmp_path / "calls"
    home.mkdir()
    work.mkdir()
    work.chmod(0o500)
    done = subprocess.run(
        [*tracer, *([str(log)] if tracer else []), sys.executable, "-c", SILENT, str(toy_bundle)],
        cwd=work,
        env={"HOME": str(home), "TMPDIR": str(work), "PATH": os.environ["PATH"],
             "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    work.chmod(0o700)
    if tracer and "ptrace" in done.stderr:
        pytest.skip("may not trace here")
    assert done.returncode == 0, done.stderr
    assert [*home.rglob("*"), *work.rglob("*")] == []
    if tracer:
        calls = [line for line in log.read_text().splitlines() if "AF_INET" in line]
        assert calls == []
