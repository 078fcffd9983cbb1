"""A whole run: the rivals are made, all contenders measured, and the first rival is the measure."""

import subprocess
import sys
import tempfile
from pathlib import Path

from evaluate.benchmark.child import ROOT
from evaluate.benchmark.contenders import (
    INT8,
    TORCH,
    Setting,
    leave_out_absent,
    list_contenders,
)
from evaluate.benchmark.figures import Benchmark
from evaluate.benchmark.machine import count_cores, describe_machine
from evaluate.benchmark.measure import Say, measure
from evaluate.benchmark.texts import Texts
from predict.errors import InputError

TEST = ROOT / "data" / "corpus" / "test"
"""The articles that are read unless others are named."""


def run_benchmark(
    bundles: tuple[Path, ...], texts: Texts, *, rivals: tuple[str, ...], n_rounds: int, say: Say
) -> Benchmark:
    """Measure bundles and their rivals.

    :param bundles: the bundles
    :param texts: what all of them read
    :param rivals: some of ``contenders.RIVALS``
    :param n_rounds: how often all take their turn
    :param say: takes a line of progress
    :raises FileNotFoundError: if a bundle is missing
    :raises ValueError: if a library is missing, or a process ends early
    """
    kept, remarks = leave_out_absent(rivals)
    machine = describe_machine()
    with tempfile.TemporaryDirectory(prefix="nhandang-benchmark-") as folder:
        setting = Setting(bundles=bundles, models=Path(folder), n_cores=count_cores())
        contenders = list_contenders(setting, kept)
        if phoberts := [name for name in kept if name in (TORCH, INT8)]:
            say("making the PhoBERT-base models, which takes a minute")
            _make_models(Path(folder), int8=INT8 in phoberts)
        measured = measure(contenders, texts, n_rounds=n_rounds, say=say)
    reference = measured[len(bundles)] if kept else measured[0] if len(measured) > 1 else None
    return Benchmark(
        machine=machine,
        n_articles=len(texts.articles),
        n_words=texts.n_words,
        measured=measured,
        reference=reference,
        remarks=remarks,
    )


def _make_models(folder: Path, *, int8: bool) -> None:
    """Make the models in a process of its own, whose memory goes with it."""
    command = [sys.executable, "-m", "evaluate.benchmark.phobert_models", str(folder)]
    done = subprocess.run(
        [*command, *(["int8"] if int8 else [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"code {done.returncode}"]
        raise InputError(f"the PhoBERT models could not be made: {said[-1]}")
