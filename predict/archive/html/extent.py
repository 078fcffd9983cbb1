"""Where on a page its article stands: from which line to which, and what is its headline."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from predict.archive.html.lines import Line

_MOST = 0.8
_MORE = 0.1
_SHORTEST = 4  # letters and digits of a headline
_SHORTEST_PART = 6
_NEAR = 8  # lines above the text
_SEPARATOR = re.compile(r"\s+[-–—|·»]+\s+|\s*[|»]\s*")
_TITLED = re.compile(r"title|tieu-?de|headline", re.I)
_HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The lines of an article; what stands before ``text`` is its head, such as a lead or a day."""

    start: int
    """The first line of the element that holds the article."""
    text: int
    """The first line that surely is of the article."""
    end: int
    """One after the last."""


def find_extent(lines: Sequence[Line], sure: Sequence[int]) -> Extent:
    """Return the element that holds an article, as lines.

    :param lines: of the page
    :param sure: the numbers of the lines that surely are of the article, at least one
    """
    every, marked = Counter[HtmlElement](), Counter[HtmlElement]()
    chosen = set(sure)
    for number, line in enumerate(lines):
        for one in (line.element, *line.element.iterancestors()):
            every[one] += len(line.text)
            marked[one] += len(line.text) if number in chosen else 0
    holder = _holder(lines[sure[0]].element.getroottree().getroot(), every, marked)
    inside = [n for n, line in enumerate(lines) if _holds(holder, line.element)]
    if len(inside) == 1 and (around := holder.getparent()) is not None:
        inside = [n for n, line in enumerate(lines) if _holds(around, line.element)]
    text = next(number for number in sure if number >= inside[0])
    return Extent(start=inside[0], text=text, end=inside[-1] + 1)


def _holder(
    root: HtmlElement, every: Counter[HtmlElement], marked: Counter[HtmlElement]
) -> HtmlElement:
    """Return the innermost element with most of the article, or one around it that has more."""
    holder, around = root, [root]
    while inner := [one for one in holder if marked[one] >= _MOST * marked[root]]:
        holder = inner[0]
        around.append(holder)
    for one in reversed(around):
        more = marked[one] - marked[holder]
        others = every[one] - every[holder] - more
        if more > others and more > _MORE * marked[root]:
            holder = one
    return holder


def _holds(holder: HtmlElement, element: HtmlElement) -> bool:
    return element is holder or any(one is holder for one in element.iterancestors())


def key(text: str) -> str:
    """Return the letters and digits of a text, by which headlines are compared."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def find_headline(lines: Sequence[Line], extent: Extent, claimed: Sequence[str]) -> int | None:
    """Return the number of the line that is the headline: as claimed, or by its element.

    The claimed may have the name of the site before or behind them.
    """
    before = list(reversed(range(extent.text + 1)))
    keys = {number: key(lines[number].text) for number in before}
    parts = [[key(part) for part in _SEPARATOR.split(text)] for text in claimed]
    whole = {"".join(one) for one in parts}
    starts = {"".join(one[:i]) for one in parts for i in range(1, len(one))}
    ends = {"".join(one[i:]) for one in parts for i in range(1, len(one))}
    tests: tuple[Callable[[int], bool], ...] = (
        lambda n: keys[n] in whole and len(keys[n]) >= _SHORTEST,
        lambda n: keys[n] in starts and len(keys[n]) >= _SHORTEST_PART,
        lambda n: n < extent.text and _is_in(lines[n].element, "h1"),
        lambda n: keys[n] in ends and len(keys[n]) >= _SHORTEST_PART,
        lambda n: extent.text - _NEAR <= n < extent.text and _is_titled(lines[n].element),
    )
    return next((n for is_headline in tests for n in before if is_headline(n)), None)


def _is_in(element: HtmlElement, *tags: str) -> bool:
    return any(one.tag in tags for one in (element, *element.iterancestors()))


def _is_titled(element: HtmlElement) -> bool:
    return element.tag in _HEADINGS or bool(_TITLED.search(element.get("class", "")))
