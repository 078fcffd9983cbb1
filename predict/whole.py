"""Files and folders that are there in full or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from predict.errors import InputError


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


def check_places(files: Sequence[Path]) -> None:
    """Check, before the work begins, that files can be written at its end.

    :param files: where they go
    :raises ValueError: if one is a folder, cannot be written in its folder, or is named twice
    """
    for file in files:
        if files.count(file) > 1:
            raise InputError(f"{file}: named for two outputs; give each a file of its own")
        if file.is_dir():
            raise InputError(f"{file}: is a folder; name a file in it")
        if not os.access(file.parent, os.W_OK):
            raise InputError(f"{file}: no folder {file.parent} to write in; make it first")


def write_files(contents: Mapping[Path, str | bytes]) -> None:
    """Write files beside their places and move them there when all are whole.

    :param contents: what each file holds, text as UTF-8; a device such as ``/dev/stdout`` is
        written to as it is
    :raises OSError: if one cannot be written; then those that stood there still do
    """
    whole: dict[Path, Path] = {}
    try:
        for file, content in contents.items():
            if file.is_file() or not file.exists():
                whole[file] = file.with_name(f".{file.name}.part")
            written = content.encode("utf-8") if isinstance(content, str) else content
            whole.get(file, file).write_bytes(written)
        for file, part in whole.items():
            part.replace(file)
    finally:
        for part in whole.values():
            part.unlink(missing_ok=True)
