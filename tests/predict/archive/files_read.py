"""Outcomes as files, and what DuckDB finds in them."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from predict.archive.files.parquet import ParquetSink
from predict.archive.outcome import Outcome

from .questions import blocks
from .tables_read import Cells


def write_parquet(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """Write a folder as a batch does, in blocks of five articles."""
    with closing(ParquetSink.open(folder, resume=False, block=5)) as sink:
        sink.write(outcomes)
        sink.finish()


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
