import errno
import io
import sys

import pytest
from rich.console import Console

from predict.archive import progress
from predict.archive.article import Reason
from predict.archive.progress import Watch
from predict.archive.tally import Tally
from predict.archive.workers.stop import Stop

from .collection import outcomes


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def a_tally() -> Tally:
    tally = Tally(n_inputs=1500, n_read=900, n_done=500, n_empty=10, n_entities=7)
    tally.rejected[Reason.binary] += 90
    return tally


def watched(
    tally: Tally, total: int | None, stop: Stop, *, terminal: bool
) -> tuple[Watch, Console]:
    console = Console(file=io.StringIO(), width=100, force_terminal=terminal, markup=False)
    return Watch(tally, total=total, stop=stop, console=console), console


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_without_a_terminal_a_line_now_and_then(clock: Clock) -> None:
    watch, console = watched(a_tally(), 2000, Stop(), terminal=False)
    with watch:
        for now in (1, 29, 31, 59, 62):
            clock.now = now
            watch.tick()
    first, second = shown(console).splitlines()
    assert first == "1,500 of 2,000 articles, 32.3/s, 90 rejected, 0:00:16 left"
    assert second.startswith("1,500 of 2,000 articles, 16.1/s")


def test_where_nobody_knows_how_many_there_are(clock: Clock) -> None:
    watch, console = watched(a_tally(), None, Stop(), terminal=False)
    clock.now = 100
    watch.tick()
    assert shown(console) == "1,500 articles, 10.0/s, 90 rejected\n"


def test_on_a_terminal_a_bar(clock: Clock) -> None:
    watch, console = watched(a_tally(), 2000, Stop(), terminal=True)
    with watch:
        clock.now = 1
        watch.tick()
    assert "75%" in shown(console)
    assert "1,500 of 2,000" in shown(console)


@pytest.mark.usefixtures("clock")
def test_a_stop_is_told_once() -> None:
    stop = Stop()
    watch, console = watched(a_tally(), 2000, stop, terminal=False)
    watch.tick()
    stop.asked = 1
    watch.tick()
    watch.tick()
    assert shown(console).count("stopping when what is being read is written") == 1


class Broken(io.StringIO):
    """Takes nothing more."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, _: str) -> int:
        raise self._error


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("error", [BrokenPipeError(), OSError(errno.ENOSPC, "full")])
def test_nobody_looks_any_more(
    clock: Clock, terminal: bool, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys, "stderr", Broken(error))
    watch = Watch(a_tally(), total=2000, stop=Stop())
    with watch:
        clock.now = 31
        watch.tick()
        watch.tell("một")
    watch.sum_up()


def test_the_end(clock: Clock) -> None:
    tally = a_tally()
    tally.n_inputs = 1510
    watch, console = watched(tally, 2000, Stop(), terminal=False)
    clock.now = 3725
    watch.sum_up()
    rows = [
        [cell.strip() for cell in line.split("│")[1:3]]
        for line in shown(console).splitlines()
        if "│" in line
    ]
    assert rows == [
        ["inputs", "1,510"],
        ["read", "900"],
        ["empty", "10"],
        ["rejected: binary", "90"],
        ["in the output already", "500"],
        ["not read yet", "10"],
        ["entities found", "7"],
        ["appointments found", "0"],
        ["time", "1:02:05"],
    ]


@pytest.mark.usefixtures("clock")
def test_the_end_shows_what_was_wrong_with_the_first_of_each_reason() -> None:
    tally = Tally()
    for outcome in outcomes():
        tally.count(outcome)
    watch, console = watched(tally, None, Stop(), terminal=False)
    watch.sum_up()
    last = shown(console).partition("└")[2].splitlines()[1:]
    first = {one.reason: one for one in reversed(outcomes()) if one.reason}
    assert last == [
        f"{reason}, for example {one.id}: {one.detail}" for reason, one in sorted(first.items())
    ]
    assert len(last) == 2


@pytest.mark.usefixtures("clock")
def test_an_example_gives_a_terminal_no_commands() -> None:
    tally = Tally(examples={Reason.binary: "a\x1b[2J\nb: " + "x" * 1000})
    watch, console = watched(tally, None, Stop(), terminal=False)
    watch.sum_up()
    last = shown(console).splitlines()[-1]
    assert last.startswith("binary, for example a\ufffd[2J\ufffdb: xxx")
    assert last.endswith("x…")
    assert len(last) < 500
