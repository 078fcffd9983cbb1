"""Which output a name means: by its form."""

from pathlib import Path

from predict.archive.database.sink import DatabaseSink
from predict.archive.files.jsonl import JsonlSink
from predict.archive.files.parquet import ParquetSink
from predict.archive.sinks import Sink
from predict.errors import InputError

_SQLITE = "sqlite:///"
_BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps beside a database
FORMS = "FILE.jsonl, FOLDER.parquet, sqlite:///FILE or postgresql://USER@HOST/DATABASE"


def open_sink(out: str, *, resume: bool) -> Sink:
    """Open an output, or make it.

    :param out: its name, as in ``FORMS``
    :param resume: go on with what it holds
    :raises InputError: if the name has no such form, or the output cannot be opened or holds
        something that is not to be gone on with
    """
    if "://" in out:
        return DatabaseSink.open(out, resume=resume)
    suffix = Path(out).suffix.lower()
    if suffix == ".jsonl":
        return JsonlSink.open(Path(out), resume=resume)
    if suffix == ".parquet":
        return ParquetSink.open(Path(out), resume=resume)
    raise InputError(f"{out}: no output of a known form; name {FORMS}")


def files_of(out: str) -> list[Path]:
    """Return the files and folders that an output is kept in, which are no input."""
    if out.startswith(_SQLITE):
        file = out.removeprefix(_SQLITE).partition("?")[0]  # options of the database follow
        return [Path(f"{file}{suffix}") for suffix in _BESIDE]
    return [] if "://" in out else [Path(out)]
