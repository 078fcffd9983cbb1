"""Files that survive a power cut: every call of the system that writes one is made here."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class DiskError(OSError):
    """An output cannot be written; the message says where, why, and how to go on."""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PIECE = 1 << 20  # bytes that are handed to the system at once


def open_file(file: Path) -> int:
    """Open a file to read it and to append to it, and make it where it is missing.

    :param file: where it is
    """
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)


def write(descriptor: int, content: bytes | memoryview) -> None:
    """Write all of it; the system may take less at once than it is given.

    :param descriptor: of the open file
    :param content: what is written
    """
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest[:_PIECE]) :]


def sync(descriptor: int) -> None:
    """Wait until what was written to an open file is on the disk.

    :param descriptor: of the open file
    """
    os.fsync(descriptor)


def cut(descriptor: int, size: int) -> None:
    """Cut an open file off, and wait until the disk has it.

    :param descriptor: of the open file
    :param size: how many bytes stay
    """
    os.ftruncate(descriptor, size)
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk: files that are new, moved or gone.

    :param folder: where they stand
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, in a folder that is there.

    :param folder: where it goes
    """
    if not folder.is_dir():
        folder.mkdir()
        sync_folder(folder.parent)


def remove(file: Path) -> None:
    """Remove a file where there is one.

    :param file: where it is
    """
    with suppress(FileNotFoundError):
        file.unlink()
        sync_folder(file.parent)


@contextmanager
def replacing(file: Path) -> Iterator[int]:
    """Write a file beside its place, and move it there when all of it is on the disk.

    :param file: where it goes; what stands there stays until then
    :returns: the descriptor to write to
    """
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        try:
            if file.exists():
                os.fchmod(descriptor, file.stat().st_mode & 0o777)
            yield descriptor
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(file.parent)


def sweep(folder: Path, *, of: str = "") -> None:
    """Remove what a run that was killed left beside the places of its files.

    :param folder: where the files are
    :param of: the name of the file that they were to become, or nothing for any
    """
    for file in sorted(folder.iterdir()):
        if file.name.startswith(f".{of}") and file.name.endswith(".part"):
            remove(file)


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Say of what cannot be written where it was, why, and how to go on.

    :param file: the output, as its user named it
    :raises DiskError: instead of the system's error
    """
    try:
        yield
    except DiskError:
        raise
    except OSError as error:
        remedy = "there is room" if error.errno in _FULL else "it can be written again"
        failure = DiskError(
            f"{file}: cannot be written ({error.strerror or error}); what was written before is "
            f"safe: go on with --resume once {remedy}"
        )
        failure.errno = error.errno
        raise failure from error
