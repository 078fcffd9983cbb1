"""The wheel: everything that serves is in it, and nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from .paths import ROOT, python_files

IMPORT_ALL = """
import importlib, pkgutil, sys
import nhandang, predict
assert predict.__file__.startswith(sys.argv[1]), predict.__file__
names = [module.name for module in pkgutil.walk_packages(predict.__path__, "predict.")]
for name in names:
    importlib.import_module(name)
print(len(names) + 1)
print(nhandang.predict("Ngày 12/3/2019, đồng chí Lê Thị An, Bí thư Huyện ủy, dự.").entities[0].text)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # a build leaves folders behind, and takes what an older one left
    shutil.copytree(ROOT / "predict", source / "predict")
    for name in ("pyproject.toml", "README.md", "LICENSE", "nhandang.py"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.glob("*.whl")
    return file


def test_every_module_of_the_wheel_is_imported(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as content:
        content.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == [str(len(python_files("predict"))), "Ngày 12/3/2019"]


def test_the_released_model_is_small() -> None:
    sizes = [file.stat().st_size for file in (ROOT / "predict" / "released").iterdir()]
    assert sum(sizes) <= 30e6


def test_the_wheel_holds_what_serves_and_nothing_else(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"predict", "nhandang.py"}
    inside = "predict/released/"
    released = {name.removeprefix(inside) for name in names if name.startswith(inside)}
    assert released == {file.name for file in (ROOT / "predict" / "released").iterdir()}
    assert "predict/py.typed" in names
    for folder in ("predict/pages/view", "predict/pages/templates", "predict/service/static"):
        files = {str(file.relative_to(ROOT)) for file in (ROOT / folder).iterdir()}
        assert files <= set(names)
