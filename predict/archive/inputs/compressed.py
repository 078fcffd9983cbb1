"""Files as streams of bytes, unpacked where their last suffix says that they are packed."""

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import zstandard

from predict.archive.article import Reason
from predict.archive.faults import FaultError, not_opened

SUFFIXES = (".gz", ".xz", ".zst")
_PACKED_AT_ONCE = 1024  # bytes; 4 of them may become 128 KiB
_BUFFER = 1 << 16


def is_packed(file: Path) -> bool:
    """Say whether a file's last suffix is one of compression."""
    return file.suffix.lower() in SUFFIXES


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """Open a file, and say of what goes wrong while it is read what that is.

    :raises FaultError: if it cannot be opened or read, or is damaged
    """
    with checked(), file.open("rb") as packed, _unpacked(packed, file.suffix.lower()) as stream:
        yield stream


@contextmanager
def checked() -> Iterator[None]:
    """Turn what goes wrong with a stream into the error of this package.

    :raises FaultError: if it cannot be opened or read, or is damaged
    """
    try:
        yield
    except EOFError:
        raise FaultError(Reason.damaged, "ends in the middle of its compressed data") from None
    except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, zstandard.ZstdError) as error:
        raise FaultError(Reason.damaged, f"cannot be unpacked: {error}") from error
    except OSError as error:
        raise not_opened(error) from error


def _unpacked(packed: IO[bytes], suffix: str) -> IO[bytes]:
    match suffix:
        case ".gz":
            return io.BufferedReader(gzip.GzipFile(fileobj=packed), _BUFFER)
        case ".xz":
            return lzma.LZMAFile(packed)
        case ".zst":
            return io.BufferedReader(_Zstandard(packed), _BUFFER)
    return packed


class _Zstandard(io.RawIOBase):
    """Frames of Zstandard, one after another; the library's own reader accepts torn ones."""

    def __init__(self, packed: IO[bytes]) -> None:
        """Start at the first frame."""
        self._packed = packed
        self._frame: Any = None  # a ZstdDecompressionObj, whose annotations lack ``eof``
        self._unpacked = memoryview(b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # as in the base class
        """Fill a buffer; 0 at the end of the last frame.

        :raises EOFError: if the file ends within a frame
        """
        while not self._unpacked:
            if not (more := self._next_packed()):
                return 0
            self._unpacked = memoryview(self._frame.decompress(more))
        n = min(len(buffer), len(self._unpacked))
        buffer[:n] = self._unpacked[:n]
        self._unpacked = self._unpacked[n:]
        return n

    def _next_packed(self) -> bytes:
        """Return what the present frame, or the one that begins here, goes on with."""
        if self._frame is not None and not self._frame.eof:
            if not (more := self._packed.read(_PACKED_AT_ONCE)):
                raise EOFError
            return more
        rest = b"" if self._frame is None else self._frame.unused_data
        if more := rest or self._packed.read(_PACKED_AT_ONCE):
            self._frame = zstandard.ZstdDecompressor().decompressobj()
        return more
