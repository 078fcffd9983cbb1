"""The article of a page of HTML, as a reader would copy it."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import trafilatura
from lxml.html import HtmlElement

from predict.archive.html.claims import Claims, day_in, read_claims
from predict.archive.html.extent import Extent, find_extent, find_headline, key
from predict.archive.html.lines import Line, read_lines, tidy
from predict.archive.html.tree import NoMainTextError, clean, decode, parse

for _name in ("trafilatura", "htmldate"):  # what they say of a page is no news for a user
    logging.getLogger(_name).addHandler(logging.NullHandler())

__all__ = ["NoMainTextError", "Page", "main_text"]

_MOST_ELEMENTS, _MOST_TEXT = 10_000, 500_000  # beyond them trafilatura takes minutes
_SHORTEST_SURE = 20
_PARAGRAPH = 60
_LEAD = 40  # in the head of an article, what is shorter says who, when, how often read
_LEAD_CLASS = re.compile(r"sapo|chapeau|lead|summary|excerpt|mo-?ta|trich-?dan", re.I)
_LABEL = re.compile(
    r"(?:(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|cùng chuyên mục|mới hơn|cũ hơn)|"
    r"xem thêm|đọc thêm|từ khóa|từ khoá|tags?|chia sẻ|bình luận(?: \(\d+\))?)\s*:?",
    re.I,
)
_FOOT = re.compile(r"©|\(c\) |copyright|bản quyền|giấy phép (?:số|hoạt động|thiết lập)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a page: the headline, then a paragraph, caption or row of a table a line."""

    text: str
    published: date | None


def main_text(content: bytes | str) -> Page:
    """Return the article of a page, in NFC; captions and the author's line at the end stay in.

    Nothing is ever fetched. The day is the one that the page itself tells of its article: in its
    head, in its address, or between headline and text. Days in the text are never taken for it.

    :param content: a whole page, in bytes as a site sends it or as text
    :raises NoMainTextError: if no article is found, or the page cannot be read
    """
    tree = parse(decode(content) if isinstance(content, bytes) else content)
    claims = read_claims(tree)
    clean(tree)
    lines = [one for one in read_lines(tree.body) if not one.is_link]
    sure = _sure(lines, tree)
    if not sure:
        raise NoMainTextError("no article was found in the page")
    extent = find_extent(lines, sure)
    number = find_headline(lines, extent, [*claims.headlines, *filter(None, [claims.title])])
    if number == extent.text:
        later = [one for one in sure if one > number]
        extent = replace(extent, text=later[0] if later else extent.end)
    headline = _headline(lines, number, claims)
    kept = [one.text for one in _kept(lines, extent, number)]
    while kept and headline and key(kept[0]) == key(headline):
        kept = kept[1:]
    if not kept:
        raise NoMainTextError("no article was found in the page, but a headline alone")
    head = lines[extent.start if number is None else number : extent.text + 1]
    days = (day for line in head if (day := day_in(line.text)))
    return Page(
        text="\n".join([headline, *kept] if headline else kept),
        published=claims.published or next(days, None),
    )


def _sure(lines: Sequence[Line], tree: HtmlElement) -> list[int]:
    """Return the numbers of the lines that trafilatura takes for the article."""
    size = sum(len(line.text) for line in lines)
    small = size <= _MOST_TEXT and sum(1 for _ in tree.iter()) <= _MOST_ELEMENTS
    found = _extracted(tree) if small else frozenset()
    able = [
        number
        for number, line in enumerate(lines)
        if not day_in(line.text) and not _FOOT.match(line.text)
    ]
    sure = [n for n in able if len(lines[n].text) >= _SHORTEST_SURE and lines[n].text in found]
    return sure or [n for n in able if len(lines[n].text) >= _PARAGRAPH]


def _extracted(tree: HtmlElement) -> frozenset[str]:
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False)
    except Exception:  # noqa: BLE001  # whatever a page does to it, long lines are left to go by
        return frozenset()
    text = document.text if isinstance(document, trafilatura.settings.Document) else None
    return frozenset(tidy(line.removeprefix("- ")) for line in (text or "").splitlines())


def _headline(lines: Sequence[Line], number: int | None, claims: Claims) -> str | None:
    if number is not None:
        return lines[number].text
    return claims.headlines[0] if claims.headlines else None


def _kept(lines: Sequence[Line], extent: Extent, headline: int | None) -> Iterator[Line]:
    """Return the lines of an article below its headline, without what its head says besides."""
    start = extent.start if headline is None else headline + 1
    in_head = headline is not None
    is_inside = headline is not None and headline >= extent.start
    for number in range(start, extent.end):
        line = lines[number]
        if number < extent.text and day_in(line.text):
            continue
        in_head = in_head and number < (extent.text if is_inside else extent.start)
        if in_head and not _is_of_article(line):
            continue
        in_head = in_head and line.is_caption
        if not _LABEL.fullmatch(line.text):
            yield line


def _is_of_article(line: Line) -> bool:
    """Say whether a line of the head belongs to the text: a lead, or what is below a picture."""
    is_lead = len(line.text) >= _LEAD or _LEAD_CLASS.search(line.element.get("class", ""))
    return bool(is_lead) or line.is_caption
