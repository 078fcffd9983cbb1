from dataclasses import replace

from rich.console import Console

from evaluate.benchmark.figures import Benchmark, Spread
from evaluate.benchmark.table import benchmark_table, show

from .rounds import OURS, RUN


def printed(run: Benchmark) -> dict[str, list[str]]:
    """Return the cells of each row by its name."""
    console = Console(width=200)
    with console.capture() as capture:
        console.print(benchmark_table(run), markup=False)
    rows = [line.split("│")[1:-1] for line in capture.get().splitlines() if "│" in line]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}


def test_figures_stand_under_their_contender() -> None:
    rows = printed(RUN)
    assert rows["articles a second"] == ["5.0 (5.0 to 10.0)", "0.2 (0.2 to 0.3)"]
    assert rows["times slow"] == ["20.0 (15.0 to 50.0)", "1.0"]
    assert rows["one article alone, p50, ms"] == ["10", "20"]
    assert rows["one article alone, p95, ms"] == ["30", "60"]
    assert rows["start to first prediction, s"] == ["0.25", "0.50"]
    assert rows["peak memory, MB"] == ["150", "300"]
    assert rows["100 words, ms"] == ["10", "20"]
    assert rows["10,000 words, ms"] == ["1500", "3000"]
    assert rows["a word's cost, longest to next"] == ["1.50", "1.50"]
    assert rows["core hours for a million articles"][0] == "111.1 (55.6 to 111.1)"


def test_one_alone_has_no_ratio_and_remarks_are_printed() -> None:
    alone = replace(RUN, measured=(OURS,), reference=None)
    assert not [name for name in printed(alone) if name.startswith("times")]
    console = Console(width=200)
    with console.capture() as capture:
        console.print(benchmark_table(RUN))
    assert "10 articles of 400 words on average, 3 rounds, 2 cores" in capture.get()
    assert "underthesea is not installed" in capture.get()
    assert "processor a fast one" in capture.get()


def test_a_spread_that_reads_alike_is_one_number() -> None:
    assert show(Spread(rounds=(1.01, 1.02)), ".1f") == "1.0"
    assert show(Spread(rounds=(1.0, 2.0, 1.1)), ".1f") == "1.1 (1.0 to 2.0)"
