"""Draws ``docs/holders.png`` and ``docs/indicator.png`` from answers: ``make pictures``."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from PIL import Image

from predict.query.answers import Figure, Office
from predict.query.questions import Questions
from predict.query.stores.opening import open_store
from tests.paths import ROOT

from .archived import outcomes, write

HOLDERS, INDICATOR = ROOT / "docs" / "holders.png", ROOT / "docs" / "indicator.png"
_INK, _PALE, _GRID = "#1f2d3d", "#6b7785", "#dfe4ea"
_GREYS = ("#b9c4d0", "#d9dfe6")  # who is seen in one row only, by turns
_COLOURS = ("#e8a33d", "#4c9f9b", "#8f7cc3", "#d1707a")  # who is seen in several
_BUDGET, _PART, _POOR = "#3f6fa8", "#a9c1de", "#b4532a"
_LETTER = 0.115  # years that a letter of a name takes

Row: TypeAlias = tuple[str, Sequence[Office]]  # an office in words, and who held it
Group: TypeAlias = tuple[str, Sequence[Row]]  # a place, and its offices
_PLACES = ("huyện Sơn Khê", "huyện Hòa Phú", "huyện Đăk Lung")
_OFFICES = (("Bí thư", "Huyện ủy"), ("Chủ tịch", "UBND huyện"))


def holders(questions: Questions) -> list[Group]:
    """What ``docs/holders.png`` shows."""
    return [
        (
            place,
            [
                (f"{position} {body}", _held(questions, position, body, place))
                for position, body in _OFFICES
            ],
        )
        for place in _PLACES
    ]


def _held(questions: Questions, position: str, body: str, place: str) -> list[Office]:
    of = f"{body} {place.removeprefix('huyện ')}"
    return [one for one in questions.holders(position, of=of).offices if not one.is_former]


def indicators(questions: Questions) -> list[Sequence[Figure]]:
    """What ``docs/indicator.png`` shows."""
    return [questions.figures(one, of=_PLACES[0]) for one in ("thu ngân sách", "hộ nghèo")]


def said_of(shown: object) -> str:
    """What a picture shows, in words that it carries too."""
    return json.dumps(shown, ensure_ascii=False, default=asdict, sort_keys=True)


def carried(file: Path) -> str:
    """What a picture that was drawn before says."""
    with Image.open(file) as image:
        said: str = image.info["Description"]
    return said


def _when(day: str) -> float:
    one = date.fromisoformat(day)
    return one.year + (one.timetuple().tm_yday - 1) / 365.25


def _write(picture: Picture, file: Path, shown: object) -> None:
    picture.savefig(file, dpi=180, metadata={"Description": said_of(shown), "Software": None})


def draw_holders(groups: Sequence[Group], days: dict[str, str]) -> None:
    """Write the timeline.

    :param groups: places, each with its offices
    :param days: the day of each article
    """
    rows = [row for _, group in groups for row in group]
    several = _in_several(rows)
    picture = Picture(
        figsize=(9.6, 1.0 + 0.66 * len(rows) + 0.2 * len(groups)), layout="constrained"
    )
    axes = picture.add_subplot()
    y = 0.0
    for place, group in groups:
        y -= 0.3
        axes.text(
            2014.9, y + 0.3, place, ha="right", va="center", size=11, weight="bold", color=_INK
        )
        for title, offices in group:
            axes.text(2014.9, y - 0.14, title, ha="right", va="center", size=10, color=_INK)
            _draw_row(axes, y, offices, days, several)
            y -= 0.9
        axes.axhline(y + 0.5, color=_GRID, lw=0.8, zorder=0)
    _frame(axes, bottom=y + 0.5)
    _explain(picture)
    _write(picture, HOLDERS, groups)


def _in_several(rows: Sequence[Row]) -> dict[str, str]:
    """Return the colours of those who are seen in more than one row."""
    seen: dict[str, set[str]] = {}
    for title, offices in rows:
        for office in offices:
            seen.setdefault(office.person_key, set()).add(f"{title} {office.body}")
    keys = [key for key, titles in seen.items() if len(titles) > 1]
    return dict(zip(keys, cycle(_COLOURS), strict=False))


def _draw_row(
    axes: Axes, y: float, offices: Sequence[Office], days: dict[str, str], several: dict[str, str]
) -> None:
    colours, greys, named, free = {**several}, cycle(_GREYS), "", 0.0
    for office in sorted(offices, key=lambda one: str(one.first)):
        start, end = _when(str(office.first)), _when(str(office.last))
        if office.person_key not in colours:
            colours[office.person_key] = next(greys)
        axes.barh(
            y - 0.14, max(end - start, 0.06), left=start, height=0.32, lw=1, zorder=2,
            fc=colours[office.person_key], ec="white", hatch="/////" if office.is_acting else None,
        )  # fmt: skip
        seen = [_when(days[id_]) for id_ in office.articles]
        axes.plot(
            seen, [y - 0.14] * len(seen), "o", ms=4, mec="white", mew=0.7, color=_INK, zorder=3
        )
        if office.person != named:
            left = max(start, free)
            axes.text(left, y + 0.04, office.person, size=9.5, va="bottom", color=_INK)
            named, free = office.person, left + _LETTER * (len(office.person) + 1)


def _frame(axes: Axes, *, bottom: float) -> None:
    axes.set(xlim=(2015, 2026), ylim=(bottom, 0.35), xticks=range(2015, 2026))
    axes.set_xticks([year + 0.5 for year in range(2015, 2026)], minor=True)
    axes.set_xticklabels([])
    axes.set_xticklabels(map(str, range(2015, 2026)), minor=True, size=10, color=_INK)
    axes.tick_params(which="both", length=0)
    axes.grid(axis="x", which="major", color=_GRID, lw=0.8)
    axes.set_axisbelow(True)
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    axes.xaxis.tick_top()


def _explain(picture: Picture) -> None:
    grey = _GREYS[0]
    picture.legend(
        handles=[
            mpl.patches.Patch(fc=grey, label="từ bài đầu đến bài cuối nêu chức vụ"),
            mpl.patches.Patch(fc=grey, ec="white", hatch="/////", label="quyền, phụ trách"),
            mpl.lines.Line2D(
                [], [], ls="", marker="o", ms=5, color=_INK, label="ngày đăng một bài"
            ),
            mpl.patches.Patch(fc=_COLOURS[1], label="cùng màu: cùng người"),
        ],
        loc="outside lower center", ncols=4, frameon=False, fontsize=9.5, labelcolor=_INK,
        handlelength=1.6, columnspacing=1.6,
    )  # fmt: skip


def draw_indicator(budget: Sequence[Figure], poor: Sequence[Figure], *, place: str) -> None:
    """Write two charts of a place: money by year with its share of the plan, and a rate.

    :param budget: what came in, in VND
    :param poor: a rate in per cent
    :param place: what they are of
    """
    picture = Picture(figsize=(9.6, 3.9), layout="constrained")
    left, right = picture.subplots(1, 2)
    _draw_budget(left, budget)
    _draw_rate(right, poor)
    for axes, title in ((left, "Thu ngân sách, tỷ đồng"), (right, "Hộ nghèo, %")):
        axes.set_title(f"{title}: {place}", loc="left", size=11, weight="bold", color=_INK)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(_PALE)
        axes.tick_params(length=0, labelsize=10, labelcolor=_INK)
        axes.set(yticks=[])
    _write(picture, INDICATOR, [budget, poor])


def _year(figure: Figure) -> int:
    return date.fromisoformat(str(figure.first)).year


def _is_year(figure: Figure) -> bool:
    first = date.fromisoformat(str(figure.first))
    last = date.fromisoformat(str(figure.last)) + timedelta(days=1)
    return (first.month, first.day, last.month, last.day) == (1, 1, 1, 1)


def _draw_budget(axes: Axes, figures: Sequence[Figure]) -> None:
    top = max(figure.value for figure in figures) / 1e9
    for figure in figures:
        amount, year = figure.value / 1e9, _year(figure)
        if not _is_year(figure):
            axes.bar(year, amount, width=0.66, fc=_PART, zorder=3)
            axes.text(
                year, amount - top * 0.02, "6\ntháng", ha="center", va="top", size=8, color=_INK
            )
            continue
        axes.bar(year, amount, width=0.66, fc=_BUDGET, zorder=2)
        said = f"{amount:.1f}".replace(".", ",")
        axes.text(year, amount + top * 0.075, said, ha="center", size=10, weight="bold", color=_INK)
        axes.text(year, amount + top * 0.02, figure.of_plan or "", ha="center", size=9, color=_PALE)
    years = {_year(figure) for figure in figures}
    for year in {*range(min(years), max(years))} - years:
        axes.text(year, top * 0.02, "không\nbài nào\nnêu", ha="center", size=8, color=_PALE)
    axes.set(xticks=range(min(years), max(years) + 1), ylim=(0, top * 1.2))
    axes.set_xlabel("chữ nhạt: so với kế hoạch, dự toán", size=9, color=_PALE)


def _draw_rate(axes: Axes, figures: Sequence[Figure]) -> None:
    points = sorted((_when(str(figure.last)), figure.value, figure.period_is) for figure in figures)
    axes.plot([x for x, *_ in points], [y for _, y, _ in points], color=_POOR, lw=1.6, zorder=2)
    top = max(figure.value for figure in figures)
    for x, y, period_is in points:
        inside = _POOR if period_is == "named" else "white"
        axes.plot(x, y, "o", ms=7.5, mew=1.8, color=_POOR, mfc=inside, zorder=3)
        said = f"{y}".replace(".", ",")
        axes.text(x + 0.12, y + top * 0.03, said, size=10, weight="bold", color=_INK)
    years = range(int(points[0][0]), int(points[-1][0]) + 1)
    axes.set_xticks(years, [""] * len(years))
    axes.set_xticks([year + 0.5 for year in years], [str(year) for year in years], minor=True)
    axes.tick_params(which="minor", length=0, labelsize=10, labelcolor=_INK)
    axes.grid(axis="x", color=_GRID, lw=0.8)
    axes.set(xlim=(years[0], years[-1] + 1.45), ylim=(0, top * 1.2))
    axes.set_xlabel(
        "vòng rỗng: bài không nêu năm, lấy ngày đăng",
        size=9, color=_PALE,
    )  # fmt: skip


def draw() -> None:
    """Write both pictures."""
    with TemporaryDirectory() as folder:
        archive = write(f"sqlite:///{folder}/archive.db", outcomes())
        with closing(open_store(archive)) as store:
            questions = Questions(store)
            days = {one.id: str(one.published) for one in store.articles()}
            draw_holders(holders(questions), days)
            budget, poor = indicators(questions)
            draw_indicator(budget, poor, place=_PLACES[0])


if __name__ == "__main__":
    draw()
