"""Rows of a stream of CSV or TSV with a header row."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import IO

from predict.archive.article import Reason
from predict.archive.faults import FaultError, in_utf16, megabytes
from predict.archive.inputs.columns import Columns, Row

DELIMITERS = ",;\t|"
_AT_ONCE = 1 << 16
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what bytes that are not UTF-8 are decoded to


def read_csv(
    stream: IO[bytes], *, columns: Columns, longest: int, delimiters: str = DELIMITERS
) -> Iterator[Row | FaultError]:
    """Yield the cells of each row that are read, or what is wrong with that row.

    Which delimiter it has, the header row says. Empty lines are left out.

    :param stream: UTF-8, with or without a byte order mark; a cell may hold line breaks
    :param columns: the columns that are read
    :param longest: how long a row may be, in characters
    :param delimiters: those that it may have
    :raises FaultError: if the header row lacks a column
    """
    csv.field_size_limit(max(longest, csv.field_size_limit()))
    lines = _Lines(
        io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline=""), longest
    )
    first = lines.peek()
    if first.startswith(("\udcff\udcfe", "\udcfe\udcff")):
        raise in_utf16()
    delimiter = max(delimiters, key=lambda one: _fitness(first, one, columns))
    rows = _rows(lines, delimiter)
    header = _header(next(rows, []))
    wanted = {name: header.index(name) for name in columns.wanted(header, where="header row")}
    for name in wanted:
        if header.count(name) > 1:
            raise FaultError(Reason.damaged, f'the header row has more than one column "{name}"')
    for row in rows:
        if isinstance(row, FaultError):
            yield row
        elif (fault := _fault(row, len(header), lines)) is not None:
            yield fault
        else:
            yield {name: row[place] for name, place in wanted.items()}


class _Lines:
    """Lines for the parser of CSV, which puts rows together; none grows without end."""

    def __init__(self, stream: io.TextIOWrapper, longest: int) -> None:
        """Start before the first line."""
        self._stream = stream
        self._longest = longest
        self._first: str | None = None
        self._length = 0
        self._open = False  # an odd number of quotation marks so far in the row
        self.number = 0  # of the last line, from 1 on
        self.start = 1  # the line in which the row begins
        self.ended = False  # in the middle of a row

    def peek(self) -> str:
        """Return the first line that is not empty, without taking it."""
        if self._first is None:
            self._first = self._stream.readline(self._longest + 1)
            while self._first and not self._first.strip():
                self.number += 1
                self._first = self._stream.readline(self._longest + 1)
        return self._first

    def begin_row(self) -> None:
        """Say that the next line is the first of a row."""
        self.start = self.number + 1
        self._length = 0
        self._open = False

    def __iter__(self) -> "_Lines":
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line.

        :raises FaultError: if the row has become too long; the next line begins another one
        """
        line, self._first = self._first or self._stream.readline(self._longest + 1), None
        if not line:
            self.ended = self._length > 0
            raise StopIteration
        self.number += 1
        self._length += len(line)
        self._open ^= line.count('"') % 2 == 1
        if self._length > self._longest:
            raise self._pass_over(line)
        return line

    def _pass_over(self, line: str) -> FaultError:
        """Go to where the row ends: after a line, outside of quotation marks."""
        while self._open or not line.endswith(("\n", "\r")):
            ended = line.endswith(("\n", "\r"))
            if not (line := self._stream.readline(_AT_ONCE)):
                return self.never_closed() if self._open else self._too_long()
            self.number += ended
            self._open ^= line.count('"') % 2 == 1
        return self._too_long()

    def _too_long(self) -> FaultError:
        return FaultError(
            Reason.too_large, f"line {self.start}: a row of over {megabytes(self._longest)}"
        )

    def never_closed(self) -> FaultError:
        """Return that the row has taken in the rest of the file."""
        return FaultError(
            Reason.damaged,
            f"line {self.start}: a quotation mark is never closed; what follows to the end of "
            f"the file, line {self.number}, was not read",
        )


def _rows(lines: _Lines, delimiter: str) -> Iterator[list[str] | FaultError]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin_row()
        try:
            row = next(reader)
        except StopIteration:
            return
        except FaultError as fault:
            yield fault
            continue
        except csv.Error as error:
            yield FaultError(Reason.damaged, f"line {lines.start}: no CSV ({error})")
            continue
        if row:
            yield row


def _header(row: list[str] | FaultError) -> list[str]:
    if isinstance(row, FaultError):
        raise row
    if not row:
        raise FaultError(Reason.no_text, "empty; a header row must name the columns")
    if any(_NOT_UTF8.search(name) for name in row):
        raise FaultError(Reason.not_utf8, "the header row is not UTF-8; save the file as UTF-8")
    return [name.strip() for name in row]


def _fitness(first: str, delimiter: str, columns: Columns) -> tuple[bool, int]:
    """Return how well a delimiter explains the header row."""
    names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    return columns.content in names, len(names)


def _fault(row: Sequence[str], n_columns: int, lines: _Lines) -> FaultError | None:
    if lines.ended:
        return lines.never_closed()
    if len(row) < n_columns or any(row[n_columns:]):
        return FaultError(
            Reason.damaged,
            f"line {lines.start}: {len(row)} cells where the header row has {n_columns}; "
            "a text with delimiters or line breaks in it stands in quotation marks",
        )
    if any(_NOT_UTF8.search(cell) for cell in row):
        return FaultError(Reason.not_utf8, f"line {lines.start}: not UTF-8")
    return None
