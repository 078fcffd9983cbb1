"""A small cluster on this machine: its start takes seconds, so these tests are slow ones."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

pytest.importorskip("ray")

from predict.archive.batch import batch
from predict.archive.cluster import engine as ray_module
from predict.archive.cluster.connection import Shares, connected
from tests.paths import ROOT
from tests.predict.archive.altered import write_articles
from tests.predict.archive.clustered import folder_of
from tests.predict.archive.killing import rows_in
from tests.predict.archive.reading import table
from tests.toy import ARTICLE

ALL_OF_IT = 400.0  # seconds after which something waits for ever


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
    cluster: Shares, tmp_path: Path
) -> None:
    run = folder_of(tmp_path, ["một", "die", "die once", "sleep", *["hai"] * 16])
    run.timeout = 10
    run.go(cluster)
    reasons = {1: "crashed", 3: "took_too_long"}
    assert run.rows() == [(f"{n:02}.txt", reasons.get(n)) for n in range(20)]
    assert (run.tally.n_read, run.tally.n_rejected) == (18, 2)


@pytest.mark.slow
def test_an_actor_that_is_killed_loses_nothing(cluster: Shares, tmp_path: Path) -> None:
    run = folder_of(tmp_path, ["slow"] * 40)
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
def test_who_ends_actors_is_rejected_at_the_end(cluster: Shares, tmp_path: Path) -> None:
    run = folder_of(tmp_path, ["một", "end the actor"])
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
