"""One batch at a time on an output."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from predict.archive.files import durable
from predict.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A file that is open and held; the system lets go of it however the process ends.

    Processes that are started anew (spawned) do not inherit it; forked ones would hold it too.
    """

    file: Path
    descriptor: int

    @classmethod
    def take(cls, file: Path, *, of: Path) -> "Lock":
        """Open a file and hold it; it is made where it is missing.

        :param file: the file that is held
        :param of: the output that it stands for, as its user named it
        :raises InputError: if another process holds it
        :raises DiskError: if it cannot be opened or held
        """
        with durable.told(of):
            while True:
                descriptor = _held(file, of=of)
                if _is_in_place(descriptor, file):
                    return cls(file=file, descriptor=descriptor)
                os.close(descriptor)  # whoever held it has replaced or removed it

    def hand_over(self, descriptor: int) -> "Lock":
        """Hold the file that is about to take this one's place; this one is let go of later.

        :param descriptor: of that file, which may be closed after this
        """
        kept = os.dup(descriptor)
        fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return Lock(file=self.file, descriptor=kept)

    def release(self, *, remove: bool = False) -> None:
        """Let go of it.

        :param remove: the file was there for nothing else
        """
        if remove and _is_in_place(self.descriptor, self.file):
            self.file.unlink()
        os.close(self.descriptor)


def _held(file: Path, *, of: Path) -> int:
    descriptor = durable.open_file(file)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise InputError(
            f"{of}: another batch writes to it; wait for its end or name another output"
        ) from None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _is_in_place(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False
