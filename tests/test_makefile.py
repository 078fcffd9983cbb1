"""``make`` gives every Python an environment of its own, and says so where there is no Python."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .paths import ROOT

pytestmark = [
    pytest.mark.skipif(shutil.which("make") is None, reason="needs make"),
    pytest.mark.skipif(os.name != "posix", reason="needs sh, which runs the Python of the test"),
]


def plan(goal: str, python: str | Path) -> subprocess.CompletedProcess[str]:
    """Return what make would do, in a folder where nothing is set up."""
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(
        ["make", "-n", "-f", str(ROOT / "Makefile"), goal, f"PYTHON={python}"],
        cwd=Path(python).parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    return tmp_path


def fake(folder: Path, version: str) -> Path:
    """A Python that says of itself that it is of a version."""
    file = folder / "python"
    file.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("version", "environment"), [("3.11", ".venv"), ("3.12", ".venv-3.12"), ("3.13", ".venv-3.13")]
)
def test_each_python_has_its_environment(folder: Path, version: str, environment: str) -> None:
    python = fake(folder, version)
    planned = plan("test", python).stdout.splitlines()
    assert planned[0] == f"{python} -m venv {environment}"
    assert planned[1] == f"echo '*' > {environment}/.gitignore"  # for git and ruff
    for tool in ("pip", "ruff", "mypy", "pytest"):
        assert any(line.startswith(f"{environment}/bin/{tool}") for line in planned)
    others = {".venv/", ".venv-3.12/", ".venv-3.13/"} - {f"{environment}/"}
    assert not [line for line in planned if any(line.startswith(other) for other in others)]


def test_a_python_that_does_not_run_is_one_sentence(folder: Path) -> None:
    done = plan("test", folder / "python3.99")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "python3.99 does not run; name a Python from 3.11 on" in done.stderr
    assert plan("clean", folder / "python3.99").returncode == 0
