"""Files and folders of before articles had places: they are read, and gone on with."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from predict.archive.files import blocks
from predict.archive.files.jsonl import JsonlSink
from predict.archive.files.parquet import ParquetSink
from predict.archive.outcome import Outcome
from predict.archive.sinks import Done
from tests.predict.archive.reading import parquet_rows
from tests.predict.archive.some_outcomes import outcome, some, table_rows


def test_lines_of_before_there_were_places_are_gone_on_with(tmp_path: Path) -> None:
    file, old = tmp_path / "out.jsonl", some(range(2))
    for one in old:
        line = {key: value for key, value in one.to_dict().items() if key != "places"}
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{json.dumps(line, ensure_ascii=False)}\n")
    with closing(JsonlSink.open(file, resume=True)) as sink:
        assert list(sink.done()) == [Done.of(one) for one in old]
        sink.write([outcome(3)])
        sink.finish()
        assert list(sink.outcomes()) == [*(replace(one, places=None) for one in old), outcome(3)]


def written(folder: Path, outcomes: list[Outcome]) -> None:
    with closing(ParquetSink.open(folder, resume=True, block=50)) as sink:
        sink.write(outcomes)
        sink.finish()


def lose_places(folder: Path) -> None:
    """Make of an archive one that was written before there were places."""
    for file in (folder / "articles").glob("*.parquet"):
        table = pq.ParquetFile(file).read()
        pq.write_table(table.drop_columns(["places"]), file)


def test_an_archive_of_before_there_were_places_is_gone_on_with(tmp_path: Path) -> None:
    folder = tmp_path / "out.parquet"
    old, new = some(range(13)), [*some(range(13, 15)), *some([0], version="!")]
    for one in old:  # daily runs of one article, which are joined
        written(folder, [one])
    assert len(blocks.names_in(folder)) > 2
    lose_places(folder)
    with closing(ParquetSink.open(folder, resume=True)) as sink:
        assert [one.id for one in sink.done()] == [one.id for one in old]
    written(folder, new)
    kept = [replace(one, places=None) for one in old[1:]]
    assert parquet_rows(folder) == table_rows([*kept, *new])
    with duckdb.connect() as engine:  # as the page about the tables says
        question = (
            f"SELECT id FROM read_parquet('{folder}/articles/*.parquet', union_by_name = true) "
            "WHERE places IS NOT NULL ORDER BY id"
        )
        found = engine.execute(question).fetchall()
    assert found == sorted((one.id,) for one in new if one.places is not None)
