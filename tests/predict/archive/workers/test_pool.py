import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from predict.archive.article import Article, Input, Reason, Unreadable
from predict.archive.outcome import Outcome
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop
from predict.errors import InputError
from tests.paths import ROOT
from tests.predict.archive.fakes import MODEL, LoadFake, article

HUNG = 120.0  # seconds after which a test is taken to wait for ever
PARENT = """
import itertools, sys
from pathlib import Path
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop
from tests.predict.archive.fakes import MODEL, LoadFake, article
if __name__ == "__main__":
    load = LoadFake(folder=Path(sys.argv[1]))
    inputs = (article(str(i), sys.argv[2]) for i in itertools.count())
    with Pool(load, model=MODEL, n_workers=2) as pool, Stop() as stop:
        for _ in pool.read(inputs, stop=stop):
            print(*pool.pids, flush=True)
"""


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    """End a test that waits for ever."""

    def fail(*_: object) -> None:
        raise TimeoutError("it waits for ever")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(int(HUNG))
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def a_pool(folder: Path, *, n_workers: int = 2, timeout: float = 60, fault: str = "") -> Pool:
    load = LoadFake(folder=folder, fault=fault)
    return Pool(load, model=MODEL, n_workers=n_workers, timeout=timeout)


def read(pool: Pool, inputs: list[Input]) -> list[Outcome]:
    with pool:
        found = [one for ready in pool.read(iter(inputs), stop=Stop()) for one in ready]
    assert pool.pids == []
    return found


def contents(*given: str) -> list[Input]:
    return [article(str(number), content) for number, content in enumerate(given)]


def test_everything_comes_out_in_order(tmp_path: Path) -> None:
    bad = Unreadable(id="x", source="x.pdf", reason=Reason.unknown_form, detail="no")
    inputs: list[Input] = [*contents("slow", *["một"] * 300), bad, article("last")]
    found = read(a_pool(tmp_path), inputs)
    assert [one.id for one in found] == [one.id for one in inputs]
    assert [(one.id, one.detail) for one in found if one.reason] == [("x", "no")]
    assert found[1].text == "một"


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    assert read(a_pool(tmp_path), []) == []


def test_only_unreadable_inputs_start_no_worker(tmp_path: Path) -> None:
    bad = Unreadable(id="x", source="x", reason=Reason.unknown_form, detail="no")
    pool = a_pool(tmp_path, fault="no model")
    start = time.monotonic()
    assert len(read(pool, [bad] * 5000)) == 5000
    assert time.monotonic() - start < 5


def test_no_more_workers_than_articles(tmp_path: Path) -> None:
    pool = a_pool(tmp_path, n_workers=8)
    most = 0
    with pool:
        for _ in pool.read(iter(contents("một")), stop=Stop()):
            most = max(most, len(pool.pids))
    assert most == 1


def test_one_that_ends_its_worker_twice(tmp_path: Path) -> None:
    found = read(a_pool(tmp_path), contents("một", "die", "hai", "die once", "ba"))
    assert [one.reason for one in found] == [None, Reason.crashed, None, None, None]
    assert found[1].detail is not None
    assert "ended two processes that read it (signal 9)" in found[1].detail
    assert found[1].model == "fake 1"


def test_one_that_never_comes_back(tmp_path: Path) -> None:
    found = read(a_pool(tmp_path, timeout=1), contents("một", "sleep", "hai", "ba"))
    assert [one.reason for one in found] == [None, Reason.took_too_long, None, None]
    assert found[1].detail == "not read after 1 s; cut it, or give it more with --timeout"


def test_a_long_time_for_many_is_not_a_long_time_for_one(tmp_path: Path) -> None:
    found = read(a_pool(tmp_path, timeout=1, n_workers=1), contents(*["slow"] * 10))
    assert [one.reason for one in found] == [None] * 10


def test_workers_are_killed_again_and_again(tmp_path: Path) -> None:
    pool = a_pool(tmp_path)
    found: list[Outcome] = []
    n_killed = 0
    with pool:
        for ready in pool.read(iter(contents(*["slow"] * 40)), stop=Stop()):
            found += ready
            if len(found) >= 6 * (n_killed + 1) and pool.pids and n_killed < 5:
                os.kill(pool.pids[n_killed % len(pool.pids)], signal.SIGKILL)
                n_killed += 1
    assert n_killed == 5
    assert [(one.id, one.reason) for one in found] == [(str(i), None) for i in range(40)]


def test_a_worker_killed_in_the_middle_of_its_answer(tmp_path: Path) -> None:
    """Who reads from a worker that was killed while it wrote must not wait for the rest."""
    with a_pool(tmp_path) as pool:
        found: list[Outcome] = []
        outcomes = pool.read(iter(contents("long", "một", "hai", *["slow"] * 9)), stop=Stop())
        found += next(outcomes)
        while not (tmp_path / "0").exists():
            time.sleep(0.1)
        time.sleep(2)  # it writes, and nobody reads
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        for ready in outcomes:
            found += ready
    assert [one.id for one in found] == [str(i) for i in range(12)]
    assert {one.reason for one in found} == {None}
    assert len(found[0].text or "") == 30_000_000


def test_a_worker_stopped_in_the_middle_of_its_answer(tmp_path: Path) -> None:
    with a_pool(tmp_path, n_workers=1, timeout=5) as pool:
        outcomes = pool.read(iter(contents("long", "một")), stop=Stop())
        found = next(outcomes)
        while not (tmp_path / "0").exists():
            time.sleep(0.1)
        time.sleep(2)  # it writes, and nobody reads
        os.kill(pool.pids[0], signal.SIGSTOP)
        start = time.monotonic()
        for ready in outcomes:
            found += ready
    assert time.monotonic() - start < HUNG / 2, "the alarm ends it too"
    assert [(one.id, one.reason) for one in found] == [("0", None), ("1", None)]


def test_a_worker_stopped_before_a_large_article(tmp_path: Path) -> None:
    with a_pool(tmp_path, n_workers=1, timeout=5) as pool:

        def inputs() -> Iterator[Input]:
            yield article("0")
            time.sleep(3)  # the first is read by now
            os.kill(pool.pids[0], signal.SIGSTOP)
            yield article("1", "ă" * 1_000_000)

        found = [one for ready in pool.read(inputs(), stop=Stop()) for one in ready]
    assert [(one.id, one.reason) for one in found] == [("0", None), ("1", None)]


def test_a_model_that_cannot_be_loaded(tmp_path: Path) -> None:
    pool = a_pool(tmp_path, fault="models/x: no bundle here")
    with pytest.raises(InputError, match=r"^models/x: no bundle here$"):
        read(pool, contents("một", "hai"))


def test_workers_that_end_while_they_load(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"while they load the model \(signal 9\).*--workers 1"):
        read(a_pool(tmp_path, fault="die"), contents("một", "hai"))


@pytest.mark.parametrize("asked", [1, 2])
def test_a_stop(tmp_path: Path, asked: int) -> None:
    inputs = iter(contents(*["slow"] * 400))
    stop = Stop()
    found: list[Outcome] = []
    with a_pool(tmp_path) as pool:
        for ready in pool.read(inputs, stop=stop):
            found += ready
            if found and not stop.asked:
                stop.asked = asked
                n_found = len(found)
    n_more = len(found) - n_found
    assert [one.id for one in found] == [str(i) for i in range(len(found))]
    assert n_more <= 4 if asked == 1 else n_more == 0
    assert len(list(inputs)) > 380, "inputs are taken as they are needed"


def test_memory_is_bounded_while_one_is_slow(tmp_path: Path) -> None:
    taken = 0

    def inputs() -> Iterator[Input]:
        nonlocal taken
        yield article("0", "sleep")
        for number in range(1, 800):
            taken = number
            yield article(str(number))

    with a_pool(tmp_path, timeout=4) as pool:
        outcomes = pool.read(inputs(), stop=Stop())
        while not (ready := next(outcomes)):
            assert taken < 140
        assert ready[0].reason is Reason.took_too_long
        assert sum(len(more) for more in outcomes) + len(ready) == 800


def test_large_articles_reach_workers(tmp_path: Path) -> None:
    large = "ă" * 5_000_000
    found = read(a_pool(tmp_path), contents(*["một", large] * 5))
    assert [len(one.text or "") for one in found] == [3, 5_000_000] * 5


def test_workers_hear_no_signal_and_write_nothing(tmp_path: Path) -> None:
    with a_pool(tmp_path) as pool:
        found: list[Outcome] = []
        for ready in pool.read(iter(contents(*["slow"] * 8)), stop=Stop()):
            for pid in pool.pids:
                os.kill(pid, signal.SIGINT)
                os.kill(pid, signal.SIGTERM)
            found += ready
    assert {one.reason for one in found} == {None}


@pytest.mark.parametrize("content", ["slow", "sleep"])
def test_no_worker_outlives_its_parent(tmp_path: Path, content: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path), content],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    pids: list[int] = []
    while len(pids) < 2:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
    family = psutil.Process(parent.pid).children(recursive=True)
    assert {one.pid for one in family} >= set(pids)
    parent.kill()
    _, errors = parent.communicate(timeout=60)
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []
    assert errors == ""


def test_articles_pickle_by_their_fields() -> None:
    ours, theirs = multiprocessing.Pipe()
    one = Article(id="a", source="b", content="\ud800 một")
    ours.send(one)
    assert theirs.recv() == one
