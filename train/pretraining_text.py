"""Plain text for pretraining: documents read, cleared of repetitions, and cut into words."""

import hashlib
import json
import lzma
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

from predict.errors import InputError
from predict.text.document import Document
from predict.text.mend import mend
from predict.text.segment import Segmenter

_DOCUMENTS_A_BATCH = 256
_SHORTEST_PARAGRAPH = 40  # characters; shorter ones (captions, names) may well recur


def find_files(paths: Sequence[Path]) -> list[Path]:
    """List the ``.txt`` and ``.txt.xz`` files that the paths name or hold, in order.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a path is another kind of file or a folder without such files
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if _is_text(file))
            if not found:
                raise InputError(f"{path}: no .txt or .txt.xz file in this folder")
            files.extend(found)
        elif not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
        elif not _is_text(path):
            raise InputError(f"{path}: expected a .txt or .txt.xz file")
        else:
            files.append(path)
    return files


def digest_of_files(paths: Sequence[Path]) -> str:
    """Tell texts apart by names and sizes, without reading them: they may be large.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a path is another kind of file or a folder without such files
    """
    sizes = [[file.name, file.stat().st_size] for file in find_files(paths)]
    return hashlib.sha256(json.dumps(sizes).encode("utf-8")).hexdigest()


def _is_text(file: Path) -> bool:
    return file.name.endswith((".txt", ".txt.xz"))


def read_documents(files: Iterable[Path]) -> Iterator[str]:
    """Yield the documents of files, which an empty line parts, without paragraphs seen before.

    :raises ValueError: if a file is not UTF-8 or not readable as xz
    """
    seen: set[bytes] = set()
    for file in files:
        paragraphs: list[str] = []
        for line in _lines(file):
            if line:
                if _is_new(line, seen):
                    paragraphs.append(line)
            elif paragraphs:
                yield "\n".join(paragraphs)
                paragraphs = []
        if paragraphs:
            yield "\n".join(paragraphs)


def _lines(file: Path) -> Iterator[str]:
    opener = lzma.open if file.suffix == ".xz" else open
    try:
        with opener(file, "rt", encoding="utf-8") as lines:
            yield from (line.strip() for line in lines)
    except (UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
        raise InputError(f"{file}: cannot be read as UTF-8 text: {error}") from error


def _is_new(paragraph: str, seen: set[bytes]) -> bool:
    if len(paragraph) < _SHORTEST_PARAGRAPH:
        return True
    digest = hashlib.blake2b(paragraph.encode("utf-8"), digest_size=8).digest()
    new = digest not in seen
    seen.add(digest)
    return new


def is_held_out(document: str, *, share: float) -> bool:
    """Say whether a document is kept for measuring: decided by its text alone, so always alike."""
    digest = hashlib.blake2b(document.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "big") < share * 2**64


def segment_documents(
    documents: Iterable[str], *, n_processes: int
) -> Iterator[tuple[str, list[str]]]:
    """Yield each document with its words, cut and mended exactly as ``predict`` does."""
    rows = iter(documents)
    batches = iter(lambda: list(islice(rows, _DOCUMENTS_A_BATCH)), [])
    if n_processes <= 1:
        for batch in batches:
            yield from zip(batch, _segment_batch(batch), strict=True)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(n_processes, mp_context=context) as pool:
        waiting: deque[tuple[list[str], Future[list[list[str]]]]] = deque()
        for batch in batches:
            waiting.append((batch, pool.submit(_segment_batch, batch)))
            if len(waiting) > 2 * n_processes:
                first, segmented = waiting.popleft()
                yield from zip(first, segmented.result(), strict=True)
        for batch, segmented in waiting:
            yield from zip(batch, segmented.result(), strict=True)


def _segment_batch(batch: list[str]) -> list[list[str]]:
    segmenter = _segmenter()
    return [
        [
            word.text
            for word in mend(
                segmenter.segment(Document.of(document).text), dictionary=segmenter.dictionary
            )
        ]
        for document in batch
    ]


@cache
def _segmenter() -> Segmenter:
    return Segmenter.from_pyvi()
