"""Of things with the same id, the last one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from predict.archive.files.latest import Latest


def test_the_last_of_each_in_the_order_of_the_first() -> None:
    with closing(Latest([("b", 0), ("a", 5), ("b", 9), ("c", 12), ("b", 20)])) as latest:
        assert latest.n_replaced == 2
        assert list(latest.in_order()) == [20, 5, 12]
        assert list(latest.replaced()) == [(0, "b"), (9, "b")]


def test_nothing_came_again() -> None:
    with closing(Latest([("b", 0), ("\0", 1), ("", 2), ("B", 3)])) as latest:
        assert latest.n_replaced == 0
        assert list(latest.in_order()) == [0, 1, 2, 3]
        assert list(latest.replaced()) == []


def test_a_full_temporary_folder_is_said_in_one_sentence() -> None:
    def seen() -> Iterator[tuple[str, int]]:
        yield "a", 0
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(OSError, match=r"disk is full.; make room there or name another folder"):
        Latest(seen())


def test_one_that_is_left_half_read_closes() -> None:
    latest = Latest([("a", 0), ("a", 1), ("b", 2), ("b", 3)])
    replaced = latest.replaced()
    next(replaced)
    latest.close()
    replaced.close()  # type: ignore[attr-defined]  # a generator
