"""The machines that articles are read on: those of a cluster, or this one alone."""

import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from predict.archive.cluster.silent import ray
from predict.archive.workers.pool import n_cores
from predict.errors import InputError

_CLIENT = "ray://"
_MOST_SECONDS = 10.0  # in which somebody answers at an address, and CPUs are free
_STORE = 512 << 20  # bytes for what is on its way between processes
_LONGEST = 40  # characters of a folder in which Ray can make its sockets


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How many CPUs read articles with the model, and how many read files for them.

    Where all CPUs had the model, nobody would read files and all would wait for ever.
    """

    n_workers: int
    n_readers: int

    @classmethod
    def of(cls, n_cpus: int, *, n_workers: int) -> Self:
        """Share the free CPUs of a cluster.

        :param n_cpus: how many are free
        :param n_workers: how many are to have the model, 0 for all but one
        :raises InputError: if none is left to read files
        """
        if n_cpus < 2:
            raise InputError(
                f"the cluster has {n_cpus} free CPUs, and it takes two, one of which reads the "
                "files; wait for its other jobs, add machines, or leave --engine ray out"
            )
        if n_workers >= n_cpus:
            raise InputError(
                f"--workers {n_workers}: the cluster has {n_cpus} free CPUs, one of which must be "
                f"left to read the files; give {n_cpus - 1} or fewer"
            )
        wanted = n_workers or n_cpus - 1
        return cls(n_workers=wanted, n_readers=n_cpus - wanted)


@contextmanager
def connected(*, address: str | None, n_workers: int) -> Iterator[Shares]:
    """Connect to a cluster, or start one on this machine that ends with the batch.

    :param address: such as ``ray://host:10001``; without one, that in ``RAY_ADDRESS``
    :param n_workers: how many CPUs are to have the model, 0 for as many as there are
    :raises InputError: if nobody answers there, or the CPUs do not suffice
    """
    address = address or os.environ.get("RAY_ADDRESS") or None
    folder = None
    try:
        if address is None:
            folder = _short_folder()
            n_workers = n_workers or n_cores()
            _start(folder, n_cpus=n_workers + 1)
        else:
            _reach(address)
        _be_quiet()
        yield Shares.of(_n_free(least=n_workers + 1), n_workers=n_workers)
    finally:
        ray.shutdown()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, *, n_cpus: int) -> None:
    _have_token()
    try:
        with _unsaid():
            ray.init(
                address="local",
                num_cpus=n_cpus,
                object_store_memory=_STORE,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.CRITICAL,
                _temp_dir=str(folder),
            )
    except Exception as error:
        raise InputError(f"no cluster can be started on this machine: {_words(error)}") from error


def _have_token() -> None:
    """Give this machine's own cluster a token of its own; Ray would keep one in the home folder."""
    if not {"RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"} & {*os.environ}:
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)


@contextmanager
def _unsaid() -> Iterator[None]:
    """Let nothing through to standard error, where Ray says every second that it cannot connect."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _reach(address: str) -> None:
    """Connect to a cluster that runs.

    :raises InputError: if there is none
    """
    _knock(address)
    try:
        with _unsaid(), warnings.catch_warnings(action="ignore"):
            ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL)
    except ImportError as error:
        raise InputError(
            f"{address}: needs {error.name or 'grpcio'}; install it with: "
            'pip install "nhandang[ray]"'
        ) from error
    except Exception as error:
        raise InputError(
            f"{address}: no cluster that this machine can work with ({_words(error)}); does it "
            f"have Ray {ray.__version__}, and is RAY_AUTH_TOKEN here what it is there?"
        ) from error


def _knock(address: str) -> None:
    """Check that somebody answers, which Ray waits for much longer.

    :raises InputError: if nobody does
    """
    if address == "auto":
        return
    host, _, port = address.removeprefix(_CLIENT).rpartition(":")
    if not host or not port.isdecimal():
        raise InputError(f"{address}: no address of a cluster; give one such as ray://host:10001")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_MOST_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise InputError(
            f"{address}: nobody answers there ({error}); is the cluster running, and is this the "
            "port that `ray start` named?"
        ) from error


def _n_free(*, least: int) -> int:
    """Return how many CPUs are free; those of a job that has just ended become so in a while."""
    known: Any = ray  # whose functions say nothing of types
    until = time.monotonic() + _MOST_SECONDS
    while True:
        n_cpus = int(known.available_resources().get("CPU", 0))
        is_enough = n_cpus >= max(least, int(known.cluster_resources().get("CPU", 0)))
        if is_enough or time.monotonic() > until:
            return n_cpus
        time.sleep(0.2)


def _short_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ray-"))
    if len(str(folder)) > _LONGEST:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="ray-", dir="/tmp"))
    return folder


def _be_quiet() -> None:
    """Leave it to this program to say what went wrong."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    warnings.filterwarnings("ignore", category=UserWarning, module=r"ray\.")
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _words(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300]
