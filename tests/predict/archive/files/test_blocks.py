"""Blocks of the tables: what is in a file, and what becomes of broken ones."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predict.archive.files import blocks
from predict.archive.files.parquet import ParquetSink
from predict.archive.outcome import Outcome
from predict.archive.rows import TABLES, ArticleRow, columns
from predict.records import Json
from tests.predict.archive.power import tree_of
from tests.predict.archive.reading import parquet_rows, table
from tests.predict.archive.some_outcomes import OUTCOMES, outcome, some, table_rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    blocks.make_folders(tmp_path)
    return tmp_path


def test_columns_are_those_of_the_rows() -> None:
    for one in TABLES:
        schema = blocks.SCHEMAS[one.table]
        assert schema.names == list(columns(one))
        assert [field.nullable for field in schema] == [null for _, null in columns(one).values()]
    entities = blocks.SCHEMAS["entities"]
    kinds = [str(entities.field(name).type) for name in ("surface", "number", "amount", "day_to")]
    assert kinds == ["string", "int64", "double", "date32[day]"]


@settings(max_examples=40)
@given(st.lists(OUTCOMES, max_size=4))
def test_rows_are_read_again(
    tmp_path_factory: pytest.TempPathFactory, outcomes: list[Outcome]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    blocks.make_folders(folder)
    blocks.write_block(folder, "00000001", outcomes)
    assert parquet_rows(folder) == table_rows(outcomes)


def test_a_block_without_rows_has_columns(folder: Path) -> None:
    blocks.write_block(folder, "00000000", [])
    for name, schema in blocks.SCHEMAS.items():
        assert pq.read_table(folder / name).schema.equals(schema)
    assert blocks.size_of(folder, "00000000")[0] == 0


def test_columns_of_nothing_but_null_keep_their_types(folder: Path) -> None:
    blocks.write_block(folder, "00000001", [outcome(2)])  # rejected: no text, no type
    blocks.write_block(folder, "00000002", [outcome(0)])
    assert pq.read_table(folder / "articles").schema.field("type_score").type == pa.float64()
    assert [row["text"] is None for row in table(folder, "articles")] == [True, False]


def test_the_first_and_last_days_there_are(folder: Path) -> None:
    days = [date.min.isoformat(), "1000-02-29", date.max.isoformat()]
    days[1] = "1600-02-29"
    outcomes = [replace(outcome(n), published=day) for n, day in enumerate(days)]
    blocks.write_block(folder, "00000001", outcomes)
    assert [row["published"] for row in table(folder, "articles")] == days


@pytest.mark.parametrize("value", [10**300, 2**63, 1_250_000_000_000, 0.1, -3])
def test_large_numbers(folder: Path, value: float) -> None:
    """Amounts are doubles: whole numbers up to 2^53 stay exact, larger ones keep 15 digits."""
    prediction: dict[str, Json] = json.loads(json.dumps(outcome(0).prediction))
    entities = prediction["entities"]
    assert isinstance(entities, list)
    assert isinstance(entities[2], dict)
    entities[2]["value"] = {"value": value, "unit": "VND"}
    blocks.write_block(folder, "00000001", [replace(outcome(0), prediction=prediction)])
    assert [row["amount"] for row in table(folder, "entities")][2] == float(value)


def test_a_very_long_text(folder: Path) -> None:
    text = "Bí thư Đảng ủy xã Nà Phung. " * 400_000  # 11 million characters
    blocks.write_block(folder, "00000001", [replace(outcome(n), text=text) for n in (0, 1)])
    assert pq.read_table(folder / "articles", columns=["text"])["text"].to_pylist() == [text, text]
    assert blocks.file_of(folder, "00000001").stat().st_size < 100_000


def test_of_one_id_in_a_block_the_last_stays(folder: Path) -> None:
    outcomes = [*some([0, 1]), *some([0], version="b")]
    blocks.write_block(folder, "00000001", outcomes)
    assert parquet_rows(folder) == table_rows(outcomes)


def test_a_block_can_be_written_again(folder: Path) -> None:
    blocks.write_block(folder, "00000001-ab", some([0, 1]))
    blocks.write_block(folder, "00000001-ab", some([3]))
    assert parquet_rows(folder) == table_rows(some([3]))
    blocks.remove_block(folder, "00000001-ab")
    blocks.remove_block(folder, "00000001-ab")
    assert set(tree_of(folder).values()) == {None}


@pytest.mark.parametrize("name", ["1", "../00000001", "00000001.parquet", "00000001-", "abcdefgh"])
def test_names_that_sort_wrongly_are_refused(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="names no block; expected eight digits"):
        blocks.write_block(folder, name, [])


def test_a_block_says_its_format_and_models(folder: Path) -> None:
    blocks.write_block(folder, "00000001", some([0, 1]))
    found = pq.read_metadata(blocks.file_of(folder, "00000001", "entities"))
    assert found.metadata[b"nhandang.format"] == b"1"
    assert json.loads(found.metadata[b"nhandang.models"]) == ["toy 1.0.0"]
    assert found.row_group(0).column(0).compression == "ZSTD"


def test_a_block_of_another_format_is_refused(folder: Path) -> None:
    blocks.write_block(folder, "00000001", some([0]))
    file = blocks.file_of(folder, "00000001")
    rows = pq.read_table(file)
    for about, named in (({b"nhandang.format": b"2"}, "2"), (None, "none")):
        pq.write_table(rows.replace_schema_metadata(about), file)
        with pytest.raises(ValueError, match=f"1.parquet: has format {named}, expected 1; name"):
            blocks.read_table(folder, "00000001")


@pytest.mark.parametrize("size", [0, 4, 600])
def test_a_damaged_block_says_what_to_do(folder: Path, size: int) -> None:
    blocks.write_block(folder, "00000001", some(range(9)))
    blocks.write_block(folder, "00000002", some([9]))
    file = blocks.file_of(folder, "00000001", "entities")
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(
        ValueError, match=r"entities/0+1.parquet: cannot be read .* remove .*art"
    ) as e:
        blocks.read_table(folder, "00000001", "entities")
    assert str(blocks.file_of(folder, "00000001")) in str(e.value)
    blocks.file_of(folder, "00000001").unlink()  # what the sentence says
    blocks.tidy(folder)
    assert parquet_rows(folder) == table_rows(some([9]))


def test_a_block_that_lacks_a_table_says_what_to_do(folder: Path) -> None:
    blocks.write_block(folder, "00000001", some([0]))
    blocks.file_of(folder, "00000001", "appointments").unlink()
    with pytest.raises(
        ValueError, match=r"appointments/0+1.parquet: is missing; remove .*articles"
    ):
        blocks.tidy(folder)


def test_tables_of_blocks_that_do_not_count_are_removed(folder: Path) -> None:
    for name in ("00000001", "00000002-b"):
        blocks.write_block(folder, name, some([0]))
    blocks.file_of(folder, "00000002-b").unlink()
    for name in ("notes.parquet", "00000003.txt"):  # somebody else's
        (folder / "entities" / name).touch()
    (folder / "articles" / ".00000003.parquet.ab12.part").touch()
    blocks.tidy(folder)
    assert blocks.names_in(folder, "entities") == blocks.names_in(folder) == ["00000001"]
    assert {"entities/notes.parquet", "entities/00000003.txt"} < set(tree_of(folder))
    assert len([one for one in tree_of(folder).values() if one is not None]) == 5


def test_rows_of_some_articles_are_left_out(folder: Path) -> None:
    blocks.write_block(folder, "00000001", some(range(4)))
    tables = {name: blocks.read_table(folder, "00000001", name) for name in blocks.SCHEMAS}
    blocks.write_tables(folder, "00000001", blocks.without(tables, ["bài 001", "bài 002"]))
    assert parquet_rows(folder) == table_rows(some([0, 3]))
    assert ArticleRow.table == "articles"


def written_in_folder(folder: Path, outcomes: list[Outcome]) -> None:
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
        written_in_folder(folder, [one])
    assert len(blocks.names_in(folder)) > 2
    lose_places(folder)
    with closing(ParquetSink.open(folder, resume=True)) as sink:
        assert [one.id for one in sink.done()] == [one.id for one in old]
    written_in_folder(folder, new)
    kept = [replace(one, places=None) for one in old[1:]]
    assert parquet_rows(folder) == table_rows([*kept, *new])
    with duckdb.connect() as engine:  # as the page about the tables says
        question = (
            f"SELECT id FROM read_parquet('{folder}/articles/*.parquet', union_by_name = true) "
            "WHERE places IS NOT NULL ORDER BY id"
        )
        found = engine.execute(question).fetchall()
    assert found == sorted((one.id,) for one in new if one.places is not None)
