"""Bytes as files hold them when they are packed."""

import gzip
import lzma
from collections.abc import Callable

import zstandard

PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}
