"""A text as PhoNLP and PhoBERT take it."""

import re

from predict.text.document import Document
from predict.text.segment import Segmenter

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def segmented(text: str, *, segmenter: Segmenter) -> str:
    """Return a text line by line, words parted by spaces, syllables by ``_``."""
    lines = (Document.of(line).text for line in _LINE_BREAK.split(text))
    words = (" ".join(word.text for word in segmenter.segment(line)) for line in lines)
    return "\n".join(words).rstrip("\n")
