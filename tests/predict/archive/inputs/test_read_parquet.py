from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.article import Reason
from predict.archive.faults import FaultError
from predict.archive.inputs.columns import Columns, Row
from predict.archive.inputs.read_parquet import count_rows, read_parquet
from tests.predict.archive.memory import measured

TEXT = st.none() | st.text(st.characters(exclude_categories=["Cs"]))


def written(folder: Path, columns: dict[str, pa.Array], **options: object) -> Path:
    file = folder / "a.parquet"
    pq.write_table(pa.table(columns), file, **options)
    return file


def read(file: Path, columns: Columns | None = None) -> list[Row | FaultError]:
    return list(read_parquet(file, columns=columns or Columns()))


@given(
    st.lists(st.tuples(TEXT, st.integers(-(2**63), 2**63 - 1), st.none() | st.dates())),
    st.sampled_from(["snappy", "zstd", "none"]),
)
def test_rows_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str | None, int, date | None]],
    compression: str,
) -> None:
    columns = {
        "other": pa.array([None for _ in rows], pa.string()),
        "text": pa.array([row[0] for row in rows], pa.string()),
        "id": pa.array([row[1] for row in rows], pa.int64()),
        "published": pa.array([row[2] for row in rows], pa.date32()),
    }
    file = written(
        tmp_path_factory.getbasetemp(), columns, compression=compression, row_group_size=3
    )
    assert read(file) == [{"text": t, "id": i, "published": p} for t, i, p in rows]
    assert count_rows(file, columns=Columns()) == len(rows)


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
)
def test_kinds_of_text(tmp_path: Path, kind: pa.DataType) -> None:
    texts = ["Bài", "", None, "Bài"]
    found = read(written(tmp_path, {"text": pa.array(texts, kind)}))
    assert found == [{"text": text} for text in texts]


def test_pages_in_bytes(tmp_path: Path) -> None:
    file = written(tmp_path, {"trang": pa.array([b"<p>B\xe0i"], pa.binary())})
    assert read(file, Columns(html="trang")) == [{"trang": b"<p>B\xe0i"}]


@pytest.mark.parametrize(
    ("value", "kind", "day"),
    [
        (1626195600_123456789, pa.timestamp("ns"), date(2021, 7, 13)),
        (1626195600, pa.timestamp("s"), date(2021, 7, 13)),
        (1626195600, pa.timestamp("s", tz="Asia/Ho_Chi_Minh"), date(2021, 7, 14)),
        (1626195600_000, pa.timestamp("ms", tz="UTC"), date(2021, 7, 13)),
    ],
)
def test_days_of_clocks(tmp_path: Path, value: int, kind: pa.DataType, day: date) -> None:
    columns = {"text": pa.array(["a"]), "published": pa.array([value], kind)}
    (row,) = read(written(tmp_path, columns))
    assert isinstance(row, dict)
    assert isinstance(row["published"], datetime)
    assert row["published"].date() == day


def test_days_that_no_calendar_has(tmp_path: Path) -> None:
    columns = {"text": pa.array(["a", "b"]), "published": pa.array([10**7, 0], pa.date32())}
    assert read(written(tmp_path, columns)) == [
        {"text": "a", "published": "10000000 as date32[day]"},
        {"text": "b", "published": date(1970, 1, 1)},
    ]


def test_not_utf8_is_a_fault_of_its_row(tmp_path: Path) -> None:
    texts = pa.array([b"a", b"\xff", b"b"], pa.binary()).view(pa.string())
    first, fault, last = read(written(tmp_path, {"text": texts}))
    assert (first, last) == ({"text": "a"}, {"text": "b"})
    assert isinstance(fault, FaultError)
    assert (fault.reason, fault.detail) == (Reason.not_utf8, '"text" is not UTF-8')


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    file = written(tmp_path, {"a": pa.array(["x"])})
    with pytest.raises(FaultError, match='the file has no column "text"; there are a') as caught:
        read(file)
    assert caught.value.reason is Reason.no_text
    with pytest.raises(FaultError, match="no column"):
        count_rows(file, columns=Columns())


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table at all, but long enough PAR1"])
def test_no_parquet(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(content)
    with pytest.raises(FaultError, match=r"no whole Parquet file: .") as caught:
        read(file)
    assert caught.value.reason is Reason.damaged
    with pytest.raises(FaultError, match="no whole Parquet file"):
        count_rows(file, columns=Columns())


def test_of_a_damaged_file_the_rows_before_the_damage(tmp_path: Path) -> None:
    texts = [f"bài {i} " + "x" * 200 for i in range(300)]
    file = written(tmp_path, {"text": pa.array(texts)}, row_group_size=100, compression="zstd")
    content = bytearray(file.read_bytes())
    start = pq.ParquetFile(file).metadata.row_group(2).column(0).dictionary_page_offset
    content[start : start + 300] = bytes(300)
    file.write_bytes(content)
    found: list[Row | FaultError] = []
    rows = read_parquet(file, columns=Columns())
    with pytest.raises(FaultError, match="no whole Parquet file") as caught:
        found.extend(rows)
    assert caught.value.reason is Reason.damaged
    assert found == [{"text": text} for text in texts[:192]]  # whole batches of 16


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(FaultError, match="cannot be read: No such file") as caught:
        read(tmp_path / "a.parquet")
    assert caught.value.reason is Reason.unreadable


@pytest.mark.slow
def test_memory_is_flat_however_large_a_group_of_rows_is(tmp_path: Path) -> None:
    texts = [f"{i} " + "Đồng chí Trần Thị Bình phát biểu. " * 80 for i in range(60_000)]
    columns = {"text": pa.array(texts)}
    file = written(tmp_path, columns, compression="none", use_dictionary=False)
    assert pq.ParquetFile(file).num_row_groups == 1
    n, more = measured(file)
    assert n == 60_000
    assert more < 60
