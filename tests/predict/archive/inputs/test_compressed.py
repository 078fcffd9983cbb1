import errno
import lzma
import random
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.article import Reason
from predict.archive.faults import FaultError
from predict.archive.inputs.compressed import checked, is_packed, opened
from tests.predict.archive.memory import measured
from tests.predict.archive.packing import PACK

PACKED = [suffix for suffix in PACK if suffix]
NOISE = random.Random(1).randbytes(300_000)


def written(folder: Path, suffix: str, content: bytes) -> Path:
    file = folder / f"a.txt{suffix}"
    file.write_bytes(content)
    return file


def read(file: Path, at_once: int = 1000) -> bytes:
    with opened(file) as stream:
        return b"".join(iter(lambda: stream.read(at_once), b""))


def read_into(found: bytearray, file: Path) -> None:
    with opened(file) as stream:
        while more := stream.read(100):
            found += more


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("content", [b"", b"B\xc3\xa0i\n", NOISE, bytes(3_000_000)])
def test_what_was_packed_comes_back(tmp_path: Path, suffix: str, content: bytes) -> None:
    assert read(written(tmp_path, suffix, PACK[suffix](content))) == content


@pytest.mark.parametrize("suffix", PACKED)
def test_several_packed_parts_are_one_file(tmp_path: Path, suffix: str) -> None:
    parts = PACK[suffix](b"a" * 2000) + PACK[suffix](b"") + PACK[suffix](NOISE)
    assert read(written(tmp_path, suffix, parts)) == b"a" * 2000 + NOISE


@given(st.lists(st.binary(max_size=3000), max_size=4), st.integers(1, 5000))
def test_frames_end_wherever_they_do(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], at_once: int
) -> None:
    skipped = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"  # a frame that holds no data
    packed = b"".join(skipped + PACK[".zst"](part) for part in parts)
    assert read(written(tmp_path_factory.getbasetemp(), ".zst", packed), at_once) == b"".join(parts)


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("kept", [0.3, 0.999])
def test_a_torn_file_gives_what_there_is_and_then_a_fault(
    tmp_path: Path, suffix: str, kept: float
) -> None:
    packed = PACK[suffix](NOISE)
    file = written(tmp_path, suffix, packed[: int(len(packed) * kept)])
    found = bytearray()
    with pytest.raises(FaultError, match="ends in the middle") as caught:
        read_into(found, file)
    assert caught.value.reason is Reason.damaged
    assert NOISE.startswith(found)
    assert len(found) > 0.6 * kept * len(NOISE)


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("content", [b"no packed file at all", PACK[".gz"](b"x")[:5] + b"x" * 50])
def test_what_cannot_be_unpacked(tmp_path: Path, suffix: str, content: bytes) -> None:
    with pytest.raises(FaultError, match=r"cannot be unpacked: .") as caught:
        read(written(tmp_path, suffix, content))
    assert caught.value.reason is Reason.damaged


@pytest.mark.parametrize("suffix", PACKED)
def test_a_changed_byte_is_noticed(tmp_path: Path, suffix: str) -> None:
    packed = bytearray(
        zstandard.ZstdCompressor(write_checksum=True).compress(NOISE)
        if suffix == ".zst"
        else PACK[suffix](NOISE)
    )
    packed[len(packed) // 2] ^= 1
    with pytest.raises(FaultError, match="cannot be unpacked"):
        read(written(tmp_path, suffix, bytes(packed)))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(FaultError, match="cannot be read: No such file") as caught:
        read(tmp_path / "a.txt")
    assert caught.value.reason is Reason.unreadable


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EIO, "Input/output error"), Reason.unreadable),
        (EOFError(), Reason.damaged),
        (lzma.LZMAError("bad"), Reason.damaged),
    ],
)
def test_errors_become_faults(error: Exception, reason: Reason) -> None:
    with pytest.raises(FaultError, match=r".") as caught, checked():
        raise error
    assert caught.value.reason is reason


def test_suffixes() -> None:
    assert is_packed(Path("a.txt.GZ"))
    assert not is_packed(Path("a.gz.txt"))
    assert not is_packed(Path("gz"))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["txt", "csv", "jsonl"])
@pytest.mark.parametrize("suffix", PACKED)
def test_what_unpacks_without_end_takes_no_memory(tmp_path: Path, form: str, suffix: str) -> None:
    file = tmp_path / f"a.{form}{suffix}"
    file.write_bytes(PACK[suffix](b"text\n" + bytes(1_000_000_000)))
    n, more = measured(file)
    assert n <= 2
    assert more < 120
