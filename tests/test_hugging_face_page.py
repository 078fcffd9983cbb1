"""docs/hugging-face.md: its commands run, one after the other, in a checkout."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .models.foreign import write_foreign
from .paths import ROOT

PAGE = (ROOT / "docs" / "hugging-face.md").read_text(encoding="utf-8")


def run(command: list[str], folder: Path) -> str:
    """Run a command in a folder; ours is found, or not where ``-I`` is said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HOME": str(folder / "hf")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("configs", "data", "models"):
        (folder / name).symlink_to(ROOT / name)
    write_foreign("xlm-r", folder / "ENCODER")
    return folder


@pytest.mark.slow
def test_the_commands_run(checkout: Path) -> None:
    blocks = re.findall(r"```(sh|python)\n(.*?)```", PAGE, flags=re.DOTALL)
    assert [kind for kind, _ in blocks] == ["sh", "python", "sh", "sh"]
    said = []
    for kind, block in blocks:
        if kind == "python":
            said.append(run([sys.executable, "-I", "-c", block], checkout))
            continue
        for line in block.strip().splitlines():
            command = shlex.split(line)
            assert command[:2] == ["python", "-m"]
            said.append(run([sys.executable, *command[1:]], checkout))
    trained, exported, read, again, other = said
    assert exported.count("stock classes of transformers read it") == 2
    assert read.splitlines()[-1] in ("review", "inspection", "congress", "other")
    assert "the encoder is taken, its own head (classifier) is not" in again
    for out in (trained, again, other):
        assert "bundle: runs/" in out
    assert not list((checkout / "runs" / "other" / "bundle").glob("pyvi*"))
