r"""Annotated articles as ``.ann`` files: one JSON head, and a text with inline tags.

A text may itself hold what looks like a tag: a backslash in front of it, ``\<DATE>``, says that it
is text. Backslashes that stand in front of a tag, or of what looks like one, are doubled.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from data.formats.forms import Form, Part, Reading
from data.formats.places import file_names, write_folder
from predict.errors import InputError
from predict.records import Json, Span
from predict.schema import LABEL_PATTERN, Schema
from predict.whole import write_files

_TAG = re.compile(rf"<(?P<close>/?)(?P<label>{LABEL_PATTERN})>")
_LIKE_A_TAG = re.compile(rf"(?<!\\)(?P<slashes>\\*)(?P<tag></?\s*{LABEL_PATTERN}\s*>)")
_MEANT_AS_A_TAG = re.compile(r"[A-Z][A-Z\d_.-]+")
_LAST_SLASHES = re.compile(r"\\+\Z")
_WINDOWS_BREAK = re.compile(r"\r+\n")


def read_annotation(file: Path, *, schema: Schema | None) -> AnnotatedArticle:
    """Read one ``.ann`` file, which may have a byte order mark and line breaks of Windows.

    :param schema: the labels and types that are allowed; None allows all, and then ``<b>`` is a tag
    :raises ValueError: if it is malformed; the sentence names file, line and column
    """
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 (byte {error.start})") from error
    try:
        return parse_annotation(content.replace("\r\n", "\n"), schema=schema)
    except InputError as error:
        raise InputError(f"{file}, {error}") from error


def parse_annotation(content: str, *, schema: Schema | None) -> AnnotatedArticle:
    """Read the content of an ``.ann`` file.

    :param schema: as for ``read_annotation``
    :raises ValueError: if it is malformed; the sentence names line and column
    """
    first, _, rest = content.partition("\n")
    if not rest.startswith("\n"):
        raise InputError("line 2: expected an empty line after the JSON head")
    body = rest[1:]
    head = _parse_head(first)
    text, spans = _parse_body(body, schema)
    try:
        return make_article(head, text, spans, schema=schema)
    except InputError as error:
        raise InputError(f"line 1: {error}") from error


def format_annotation(article: AnnotatedArticle) -> str:
    """Return the content of the article's ``.ann`` file; ``parse_annotation`` reads it back."""
    parts: list[str] = []
    place = 0
    for span in article.spans:
        before, inside = article.text[place : span.start], article.text[span.start : span.end]
        parts.append(f"{_escape(before)}<{span.label}>{_escape(inside)}</{span.label}>")
        place = span.end
    published = article.published.isoformat() if article.published else None
    head = {"id": article.id, "article_type": article.article_type, "published": published}
    rows = {"appointments": article.appointments} if article.appointments else {}
    missing = {key: value for key, value in {**head, **rows}.items() if key not in article.head}
    head_line = json.dumps({**missing, **article.head}, ensure_ascii=False)
    return f"{head_line}\n\n{''.join(parts)}{_escape(article.text[place:], is_last=True)}"


def write_annotations(articles: Sequence[AnnotatedArticle], place: Path) -> None:
    """Write a folder of ``.ann`` files, named by the ids, or one file where there is one article.

    The texts become NFC, and line breaks of Windows plain ones.

    :raises InputError: if a file is named for several articles, the folder is there already, or
        an article cannot stand in such a file
    """
    names = file_names(articles)
    contents = {
        f"{name}.ann": _content(article) for name, article in zip(names, articles, strict=True)
    }
    if place.suffix != ".ann":
        write_folder(place, contents)
    elif len(contents) == 1:
        write_files({place: next(iter(contents.values()))})
    else:
        raise InputError(f"{place}: holds one article, not {len(contents)}; name a folder")


def _content(article: AnnotatedArticle) -> str:
    """Return the content of a file; what is read back must be what was written."""
    plain = to_nfc(article)
    content = unicodedata.normalize("NFC", format_annotation(plain))
    try:
        read = parse_annotation(content, schema=None)
    except InputError as error:
        raise InputError(f"article {article.id}: no .ann file can hold it: {error}") from error
    if (read.text, read.spans) != (plain.text, plain.spans):
        raise InputError(
            f"article {article.id}: no .ann file can hold it: a span of it parts a letter from its "
            "mark; mend the span"
        )
    return content


def to_nfc(article: AnnotatedArticle) -> AnnotatedArticle:
    """Return an article in NFC with plain line breaks."""
    edges = sorted({0, len(article.text), *(e for s in article.spans for e in (s.start, s.end))})
    places, text = {0: 0}, ""
    for start, end in pairwise(edges):
        part = _WINDOWS_BREAK.sub("\n", article.text[start:end])
        text += unicodedata.normalize("NFC", part)
        places[end] = len(text)
    spans = tuple(
        Span(start=places[span.start], end=places[span.end], label=span.label)
        for span in article.spans
    )
    return replace(article, text=text, spans=spans, words=None)


def _escape(text: str, *, is_last: bool = False) -> str:
    """Return a stretch of a text as it stands in a file; a tag stands behind all but the last."""
    escaped = _LIKE_A_TAG.sub(lambda match: match["slashes"] * 2 + "\\" + match["tag"], text)
    return escaped if is_last else _LAST_SLASHES.sub(lambda match: match.group() * 2, escaped)


def _parse_head(line: str) -> dict[str, Json]:
    try:
        head = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            f"line 1, column {error.colno}: the head is no JSON: {error.msg}"
        ) from error
    if not isinstance(head, dict):
        raise InputError(
            'line 1: the head must be a JSON object, such as {"article_type": "other"}'
        )
    return head


def _parse_body(body: str, schema: Schema | None) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    opened: re.Match[str] | None = None
    start = length = n_before = 0  # of the open span, of the text, parts in front of the open span
    for part, tag in _cut(body, schema):
        parts.append(part)
        length += len(part)
        if tag is None:
            continue
        if not tag["close"]:
            _check_open(body, opened, tag)
            opened, start, n_before = tag, length, len(parts)
        elif opened is None or opened["label"] != tag["label"]:
            where = _where(body, tag.start())
            raise InputError(f"{where}: {tag.group()} closes what is not open")
        else:
            _check_surface(body, tag, "".join(parts[n_before:]))
            spans.append(Span(start=start, end=length, label=tag["label"]))
            opened = None
    if opened:
        raise InputError(f"{_where(body, opened.start())}: {opened.group()} is never closed")
    text = "".join(parts)
    if not unicodedata.is_normalized("NFC", text):
        raise InputError("line 3: the text is not in NFC, which annotated files must be")
    return text, spans


def _cut(body: str, schema: Schema | None) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yield stretches of the text, each with the tag behind it, and the last one with None."""
    place = 0
    for match in _LIKE_A_TAG.finditer(body):
        n_slashes = len(match["slashes"])
        text = body[place : match.start()] + "\\" * (n_slashes // 2)
        place = match.end()
        if n_slashes % 2:
            yield text + match["tag"], None
        elif tag := _read_tag(body, match, schema):
            yield text, tag
        else:
            yield text + "\\" * (n_slashes - n_slashes // 2) + match["tag"], None
    yield body[place:], None


def _read_tag(body: str, match: re.Match[str], schema: Schema | None) -> re.Match[str] | None:
    """Return a tag, None for what is none, such as ``<b>``.

    :raises ValueError: if it has an unknown label, or was meant as a tag and is none: ``<Date>``
    """
    start = match.start("tag")
    tag = _TAG.fullmatch(body, start, match.end())
    name = match["tag"].strip("</> \t\n")
    if schema is None or (tag is not None and name in schema.entity_labels):
        return tag
    if name.upper() in schema.entity_labels:
        problem = f"{match['tag']} is no tag; write labels in capitals, without spaces"
        raise InputError(f"{_where(body, start)}: {problem}")
    if tag is not None and _MEANT_AS_A_TAG.fullmatch(name):
        known = ", ".join(schema.entity_labels)
        raise InputError(
            f"{_where(body, start)}: the label {name} is not in the schema; it has {known}. "
            f"If it is text, write a backslash in front of it: \\{match['tag']}"
        )
    return None


def _check_open(body: str, opened: re.Match[str] | None, tag: re.Match[str]) -> None:
    if opened:
        where = _where(body, tag.start())
        raise InputError(f"{where}: {tag.group()} opens inside {opened.group()}; spans do not nest")


def _check_surface(body: str, tag: re.Match[str], surface: str) -> None:
    if not surface or surface != surface.strip() or "\n" in surface:
        raise InputError(
            f"{_where(body, tag.start())}: the span {surface!r} is empty, has white space at its "
            "edge or runs over a line"
        )


def _where(body: str, offset: int) -> str:
    """Name line and column, from 1, of an offset in the body, which begins at line 3."""
    line = body.count("\n", 0, offset) + 3
    return f"line {line}, column {offset - body.rfind(chr(10), 0, offset)}"


def _read(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    return [read_annotation(file, schema=reading.schema)]


FORM = Form(
    name="ann",
    suffixes=(".ann",),
    holds=frozenset(Part)
    - {Part.words, Part.trust, Part.unknown_spans, Part.windows_breaks, Part.unicode_form},
    read=_read,
    write=write_annotations,
)
