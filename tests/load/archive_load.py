"""How fast ``batch`` reads beside ``predict_batch``, and how much memory it takes.

    python -m tests.load.archive_load --speed 1000 --memory 2000 20000 [--real]

The articles are those of the corpus, altered: other digits, other family names, other order of
paragraphs. Speed is measured by turns, a hundred articles each, with everything loaded before; so
other work on the machine slows down both. Memory is that of a run of its own for each number: of
the whole of ``batch`` with ``--real``, else with workers that do not read but answer at once with
entities that do not depend on the text, which shows what the parent holds.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console

from predict import BUNDLE, Predictor
from predict.archive.article import Article
from predict.archive.files.jsonl import JsonlSink
from predict.archive.inputs.sources import Sources
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome
from predict.archive.reading import LoadReader
from predict.archive.run import Run, Wish
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop
from tests.paths import ROOT
from tests.predict.archive.altered import altered_articles, write_articles
from tests.predict.archive.some_outcomes import MODEL, TEXT, prediction

AT_A_TIME = 100


class FastReader:
    """Finds the same in every article."""

    def read(self, article: Article) -> Outcome:
        return Outcome.read(article, prediction(), text=f"{TEXT} {article.content!s}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Articles a second."""

    of_batch: float
    of_predict_batch: float


def speed(n: int) -> Rates:
    """Read articles by turns in both ways."""
    texts = list(altered_articles(n))
    predictor = Predictor.load(BUNDLE)
    seconds = [0.0, 0.0]
    with (
        tempfile.TemporaryDirectory() as folder,
        Pool(LoadReader(bundle=BUNDLE), model=predictor.model) as pool,
    ):
        _read(pool, texts[:8], Path(folder) / "warm.jsonl", predictor)
        predictor.predict_batch(texts[:8])
        for first in range(0, n, AT_A_TIME):
            some = texts[first : first + AT_A_TIME]
            start = time.perf_counter()
            _read(pool, some, Path(folder) / f"{first}.jsonl", predictor)
            between = time.perf_counter()
            predictor.predict_batch(some)
            seconds[0] += between - start
            seconds[1] += time.perf_counter() - between
    return Rates(of_batch=n / seconds[0], of_predict_batch=n / seconds[1])


def _read(pool: Pool, texts: list[str], out: Path, predictor: Predictor) -> None:
    sink = JsonlSink.open(out, resume=False)
    inputs = [Article(id=str(number), source="", content=text) for number, text in enumerate(texts)]
    with Ledger() as ledger:
        run = Run(
            wish=Wish(model=predictor.model),
            ledger=ledger,
            sink=sink,
            tell=Console(stderr=True).print,
        )
        run.go(inputs, pool=pool, stop=Stop(), tick=lambda: None)
    sink.close()
    assert run.tally.n_read == len(texts)


def memory(n: int, *, is_real: bool) -> tuple[int, int]:
    """Return the most memory of the parent and of a worker, in MB, in a run over so many."""
    with tempfile.TemporaryDirectory() as folder:
        articles, out = write_articles(Path(folder) / "a.jsonl", n), str(Path(folder) / "o.jsonl")
        fast = [sys.executable, "-m", "tests.load.archive_load", "--fast", str(articles), out]
        real = [sys.executable, "-m", "predict", "batch", str(articles), out]
        with subprocess.Popen(
            real if is_real else fast, cwd=ROOT, stderr=subprocess.DEVNULL
        ) as process:
            parent, worker = 0, 0
            for ours, theirs in _sizes(process):
                parent, worker = max(parent, ours), max(worker, theirs)
        assert process.returncode == 0
    return parent, worker


def _sizes(process: subprocess.Popen[bytes]) -> Iterator[tuple[int, int]]:
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            yield (
                watched.memory_info().rss >> 20,
                max((one.memory_info().rss >> 20 for one in watched.children()), default=0),
            )
        except psutil.Error:
            continue
        time.sleep(0.1)


def read_fast(articles: str, out: str) -> None:
    """Run a batch whose workers answer at once."""
    sink = JsonlSink.open(Path(out), resume=False)
    with Ledger() as ledger, Pool(FastReader, model=MODEL) as pool:
        run = Run(wish=Wish(model=MODEL), ledger=ledger, sink=sink, tell=Console(stderr=True).print)
        run.go(Sources([articles]).inputs(), pool=pool, stop=Stop(), tick=lambda: None)
    sink.close()


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", type=int, default=0)
    parser.add_argument("--memory", type=int, nargs="*", default=[])
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--fast", nargs=2, default=[])
    asked = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    if asked.fast:
        read_fast(*asked.fast)
    if asked.speed:
        rates = speed(asked.speed)
        share = rates.of_batch / rates.of_predict_batch
        console.print(
            f"articles a second: batch {rates.of_batch:.1f}, predict_batch "
            f"{rates.of_predict_batch:.1f}, that is {share:.2f} of it"
        )
    for n in asked.memory:
        parent, worker = memory(n, is_real=asked.real)
        console.print(f"{n:,} articles: parent {parent} MB, a worker {worker} MB")


if __name__ == "__main__":
    main()
