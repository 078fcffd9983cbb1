"""Curves: every figure that was logged is drawn, at its place, on its axis."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from train.curves import draw_curves

LOG: list[dict[str, float | None]] = [
    {"step": 1, "loss": 2.5},
    {"step": 2, "loss": 1.5},
    {"step": 2, "eval_loss": 1.25, "eval_accuracy": 0.5},
    {"step": 3, "eval_loss": None, "eval_accuracy": None},
    {"step": 4, "eval_loss": 1.0, "eval_accuracy": 0.75},
]


def test_every_logged_figure_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures: list[Figure] = []
    save = Figure.savefig

    def keep(figure: Figure, *arguments: object, **options: object) -> None:
        figures.append(figure)
        save(figure, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Figure, "savefig", keep)
    draw_curves(
        LOG,
        tmp_path / "curves.png",
        left={"loss": "training loss", "eval_loss": "held-out loss"},
        right={"eval_accuracy": "accuracy"},
        x="step",
    )
    left, right = figures[0].axes
    drawn = {
        str(line.get_label()): np.asarray(line.get_xydata()).tolist()
        for axis in (left, right)
        for line in axis.lines
    }
    assert drawn == {
        "training loss": [[1, 2.5], [2, 1.5]],
        "held-out loss": [[2, 1.25], [4, 1.0]],
        "accuracy": [[2, 0.5], [4, 0.75]],
    }
    assert (left.get_ylabel(), right.get_ylabel()) == ("training loss, held-out loss", "accuracy")
    assert (tmp_path / "curves.png").read_bytes()[:4] == b"\x89PNG"


def test_an_empty_log_gives_empty_axes(tmp_path: Path) -> None:
    draw_curves([], tmp_path / "a.png", left={"loss": "loss"}, right={"f1": "F1"}, x="epoch")
    assert (tmp_path / "a.png").is_file()
