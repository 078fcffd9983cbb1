from pathlib import Path

import pytest

from predict.archive.database.sink import DatabaseSink
from predict.archive.files.jsonl import JsonlSink
from predict.archive.files.parquet import ParquetSink
from predict.archive.outputs import files_of, open_sink
from predict.errors import InputError


@pytest.mark.parametrize(
    ("name", "kind"),
    [("o.jsonl", JsonlSink), ("o.JSONL", JsonlSink), ("o.parquet", ParquetSink),
     ("sqlite:///o.db", DatabaseSink)],
)  # fmt: skip
def test_forms(name: str, kind: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sink = open_sink(name, resume=False)
    assert isinstance(sink, kind)
    sink.close()


def test_postgresql_is_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, bool]] = []
    monkeypatch.setattr(DatabaseSink, "open", lambda url, *, resume: seen.append((url, resume)))
    open_sink("postgresql://a@b/c", resume=True)
    assert seen == [("postgresql://a@b/c", True)]


@pytest.mark.parametrize("name", ["", "o", "o.json", "o.csv", "o.db", "folder/", "jsonl"])
def test_no_form(name: str) -> None:
    with pytest.raises(InputError, match=r"no output of a known form; name FILE.jsonl, FOLDER"):
        open_sink(name, resume=False)


def test_files() -> None:
    assert files_of("a/o.jsonl") == [Path("a/o.jsonl")]
    assert files_of("sqlite:///a/o.db")[:2] == [Path("a/o.db"), Path("a/o.db-wal")]
    assert files_of("sqlite:////a/o.db")[0] == Path("/a/o.db")
    assert files_of("sqlite:///a/o.db?timeout=5")[:2] == [Path("a/o.db"), Path("a/o.db-wal")]
    assert files_of("postgresql://a@b/c") == []
