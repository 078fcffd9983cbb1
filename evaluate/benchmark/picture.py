"""A run as a picture: how much each reads, and how the time grows with the words."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from evaluate.benchmark.figures import Benchmark, Measured
from evaluate.benchmark.table import show
from predict.errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_OURS, _RIVALS = "#1f77b4", "#9a9a9a"
_MARKERS = "osD^v"


def check_picture(file: Path | None) -> None:
    """Check, before the work begins, that a picture can be drawn.

    :param file: where it goes; None for no picture
    :raises ValueError: if it is of another kind, or matplotlib is not installed
    """
    if file is None:
        return
    if file.suffix not in (".png", ".svg"):
        raise InputError(f"{file}: pictures are .png or .svg")
    if find_spec("matplotlib") is None:
        raise InputError('--picture needs matplotlib: pip install "nhandang[train]"')


def draw_benchmark(run: Benchmark, file: Path, *, n_ours: int) -> None:
    """Draw articles a second as bars, and seconds by number of words as lines.

    :param run: what was measured
    :param file: the picture, ``.png`` or ``.svg``
    :param n_ours: how many of the contenders, from the first on, are bundles
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 (slow, and only for pictures)

    figure = Figure(figsize=(9, 1.6 + 0.5 * len(run.measured)), layout="constrained")
    bars, lines = figure.subplots(1, 2)
    colours = [_OURS if i < n_ours else _RIVALS for i in range(len(run.measured))]
    _draw_rates(bars, run, colours)
    for i, (one, colour) in enumerate(zip(run.measured, colours, strict=True)):
        _draw_lengths(lines, one, colour=colour, marker=_MARKERS[i % len(_MARKERS)])
    lines.set(xscale="log", yscale="log", xlabel="words", ylabel="seconds")
    lines.grid(alpha=0.3)
    lines.legend(fontsize="small")
    figure.suptitle(f"{run.machine.n_cores} cores, {run.machine.facts['processor']}", fontsize=9)
    figure.savefig(file, dpi=120)


def _draw_rates(axis: "Axes", run: Benchmark, colours: list[str]) -> None:
    names = [one.name for one in run.measured]
    medians = [one.rate.median for one in run.measured]
    low = [one.rate.median - min(one.rate.rounds) for one in run.measured]
    high = [max(one.rate.rounds) - one.rate.median for one in run.measured]
    axis.barh(names, medians, xerr=[low, high], color=colours, capsize=3)
    for place, one in enumerate(run.measured):
        text = f"{one.rate.median:.1f}"
        if run.reference is not None and one is not run.reference:
            text += f" (\u00d7 {show(one.ratio(run.reference), '.1f').partition(' ')[0]})"
        axis.annotate(
            text,
            (max(one.rate.rounds), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
        )
    axis.invert_yaxis()
    axis.set_xlim(right=1.5 * max(max(one.rate.rounds) for one in run.measured))
    axis.set_xlabel("articles a second")


def _draw_lengths(axis: "Axes", one: Measured, *, colour: str, marker: str) -> None:
    lengths = one.by_length
    seconds = [spread.median for spread in lengths.values()]
    axis.plot([*lengths], seconds, marker=marker, color=colour, label=one.name)
