"""A folder of Parquet files: readable at any time, by every engine, one row an article."""

import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predict.archive.files import blocks, parquet
from predict.archive.files.parquet import ParquetSink, write_block
from predict.archive.outcome import Outcome
from predict.archive.sinks import Done
from tests.predict.archive.power import Failing, tree_of, watched
from tests.predict.archive.reading import parquet_rows
from tests.predict.archive.some_outcomes import OUTCOMES, outcome, some, table_rows


def written(
    folder: Path,
    outcomes: list[Outcome],
    *,
    resume: bool = True,
    block: int = 3,
    finish: bool = True,
) -> None:
    with closing(ParquetSink.open(folder, resume=resume, block=block)) as sink:
        sink.write(outcomes)
        if finish:
            sink.finish()


def done(folder: Path) -> list[Done]:
    with closing(ParquetSink.open(folder, resume=True)) as sink:
        return list(sink.done())


def n_rows(folder: Path, table: str = "articles") -> int:
    """The rows of a table as DuckDB counts them."""
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT count(*) FROM '{folder}/{table}/*.parquet'").fetchall()
    return int(found[0][0])


def names(folder: Path) -> list[str]:
    return [*blocks.names_in(folder)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out.parquet"


@settings(max_examples=12)
@given(st.lists(OUTCOMES, max_size=5), st.integers(1, 3))
def test_rows_are_those_of_the_outcomes(
    tmp_path_factory: pytest.TempPathFactory, outcomes: list[Outcome], block: int
) -> None:
    folder = tmp_path_factory.mktemp("any") / "out.parquet"
    written(folder, outcomes, block=block)
    assert parquet_rows(folder) == table_rows(outcomes)
    assert {one.id: one for one in done(folder)} == {one.id: Done.of(one) for one in outcomes}


@pytest.mark.parametrize("n", [0, 1, 7])
def test_every_engine_reads_it_at_any_time(folder: Path, n: int) -> None:
    sink = ParquetSink.open(folder, resume=False, block=3)
    sink.write(some(range(n)))
    for n_there in (n - n % 3, n):
        assert n_rows(folder) == n_there
        assert len(pd.read_parquet(folder / "articles")) == n_there
        entities = pd.read_parquet(folder / "entities")
        assert list(entities.columns) == blocks.SCHEMAS["entities"].names
        assert n_rows(folder, "entities") == len(entities)
        n_rows(folder, "appointments")
        sink.finish()
    sink.close()


def test_days_are_days_for_engines(folder: Path) -> None:
    written(folder, some(range(3)))
    question = f"SELECT day_from + 1 FROM '{folder}/entities/*.parquet' WHERE day_from IS NOT NULL"
    with duckdb.connect() as engine:
        days = engine.execute(question).fetchall()
    assert {str(day)[:10] for (day,) in days} == {"2019-03-13"}


def test_what_is_there_is_not_written_over(folder: Path) -> None:
    written(folder, [], resume=False)
    written(folder, some([0]), resume=False, finish=False)  # no article was there
    before = tree_of(folder)
    with pytest.raises(ValueError, match=r"out.parquet: holds something already; .*--resume"):
        ParquetSink.open(folder, resume=False)
    assert tree_of(folder) == before
    assert len(done(folder)) == 1


@pytest.mark.parametrize("resume", [False, True])
def test_a_folder_of_something_else_is_left_alone(folder: Path, resume: bool) -> None:
    folder.mkdir()
    (folder / "notes.txt").touch()
    with pytest.raises(ValueError, match=r"holds (something already|notes.txt and no articles)"):
        ParquetSink.open(folder, resume=resume)
    assert tree_of(folder) == {"notes.txt": b""}


def test_places_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file.parquet").touch()
    with pytest.raises(ValueError, match="is no folder; name another output"):
        ParquetSink.open(tmp_path / "file.parquet", resume=True)
    with pytest.raises(ValueError, match=r"there is no folder .*nowhere; make it first"):
        ParquetSink.open(tmp_path / "nowhere" / "out.parquet", resume=False)


def test_blocks_hold_something(folder: Path) -> None:
    with pytest.raises(ValueError, match="blocks of 0 articles hold nothing; expected 1 or more"):
        ParquetSink.open(folder, resume=False, block=0)


def test_two_batches_on_one_folder(folder: Path) -> None:
    sink = ParquetSink.open(folder, resume=False)
    sink.write(some([0]))
    with pytest.raises(ValueError, match=r"out.parquet: another batch writes to it"):
        ParquetSink.open(folder, resume=True)
    sink.finish()
    sink.close()
    assert len(done(folder)) == 1


def test_blocks_are_full_and_the_rest_survives_without_a_finish(folder: Path) -> None:
    written(folder, some(range(8)), finish=False)
    assert names(folder) == ["00000000", "00000001", "00000002"]
    assert [one.id for one in done(folder)] == [f"bài {n:03}" for n in range(8)]
    assert names(folder)[3:] == ["00000003"]
    assert not list(folder.glob(".*"))


def test_what_is_pending_counts_as_done(folder: Path) -> None:
    with closing(ParquetSink.open(folder, resume=False, block=3)) as sink:
        sink.write(some(range(4)))
        assert list(sink.done()) == [Done.of(one) for one in some(range(4))]


def test_a_block_is_full_of_bytes_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_LARGEST", 3000)
    with closing(ParquetSink.open(folder, resume=False)) as sink:
        for n in range(8):
            sink.write([outcome(3 * n)])
    sizes = [blocks.size_of(folder, name)[0] for name in names(folder)]
    assert sizes[:2] == [0, sizes[1]]
    assert 1 < sizes[1] < 8


def test_replaced_articles_have_one_row_in_the_end(folder: Path) -> None:
    written(folder, some(range(9)))
    changed = [*some([0], version="b"), *some([3, 4, 5], version="b"), *some([9])]
    with closing(ParquetSink.open(folder, resume=True, block=3)) as sink:
        sink.write(changed)
        assert n_rows(folder) == 9 + 3
        sink.finish()
        assert n_rows(folder) == 10
    assert parquet_rows(folder) == table_rows([*some(range(9)), *changed])
    assert "00000002" not in names(folder)  # nothing was left of it
    assert blocks.names_in(folder, "entities") == names(folder)


def test_nothing_is_written_anew_without_a_reason(folder: Path) -> None:
    written(folder, some(range(9)))
    before = {path: path.stat().st_ino for path in folder.rglob("*.parquet")}
    written(folder, some([9]))
    assert (
        before.items() <= {path: path.stat().st_ino for path in folder.rglob("*.parquet")}.items()
    )


def test_small_blocks_are_put_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_MOST_SMALL", 3)
    written(folder, some(range(6)), block=6)
    for n in range(6, 9):
        written(folder, some([n]), block=6)
    assert len(names(folder)) == 1 + 1 + 3
    written(folder, some([9]), block=6)
    assert names(folder) == ["00000000", "00000001", "00000006"]
    assert parquet_rows(folder) == table_rows(some(range(10)))
    assert [one.id for one in done(folder)] == [f"bài {n:03}" for n in range(10)]


def test_what_is_put_together_fits_in_a_block(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_MOST_SMALL", 3)
    for n in range(5):
        written(folder, some(range(2 * n, 2 * n + 2)), block=5)
    sizes = [blocks.size_of(folder, name)[0] for name in names(folder)]
    assert sizes == [0, 4, 4, 2]
    assert parquet_rows(folder) == table_rows(some(range(10)))


def test_a_replaced_row_does_not_come_back_when_blocks_are_put_together(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_MOST_SMALL", 1)
    for version in ("", "b", "c"):
        written(folder, some([0], version=version), block=9)
        written(folder, some([1], version=version), block=9)
    assert parquet_rows(folder) == table_rows(some([0, 1], version="c"))


def test_blocks_of_other_writers_are_gone_on_with(folder: Path) -> None:
    written(folder, [])
    write_block(folder, "00000007-ab", some([0]))
    written(folder, some([0], version="b"))
    assert names(folder) == ["00000000", "00000008"]
    assert parquet_rows(folder) == table_rows(some([0], version="b"))


def test_a_damaged_block_is_read_anew(folder: Path) -> None:
    written(folder, some(range(6)))
    file = blocks.file_of(folder, "00000001")
    file.write_bytes(b"")
    with pytest.raises(ValueError, match=r"00000001.parquet: cannot be read .*; remove .*--resume"):
        done(folder)
    file.unlink()
    assert [one.id for one in done(folder)] == ["bài 003", "bài 004", "bài 005"]


def test_after_a_failure_nothing_is_taken(folder: Path) -> None:
    sink = ParquetSink.open(folder, resume=False, block=3)
    with (
        watched(folder, Failing(1)),
        pytest.raises(OSError, match=r"-0+1.jsonl: cannot be written"),
    ):
        sink.write(some([0]))
    with pytest.raises(RuntimeError, match="an earlier write failed; open it again"):
        sink.write(some([0]))
    sink.close()
    assert done(folder) == []


def test_a_question_asked_while_rows_are_replaced(folder: Path) -> None:
    """DuckDB keeps the files open that it reads, and finds the new ones when asked again."""
    written(folder, some(range(3000), version="a"), block=500)
    with duckdb.connect() as engine:
        engine.execute(f"CREATE VIEW articles AS SELECT * FROM '{folder}/articles/*.parquet'")
        running = engine.execute("SELECT digest FROM articles")
        first = running.fetchone()
        written(folder, some(range(400), version="b"), block=500)
        assert first
        counts = "count(*), count(DISTINCT id), count(*) FILTER (text LIKE '% b')"
        found = engine.execute(f"SELECT {counts} FROM articles").fetchall()
        assert found == [(3000, 3000, sum(n % 3 != 2 for n in range(400)))]


def test_a_reserved_name_is_given_to_nobody_else(folder: Path) -> None:
    with closing(ParquetSink.open(folder, resume=False, block=1)) as sink:
        sink.write(some([0]))
        name = sink.reserve()
        write_block(folder, f"{name}-0", some([1]))
        sink.write(some([2]))
        sink.finish()
    assert name == "00000002"
    with closing(ParquetSink.open(folder, resume=True)) as sink:
        assert sink.reserve() == "00000004"
        assert [one.id for one in sink.done()] == [one.id for one in some([0, 1, 2])]


def test_memory_holds_one_block(folder: Path) -> None:
    def most(n: int) -> int:
        tracemalloc.start()
        before = pa.total_allocated_bytes()
        with closing(ParquetSink.open(folder / str(n), resume=False, block=64)) as sink:
            for start in range(0, n, 16):
                sink.write(some(range(start, start + 16)))
            sink.finish()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert pa.total_allocated_bytes() <= before + 1_000_000
        return peak

    folder.mkdir()
    assert most(1024) < 500_000


@pytest.fixture(autouse=True)
def no_litter(folder: Path) -> Iterator[None]:
    yield
    assert not [one for one in folder.rglob(".*") if "pending" not in one.name]
