"""Draws ``docs/tables.png``, the tables and how they belong together: ``make tables``."""

import json
import textwrap

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from predict.archive.rows import KEYS, TABLES, columns
from tests.paths import ROOT

FILE = ROOT / "docs" / "tables.png"
_KINDS = {str: "text", int: "whole number", float: "number"}
_LINE, _WIDTH, _INK, _PALE = 0.3, 3.4, "#1f3a5f", "#e8eef5"
_PLACES = {"entities": (0.2, 0.0), "articles": (4.6, 0.0), "appointments": (9.0, 0.0)}
# Which rows of the left box point to which of the right one, and how many to how many.
_ARROWS = (
    ("entities", "article", "articles", "id"),
    ("appointments", "article", "articles", "id"),
)


def described() -> dict[str, list[str]]:
    """Return what the picture says of each table: a line for each column."""
    return {
        row.table: [
            f"{name}: {_KINDS[kind]}{', null' if null else ''}"
            for name, (kind, null) in columns(row).items()
        ]
        for row in TABLES
    }


def shown() -> dict[str, list[str]]:
    """Return what the picture in ``docs`` says, which it holds in words too."""
    with Image.open(FILE) as image:
        said: dict[str, list[str]] = json.loads(image.info["Description"])
    return said


def _draw_table(axes: Axes, table: str, lines: list[str]) -> dict[str, float]:
    left, top = _PLACES[table]
    height = _LINE * (len(lines) + 1.4)
    axes.add_patch(
        mpl.patches.Rectangle((left, top - height), _WIDTH, height, fc="white", ec=_INK, lw=1.2)
    )
    axes.add_patch(mpl.patches.Rectangle((left, top - _LINE * 1.2), _WIDTH, _LINE * 1.2, fc=_INK))
    axes.text(
        left + 0.12, top - _LINE * 0.6, table, color="white", weight="bold", va="center", size=11
    )
    places = {}
    for i, line in enumerate(lines):
        name, _, kind = line.partition(": ")
        y = top - _LINE * (i + 1.8)
        is_key = name in KEYS[table]
        if is_key:
            axes.add_patch(
                mpl.patches.Rectangle((left, y - _LINE / 2), _WIDTH, _LINE, fc=_PALE, ec="none")
            )
        axes.text(left + 0.12, y, name, va="center", size=9, weight="bold" if is_key else "normal")
        axes.text(left + _WIDTH - 0.12, y, kind, va="center", ha="right", size=8, color="#666666")
        places[name] = y
    return places


def draw() -> None:
    """Write the picture."""
    figure = Figure(figsize=(12.6, 5.6), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_xlim(0, 12.6)
    axes.set_ylim(-5.5, 0.1)
    heights = {name: _draw_table(axes, name, lines) for name, lines in described().items()}
    for table, column, other, key in _ARROWS:
        is_left = _PLACES[table][0] < _PLACES[other][0]
        start = _PLACES[table][0] + (_WIDTH if is_left else 0)
        end = _PLACES[other][0] + (0 if is_left else _WIDTH)
        axes.annotate(
            "",
            xy=(end, heights[other][key]),
            xytext=(start, heights[table][column]),
            arrowprops={"arrowstyle": "-|>", "color": _INK, "lw": 1.4},
        )
        many, one = (0.14, -0.14) if is_left else (-0.14, 0.14)
        y = heights[other][key] + 0.14
        axes.text(start + many, y, "n", ha="center", size=9, color=_INK)
        axes.text(end + one, y, "1", ha="center", size=9, color=_INK)
    left = _PLACES["appointments"][0]
    note = (
        "The last three are numbers of entities of the same article: (article, official_entity) "
        "is (article, number) of entities, and so on. Bold on blue: the key, unlike in every row."
    )
    axes.text(
        left, min(heights["appointments"].values()) - 0.45, textwrap.fill(note, 52),
        va="top", size=8, color="#444444",
    )  # fmt: skip
    said = json.dumps(described())
    figure.savefig(FILE, dpi=110, metadata={"Description": said, "Software": None})


if __name__ == "__main__":
    draw()
