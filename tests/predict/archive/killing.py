"""Batches as processes that are killed, and what their outputs hold."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import psutil

from predict.archive.files.jsonl import JsonlSink
from tests.paths import ROOT

from .reading import parquet_rows
from .tables_read import Cells, expected, stored

HUNG = 900.0  # seconds after which a batch is taken to wait for ever


def start(arguments: Sequence[str | Path]) -> subprocess.Popen[str]:
    """Start ``python -m predict batch``, in a group of its own as a terminal does."""
    return subprocess.Popen(
        [sys.executable, "-m", "predict", "batch", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def end(batch: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a batch; return its exit code and what it said."""
    output, errors = batch.communicate(timeout=HUNG)
    assert output == ""
    assert "Traceback" not in errors, errors
    return batch.returncode, errors


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run a batch to its end."""
    return end(start(arguments))


def workers(batch: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the processes that read for a batch."""
    try:
        family = psutil.Process(batch.pid).children()
        return [one for one in family if "resource_tracker" not in " ".join(one.cmdline())]
    except psutil.Error:
        return []


def run_killed(arguments: Sequence[str | Path], *, seconds: Sequence[float], seed: int) -> int:
    """Run a batch to its end while it is killed, by turns a worker and all of it.

    :param arguments: what stands behind ``batch``, ``--resume`` among it
    :param seconds: the least and the most time between two kills
    :param seed: of the times
    :return: how many kills there were
    """
    chance = random.Random(seed)
    batch = start(arguments)
    n_killed = 0
    while n_killed < 5 and batch.poll() is None:
        time.sleep(chance.uniform(*seconds))
        family = workers(batch)
        if n_killed % 2 and family:
            os.kill(chance.choice(family).pid, signal.SIGKILL)
        else:
            batch.kill()
            batch.communicate(timeout=HUNG)
            _, alive = psutil.wait_procs(family, timeout=20)
            assert alive == []
            batch = start(arguments)
        n_killed += 1
    code, errors = end(batch)
    assert code == 0, errors
    return n_killed


def rows_in(out: str) -> dict[str, Cells]:
    """Return the rows that an output holds, whatever its form."""
    if "://" in out:
        return stored(out)
    if out.endswith(".jsonl"):
        sink = JsonlSink.open(Path(out), resume=True)
        try:
            return expected(list(sink.outcomes()))
        finally:
            sink.close()
    every = parquet_rows(Path(out))
    return {
        "articles": [astuple(rows.article) for rows in every],
        "entities": [astuple(row) for rows in every for row in rows.entities],
        "appointments": [astuple(row) for rows in every for row in rows.appointments],
    }
