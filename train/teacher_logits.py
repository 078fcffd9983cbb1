"""What teachers say of windows: their logits on disk in half precision, made once for all."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from models.checkpoint import Checkpoint
from models.network import TorchRuntime
from predict.network.runtime import WindowLogits
from predict.text.encode import Ids
from predict.whole import write_files
from train.distill_windows import TrainingWindows
from train.hardware import has_bfloat16

_WINDOWS_A_BLOCK = 512  # read by length, so that little is padded, and then kept
_HALF = np.dtype(np.float16)
_TAGS_FILE, _TYPES_FILE, _PROGRESS_FILE = "tags.f16", "types.f16", "progress.json"

Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherLogits:
    """Logits of windows in a row: tags of shape (ids, tags), types of shape (windows, types)."""

    tags: Halves
    types: Halves


def teach(
    windows: TrainingWindows,
    teachers: Sequence[tuple[str, Checkpoint]],
    *,
    cache: Path,
    say: Callable[[str], None],
) -> TeacherLogits:
    """Let teachers read windows, or take what an earlier call left, and go on where it was cut off.

    The logits of several teachers are averaged.

    :param windows: what is read
    :param teachers: the sha256 of each teacher's weights, and its network
    :param cache: the folder in which logits get a folder, named after teachers and windows
    :param say: is told how much is written, and what it took
    :raises OSError: if it cannot be written; what was written before is taken up again
    """
    digests = [digest for digest, _ in teachers]
    facts = json.dumps({"windows": windows.digest, "teachers": digests}, indent=1)
    folder = cache / f"logits-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"
    schema = teachers[0][1].schema
    kept = _Kept(folder, windows, n_tags=len(schema.tags), n_types=len(schema.article_types))
    if kept.n_done < len(windows):
        folder.mkdir(parents=True, exist_ok=True)
        write_files({folder / "facts.json": facts + "\n"})
        _write(kept, windows, [checkpoint for _, checkpoint in teachers], say=say)
    return kept.open()


class _Kept:
    """The folder of logits, of which whole blocks count, and not what was cut off behind them."""

    def __init__(
        self, folder: Path, windows: TrainingWindows, *, n_tags: int, n_types: int
    ) -> None:
        self.folder = folder
        self._ends = windows.ends
        self._n_tags, self._n_types = n_tags, n_types

    @property
    def n_bytes(self) -> int:
        return sum(self._sizes(len(self._ends)).values())

    def _sizes(self, n_windows: int) -> dict[str, int]:
        """Return the bytes of each file after so many windows."""
        n_ids = int(self._ends[n_windows - 1]) if n_windows else 0
        return {
            _TAGS_FILE: n_ids * self._n_tags * _HALF.itemsize,
            _TYPES_FILE: n_windows * self._n_types * _HALF.itemsize,
        }

    @property
    def n_done(self) -> int:
        """Windows whose logits are there; none where a file lacks what it should hold."""
        try:
            n_done = int(json.loads((self.folder / _PROGRESS_FILE).read_text("utf-8"))["windows"])
            sizes = self._sizes(n_done)
            whole = all((self.folder / name).stat().st_size >= n for name, n in sizes.items())
        except (FileNotFoundError, ValueError, KeyError, TypeError, IndexError):
            return 0
        return n_done if whole else 0

    def append(self, logits: Sequence[WindowLogits], *, after: int) -> None:
        """Write the logits of the windows that follow the first ``after`` ones."""
        contents = {
            _TAGS_FILE: np.concatenate([one.tags for one in logits]),
            _TYPES_FILE: np.stack([one.types for one in logits]),
        }
        for name, size in self._sizes(after).items():
            with (self.folder / name).open("r+b" if after else "wb") as file:
                file.truncate(size)
                file.seek(size)
                file.write(contents[name].astype(_HALF).tobytes())
                file.flush()
                os.fsync(file.fileno())
        done = json.dumps({"windows": after + len(logits)})
        write_files({self.folder / _PROGRESS_FILE: done + "\n"})

    def open(self) -> TeacherLogits:
        n_windows, n_ids = len(self._ends), int(self._ends[-1])
        return TeacherLogits(
            tags=self._map(_TAGS_FILE, (n_ids, self._n_tags)),
            types=self._map(_TYPES_FILE, (n_windows, self._n_types)),
        )

    def _map(self, name: str, shape: tuple[int, int]) -> Halves:
        if not shape[1]:  # of nothing there is no map
            return np.zeros(shape, dtype=_HALF)
        return np.memmap(self.folder / name, dtype=_HALF, mode="r", shape=shape)


def _write(
    kept: _Kept,
    windows: TrainingWindows,
    teachers: Sequence[Checkpoint],
    *,
    say: Callable[[str], None],
) -> None:
    done = kept.n_done
    say(
        f"teachers' logits: {len(windows):,} windows, {int(windows.ends[-1]):,} ids, "
        f"{kept.n_bytes / 1e6:.1f} MB in {kept.folder}" + (f"; {done:,} are there" if done else "")
    )
    begin = time.monotonic()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    runtimes = [TorchRuntime(teacher.network.to(device)) for teacher in teachers]
    blocks = range(done, len(windows), _WINDOWS_A_BLOCK)
    for first in track(blocks, "teachers read", console=Console(stderr=True)):
        last = min(first + _WINDOWS_A_BLOCK, len(windows))
        ids = [windows.ids[windows.place(i)].astype(np.int64) for i in range(first, last)]
        kept.append(list(_read(ids, runtimes, device=device)), after=first)
    for teacher in teachers:
        teacher.network.cpu()
    cost = (time.monotonic() - begin) / (len(windows) - done) * 1000
    say(f"teachers' logits: {cost:.1f} s for 1,000 windows")


def _read(
    ids: Sequence[Ids], runtimes: Sequence[TorchRuntime], *, device: str
) -> Iterator[WindowLogits]:
    """Return logits in the windows' order, read in the order of their lengths."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    places = np.argsort(order)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=has_bfloat16()):
        read = [runtime.run([ids[i] for i in order]) for runtime in runtimes]
    for place in places:
        of_window = [logits[place] for logits in read]
        yield WindowLogits(
            tags=np.mean([one.tags for one in of_window], axis=0),
            types=np.mean([one.types for one in of_window], axis=0),
        )
