"""Outcomes as Parquet: a folder with one folder a table, in which each block has one file."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from predict.archive.files import blocks, durable
from predict.archive.files.blocks import write_block
from predict.archive.files.jsonl import JsonlSink
from predict.archive.files.latest import Latest
from predict.archive.files.lock import Lock
from predict.archive.outcome import Outcome
from predict.archive.rows import Rows
from predict.archive.sinks import Done
from predict.errors import InputError

__all__ = ["ParquetSink", "write_block"]

_LOCK = ".lock"
_FIRST = "00000000"  # has no rows: with it, tables can be read before there is one, and columns
# that blocks of before do not have are seen by who takes them from the first file
_LARGEST = 64 << 20  # bytes after which a block is full, however few articles it has
_MOST_SMALL = 16  # blocks less than half full, after which they are put together


class ParquetSink:
    """A folder of Parquet files that can be read at any time, also while a batch runs.

    A file of Parquet cannot be added to, and one of a few articles is a waste. So what is written
    goes into ``.pending-NAME.jsonl`` first, where it survives a power cut, and when that has a
    block of articles they become block ``NAME`` and it is removed. What a batch that was cut off
    left there becomes a block when the next one opens the folder. Memory holds one block.

    Where an article is read anew, its old and new rows stand side by side until ``finish``.
    """

    def __init__(self, folder: Path, lock: Lock, *, block: int) -> None:
        """Take over a folder that is locked; ``open`` does it.

        :param folder: the archive's
        :param lock: a file in it
        :param block: how many articles fit in a block
        """
        self._folder = folder
        self._lock = lock
        self._block = block
        self._held: list[Rows] = []
        self._pending: JsonlSink | None = None
        self._next = 0
        self._has_failed = False

    @classmethod
    def open(cls, folder: Path, *, resume: bool, block: int = 512) -> "ParquetSink":
        """Open a folder, or make it.

        :param folder: where it is
        :param resume: go on with what it holds
        :param block: how many articles fit in a block, one or more
        :raises InputError: if it holds something and is not to be gone on with, if a file in it is
            damaged or of something else, if another batch writes to it, or if there is no place
            for it
        :raises ValueError: if ``block`` is none
        :raises DiskError: if it cannot be written
        """
        if block < 1:
            raise ValueError(f"blocks of {block} articles hold nothing; expected 1 or more")
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder}: is no folder; name another output")
        if not folder.absolute().parent.is_dir():
            raise InputError(f"{folder}: there is no folder {folder.parent}; make it first")
        with durable.told(folder):
            durable.make_folder(folder)
            lock = Lock.take(folder / _LOCK, of=folder)
            try:
                _check(folder, resume=resume)
                sink = cls(folder, lock, block=block)
                sink._prepare()
            except BaseException:
                lock.release(remove=True)
                raise
        return sink

    def done(self) -> Iterator[Done]:
        """Return what is in it, block by block."""
        for name in blocks.names_in(self._folder):
            yield from blocks.done_in(self._folder, name)
        if self._pending:
            yield from self._pending.done()

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Take in outcomes, and wait until the disk has them.

        :param outcomes: any number
        :raises DiskError: if they cannot be written; then the sink takes no more: open it again
            with ``resume``
        """
        if self._has_failed:
            raise RuntimeError(f"{self._folder}: an earlier write failed; open it again")
        rest = list(outcomes)
        self._has_failed = True
        with durable.told(self._folder):
            while rest:
                room = self._block - len(self._held)
                self._take(rest[:room])
                rest = rest[room:]
        self._has_failed = False

    def reserve(self) -> str:
        """Return the name before a hyphen that blocks have which others write, as ``ray`` does."""
        name = self._name
        self._next += 1
        return name

    def finish(self) -> None:
        """Make the last block, leave the last rows of each id, and put small blocks together.

        :raises DiskError: if there is no room; then every row is still there
        """
        with durable.told(self._folder):
            self._flush()
            self._drop_replaced()
            self._join_small()

    def close(self) -> None:
        """Let go of the folder."""
        if self._pending:
            self._pending.close()
        self._lock.release(remove=True)

    @property
    def _name(self) -> str:
        return f"{self._next:08}"

    def _pending_file(self, name: str) -> Path:
        return self._folder / f".pending-{name}.jsonl"

    def _prepare(self) -> None:
        """Make the tables, and a block of what a batch that was cut off left."""
        blocks.make_folders(self._folder)
        blocks.tidy(self._folder)
        if not blocks.names_in(self._folder) or blocks.lacks_columns(self._folder, _FIRST):
            blocks.write_tables(self._folder, _FIRST, blocks.tables_of([]))
        for file in sorted(self._folder.glob(self._pending_file("*").name)):
            name = file.stem.removeprefix(".pending-")
            if not blocks.file_of(self._folder, name).exists():
                with closing(JsonlSink.open(file, resume=True)) as pending:
                    outcomes = list(pending.outcomes())
                if outcomes:
                    write_block(self._folder, name, outcomes)
            durable.remove(file)
        self._count_on()

    def _count_on(self) -> None:
        self._next = int(blocks.names_in(self._folder)[-1][: len(_FIRST)]) + 1

    def _take(self, outcomes: Sequence[Outcome]) -> None:
        """Take in no more than a block has room for."""
        rows = [Rows.of(one) for one in outcomes]
        if self._pending is None:
            self._pending = JsonlSink.open(self._pending_file(self._name), resume=False)
        self._pending.write(outcomes)
        self._held += rows
        if len(self._held) >= self._block or self._pending.size >= _LARGEST:
            self._flush()

    def _flush(self) -> None:
        """Make a block of what is pending."""
        if self._pending is None:
            return
        blocks.write_tables(self._folder, self._name, blocks.tables_of(self._held))
        self._pending.close()
        self._pending, self._held = None, []
        durable.remove(self._pending_file(self._name))
        self._next += 1

    def _drop_replaced(self) -> None:
        names = blocks.names_in(self._folder)
        places = (
            (done.id, place)
            for place, name in enumerate(names)
            for done in blocks.done_in(self._folder, name)
        )
        with closing(Latest(places)) as latest:
            if not latest.n_replaced:
                return
            for place, ids in groupby(latest.replaced(), key=lambda one: one[0]):
                self._drop(names[place], [id_ for _, id_ in ids])

    def _drop(self, name: str, ids: Sequence[str]) -> None:
        """Write a block without some of its articles.

        The tables are replaced one after the other, the articles last: where that ends early, they
        still say which rows are to go, and the next ``finish`` does the rest.
        """
        tables = blocks.without(self._tables(name), ids)
        if not len(tables[blocks.ARTICLES]):
            blocks.remove_block(self._folder, name)
            return
        blocks.write_tables(self._folder, name, tables)

    def _join_small(self) -> None:
        """Put blocks together that are less than half full, as daily runs of a few articles leave.

        The new block is written first; until the old ones are gone, its rows stand twice, and the
        next ``finish`` drops the old ones.
        """
        sizes = [(name, *blocks.size_of(self._folder, name)) for name in self._filled()]
        small = [one for one in sizes if one[1] * 2 < self._block and one[2] * 2 < _LARGEST]
        if len(small) <= _MOST_SMALL:
            return
        for names in _together(small, block=self._block):
            parts = [self._tables(name) for name in names]
            joined = {
                table: pa.concat_tables([part[table] for part in parts]) for table in parts[0]
            }
            blocks.write_tables(self._folder, self._name, joined)
            self._next += 1
            for name in names:
                blocks.remove_block(self._folder, name)

    def _filled(self) -> list[str]:
        return [name for name in blocks.names_in(self._folder) if name != _FIRST]

    def _tables(self, name: str) -> blocks.Tables:
        return {table: blocks.read_table(self._folder, name, table) for table in blocks.SCHEMAS}


def _check(folder: Path, *, resume: bool) -> None:
    """Check that a folder is empty, or holds an archive that is to be gone on with.

    :raises InputError: if it is not
    """
    firsts = {blocks.file_of(folder, _FIRST, table) for table in blocks.SCHEMAS}
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != _LOCK)
    if not resume and any(file not in firsts for file in files):
        raise InputError(
            f"{folder}: holds something already; go on with it with --resume or name another"
        )
    if not (folder / blocks.ARTICLES).is_dir():
        others = sorted(file.name for file in folder.iterdir() if file.name != _LOCK)
        if others:
            raise InputError(
                f"{folder}: holds {others[0]} and no articles of a batch; name another output"
            )


def _together(sizes: Sequence[tuple[str, int, int]], *, block: int) -> Iterator[list[str]]:
    """Return the names of blocks that make one together, two or more.

    :param sizes: names, articles and bytes of blocks, each less than half full
    """
    names: list[str] = []
    n_articles = n_bytes = 0
    for name, articles, size in sizes:
        if n_articles + articles > block or n_bytes + size > _LARGEST:
            yield names
            names, n_articles, n_bytes = [], 0, 0
        names.append(name)
        n_articles += articles
        n_bytes += size
    if len(names) > 1:
        yield names
