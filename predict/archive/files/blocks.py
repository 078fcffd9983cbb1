"""The tables as Parquet files: one file a table and block of articles, whole or not there."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from predict.archive.files import durable
from predict.archive.outcome import Outcome
from predict.archive.rows import (
    KEYS,
    TABLES,
    AppointmentRow,
    ArticleRow,
    EntityRow,
    Row,
    Rows,
    columns,
)
from predict.archive.sinks import DONE, Done
from predict.errors import InputError

FORMAT = 1
"""Grows where files of before can no longer be read beside those of now."""
DAYS = ("published", "day_from", "day_to")
"""Columns with ISO days, which stand as dates in Parquet: ``date.isoformat`` gives the row back."""
ARTICLES = ArticleRow.table
_FORMAT, _MODELS = b"nhandang.format", b"nhandang.models"
_NAME = re.compile(r"\d{8}(?:-[0-9A-Za-z]+)*")
_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def schema_of(table: type[Row]) -> pa.Schema:
    """Return the columns of a table as Parquet has them.

    :param table: one of ``TABLES``
    """
    return pa.schema(
        [
            pa.field(name, pa.date32() if name in DAYS else _TYPES[kind], nullable=may_be_null)
            for name, (kind, may_be_null) in columns(table).items()
        ]
    )


SCHEMAS: dict[str, pa.Schema] = {table.table: schema_of(table) for table in TABLES}
Tables = dict[str, pa.Table]


def tables_of(rows: Sequence[Rows]) -> Tables:
    """Return rows as tables; of one id the last rows stay.

    :param rows: those of a block
    """
    last = {one.article.id: one for one in rows}.values()
    return {
        ArticleRow.table: _table(ArticleRow, [one.article for one in last]),
        EntityRow.table: _table(EntityRow, [row for one in last for row in one.entities]),
        AppointmentRow.table: _table(
            AppointmentRow, [row for one in last for row in one.appointments]
        ),
    }


def _table(table: type[Row], rows: Sequence[Row]) -> pa.Table:
    schema = SCHEMAS[table.table]
    cells = zip(*map(attrgetter(*schema.names), rows), strict=True) if rows else [()] * len(schema)
    arrays = [
        pa.array([_day(cell) for cell in column] if field.name in DAYS else column, field.type)
        for field, column in zip(schema, cells, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _day(cell: str | None) -> date | None:
    return None if cell is None else date.fromisoformat(cell)


def make_folders(folder: Path) -> None:
    """Make the folders of the tables where they are missing.

    :param folder: the archive's, which is there
    """
    for table in SCHEMAS:
        durable.make_folder(folder / table)


def write_block(folder: Path, name: str, outcomes: Sequence[Outcome]) -> None:
    """Write one block of the three tables, whole or not at all.

    The file of ``articles`` comes last: a block without it does not count. A block that is there
    is replaced, so that one that was cut off can be written again. Several may be written at once,
    under different names.

    :param folder: the archive's, with the folders of the tables (``make_folders``)
    :param name: eight digits, and more after a hyphen; of one id, the block with the last name
        counts
    :param outcomes: as many as fit in memory
    :raises ValueError: if the name is none
    :raises OSError: if it cannot be written
    """
    tables = tables_of([Rows.of(one) for one in outcomes])
    durable.remove(file_of(folder, name))
    write_tables(folder, name, tables)


def write_tables(folder: Path, name: str, tables: Tables) -> None:
    """Write the files of a block, each whole or not at all, ``articles`` last.

    Where a block is there and this ends early, its tables are of both until it is done again.

    :param folder: the archive's
    :param name: the block's
    :param tables: by their names
    :raises ValueError: if the name is none
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} names no block; expected eight digits, as 00000001")
    models = sorted(pc.unique(tables[ARTICLES]["model"]).to_pylist())
    for table in (*(one for one in SCHEMAS if one != ARTICLES), ARTICLES):
        _write_file(file_of(folder, name, table), tables[table], models=models)


def _write_file(file: Path, table: pa.Table, *, models: Sequence[str]) -> None:
    about = {_FORMAT: str(FORMAT), _MODELS: json.dumps(models, ensure_ascii=False)}
    content = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(about), content, compression="zstd")
    with durable.replacing(file) as descriptor:
        durable.write(descriptor, memoryview(content.getvalue()))


def remove_block(folder: Path, name: str) -> None:
    """Remove a block; what is left where that ends early does not count.

    :param folder: the archive's
    :param name: the block's
    """
    for table in (ARTICLES, *(one for one in SCHEMAS if one != ARTICLES)):
        durable.remove(file_of(folder, name, table))


def file_of(folder: Path, name: str, table: str = ARTICLES) -> Path:
    """Return where the file of a block is.

    :param folder: the archive's
    :param name: the block's
    :param table: the table's name
    """
    return folder / table / f"{name}.parquet"


def names_in(folder: Path, table: str = ARTICLES) -> list[str]:
    """Return the names of the blocks, in their order.

    :param folder: the archive's
    :param table: the table's name
    """
    names = (file.stem for file in (folder / table).glob("*.parquet"))
    return sorted(name for name in names if _NAME.fullmatch(name))


def tidy(folder: Path) -> None:
    """Remove what writers that were killed left: parts, and tables of blocks that do not count.

    :param folder: the archive's
    :raises InputError: if a block lacks a table
    """
    whole = set(names_in(folder))
    for table in SCHEMAS:
        durable.sweep(folder / table)
        names = set(names_in(folder, table))
        for name in sorted(names - whole):
            durable.remove(file_of(folder, name, table))
        if missing := sorted(whole - names):
            raise InputError(
                f"{file_of(folder, missing[0], table)}: is missing; remove "
                f"{file_of(folder, missing[0])}, and its articles are read anew with --resume"
            )


def done_in(folder: Path, name: str) -> Iterator[Done]:
    """Return what a block holds.

    :param folder: the archive's
    :param name: the block's
    """
    table = read_table(folder, name, columns=DONE)
    for row in table.to_pylist():
        yield Done(**row)


def read_table(
    folder: Path, name: str, table: str = ARTICLES, *, columns: Sequence[str] | None = None
) -> pa.Table:
    """Read a table of a block.

    :param folder: the archive's
    :param name: the block's
    :param table: the table's name
    :param columns: which columns; all by default
    :raises InputError: if it is damaged, or of another format
    """
    if columns:
        return _checked(folder, name, table, read=lambda opened: opened.read(columns=list(columns)))
    found: pa.Table = _checked(folder, name, table, read=lambda opened: opened.read())
    return _with_all_columns(found, SCHEMAS[table])


def lacks_columns(folder: Path, name: str) -> bool:
    """Say whether the articles of a block, if it is there, have fewer columns than those of today.

    :param folder: the archive's
    :param name: the block's
    """
    if not file_of(folder, name).exists():
        return False
    found: pa.Schema = _checked(folder, name, ARTICLES, read=lambda opened: opened.schema_arrow)
    return not set(SCHEMAS[ARTICLES].names) <= set(found.names)


def _with_all_columns(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a table with the columns of today; those that it lacks hold nothing."""
    for field in schema:
        if field.name not in table.column_names:
            table = table.append_column(field, pa.nulls(len(table), field.type))
    return table.select(schema.names)


def size_of(folder: Path, name: str) -> tuple[int, int]:
    """Return how many articles a block has, and how many bytes they take in memory.

    :param folder: the archive's
    :param name: the block's
    """
    about: pq.FileMetaData = _checked(folder, name, ARTICLES, read=lambda file: file.metadata)
    groups = [about.row_group(i) for i in range(about.num_row_groups)]
    return about.num_rows, sum(group.total_byte_size for group in groups)


def _checked(
    folder: Path, name: str, table: str, *, read: Callable[[pq.ParquetFile], pa.Table]
) -> pa.Table:
    file = file_of(folder, name, table)
    try:
        with pq.ParquetFile(file) as opened:
            found = (opened.metadata.metadata or {}).get(_FORMAT, b"none").decode()
            if found != str(FORMAT):
                raise InputError(
                    f"{file}: has format {found}, expected {FORMAT}; name another output"
                )
            return read(opened)
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            f"{file}: cannot be read ({error}); remove {file_of(folder, name)}, and its articles "
            "are read anew with --resume"
        ) from error


def without(tables: Tables, ids: Collection[str]) -> Tables:
    """Return tables without the rows of some articles.

    :param tables: by their names
    :param ids: of these articles
    """
    gone = pa.array(sorted(ids), pa.string())
    return {
        name: table.filter(pc.invert(pc.is_in(table[KEYS[name][0]], value_set=gone)))
        for name, table in tables.items()
    }
