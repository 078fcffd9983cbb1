"""Rows of a Parquet file, a few at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from predict.archive.article import Reason
from predict.archive.faults import FaultError
from predict.archive.inputs.columns import Columns, Row
from predict.archive.inputs.compressed import opened

_ROWS_AT_ONCE = 16  # as many long articles fit into memory
_BUFFER = 1 << 20


def count_rows(file: Path, *, columns: Columns) -> int:
    """Return how many rows the file says that it has.

    :raises FaultError: if the file cannot be read, or lacks a column
    """
    with _table(file) as table:
        columns.wanted(table.schema_arrow.names, where="file")
        return int(table.metadata.num_rows)


def read_parquet(file: Path, *, columns: Columns) -> Iterator[Row | FaultError]:
    """Yield the values of each row that are read, or what is wrong with that row.

    :raises FaultError: if the file cannot be read any further, or lacks a column
    """
    with _table(file) as table:
        wanted = columns.wanted(table.schema_arrow.names, where="file")
        batches = table.iter_batches(_ROWS_AT_ONCE, columns=wanted, use_threads=False)
        for batch in batches:
            for number in range(batch.num_rows):
                yield _row(batch, number)


@contextmanager
def _table(file: Path) -> Iterator[pq.ParquetFile]:
    with opened(file) as stream:
        try:
            yield pq.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)  # else all is read
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            words = str(error).partition("\n")[0]
            raise FaultError(Reason.damaged, f"no whole Parquet file: {words}") from error


def _row(batch: pa.RecordBatch, number: int) -> Row | FaultError:
    row: dict[str, object] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            row[name] = _value(column[number])
        except UnicodeDecodeError:
            return FaultError(Reason.not_utf8, f'"{name}" is not UTF-8')
        except (ValueError, OverflowError, LookupError, pa.ArrowException):
            row[name] = f"{column[number].value} as {column.type}"  # no day of the calendar
    return row


def _value(scalar: pa.Scalar) -> object:
    if pa.types.is_timestamp(scalar.type):  # Python has no nanoseconds
        scalar = scalar.cast(pa.timestamp("us", scalar.type.tz), safe=False)
    return scalar.as_py()
