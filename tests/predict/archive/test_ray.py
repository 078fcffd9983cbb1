"""A small cluster on this machine: its start takes seconds, so these tests are slow ones."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

pytest.importorskip("ray")

from predict.archive import ray as ray_module
from predict.archive.article import Article
from predict.archive.batch import batch
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome
from predict.archive.parquet import ParquetSink
from predict.archive.places import Places
from predict.archive.portions import Chunk, Portion
from predict.archive.ray_cluster import Shares, connected
from predict.archive.ray_foreman import ClusterError
from predict.archive.ray_stages import Fate, Order, Report, Task
from predict.archive.sieve import Sieve, Wish
from predict.archive.sources import FileReader
from predict.archive.stop import Stop
from predict.archive.tally import Tally
from predict.archive.worker import Load
from predict.errors import InputError
from tests.paths import ROOT
from tests.toy import ARTICLE

from .altered import write_articles
from .fakes import MODEL, FakeReader, LoadFake
from .killing import rows_in
from .reading import table

ALL_OF_IT = 400.0  # seconds after which something waits for ever


@dataclass(frozen=True, kw_only=True)
class DeadlyReader(FakeReader):
    """Of ``end the actor`` also ends the process that has asked for it."""

    def read(self, article: Article) -> Outcome:
        if article.content == b"end the actor":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        content = article.content
        text = content.decode() if isinstance(content, bytes) else content
        return FakeReader.read(self, replace(article, content=text))


@dataclass(frozen=True, kw_only=True)
class LoadDeadly(LoadFake):
    def __call__(self) -> FakeReader:
        return DeadlyReader(folder=self.folder)


@dataclass(kw_only=True)
class Batch:
    """A run over the files of a folder, in the folder ``o.parquet`` beside it."""

    folder: Path
    load: Load
    timeout: float = 60
    said: list[str]
    tally: Tally

    def go(self, shares: Shares, *, stop: Stop | None = None, resume: bool = False) -> None:
        out = self.folder.parent / "o.parquet"
        with closing(ParquetSink.open(out, resume=resume)) as sink, Ledger(sink.done()) as ledger:
            ray_module.RayRun(
                shares=shares,
                reader=FileReader(folder=Path.cwd()),
                task=Task(
                    load=self.load,
                    model=MODEL,
                    folder=out,
                    timeout=self.timeout,
                    is_text_kept=True,
                ),
                sieve=Sieve(wish=Wish(model=MODEL), ledger=ledger, tally=self.tally),
                sink=sink,
                tell=self.said.append,
            ).go(Places([str(self.folder)]).files(), stop=stop or Stop(), tick=lambda: None)

    def rows(self) -> list[tuple[str, str | None]]:
        rows = table(self.folder.parent / "o.parquet", "articles")
        return sorted((Path(str(row["id"])).name, row["reason"]) for row in rows)  # type: ignore[misc]


@pytest.fixture
def of(tmp_path: Path) -> Callable[[Sequence[str]], Batch]:
    def make(contents: Sequence[str]) -> Batch:
        (tmp_path / "in").mkdir()
        for number, content in enumerate(contents):
            (tmp_path / "in" / f"{number:02}.txt").write_text(content, encoding="utf-8")
        load = LoadDeadly(folder=tmp_path)
        return Batch(folder=tmp_path / "in", load=load, said=[], tally=Tally())

    return make


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
    of: Callable[[Sequence[str]], Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = of(["một", "hai"])
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
    of: Callable[[Sequence[str]], Batch],
    monkeypatch: pytest.MonkeyPatch,
    answers: list[list[object]],
    message: str,
) -> None:
    monkeypatch.setattr(ray_module, "foreman_of", lambda *_: FakeForeman(*answers))
    with pytest.raises(InputError, match=message):
        of(["một", "hai"]).go(SHARES)


def test_a_stop_waits_for_nothing(
    of: Callable[[Sequence[str]], Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, run = Stop(), of(["một"])
    foreman = FakeForeman([CHUNK.sighting()])
    monkeypatch.setattr(ray_module, "foreman_of", lambda *_: foreman)
    monkeypatch.setattr(stop, "asked", 1)
    run.go(SHARES, stop=stop)
    assert foreman.orders == []
    assert run.rows() == []


@pytest.fixture(scope="module")
def cluster() -> Iterator[Shares]:
    """One machine of two CPUs."""
    with connected(address=None, n_workers=1) as shares:
        yield shares


@pytest.mark.slow
def test_the_rows_are_those_of_the_local_engine(
    cluster: Shares, toy_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(Path("in.jsonl"), 30)
    Path("in").mkdir()
    for number in range(25):
        Path(f"in/{number:02}.txt").write_text(f"{ARTICLE} {number}", encoding="utf-8")
    Path("in/bad.txt").write_bytes(b"\xff")
    Path("in/c.pdf").write_bytes(b"%PDF")
    Path("in/d.csv").write_text(f'id,text\nx,"{ARTICLE}"\nx,"{ARTICLE}"\ny,\n', encoding="utf-8")

    @contextmanager
    def here(**_: object) -> Iterator[Shares]:
        yield cluster

    monkeypatch.setattr(ray_module, "connected", here)
    common = ["in", "in.jsonl", "--bundle", str(toy_bundle), "--workers", "1"]
    assert batch([*common, "local.parquet"], released=toy_bundle) == 0
    assert batch([*common, "ray.parquet", "--engine", "ray"], released=toy_bundle) == 0
    expected = rows_in("local.parquet")
    assert len(expected["articles"]) == 60
    assert rows_in("ray.parquet") == expected
    again = [*common, "ray.parquet", "--engine", "ray", "--resume"]
    Path("in/00.txt").write_text(ARTICLE, encoding="utf-8")
    assert batch([*again, "--max-rejects", "0"], released=toy_bundle) == 3
    rows = rows_in("ray.parquet")["articles"]
    assert len(rows) == 60
    assert next(one for one in rows if one not in expected["articles"])[0] == "in/00.txt"


@pytest.mark.slow
def test_who_ends_readers_is_rejected_and_the_others_are_read(
    cluster: Shares, of: Callable[[Sequence[str]], Batch]
) -> None:
    run = of(["một", "die", "die once", "sleep", *["hai"] * 16])
    run.timeout = 10
    run.go(cluster)
    reasons = {1: "crashed", 3: "took_too_long"}
    assert run.rows() == [(f"{n:02}.txt", reasons.get(n)) for n in range(20)]
    assert (run.tally.n_read, run.tally.n_rejected) == (18, 2)


@pytest.mark.slow
def test_an_actor_that_is_killed_loses_nothing(
    cluster: Shares, of: Callable[[Sequence[str]], Batch]
) -> None:
    run = of(["slow"] * 40)
    killed: list[int] = []

    def kill() -> None:
        marks = run.folder.parent / "o.parquet"
        until = time.monotonic() + 120
        while not killed and time.monotonic() < until:
            family = psutil.Process().children(recursive=True)
            actors = [one for one in family if "Read" in one.name() or "MapWorker" in one.name()]
            if actors and [*marks.glob(".tried-*")]:
                killed.append(actors[0].pid)
                os.kill(actors[0].pid, signal.SIGKILL)
            time.sleep(0.3)

    thread = threading.Thread(target=kill)
    thread.start()
    run.go(cluster)
    thread.join()
    assert killed
    assert run.rows() == [(f"{n:02}.txt", None) for n in range(40)]


@pytest.mark.slow
def test_who_ends_actors_is_rejected_at_the_end(
    cluster: Shares, of: Callable[[Sequence[str]], Batch]
) -> None:
    run = of(["một", "end the actor"])
    run.go(cluster)
    assert run.rows() == [("00.txt", None), ("01.txt", "crashed")]
    assert (run.tally.n_read, run.tally.n_rejected) == (1, 1)


def start(folder: Path, *more: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "predict", "batch", folder / "in", folder / "o.parquet",
         "--engine", "ray", "--workers", "1", *more],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.slow
def test_a_batch_that_is_killed_goes_on(toy_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        write_articles(tmp_path / "in" / f"{number}.jsonl", 30 if number < 1 else 600)
    lines = (tmp_path / "in" / "0.jsonl").read_text(encoding="utf-8")
    common: list[str | Path] = ["--bundle", toy_bundle, "--columns", "id=none"]
    process = start(tmp_path, *common)
    articles = tmp_path / "o.parquet" / "articles"
    until = time.monotonic() + ALL_OF_IT
    while not [*articles.glob("*-*.parquet")] and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    family = psutil.Process(process.pid).children(recursive=True)
    readers = [one for one in family if "Agent" not in one.name()]  # Ray's own may stay
    process.kill()
    _, alive = psutil.wait_procs(readers, timeout=60)
    assert alive == [], "nobody goes on when the batch has died"
    n_before = len(table(tmp_path / "o.parquet", "articles"))
    again = start(tmp_path, *common, "--resume")
    _, said = again.communicate(timeout=ALL_OF_IT)
    assert again.returncode == 0, said
    ids = [row["id"] for row in table(tmp_path / "o.parquet", "articles")]
    assert len(ids) == len(set(ids)) == lines.count("\n") + 1200
    assert n_before >= 30


@pytest.mark.slow
def test_a_cluster_of_one_cpu_is_told_and_not_waited_for(tmp_path: Path, toy_bundle: Path) -> None:
    environment = os.environ | {
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    code = (
        "import time, ray\n"
        "found = ray.init(address='local', num_cpus=1, include_dashboard=False, "
        "object_store_memory=100_000_000)\n"
        "print(found.address_info['gcs_address'], flush=True)\n"
        "time.sleep(1e6)"
    )
    head = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert head.stdout
        address = head.stdout.readline().strip()
        write_articles(tmp_path / "in.jsonl", 3)
        done = subprocess.run(
            [sys.executable, "-m", "predict", "batch", tmp_path / "in.jsonl",
             tmp_path / "o.parquet", "--engine", "ray", "--address", address,
             "--bundle", toy_bundle],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=ALL_OF_IT,
            check=False,
        )  # fmt: skip
    finally:
        head.kill()
        head.communicate()
    assert done.returncode == 2
    assert done.stderr.startswith("the cluster has 1 free CPUs, and it takes two")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "o.parquet").exists()
