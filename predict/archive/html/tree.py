"""The bytes of a page to a tree without what no reader copies: scripts, menus, boxes of links."""

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from predict.errors import InputError


class NoMainTextError(InputError):
    """A page from which no article can be read."""


_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_LIKE_UTF8 = ("utf-16", "utf-32", "ucs-2", "unicode")  # read as ASCII, it is none of these
_MOST_LOST = 0.001
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# Thousands of attributes, or of <font> never closed, take the parser for ever or too deep.
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,30})[^<>]{20000,}>?")
_LOOKS = re.compile(r"</?(?:font|b|i|u|strong|em|big|small|o:p)(?=[\s/>])[^<>]{0,2000}>", re.I)
_DEEPEST = 1000
_MOST_ELEMENTS = 50_000

_NEVER_COPIED = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas"),
    *("button", "select", "textarea", "input", "label", "nav", "dialog", "audio", "video"),
)
_BOXES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|comments?|respond|disqus|related(?:posts)?|lien-?quan|tin-?khac|"
    r"share|sharing|shares|sharedaddy|social|addthis\w*|tags|tag-?list|tu-?khoa|sidebar|"
    r"menu|navbar|navigation|pagination|advert\w*|ads|quang-?cao|banner|newsletter|popup|modal|"
    r"cookie|doc-?nhieu|tin-?moi|binh-?luan|footer|colophon)(?:$|[\s_-])|(?:^|\s)widgets?(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HOLDERS = ("ul", "ol", "div", "section", "table", "td", "tr", "aside", "dl", "p", "footer")


def decode(content: bytes) -> str:
    """Return a page as text: by its byte order mark, as UTF-8, or as the page says itself.

    :raises NoMainTextError: if it is written in something else
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(content[:20_000])
    name = said[1].decode("ascii", "replace").lower() if said else "utf-8"
    if name.startswith(_LIKE_UTF8):
        name = "utf-8"
    try:
        text = content.decode(name, "replace")
    except LookupError as error:
        raise NoMainTextError(
            f"the page is written in {name}, which is not known here; convert it to UTF-8"
        ) from error
    if text.count("\ufffd") > _MOST_LOST * len(text) + 1:
        raise NoMainTextError(f"the page is not {name}; convert it to UTF-8, or name its charset")
    return text


def parse(page: str) -> HtmlElement:
    """Return the tree of a page.

    :raises NoMainTextError: if there is none, or more elements than any article has
    """
    page = _CONTROLS.sub("", page)
    page = _LOOKS.sub("", _LONG_TAG.sub(r"<\1>", page))
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = document_fromstring(page.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NoMainTextError("the page has no text in it") from error
    if (count := sum(1 for _ in tree.iter())) > _MOST_ELEMENTS:
        raise NoMainTextError(f"the page has {count} elements, more than {_MOST_ELEMENTS}")
    if _depth(tree) > _DEEPEST:
        raise NoMainTextError(f"elements of the page are nested more than {_DEEPEST} deep")
    return tree


def _depth(tree: HtmlElement) -> int:
    deepest = now = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def clean(tree: HtmlElement) -> None:
    """Take out of a tree what no reader copies."""
    for element in list(tree.iter(*_NEVER_COPIED)):
        _drop(element)
    for element in list(tree.iter("*")):
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            _drop(element)
    sizes = Sizes(tree)
    for element in list(tree.body.iterdescendants("*")):
        if _is_box(element, sizes):
            _drop(element)


class Sizes:
    """How much text each element of a tree holds, and how much of it is in links."""

    def __init__(self, tree: HtmlElement) -> None:
        self._elements = list(tree.iter("*"))  # an element is itself only while it is held
        self.text: dict[HtmlElement, int] = dict.fromkeys(self._elements, 0)
        self.linked = dict(self.text)
        self.links = dict(self.text)
        for element in reversed(self._elements):
            self._add(element)
        self.plain = self.text[tree] - self.linked[tree]

    def _add(self, element: HtmlElement) -> None:
        self.text[element] += _size(element.text)
        if element.tag == "a":
            self.linked[element] = self.text[element]
            self.links[element] = 1
        parent = element.getparent()
        if parent is not None:
            self.text[parent] += self.text[element] + _size(element.tail)
            self.linked[parent] += self.linked[element]
            self.links[parent] += self.links[element]


def _size(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _is_box(element: HtmlElement, sizes: Sizes) -> bool:
    size, linked = sizes.text[element], sizes.linked[element]
    if not size:
        return False
    if size - linked > sizes.plain / 2:
        return False  # whatever its name is, the article may be in it
    if element.tag in _HOLDERS and sizes.links[element] > 1 and linked > size / 2:
        return True
    names = " ".join(name for key in ("class", "id") if (name := element.get(key)))
    return element.tag in ("aside", "footer") or bool(names and _BOXES.search(names))


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
