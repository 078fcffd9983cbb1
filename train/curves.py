"""Curves of a training, drawn from what the trainer logged."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

Log = Sequence[Mapping[str, float | None]]

_LEFT, _RIGHT = "#1f77b4", "#d62728"
_STYLES = ("-", "--", ":")


def draw_curves(
    log: Log, file: Path, *, left: Mapping[str, str], right: Mapping[str, str], x: str
) -> None:
    """Draw losses on the left axis and other figures on the right one.

    :param log: rows as the trainer logs them; None is a gap
    :param file: the picture, ``.png``
    :param left: keys of the left axis, which begins at 0, and how they are called
    :param right: keys of the right axis, likewise
    :param x: key of the horizontal axis, ``epoch`` or ``step``
    """
    figure = Figure(figsize=(7, 4), layout="constrained")
    left_axis = figure.subplots()
    right_axis = left_axis.twinx()
    _draw(left_axis, log, left, x=x, colour=_LEFT)
    _draw(right_axis, log, right, x=x, colour=_RIGHT)
    left_axis.set_xlabel(x)
    left_axis.set_ylim(bottom=0)
    right_axis.grid(alpha=0.3)
    figure.legend(
        handles=[*left_axis.lines, *right_axis.lines], loc="outside upper center", ncols=3
    )
    figure.savefig(file, dpi=120)


def _draw(axis: Axes, log: Log, names: Mapping[str, str], *, x: str, colour: str) -> None:
    for (key, name), style in zip(names.items(), _STYLES, strict=False):
        points = [(row[x], value) for row in log if (value := row.get(key)) is not None]
        places, values = zip(*points, strict=True) if points else ((), ())
        marker = "o" if len(points) < 40 else None
        axis.plot(places, values, style, marker=marker, markersize=3, label=name, color=colour)
    axis.set_ylabel(", ".join(names.values()), color=colour)
