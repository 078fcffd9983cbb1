from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("ray")

from predict.archive.article import Article
from predict.archive.cluster import engine as ray_module
from predict.archive.cluster.connection import Shares
from predict.archive.cluster.foreman import ClusterError
from predict.archive.cluster.portions import Chunk, Portion
from predict.archive.cluster.stages import Fate, Order, Report
from predict.archive.tally import Tally
from predict.archive.workers.stop import Stop
from predict.errors import InputError
from tests.predict.archive.clustered import folder_of


class FakeForeman:
    """Gives out what it was told to."""

    def __init__(self, *answers: Sequence[object]) -> None:
        self.answers, self.orders = list(answers), list[Sequence[Order]]()

    def look(self, portions: Sequence[Portion]) -> None:
        """Everything is looked through at once."""

    def read(self, orders: Sequence[Order]) -> None:
        self.orders.append(orders)

    def next(self) -> list[object]:
        return [*self.answers.pop(0)]

    def end(self) -> None:
        """Nothing goes on."""


SHARES = Shares(n_workers=1, n_readers=1)
CHUNK = Chunk(
    portion=0, number=0, inputs=tuple(Article(id=n, source=n, content="một") for n in ("a", "b"))
)
WHOLE = "00000001-00000000-00000000"


def report(name: str, fate: Fate = Fate.written, words: str = "") -> Report:
    return Report(name=name, fate=fate, tally=Tally(n_read=1), words=words)


def test_what_fails_is_read_in_smaller_parts_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = folder_of(tmp_path, ["một", "hai"])
    foreman = FakeForeman(
        [CHUNK.sighting(), None],
        [report(WHOLE, Fate.failed, "it broke"), None],
        [report(f"{WHOLE}-1"), report("another"), ClusterError("gone")],
        [None],
    )
    monkeypatch.setattr(ray_module, "foreman_of", lambda *_: foreman)
    with pytest.raises(InputError, match=f"block {WHOLE}-0-z cannot be written; go on"):
        run.go(SHARES)
    asked = [[part.name for one in orders for part in one.parts] for orders in foreman.orders]
    assert asked == [[WHOLE], [f"{WHOLE}-0", f"{WHOLE}-1"], [f"{WHOLE}-0-z"]]
    assert run.said == [f"block {WHOLE} failed and is read in smaller ones: it broke"]
    assert (run.tally.n_inputs, run.tally.n_read) == (2, 1)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([[ClusterError("gone")]], "fails where files are looked through: gone"),
        ([[CHUNK.sighting(), None], [ClusterError("gone")]], "the cluster fails: gone; go on"),
        ([[CHUNK.sighting(), None], [report(WHOLE, Fate.hopeless, "full")]], "^full$"),
        (
            [[CHUNK.sighting(), None], [report(WHOLE, Fate.changed), None]],
            r"1 blocks of articles were not read.*00\.txt; go on with --resume",
        ),
    ],
)
def test_what_ends_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[list[object]],
    message: str,
) -> None:
    monkeypatch.setattr(ray_module, "foreman_of", lambda *_: FakeForeman(*answers))
    with pytest.raises(InputError, match=message):
        folder_of(tmp_path, ["một", "hai"]).go(SHARES)


def test_a_stop_waits_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, run = Stop(), folder_of(tmp_path, ["một"])
    foreman = FakeForeman([CHUNK.sighting()])
    monkeypatch.setattr(ray_module, "foreman_of", lambda *_: foreman)
    monkeypatch.setattr(stop, "asked", 1)
    run.go(SHARES, stop=stop)
    assert foreman.orders == []
    assert run.rows() == []
