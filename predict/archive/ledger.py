"""What an output holds already, on disk: memory stays flat however much that is."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from predict.archive.sinks import Done

_SCHEMA = """
CREATE TABLE done (
    id BLOB PRIMARY KEY, source TEXT, digest TEXT, model TEXT, preprocessing INT, outcome TEXT
) WITHOUT ROWID;
CREATE TABLE seen (id BLOB PRIMARY KEY, times INT) WITHOUT ROWID;
"""


class Ledger:
    """What was done before, and which ids this run has seen."""

    def __init__(self, done: Iterable[Done] = ()) -> None:
        """Note what an output holds; of one id the last one counts.

        :raises OSError: if the folder for temporary files is full
        """
        self._base = sqlite3.connect("", isolation_level=None)  # a file that nobody else sees
        self._base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        self._base.execute("BEGIN")
        with _as_os_error():
            self._base.executemany(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (_key(d.id), d.source, d.digest, d.model, d.preprocessing, d.outcome)
                    for d in done
                ),
            )

    def find(self, id_: str) -> Done | None:
        """Return what is there under an id."""
        row = self._base.execute(
            "SELECT source, digest, model, preprocessing, outcome FROM done WHERE id = ?",
            (_key(id_),),
        ).fetchone()
        if row is None:
            return None
        source, digest, model, preprocessing, outcome = row
        return Done(
            id=id_,
            source=source,
            digest=digest,
            model=model,
            preprocessing=preprocessing,
            outcome=outcome,
        )

    def see(self, id_: str) -> int:
        """Note that an id has come, and return how often it has by now.

        :raises OSError: if the folder for temporary files is full
        """
        with _as_os_error():
            (times,) = self._base.execute(
                "INSERT INTO seen VALUES (?, 1) "
                "ON CONFLICT (id) DO UPDATE SET times = times + 1 RETURNING times",
                (_key(id_),),
            ).fetchone()
        return int(times)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Turn what sqlite3 says of a full disk into an error of the system."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(
            f"the folder for temporary files: {error}; set TMPDIR to one with more room"
        ) from error


def _key(id_: str) -> bytes:
    return id_.encode("utf-8", "surrogatepass")
