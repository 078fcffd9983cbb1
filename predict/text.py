"""An article as given and its canonical spelling, with the map between their offsets."""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

_LINE_BREAKS = "\r\x85\u2028\u2029"
_SPACES = "\t\x0b\x0c\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\xad\u061c\u180e\ufeff" + "".join(
    map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
)
_SURROGATES = "".join(map(chr, range(0xD800, 0xE000)))  # no tokenizer takes them
_ONE_TO_ONE = str.maketrans(
    dict.fromkeys(_LINE_BREAKS, "\n")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_SURROGATES, "\ufffd")
)
_CHANGED = re.compile(f"[{re.escape(_LINE_BREAKS + _SPACES + _INVISIBLE + _SURROGATES)}]")
_DROPPED = re.compile(f"\r(?=\n)|[{_INVISIBLE}]")

# Vowels in the new placing of tone marks and in the old one, which PhoBERT was pretrained on.
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_FOLD = dict(zip(_NEW, _OLD, strict=True)) | {
    new.capitalize(): old.capitalize() for new, old in zip(_NEW, _OLD, strict=True)
}
_FOLDABLE = re.compile("|".join(_FOLD))
_UNFOLD = {old: new for new, old in _FOLD.items()}
_UNFOLDABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_UNFOLD)})(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""A text as given, its canonical spelling, and the offset map between the two.

    Canonical means: NFC, every line break a ``\n``, every other white space a plain space, every
    lone surrogate U+FFFD, and no invisible characters. ``starts[i]`` and ``ends[i]`` are the
    offsets in ``given`` of what became ``text[i]``; both are ``None`` where the two texts are the
    same.
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
        if unicodedata.is_normalized("NFC", given) and not _CHANGED.search(given):
            return cls(given=given, text=given)
        dropped = {match.start() for match in _DROPPED.finditer(given)}
        places = array("l", (i for i in range(len(given)) if i not in dropped))
        kept = _DROPPED.sub("", given).translate(_ONE_TO_ONE)
        parts: list[str] = []
        starts, ends = array("l"), array("l")
        for begin, end in _clusters(kept):
            part = unicodedata.normalize("NFC", kept[begin:end])
            parts.append(part)
            starts.extend([places[begin]] * len(part))
            ends.extend([places[end - 1] + 1] * len(part))
        return cls(given=given, text="".join(parts), starts=starts, ends=ends)

    def to_given(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in ``given`` of ``text[start:end]``, which must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def to_canonical(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in ``text`` of what ``given[start:end]`` became."""
        if self.starts is None or self.ends is None:
            return start, end
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def fold(word: str) -> str:
    """Return a word with its tone marks placed the old way, ``Tỉnh_ủy`` → ``Tỉnh_uỷ``."""
    return _FOLDABLE.sub(lambda match: _FOLD[match.group()], word)


def unfold(text: str) -> str:
    """Return a text with the tone marks of its syllables placed the new way, ``uỷ`` → ``ủy``."""
    return _UNFOLDABLE.sub(lambda match: _UNFOLD[match.group()], text)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut where NFC never composes across: before what is no mark, Hangul vowel or tail."""
    cuts = [i for i, character in enumerate(text) if i == 0 or not _attaches(character)]
    return list(pairwise([*cuts, len(text)]))


def _attaches(character: str) -> bool:
    if character < "\u0300":
        return False
    if unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff":
        return True
    return character == "\U00016d67"  # a vowel sign of Kirat Rai, since Unicode 16
