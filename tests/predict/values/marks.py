"""Texts in which quantities stand in braces and dates in angle brackets."""

import re

from predict.schema import DEFAULT_SCHEMA, Role
from predict.text.document import CanonicalSpan
from predict.values.indicators import name_indicators

_MARK = re.compile(r"\{(?P<quantity>[^}]*)\}|<(?P<date>[^>]*)>")
_QUANTITY, _DATE = (DEFAULT_SCHEMA.labels_of(role)[0] for role in (Role.quantity, Role.date))


def unmark(marked: str) -> tuple[str, list[CanonicalSpan]]:
    """Return a text without marks, and its spans."""
    text, place, spans = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        surface = mark["quantity"] or mark["date"]
        label = _QUANTITY if mark["quantity"] else _DATE
        spans.append(CanonicalSpan(start=len(text), end=len(text) + len(surface), label=label))
        text, place = text + surface, mark.end()
    return text + marked[place:], spans


def indicators(marked: str) -> list[str | None]:
    """Return what the quantities of a marked text measure."""
    text, spans = unmark(marked)
    named = name_indicators(text, spans, schema=DEFAULT_SCHEMA)
    assert not any(name for name, span in zip(named, spans, strict=True) if span.label == _DATE)
    return [name for name, span in zip(named, spans, strict=True) if span.label == _QUANTITY]
