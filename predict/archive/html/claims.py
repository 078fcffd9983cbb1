"""What a page says of its article where readers do not see it: headline and day."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from htmldate import find_date
from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

from predict.archive.html.lines import tidy

VIETNAM = timezone(timedelta(hours=7))
_HEADLINES = ("og:title", "twitter:title", "headline", "title", "dc.title")
_MOST_SCRIPTS = 20
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?![\d/.-])")
_DAY_IN_WORDS = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+(tháng)\s+(\d{1,2})(?:\s+năm|,)?\s+((?:19|20)\d\d)(?!\d)", re.I
)
_SEGMENTS = re.compile(r"\s*[|•·]\s*|\s+[–-]\s+")
_BESIDES = re.compile(
    r"(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|lúc|vào|đăng|gửi|tải|phát hành|"
    r"xuất bản|ban hành|viết|tạo|thời gian|posted|published|on|date|gmt|utc|am|pm|sa|ch|giờ|phút|"
    r"[hg:\d\W])*",
    re.I,
)
_LONGEST_DAY_LINE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the head of a page says; the title is that of the window, often that of the site."""

    headlines: tuple[str, ...]
    title: str | None
    published: date | None


def read_claims(tree: HtmlElement) -> Claims:
    """Return what a page says of its article, before anything is taken out of it."""
    things = list(_articles(tree))
    metas = [
        (name.lower(), content)
        for one in tree.iter("meta")
        if (name := one.get("property") or one.get("name") or one.get("itemprop"))
        and (content := one.get("content"))
    ]
    headlines = [text for thing in things if isinstance(text := thing.get("headline"), str)]
    headlines += [text for wanted in _HEADLINES for name, text in metas if name == wanted]
    title = tree.find(".//head/title")
    days = [text for thing in things if isinstance(text := thing.get("datePublished"), str)]
    link = tree.find(".//link[@rel='canonical']")
    address = "" if link is None else link.get("href", "")
    return Claims(
        headlines=tuple(line for text in headlines if (line := tidy(text))),
        title=None if title is None else tidy(title.text_content()) or None,
        published=next(filter(None, map(_day_of, days)), None) or _day_in_head(metas, address),
    )


def _articles(tree: HtmlElement) -> Iterator[dict[str, object]]:
    scripts = tree.xpath("//script[@type='application/ld+json']")
    for script in scripts[:_MOST_SCRIPTS] if isinstance(scripts, list) else []:
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _objects(found):
            kinds = thing.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and k.endswith(("Article", "Posting")) for k in kinds):
                yield thing


def _objects(found: object) -> Iterator[dict[str, object]]:
    """Return the objects at the top of JSON-LD, and those in a graph."""
    for thing in found if isinstance(found, list) else [found]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (
                (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()
            )


def _day_of(text: str) -> date | None:
    """Return the day in Vietnam of a moment in ISO form."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo is None else moment.astimezone(VIETNAM)).date()


def _day_in_head(metas: Iterable[tuple[str, str]], address: str) -> date | None:
    """Ask htmldate, which sees nothing but the head: in a text it would take any day it finds."""
    html = Element("html")
    head = SubElement(html, "head")
    for name, content in metas:
        day = _day_of(content) if not content.isdigit() else None
        SubElement(head, "meta", name=name, property=name, content=str(day or content))
    try:
        found = find_date(html, url=address or None, original_date=True, extensive_search=False)
    except Exception:  # noqa: BLE001  # whatever a page does to it, the text is read
        return None
    return date.fromisoformat(found) if found else None


def day_in(line: str) -> date | None:
    """Return the day that a line tells which tells nothing else, an hour and names apart.

    Such lines stand between headline and text: ``Thứ Năm, 12/03/2020 | 08:15``.
    """
    if len(line) > _LONGEST_DAY_LINE:
        return None
    for segment in _SEGMENTS.split(line):
        found = _DAY.search(segment) or _DAY_IN_WORDS.search(segment)
        if found and _BESIDES.fullmatch(segment[: found.start()] + " " + segment[found.end() :]):
            day, _, month, year = found.groups()
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                return None
    return None
