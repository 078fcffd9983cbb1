"""What somebody who waits for a run sees: on standard error, a bar or now and then a line."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from predict.archive.tally import Tally
from predict.archive.workers.stop import Stop

_SECONDS_A_LINE = 30.0
_LONGEST = 400  # characters of an example
_FORM = "{task.fields[words]}"


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leave what is to be done to ``Watch``; a console would end the program."""
        raise  # noqa: PLE0704  # called where the error is caught


class Watch:
    """Shows how far a run is; the bar where there is a terminal, else a line every 30 seconds.

    Where nobody reads it any more, or its disk is full, the run goes on.
    """

    def __init__(
        self,
        tally: Tally,
        *,
        stop: Stop,
        total: int | None = None,
        console: Console | None = None,
    ) -> None:
        """Show a tally.

        :param tally: what the run counts
        :param stop: whether somebody has asked for the end
        :param total: how many inputs there are, None if nobody knows
        :param console: where; standard error if none
        """
        self._tally, self._total, self._stop = tally, total, stop
        self._console = console or _Console(stderr=True, markup=False, emoji=False, highlight=False)
        self._bar = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn(_FORM, markup=False),
            console=self._console,
            auto_refresh=False,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total, words="")
        self._start = self._said_at = time.monotonic()
        self._is_stop_told = False

    def __enter__(self) -> Self:
        """Show the bar."""
        self._show(self._bar.start)
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._show(self._bar.stop)

    def expect(self, total: int | None) -> None:
        """Say how many inputs there are, None if nobody knows."""
        self._total = total
        self._bar.update(self._task, total=total)

    def tick(self) -> None:
        """Show how far it is now."""
        if self._stop.asked and not self._is_stop_told:
            self._is_stop_told = True
            self.tell("stopping when what is being read is written; once more stops at once")
        if self._console.is_terminal:
            self._bar.update(self._task, completed=self._tally.n_out, words=self._words())
            self._show(self._bar.refresh)
        elif time.monotonic() - self._said_at >= _SECONDS_A_LINE:
            self._said_at = time.monotonic()
            self.tell(self._words())

    def tell(self, sentence: str) -> None:
        """Say something that stays."""
        self._show(lambda: self._console.print(sentence, soft_wrap=True))

    def sum_up(self) -> None:
        """Print what became of everything that went in, and of each reason an example."""
        table = summary(self._tally, seconds=time.monotonic() - self._start)
        self._show(lambda: self._console.print(table))
        for reason, example in sorted(self._tally.examples.items()):
            self.tell(f"{reason}, for example {_plain(example)}")

    def _show(self, act: Callable[[], None]) -> None:
        with suppress(OSError):
            act()

    def _words(self) -> str:
        tally = self._tally
        fresh = tally.n_out - tally.n_done - tally.n_kept
        rate = fresh / max(time.monotonic() - self._start, 1e-9)
        of_all = f" of {self._total:,}" if self._total is not None else ""
        words = [f"{tally.n_out:,}{of_all} articles", f"{rate:.1f}/s"]
        words += [f"{tally.n_rejected:,} rejected"] if tally.n_rejected else []
        if self._total is not None and fresh:
            words.append(f"{_clock((self._total - tally.n_out) / rate)} left")
        return ", ".join(words)


def summary(tally: Tally, *, seconds: float) -> Table:
    """Return what became of all inputs, as a table.

    :param tally: what was counted
    :param seconds: how long it took
    """
    table = Table(title="what became of the articles", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    lines: list[tuple[str, int]] = [
        ("inputs", tally.n_inputs),
        ("read", tally.n_read),
        ("empty", tally.n_empty),
        *((f"rejected: {reason}", n) for reason, n in sorted(tally.rejected.items())),
        ("in the output already", tally.n_done),
        ("in the output, by another model (--stale reads them)", tally.n_kept),
        ("of these rejected", tally.n_rejected_before),
        ("not read yet", tally.n_inputs - tally.n_out),
        ("replaced", tally.n_replaced),
    ]
    for words, number in lines:
        if number or words in ("inputs", "read"):
            table.add_row(words, f"{number:,}")
    table.add_section()
    table.add_row("entities found", f"{tally.n_entities:,}")
    table.add_row("appointments found", f"{tally.n_appointments:,}")
    table.add_row("time", _clock(seconds))
    return table


def _plain(words: str) -> str:
    """Return words that come from the inputs as a terminal may have them: no commands to it."""
    seen = "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in words)
    return seen if len(seen) <= _LONGEST else f"{seen[:_LONGEST]}…"


def _clock(seconds: float) -> str:
    whole = max(round(seconds), 0)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
