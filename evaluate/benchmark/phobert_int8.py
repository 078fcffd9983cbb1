"""PhoBERT-base in onnxruntime, in int8."""

import sys
from pathlib import Path

from evaluate.benchmark.phobert_pair import INPUTS, LENGTH, TAGS, TYPES, Model, Pair
from evaluate.benchmark.worker import serve
from predict.network.silent import onnxruntime
from predict.text.encode import Ids


def load_pair(models: Path, bundle: Path, *, n_threads: int, length: int = LENGTH) -> Pair:
    """Load both graphs.

    :param models: what ``phobert_models`` made
    :param bundle: where words and pieces come from
    :param n_threads: as many threads as there are cores
    :param length: ids in a window
    """
    tags, types = (_run(models / f"{name}.onnx", n_threads) for name in (TAGS, TYPES))
    return Pair(tags, types, bundle=bundle, length=length)


def _run(graph: Path, n_threads: int) -> Model:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def run(ids: Ids, mask: Ids) -> object:
        return session.run(None, dict(zip(INPUTS, (ids, mask), strict=True)))

    return run


if __name__ == "__main__":
    serve(lambda: load_pair(Path(sys.argv[1]), Path(sys.argv[2]), n_threads=int(sys.argv[3])))
