"""``python -m evaluate benchmark``: speed, start-up and memory, side by side in one run."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from data.formats import read_annotations
from evaluate.benchmark.contenders import RIVALS, parse_rivals
from evaluate.benchmark.picture import check_picture, draw_benchmark
from evaluate.benchmark.run import TEST, run_benchmark
from evaluate.benchmark.table import benchmark_table
from evaluate.benchmark.texts import choose_texts
from predict import BUNDLE
from predict.bundle import read_manifest
from predict.commands.failures import one_sentence
from predict.whole import check_places, write_files

Paths = list[Path] | None
File = Path | None


def benchmark_command(
    *,
    bundle: Annotated[Paths, typer.Option(help="A model; may be repeated.")] = None,
    gold: Annotated[Paths, typer.Option(help="Files .ann, or folders of them.")] = None,
    rounds: Annotated[int, typer.Option(help="How often all take their turn.", min=1)] = 3,
    articles: Annotated[int, typer.Option(help="Articles a round.", min=1)] = 24,
    against: Annotated[str, typer.Option(help="What to compare with.")] = ",".join(RIVALS),
    figures: Annotated[File, typer.Option("--json", help="A file for all figures.")] = None,
    picture: Annotated[File, typer.Option(help="A file for a picture, .png or .svg.")] = None,
) -> None:
    """Measure speed, start-up and memory against PhoBERT-base, side by side in one run."""
    with one_sentence():
        check_places([file for file in (figures, picture) if file])
        check_picture(picture)
        rivals, bundles = parse_rivals(against), tuple(bundle or [BUNDLE])
        found = read_annotations(gold or [TEST], schema=read_manifest(bundles[0]).schema)
        texts = choose_texts([one.text for one in found], n_articles=articles)
        run = run_benchmark(bundles, texts, rivals=rivals, n_rounds=rounds, say=_say)
        if figures:
            text = json.dumps(run.to_dict(), ensure_ascii=False, indent=1) + "\n"
            write_files({figures: text})
        if picture:
            draw_benchmark(run, picture, n_ours=len(bundles))
    Console().print(benchmark_table(run), markup=False)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    typer.run(benchmark_command)
