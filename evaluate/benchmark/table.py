"""A run as a table for a terminal."""

from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.table import Table

from evaluate.benchmark.figures import Benchmark, Measured, Spread

_MEGABYTE = 1e6


def benchmark_table(run: Benchmark) -> RenderableType:
    """Return a run for a person, to be printed by rich."""
    table = Table(title="medians, with the least and the most of the rounds", title_justify="left")
    table.add_column("")
    for one in run.measured:
        table.add_column(one.name, justify="right")
    for name, cell in _rows(run):
        table.add_row(name, *map(cell, run.measured))
    facts = ", ".join(f"{name} {value}" for name, value in run.machine.facts.items())
    n_rounds = len(run.measured[0].rounds)
    return Group(
        table,
        f"{run.n_articles} articles of {run.n_words / run.n_articles:.0f} words on average, "
        f"{n_rounds} rounds, {run.machine.n_cores} cores",
        facts,
        *run.remarks,
    )


def _rows(run: Benchmark) -> list[tuple[str, Callable[[Measured], str]]]:
    rows: list[tuple[str, Callable[[Measured], str]]] = [
        ("articles a second", lambda one: show(one.rate, ".1f"))
    ]
    if (reference := run.reference) is not None:
        rows.append((f"times {reference.name}", lambda one: show(one.ratio(reference), ".1f")))
    rows += [
        ("one article alone, p50, ms", lambda one: f"{one.alone(0.5) * 1000:.0f}"),
        ("one article alone, p95, ms", lambda one: f"{one.alone(0.95) * 1000:.0f}"),
        ("start to first prediction, s", lambda one: show(one.start, ".2f")),
        ("peak memory, MB", lambda one: f"{one.peak / _MEGABYTE:.0f}"),
        ("after how many articles", lambda one: str(one.n_read)),
    ]
    for length in run.measured[0].by_length:
        rows.append((f"{length:,} words, ms", lambda one, n=length: _ms(one.by_length[n])))  # type: ignore[misc]
    rows += [
        ("a word's cost, longest to next", lambda one: show(one.growth, ".2f")),
        (
            "core hours for a million articles",
            lambda one: show(one.hours_of_a_million(run.machine.n_cores), ".1f"),
        ),
    ]
    return rows


def show(spread: Spread, form: str) -> str:
    """Return the median, and least and most behind it where they read otherwise.

    :param spread: a figure
    :param form: how numbers are written, such as ``.1f``
    """
    middle, least, most = (
        format(value, form) for value in (spread.median, min(spread.rounds), max(spread.rounds))
    )
    return middle if least == most else f"{middle} ({least} to {most})"


def _ms(seconds: Spread) -> str:
    return show(Spread(rounds=tuple(second * 1000 for second in seconds.rounds)), ".0f")
