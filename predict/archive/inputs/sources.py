"""Where articles come from: files in folders, rows in tables, lines of standard input."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from predict.archive.article import Article, Form, Input, Unreadable
from predict.archive.faults import FaultError, megabytes, too_large
from predict.archive.inputs.columns import Columns, Row
from predict.archive.inputs.compressed import checked, is_packed, opened
from predict.archive.inputs.places import FileForm, Places, Stream, form_of, name_of
from predict.archive.inputs.read_csv import DELIMITERS, read_csv
from predict.archive.inputs.read_jsonl import read_jsonl
from predict.archive.inputs.read_parquet import count_rows, read_parquet
from predict.errors import InputError

LARGEST_BYTES = 10_000_000
_ROOM = 4  # a row is that many times as long as a text, for its other columns and escapes
_USUAL = Columns()
_HERE = Path()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReader:
    """Reads the articles in one file; ids and sources name it as it was named.

    :param columns: which columns of tables hold what
    :param largest_bytes: how long an article may be, in bytes when unpacked
    :param folder: where relative names lead from; by default the process's own folder
    """

    columns: Columns = _USUAL
    largest_bytes: int = LARGEST_BYTES
    folder: Path = _HERE

    def count(self, file: Path) -> int | None:
        """Return how many inputs a file holds, None where only reading it would tell."""
        try:
            form = form_of(file)
            if form is FileForm.parquet:
                return count_rows(self.folder / file, columns=self.columns)
        except FaultError:
            return 1
        return 1 if form in (FileForm.text, FileForm.html) else None

    def read(self, file: Path) -> Iterator[Input]:
        """Yield every article in a file in order, and of what cannot be read why."""
        name = name_of(file)
        try:
            form = form_of(file)
            if form in (FileForm.text, FileForm.html):
                yield self._article(self.folder / file, name, Form(form))
                return
        except FaultError as fault:
            yield fault.at(name, source=name)
            return
        yield from self.inputs_of(self._rows(self.folder / file, form), name)

    def inputs_of(self, rows: Iterable[Row | FaultError], file: str) -> Iterator[Input]:
        """Yield the inputs of a table; what ends it early stands where its next row would.

        :param rows: its rows
        :param file: what names it
        """
        number = 0
        try:
            for number, row in enumerate(rows, 1):
                if isinstance(row, FaultError):
                    yield row.at(f"{file}#{number}", source=file)
                else:
                    yield self.columns.input_of(
                        row, file=file, number=number, largest_bytes=self.largest_bytes
                    )
        except FaultError as fault:
            yield fault.at(f"{file}#{number + 1}", source=file)

    @property
    def longest(self) -> int:
        """How long a row may be, in bytes."""
        return _ROOM * self.largest_bytes

    def _article(self, file: Path, name: str, form: Form) -> Article:
        with opened(file) as stream:
            size = 0 if is_packed(file) else file.stat().st_size
            if size > self.largest_bytes:
                raise too_large(f"the file has {megabytes(size)}", self.largest_bytes)
            content = stream.read(self.largest_bytes + 1)
        if len(content) > self.largest_bytes:
            raise too_large("the file is larger than that when unpacked", self.largest_bytes)
        return Article(id=name, source=name, content=content, form=form)

    def _rows(self, file: Path, form: FileForm) -> Iterator[Row | FaultError]:
        if form is FileForm.parquet:
            yield from read_parquet(file, columns=self.columns)
            return
        delimiters = {FileForm.csv: DELIMITERS, FileForm.tsv: "\t"}
        with opened(file) as stream:
            if form is FileForm.jsonl:
                yield from read_jsonl(stream, longest=self.longest)
            else:
                yield from read_csv(
                    stream,
                    columns=self.columns,
                    longest=self.longest,
                    delimiters=delimiters[form],
                )


class Sources:
    """Places with articles in them; nothing is held but the article at hand."""

    def __init__(
        self,
        places: Sequence[str],
        *,
        columns: Columns = _USUAL,
        largest_bytes: int = LARGEST_BYTES,
        besides: Sequence[Path] = (),
    ) -> None:
        """Look where the places lead; no article is read yet.

        :param places: folders, patterns, files, ``-`` for JSON lines on standard input
        :param columns: which columns of tables hold what
        :param largest_bytes: how long an article may be, in bytes when unpacked
        :param besides: files and folders that are left out, such as the output
        :raises InputError: if a place leads nowhere, or a folder is empty
        """
        if largest_bytes < 1:
            raise InputError(f"the largest article has {largest_bytes} bytes; give 1 or more")
        self._places = Places(places, besides=besides)
        self._reader = FileReader(columns=columns, largest_bytes=largest_bytes)

    def reader_in(self, folder: Path) -> FileReader:
        """Return what reads the files on other machines.

        :param folder: where relative names lead from
        """
        return replace(self._reader, folder=folder)

    def files(self) -> Iterator[Path | Stream | Unreadable]:
        """Yield the files in order, and what cannot be looked into."""
        return self._places.files()

    def inputs(self) -> Iterator[Input]:
        """Yield every article in order, and of what cannot be read why."""
        for file in self.files():
            if isinstance(file, Unreadable):
                yield file
            elif isinstance(file, Stream):
                rows = _standard_input(self._reader.longest)
                yield from self._reader.inputs_of(rows, file.value)
            else:
                yield from self._reader.read(file)

    def total(self) -> int | None:
        """Return how many inputs there are, None where only reading them would tell."""
        total = 0
        for file in self.files():
            if isinstance(file, Stream):
                return None
            n = 1 if isinstance(file, Unreadable) else self._reader.count(file)
            if n is None:
                return None
            total += n
        return total


def _standard_input(longest: int) -> Iterator[Row | FaultError]:
    with checked():
        yield from read_jsonl(sys.stdin.buffer, longest=longest)
