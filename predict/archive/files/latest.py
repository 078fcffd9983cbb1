"""Which of the things with the same id came last; on disk, so that memory stays flat."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_TABLE = "CREATE TABLE seen (number INTEGER PRIMARY KEY, id TEXT NOT NULL, place INTEGER NOT NULL)"
_COUNTS = "SELECT count(*), count(DISTINCT id) FROM seen"
_IN_ORDER = "SELECT min(number) AS first, max(place) FROM seen GROUP BY id ORDER BY first"
_REPLACED = """
SELECT place, id FROM seen AS old
WHERE place < (SELECT max(place) FROM seen WHERE id = old.id) ORDER BY place
"""


class Latest:
    """Ids and where they stand, in a file that the system removes however the process ends.

    Places ascend: of one id, the one with the highest place came last.
    """

    def __init__(self, seen: Iterable[tuple[str, int]]) -> None:
        """Take in ids and their places, in order.

        :raises OSError: if the temporary folder is full
        """
        self._database = sqlite3.connect("", isolation_level=None)
        with _told():
            self._database.execute("PRAGMA journal_mode = OFF")
            self._database.execute(_TABLE)
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO seen (id, place) VALUES (?, ?)", seen)
            self._database.execute("CREATE INDEX by_id ON seen (id, place)")
            n_seen, n_ids = self._database.execute(_COUNTS).fetchone()
        self.n_replaced: int = n_seen - n_ids

    def in_order(self) -> Iterator[int]:
        """Return where the last of each id stands, in the order in which ids first came."""
        with _told():
            for _, place in self._database.execute(_IN_ORDER):
                yield place

    def replaced(self) -> Iterator[tuple[int, str]]:
        """Return the ids that come again later and where they stand, by place."""
        with _told():
            for place, id_ in self._database.execute(_REPLACED):
                yield int(place), str(id_)

    def close(self) -> None:
        """Let go of it."""
        self._database.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(
            f"the list of ids cannot be kept in the temporary folder ({error}); make room there "
            "or name another folder in SQLITE_TMPDIR"
        ) from error
