"""How a program ends whose standard streams are closed, full, unread or of another encoding."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.paths import ROOT

CLOSED, FULL = "standard output is closed; ", "standard output: No space left on device; "

needs_sh = pytest.mark.skipif(os.name != "posix", reason="needs sh, which closes streams")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A program's exit code and what it wrote, as UTF-8."""

    code: int
    output: str
    errors: str


def end(arguments: Sequence[str | Path], streams: str = "", encoding: str = "utf-8") -> Ending:
    """Run Python in a shell.

    :param arguments: what stands behind ``python``
    :param streams: how the shell redirects, such as ``>&-``
    :param encoding: what Python takes for the encoding of the streams
    """
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=_environment() | {"PYTHONIOENCODING": encoding},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Ending(
        code=done.returncode, output=done.stdout.decode("utf-8"), errors=done.stderr.decode("utf-8")
    )


def end_unread(arguments: Sequence[str | Path]) -> Ending:
    """Run Python with a standard output that nobody reads, as behind ``head`` when it is done."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(write)
    return Ending(code=done.returncode, output="", errors=done.stderr.decode("utf-8"))


def _environment() -> dict[str, str]:
    """Return the environment without what has Python write at once instead of at its end."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
