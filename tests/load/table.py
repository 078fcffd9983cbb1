"""``make load``: prints what the service does under load."""

import argparse
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .measure import killed, predict_all, read_texts, steady, stopped
from .service_load import Asked

MEGABYTE = 1e6


def main() -> None:
    """Measure and print; nothing is judged here, the tests do that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    texts = read_texts()
    expected = predict_all(texts)
    table = Table("figure", "value", title=f"{given.clients} clients, {given.seconds:g} s")
    with tempfile.TemporaryDirectory() as folder:
        how = {"folder": Path(folder), "clients": given.clients, "seconds": given.seconds}
        first = steady(texts, expected, **how)
        table.add_row("articles a second", f"{first.rate:.1f}")
        table.add_row("of predict_batch's", f"{first.rate / first.batch_rate:.2f}")
        table.add_row("p50, p99", _quantiles(first.asked))
        table.add_row("statuses", str(first.asked.statuses))
        table.add_row("wrong answers", str(len(first.asked.wrong)))
        table.add_row("first answer after", f"{first.seconds_to_answer:.2f} s")
        early, late = first.memory[len(first.memory) // 4], first.memory[-1]
        table.add_row("memory, early and late", f"{_mb(early)}, {_mb(late)}")
        table.add_row("memory at most", _mb(max(first.memory)))
        second = stopped(texts, expected, **how)
        table.add_row("SIGTERM: answered, code", f"{len(second.asked.answered)}, {second.code}")
        table.add_row("SIGTERM: taken and lost", str(len(second.lost)))
        third = killed(texts, expected, **how)
        table.add_row("SIGKILL: answered after", str(third.answered_after))
        table.add_row("SIGKILL: connections broken", str(third.asked.broken))
        table.add_row("SIGKILL: statuses", str(third.asked.statuses))
    Console().print(table)


def _quantiles(asked: Asked) -> str:
    return f"{asked.quantile(0.5):.2f} s, {asked.quantile(0.99):.2f} s"


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB"


if __name__ == "__main__":
    main()
