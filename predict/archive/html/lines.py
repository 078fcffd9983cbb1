"""The lines that a reader of a page sees, in reading order, each with the element it stands in."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "ins", "kbd", "mark", "meta", "link", "q", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_CELLS = ("td", "th")
_LONGEST_CELL = 200
_LONGEST_BAR = 40
_MOST_LINKED = 0.6
_CAPTION = re.compile(r"caption|chu-?thich", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page; ``element`` is the block that it stands in."""

    text: str
    element: HtmlElement
    is_link: bool
    """Nearly all of it is linked, or it is short and has several links, as a bar of tools."""

    @property
    def is_caption(self) -> bool:
        """Whether it is said to be what stands below a picture."""
        return any(
            one.tag == "figcaption" or _CAPTION.search(one.get("class", ""))
            for one in (self.element, *list(self.element.iterancestors())[:2])
        )


@dataclass(slots=True)
class _Buffer:
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    size: int = 0
    links: int = 0

    def add(self, text: str | None, *, linked: bool) -> None:
        if text:
            self.pieces.append(text)
            size = len(text.strip())
            self.size += size
            self.linked += size if linked else 0

    def lines(self, element: HtmlElement) -> Iterator[Line]:
        """Return what is in it, and empty it."""
        text = "".join(self.pieces)
        is_bar = self.links > 1 and self.size < _LONGEST_BAR
        is_link = is_bar or self.linked > _MOST_LINKED * self.size
        self.pieces, self.linked, self.size, self.links = [], 0, 0, 0
        for piece in text.split("\v"):
            if one := tidy(piece):
                yield Line(text=one, element=element, is_link=is_link)


def tidy(text: str) -> str:
    """Return a line in NFC with white space as one space, tabs between cells apart."""
    cells = [" ".join(cell.split()) for cell in text.split("\f")]
    return unicodedata.normalize("NFC", "\t".join(cells).strip())


def read_lines(body: HtmlElement) -> list[Line]:
    """Return the lines of a page; a row of a table of figures is one, with tabs between cells."""
    reader = _Reader(tables={table for table in body.iter("table") if _has_figures(table)})
    reader.blocks.append(body)
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            reader.enter(element)
            reader.read(element.text)
        else:
            reader.leave(element)
            reader.read(element.tail if element is not body else None)
    return [*reader.found, *reader.buffer.lines(body)]


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Goes through a page, in and out of its elements."""

    tables: set[HtmlElement]
    found: list[Line] = field(default_factory=list)
    buffer: _Buffer = field(default_factory=_Buffer)
    blocks: list[HtmlElement] = field(default_factory=list)
    links: int = 0
    in_table: int = 0

    def enter(self, element: HtmlElement) -> None:
        if element.tag == "a":
            self.links += 1
            self.buffer.links += 1
        self.in_table += element in self.tables
        self._break(element.tag)
        if element.tag not in _INLINE:
            self.blocks.append(element)

    def leave(self, element: HtmlElement) -> None:
        if self.in_table and element.tag in _CELLS:
            self.buffer.add("\f", linked=False)
        self._break(element.tag)
        if element.tag not in _INLINE:
            self.blocks.pop()
        self.links -= element.tag == "a"
        self.in_table -= element in self.tables

    def read(self, text: str | None) -> None:
        if text and any(one.tag == "pre" for one in self.blocks[-2:]):
            text = text.replace("\n", "\v")
        self.buffer.add(text, linked=self.links > 0)

    def _break(self, tag: str) -> None:
        if tag in ("tr", "table") if self.in_table else tag not in _INLINE:
            self.found += self.buffer.lines(self.blocks[-1])
        elif tag not in _INLINE:
            self.buffer.add(" ", linked=False)


def _has_figures(table: HtmlElement) -> bool:
    """Say whether a table holds data, and not columns of the page or a picture and its caption."""
    rows = [[one for one in row if one.tag in _CELLS] for row in table.iter("tr")]
    if (
        sum(len(row) > 1 for row in rows) < 2
        or next(table.iterdescendants("table"), None) is not None
    ):
        return False
    return all(
        sum(len(text) for text in cell.itertext()) <= _LONGEST_CELL for row in rows for cell in row
    )
