import pytest

from predict.archive.ledger import Ledger
from predict.archive.sinks import Done


def done(id_: str, digest: str = "d") -> Done:
    return Done(id=id_, source="a.txt", digest=digest, model="m 1", preprocessing=1, outcome="read")


def test_the_last_of_one_id_counts() -> None:
    with Ledger([done("a", "1"), done("b"), done("a", "2")]) as ledger:
        assert ledger.find("a") == done("a", "2")
        assert ledger.find("b") == done("b")
        assert ledger.find("c") is None


def test_how_often_an_id_has_come() -> None:
    with Ledger() as ledger:
        assert [ledger.see(name) for name in ("a", "b", "a", "a")] == [1, 1, 2, 3]


@pytest.mark.parametrize("id_", ["", "bài 1", "A", "a\0b", "\udcff", "'; --"])
def test_every_id_is_itself(id_: str) -> None:
    with Ledger([done("a"), done(id_)]) as ledger:
        assert ledger.find(id_) == done(id_)
        assert ledger.find(f"{id_}x") is None


def test_what_cannot_be_noted_is_an_error_of_the_system() -> None:
    ledger = Ledger()
    ledger.close()
    with pytest.raises(OSError, match=r"temporary files: .*; set TMPDIR"):
        ledger.see("a")
