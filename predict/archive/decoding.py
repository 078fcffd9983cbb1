"""Bytes to text: UTF-8, or UTF-16 that says so at its beginning, and nothing that is no text."""

import codecs
import re

from predict.archive.article import Reason
from predict.archive.faults import FaultError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01


def decode_text(content: bytes | str) -> str:
    """Return the text of an article, without a byte order mark.

    :param content: what a file holds, or a text from inside one
    :raises FaultError: if it is not UTF-8 and not UTF-16 with a byte order mark, or no text
    """
    text = _decode(content) if isinstance(content, bytes) else content
    if lone := _SURROGATE.search(text):
        raise FaultError(
            Reason.not_utf8,
            f"half a character (U+{ord(lone[0]):04X}) at character {lone.start()}; "
            "write it anew from its source",
        )
    n_controls = len(_CONTROL.findall(text))
    if "\0" in text or n_controls > _MOST_CONTROLS * len(text):
        raise FaultError(Reason.binary, f"not a text: {n_controls} control characters in it")
    return text.removeprefix("\ufeff")


def _decode(content: bytes) -> str:
    if content.startswith(_UTF_32):
        raise FaultError(Reason.not_utf8, "UTF-32; save it as UTF-8")
    is_utf_16 = content.startswith(_UTF_16)
    if not is_utf_16 and b"\0" in content:
        raise FaultError(
            Reason.binary, f"not a text: a zero byte at {content.index(0)}; save it as UTF-8 text"
        )
    try:
        return content.decode("utf-16" if is_utf_16 else "utf-8")
    except UnicodeDecodeError as error:
        raise FaultError(
            Reason.not_utf8,
            f"not {'UTF-16' if is_utf_16 else 'UTF-8'} (byte {error.object[error.start]:#04x} "
            f"at {error.start}); save it as UTF-8",
        ) from error
