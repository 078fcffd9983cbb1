"""Both forms of files, cut off at any call that writes and gone on with; and each call failing."""

import errno
import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from predict.archive.files import durable, parquet
from predict.archive.files.jsonl import JsonlSink
from predict.archive.files.parquet import ParquetSink
from predict.archive.outcome import Outcome
from predict.archive.sinks import Sink
from predict.errors import InputError
from tests.predict.archive.power import Failing, Recorder, Tree, cuts, plant, tree_of, watched
from tests.predict.archive.reading import jsonl_text, parquet_rows
from tests.predict.archive.some_outcomes import lines, some, table_rows

Open = Callable[[Path, bool], Sink]
NEW = some(range(7))
CHANGED = [*some([0]), *some([1], version="b"), *some([2, 3]), *some([4, 5], version="b")]
CHANGED += some([6, 7])
STEPS = 2
NO_ROOM = (
    r"cannot be written \(No space left on device\); .* go on with --resume once there is room"
)


def open_jsonl(folder: Path, resume: bool) -> Sink:
    return JsonlSink.open(folder / "out.jsonl", resume=resume)


def open_parquet(folder: Path, resume: bool) -> Sink:
    return ParquetSink.open(folder / "out.parquet", resume=resume, block=3)


def found(folder: Path) -> object:
    """What an output holds, as those who read it see it; nothing else lies beside it."""
    file = folder / "out.jsonl"
    if file.exists():
        assert [path.name for path in folder.iterdir()] == ["out.jsonl"]
        return jsonl_text(file)
    names = [path.name for path in sorted((folder / "out.parquet").iterdir())]
    assert names == ["appointments", "articles", "entities"]
    assert not [path for path in (folder / "out.parquet").rglob("*") if path.suffix == ".part"]
    return parquet_rows(folder / "out.parquet")


def wanted(open_sink: Open, outcomes: list[Outcome]) -> object:
    if open_sink is open_jsonl:
        return lines(sorted(outcomes, key=lambda one: one.id))
    return table_rows(outcomes)


def go_on(
    open_sink: Open,
    folder: Path,
    outcomes: list[Outcome],
    *,
    promise: Callable[[int], object] = lambda _: None,
    kept: int = 0,
) -> None:
    """Do what a batch does: write what is not done yet, in steps, and finish.

    ``kept`` outcomes of it must be there, which an earlier one was promised.
    """
    sink = open_sink(folder, True)
    try:
        done = {one.id: one.digest for one in sink.done()}
        todo = [one for one in outcomes if done.get(one.id) != one.digest]
        assert not set(map(id, outcomes[:kept])) & set(map(id, todo))
        n_done = len(outcomes) - len(todo)
        for start in range(0, len(todo), STEPS):
            sink.write(todo[start : start + STEPS])
            if [*outcomes[:n_done], *todo] == outcomes:
                promise(min(n_done + start + STEPS, len(outcomes)))
        sink.finish()
    finally:
        sink.close()


def make(open_sink: Open, folder: Path, outcomes: list[Outcome]) -> Tree:
    folder.mkdir()
    go_on(open_sink, folder, outcomes)
    return tree_of(folder)


def recorded(
    open_sink: Open, folder: Path, start: Tree, outcomes: list[Outcome], kept: int = 0
) -> list[tuple[int, Tree]]:
    """Return what may be found where going on from a start is cut off at any call."""
    plant(folder, start)
    recorder = Recorder(folder)
    with watched(folder, recorder):
        go_on(open_sink, folder, outcomes, promise=recorder.acknowledge, kept=kept)
    assert found(folder) == wanted(open_sink, outcomes)
    return list(cuts(start, recorder.calls))


def mend(folder: Path, error: InputError) -> None:
    """Do what the sentence of an error says: delete a file that holds no whole line."""
    named = re.match(r"(.*): holds nothing of a batch; delete it", str(error))
    assert named
    assert Path(named[1]).read_bytes()
    assert Path(named[1]).is_relative_to(folder)
    Path(named[1]).unlink()


def check(open_sink: Open, folder: Path, tree: Tree, outcomes: list[Outcome], kept: int) -> None:
    """Go on from what a cut left, and find what an undisturbed batch leaves."""
    plant(folder, tree)
    with watched(folder, Failing(at=-1)):  # fails nowhere, waits for no disk
        try:
            go_on(open_sink, folder, outcomes, kept=kept)
        except InputError as error:
            mend(folder, error)
            go_on(open_sink, folder, outcomes, kept=kept)
    assert found(folder) == wanted(open_sink, outcomes)
    shutil.rmtree(folder)


@pytest.fixture(params=[open_jsonl, open_parquet], ids=["jsonl", "parquet"])
def open_sink(request: pytest.FixtureRequest) -> Open:
    chosen: Open = request.param
    return chosen


@pytest.fixture(params=["new", "changed", "joined"])
def story(
    request: pytest.FixtureRequest, open_sink: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Tree, list[Outcome]]:
    """What is there when a batch begins, and the outcomes that it comes to."""
    if request.param == "new":
        return {}, NEW
    start = make(open_sink, tmp_path / "start", NEW)
    if request.param == "changed":
        return start, CHANGED
    monkeypatch.setattr(parquet, "_MOST_SMALL", 2)
    go_on(open_sink, tmp_path / "start", some(range(8)))  # the next batch makes three small ones
    return tree_of(tmp_path / "start"), some(range(9))


@pytest.mark.parametrize(
    "every", [pytest.param(1, marks=pytest.mark.slow, id="all"), pytest.param(11, id="some")]
)
def test_a_power_cut_at_any_call_loses_nothing(
    open_sink: Open, story: tuple[Tree, list[Outcome]], tmp_path: Path, every: int
) -> None:
    start, outcomes = story
    states = recorded(open_sink, tmp_path / "whole", start, outcomes)
    assert len(states) > (40 if open_sink is open_jsonl else 100) or start
    for kept, tree in states[:: 1 if open_sink is open_jsonl else every]:
        check(open_sink, tmp_path / "again", tree, outcomes, kept)


@pytest.mark.slow
def test_a_second_cut_while_going_on_loses_nothing(
    open_sink: Open, story: tuple[Tree, list[Outcome]], tmp_path: Path
) -> None:
    start, outcomes = story
    first = recorded(open_sink, tmp_path / "whole", start, outcomes)
    numbers = itertools.count()
    for kept, tree in first[:: 3 if open_sink is open_jsonl else 17]:
        try:
            again = recorded(open_sink, tmp_path / str(next(numbers)), tree, outcomes, kept)
        except InputError as error:
            if "holds nothing of a batch; delete it" not in str(error):
                raise
            continue
        for more, cut in again[:: 1 if open_sink is open_jsonl else 11]:
            check(open_sink, tmp_path / str(next(numbers)), cut, outcomes, max(kept, more))


def failure(work: Callable[[], None]) -> durable.DiskError | None:
    try:
        work()
    except durable.DiskError as error:
        return error
    return None


def failures(open_sink: Open, folder: Path, story: tuple[Tree, list[Outcome]]) -> Iterator[int]:
    """Return the numbers of the calls that going on makes."""
    start, outcomes = story
    plant(folder, start)
    counting = Failing(at=-1)
    with watched(folder, counting):
        go_on(open_sink, folder, outcomes)
    yield from range(1, counting.n + 1)


@pytest.mark.parametrize(
    ("code", "stays"),
    [
        (errno.ENOSPC, True),
        pytest.param(errno.ENOSPC, False, marks=pytest.mark.slow),
        pytest.param(errno.EIO, False, marks=pytest.mark.slow),
    ],
)
def test_a_call_that_fails_loses_nothing(
    open_sink: Open,
    story: tuple[Tree, list[Outcome]],
    tmp_path: Path,
    code: int,
    stays: bool,
) -> None:
    start, outcomes = story
    message = NO_ROOM if code == errno.ENOSPC else r"\(Input/output error\); .* --resume"
    n_failed = 0
    every = 5 if stays and open_sink is open_parquet else 1
    for n in [*failures(open_sink, tmp_path / "count", story)][::every]:
        folder, failing = tmp_path / str(n), Failing(n, code=code, stays=stays)
        plant(folder, start)
        kept = 0

        def promise(n_safe: int) -> None:
            nonlocal kept
            kept = n_safe

        with watched(folder, failing):
            error = failure(lambda: go_on(open_sink, folder, outcomes, promise=promise))  # noqa: B023
        assert failing.has_failed == (error is not None)
        if error:
            assert re.search(message, str(error))
            assert error.errno == code
            assert str(error).count("cannot be written") == 1
            n_failed += 1
        check(open_sink, tmp_path / f"{n}-again", tree_of(folder), outcomes, kept)
    assert n_failed >= 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for 96 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=96k", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("disks can be mounted by root only")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_indeed(open_sink: Open, small_disk: Path, tmp_path: Path) -> None:
    outcomes = some(range(80))
    (small_disk / "filler").write_bytes(bytes(50_000))
    (small_disk / "here").mkdir()
    kept = 0

    def promise(n: int) -> None:
        nonlocal kept
        kept = n

    with pytest.raises(durable.DiskError, match=NO_ROOM):
        go_on(open_sink, small_disk / "here", outcomes, promise=promise)
    assert 0 < kept < len(outcomes)
    with pytest.raises(durable.DiskError, match=NO_ROOM):  # there is no room yet
        go_on(open_sink, small_disk / "here", outcomes, kept=kept)
    shutil.copytree(small_disk / "here", tmp_path / "larger")
    go_on(open_sink, tmp_path / "larger", outcomes, kept=kept)
    assert found(tmp_path / "larger") == wanted(open_sink, outcomes)


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()
    file.chmod(0o640)
    with durable.replacing(file) as descriptor:
        durable.write(descriptor, b"new")
        assert file.read_bytes() == b""
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes() == b"new"


def test_a_failed_replacement_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt, match="now"), durable.replacing(file):
        raise KeyboardInterrupt("now")
    assert tree_of(tmp_path) == {"a": b"old"}


def test_writing_goes_on_where_the_system_takes_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda to, content: write(to, content[:3]))
    with durable.replacing(tmp_path / "a") as descriptor:
        durable.write(descriptor, b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"
