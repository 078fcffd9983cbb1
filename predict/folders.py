"""Folders that are there in full or not at all."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def replace_folder(folder: Path, *, write: Callable[[Path], None]) -> None:
    """Write a folder beside its place and move it there when it is whole.

    :param folder: where it goes; what stands there goes only when the new one is whole
    :param write: writes every file into the folder that it is given
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write(temporary)
        temporary.chmod(0o755)
        for file in temporary.iterdir():
            file.chmod(0o644)
        _exchange(folder, temporary)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _exchange(folder: Path, new: Path) -> None:
    """Move a new folder into another's place; if that fails, the old one is put back."""
    if not folder.exists():
        new.replace(folder)
        return
    old = new.with_name(f"{new.name}-old")
    folder.replace(old)
    try:
        new.replace(folder)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
