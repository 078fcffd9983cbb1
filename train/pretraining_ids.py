"""Token ids for pretraining: windows of pieces on disk, made once for a text and a vocabulary."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from predict.errors import InputError
from predict.text.tokenizer import Tokenizer
from train.pretrain_config import PretrainConfig
from train.pretraining_text import find_files, is_held_out, read_documents, segment_documents
from train.vocabulary import train_vocabulary

Ids = NDArray[np.uint16]

_MOST_PIECES = 2**16


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainingIds:
    """Windows of ids of shape (windows, length), ``<s>`` first and padded at the end."""

    train: Ids
    held_out: Ids
    tokenizer: Tokenizer


def prepare(
    paths: Sequence[Path],
    *,
    cache: Path,
    config: PretrainConfig,
    tokenizer: Tokenizer | None = None,
) -> PretrainingIds:
    """Read, segment and encode text, or take what an earlier call with the same settings left.

    :param paths: ``.txt`` or ``.txt.xz`` files, or folders of them
    :param cache: folder for words, vocabulary and ids
    :param config: sizes of vocabulary and windows, the held-out share, and processes
    :param tokenizer: a vocabulary to take, None to learn one from the text
    :raises ValueError: if no document is left to train on or to hold out, or if the vocabulary has
        more than 65,536 pieces
    """
    files = find_files(paths)
    vocabulary_facts = _vocabulary_facts(config, tokenizer)
    cache.mkdir(parents=True, exist_ok=True)
    facts: dict[str, object] = {
        "files": [[file.name, file.stat().st_size] for file in files],
        "held_out": config.held_out,
    }
    words = _Stage(cache, "words", facts)
    if not words.is_done():
        _write_words(files, words, config)
    facts |= vocabulary_facts
    vocabulary = _Stage(cache, "vocabulary", facts)
    if not vocabulary.is_done():
        _learn_vocabulary(words, config, tokenizer).save(vocabulary.folder)
        vocabulary.finish()
    tokenizer = Tokenizer.load(vocabulary.folder)
    ids = _Stage(cache, "ids", facts | {"length": config.length})
    if not ids.is_done():
        for part, name in (("train", "to train on"), ("held_out", "is held out")):
            documents = _read_lines(words.folder / f"{part}.txt")
            windows = pack(_encode(documents, tokenizer), tokenizer=tokenizer, length=config.length)
            if not len(windows):
                raise InputError(f"{_names(paths)}: no document {name}; give more text")
            np.save(ids.folder / f"{part}.npy", windows)
        ids.finish()
    return PretrainingIds(
        train=np.load(ids.folder / "train.npy", mmap_mode="r"),
        held_out=np.load(ids.folder / "held_out.npy", mmap_mode="r"),
        tokenizer=tokenizer,
    )


def held_out_windows(
    paths: Sequence[Path], *, tokenizer: Tokenizer, length: int, config: PretrainConfig
) -> Ids:
    """Return the windows of the documents that ``prepare`` holds out, without keeping anything.

    :raises ValueError: if the text holds no such document
    """
    documents = [
        document
        for document in read_documents(find_files(paths))
        if is_held_out(document, share=config.held_out)
    ]
    if not documents:
        raise InputError(
            f"{_names(paths)}: no document is held out; give more text or a larger held_out"
        )
    segmented = segment_documents(documents, n_processes=config.n_processes)
    pieces = (tokenizer.encode(words) for _, words in segmented)
    return pack(pieces, tokenizer=tokenizer, length=length)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def _vocabulary_facts(config: PretrainConfig, tokenizer: Tokenizer | None) -> dict[str, object]:
    if not tokenizer:
        return {"n_pieces": config.n_pieces, "vocabulary_documents": config.vocabulary_documents}
    if tokenizer.n_pieces > _MOST_PIECES:
        raise InputError(
            f"a vocabulary of {tokenizer.n_pieces:,} pieces: ids are kept in 16 bits, so it may "
            f"have {_MOST_PIECES:,} at most"
        )
    return {"vocabulary": tokenizer.digest}


def _learn_vocabulary(
    words: "_Stage", config: PretrainConfig, tokenizer: Tokenizer | None
) -> Tokenizer:
    if tokenizer:
        return tokenizer
    lines = islice(_read_lines(words.folder / "train.txt"), config.vocabulary_documents)
    return train_vocabulary(lines, n_pieces=config.n_pieces)


class _Stage:
    """A folder named after what made it, complete once it holds ``facts.json``."""

    def __init__(self, cache: Path, name: str, facts: dict[str, object]) -> None:
        self._facts = json.dumps(facts, indent=1)
        digest = hashlib.sha256(self._facts.encode("utf-8")).hexdigest()[:12]
        self.folder = cache / f"{name}-{digest}"
        self.folder.mkdir(exist_ok=True)

    def is_done(self) -> bool:
        return (self.folder / "facts.json").is_file()

    def finish(self) -> None:
        (self.folder / "facts.json").write_text(self._facts + "\n", encoding="utf-8")


def _write_words(files: Sequence[Path], stage: _Stage, config: PretrainConfig) -> None:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    n_words = 0
    with (
        (stage.folder / "train.txt").open("w", encoding="utf-8") as train,
        (stage.folder / "held_out.txt").open("w", encoding="utf-8") as kept,
        Progress(*columns) as progress,
    ):
        task = progress.add_task("segmenting", total=None)
        documents = segment_documents(read_documents(files), n_processes=config.n_processes)
        for i, (document, words) in enumerate(documents, start=1):
            file = kept if is_held_out(document, share=config.held_out) else train
            file.write(" ".join(words) + "\n")
            n_words += len(words)
            if i % 500 == 0:
                text = f"segmenting: {i:,} documents, {n_words:,} words"
                progress.update(task, description=text)
    stage.finish()


def _read_lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="\n") as lines:
        yield from (line.rstrip("\n") for line in lines)


def _encode(documents: Iterable[str], tokenizer: Tokenizer) -> Iterator[list[int]]:
    for document in documents:
        yield tokenizer.encode(document.split(" "))


def pack(documents: Iterable[Sequence[int]], *, tokenizer: Tokenizer, length: int) -> Ids:
    """Lay documents into windows: each from one document, then the documents' ends in a row.

    :returns: windows of shape (windows, length), each ``<s> ids </s>``; only the last one is padded
    """
    room = length - 2
    ends: list[int] = []
    parts: list[Sequence[int]] = []
    for ids in documents:
        n_full = len(ids) // room * room
        parts.extend(ids[begin : begin + room] for begin in range(0, n_full, room))
        if ends and n_full < len(ids):
            ends.append(tokenizer.eos_id)
        ends.extend(ids[n_full:])
        if len(ends) >= room:
            parts.append(ends[:room])
            ends = ends[room:]
    if ends:
        parts.append([*ends, tokenizer.eos_id] + [tokenizer.pad_id] * (room - len(ends)))
    windows = np.empty((len(parts), length), dtype=np.uint16)
    windows[:, 0], windows[:, -1] = tokenizer.bos_id, tokenizer.eos_id
    for window, part in zip(windows, parts, strict=True):
        window[1 : len(part) + 1] = part
    if ends:
        windows[-1, -1] = tokenizer.pad_id
    return windows
