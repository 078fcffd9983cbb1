"""Outcomes as files, and what DuckDB finds in them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from predict.archive.outcome import Outcome
from predict.archive.rows import TABLES, Rows, columns

from .questions import blocks
from .tables_read import Cells

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def write_parquet(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """Write a folder with a folder for each table, in two files."""
    for name, some in (("00000000", outcomes[:5]), ("00000001", outcomes[5:])):
        every = [Rows.of(outcome) for outcome in some]
        rows = [row for one in every for row in (one.article, *one.entities, *one.appointments)]
        for table in TABLES:
            schema = pa.schema([(key, _TYPES[kind]) for key, (kind, _) in columns(table).items()])
            own = [asdict(row) for row in rows if isinstance(row, table)]
            place = folder / table.table
            place.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(own, schema=schema), place / f"{name}.parquet")


def write_jsonl(file: Path, outcomes: Sequence[Outcome]) -> None:
    """Write a line for each outcome."""
    lines = [json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in outcomes]
    file.write_text("".join(lines), encoding="utf-8")


class Duck:
    """DuckDB with the views that the page shows over one form of file."""

    def __init__(self, form: str, place: Path) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(blocks()[form].replace(f"bao.{form}", str(place)))
        self._connection.execute(blocks()["macro"])

    def ask(self, question: str) -> Cells:
        return self._connection.execute(question).fetchall()
