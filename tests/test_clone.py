"""A clone holds every file byte for byte, also where git writes the line breaks of Windows."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from data.survey.corpus import SPLITS, Corpus
from predict.bundle import read_manifest

from .paths import ROOT

LARGEST = 32_000_000  # bytes of a file that is cloned: the bundle's graph is, the encoder is not

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs a checkout by git"),
]


def git(folder: Path, *arguments: str) -> str:
    """Run git with no settings but those given."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "core.compression=0", *arguments]
    return subprocess.run(
        command, cwd=folder, env=own | nothing, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def names() -> list[str]:
    """The files of the working tree that are or will be in the repository."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    files = [name for name in listed.split("\0") if (ROOT / name).is_file()]
    return [name for name in files if (ROOT / name).stat().st_size <= LARGEST]


@pytest.fixture(scope="module")
def source(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of these files."""
    folder = tmp_path_factory.mktemp("source")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "--all", "--force")
    git(folder, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "m")
    return folder


@pytest.fixture(scope="module")
def clone(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone by a git that makes every line break one of Windows."""
    return make_clone(source, tmp_path_factory.mktemp("windows") / "clone", autocrlf="true")


def make_clone(source: Path, folder: Path, *, autocrlf: str) -> Path:
    git(source, "-c", f"core.autocrlf={autocrlf}", "clone", "-q", str(source), str(folder))
    return folder


def test_every_file_is_cloned_byte_for_byte(
    names: list[str], source: Path, clone: Path, tmp_path: Path
) -> None:
    plain = make_clone(source, tmp_path / "plain", autocrlf="false")
    changed = [name for name in names if (clone / name).read_bytes() != (plain / name).read_bytes()]
    assert changed == []


def test_the_bundle_and_the_corpus_are_read_in_it(clone: Path) -> None:
    read_manifest(clone / "predict" / "released")
    corpus = Corpus.read(clone / "data" / "corpus")
    assert all(corpus.parts[split][0] for split in SPLITS)
