"""Curves of a training, drawn from what the trainer logged."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

_LEFT, _RIGHT = "#1f77b4", "#d62728"


def draw_curves(
    log: Sequence[Mapping[str, float]], file: Path, *, right: Mapping[str, str], x: str
) -> None:
    """Draw the training loss on the left axis and other figures on the right one.

    :param log: rows as the trainer logs them
    :param file: the picture, ``.png``
    :param right: keys of the right axis and how they are called
    :param x: key of the horizontal axis, ``epoch`` or ``step``
    """
    figure = Figure(figsize=(7, 4), layout="constrained")
    left_axis = figure.subplots()
    rows = [row for row in log if "loss" in row]
    left_axis.plot([row[x] for row in rows], [float(row["loss"]) for row in rows], color=_LEFT)
    left_axis.set_xlabel(x)
    left_axis.set_ylabel("training loss", color=_LEFT)
    left_axis.set_ylim(bottom=0)
    right_axis = left_axis.twinx()
    for (key, name), style in zip(right.items(), ("-", "--", ":"), strict=False):
        points = [(row[x], float(row[key])) for row in log if key in row]
        right_axis.plot(
            [place for place, _ in points],
            [value for _, value in points],
            style,
            marker="o",
            markersize=3,
            label=name,
            color=_RIGHT,
        )
    right_axis.legend(loc="best")
    right_axis.grid(alpha=0.3)
    figure.savefig(file, dpi=120)
