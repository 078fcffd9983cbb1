"""An article as given and its canonical spelling, with the map between their offsets."""

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from predict.records import Span, Stretch
from predict.text.lines import find_soft_breaks
from predict.text.spelling import Traced, is_plain, respell


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CanonicalSpan(Stretch):
    """A labelled stretch of a document's canonical text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""A text as given, its canonical spelling, and the offset map between the two.

    Canonical means: NFC; character references read; letters that only look like Vietnamese ones,
    and letters of fancy alphabets, replaced; no invisible characters; every lone surrogate U+FFFD;
    one plain space between two words; one ``\n`` between two lines, two between two paragraphs; a
    line that was broken inside a sentence in one piece; no white space at the edges of lines.
    ``starts[i]`` and ``ends[i]`` are the offsets in ``given`` of what became ``text[i]``; both are
    ``None`` where the two texts are the same but for white space at the end.
    """

    given: str
    text: str
    starts: "array[int] | None" = None
    ends: "array[int] | None" = None

    def __post_init__(self) -> None:
        """Check that the map is as long as the text."""
        for offsets in (self.starts, self.ends):
            if len(self.text if offsets is None else offsets) != len(self.text):
                raise ValueError("the offset map and the canonical text differ in length")

    @classmethod
    def of(cls, given: str) -> "Document":
        """Bring a text into its canonical spelling."""
        bare = given.rstrip(" \n")
        if is_plain(bare) and not find_soft_breaks(bare):
            return cls(given=given, text=bare)
        traced = Traced(given)
        respell(traced)
        traced.put(find_soft_breaks(traced.text), " ")
        return cls(given=given, text=traced.text, starts=traced.starts, ends=traced.ends)

    def to_given(self, span: CanonicalSpan) -> Span:
        """Return a span's place in the text as given."""
        if self.starts is None or self.ends is None:
            return Span(start=span.start, end=span.end, label=span.label)
        return Span(start=self.starts[span.start], end=self.ends[span.end - 1], label=span.label)

    def to_canonical(self, span: Span) -> CanonicalSpan | None:
        """Return where a span of the text as given stands in ``text``; None if nothing is left."""
        start, end = span.start, span.end
        if self.starts is not None and self.ends is not None:
            start, end = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return CanonicalSpan(start=start, end=end, label=span.label) if start < end else None


# Vowels in the new placing of tone marks and in the old one, which PhoBERT was pretrained on.
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
FOLD = dict(zip(_NEW, _OLD, strict=True)) | {
    new.capitalize(): old.capitalize() for new, old in zip(_NEW, _OLD, strict=True)
}
_FOLDABLE = re.compile("|".join(FOLD))
_UNFOLD = {old: new for new, old in FOLD.items()}
_UNFOLDABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_UNFOLD)})(?!\w)")


def fold(word: str) -> str:
    """Return a word with its tone marks placed the old way, ``Tỉnh_ủy`` → ``Tỉnh_uỷ``."""
    return _FOLDABLE.sub(lambda match: FOLD[match.group()], word)


def unfold(text: str) -> str:
    """Return a text with the tone marks of its syllables placed the new way, ``uỷ`` → ``ủy``."""
    return _UNFOLDABLE.sub(lambda match: _UNFOLD[match.group()], text)
