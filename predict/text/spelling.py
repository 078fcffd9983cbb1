"""The steps of canonical spelling, each with a record of where every character came from."""

import html
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html.entities import html5
from itertools import pairwise

_LINE_BREAKS = "\r\x85\u2028\u2029"
_SPACES = "\t\x0b\x0c\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\xad\u061c\u180e\ufeff" + "".join(
    map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
)
_SURROGATES = "".join(map(chr, range(0xD800, 0xE000)))  # no tokenizer takes them
_FANCY = [*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)]  # full width; bold, script, ...
_LOOK_ALIKE = {"\xd0": "Đ", "\u0189": "Đ", "\xf0": "đ", "\u0256": "đ"} | {
    fancy: plain
    for fancy in map(chr, _FANCY)
    if (plain := unicodedata.normalize("NFKC", fancy)).isascii()
}
_ONE_TO_ONE = str.maketrans(
    dict.fromkeys(_LINE_BREAKS, "\n")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_SURROGATES, "\ufffd")
    | _LOOK_ALIKE
)
# Cyrillic and Greek letters that stand for Latin ones where a word holds both.
_FOREIGN = dict(
    zip(
        "АВЕКМНОРСТХУІЅЈаеорсхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",  # noqa: RUF001
        "ABEKMHOPCTXYISJaeopcxyisjABEZHIKMNOPTYXo",
        strict=True,
    )
)
_FOREIGN_LETTER = re.compile(f"[{''.join(_FOREIGN)}]")
_TO_LATIN = str.maketrans(_FOREIGN)
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTERS = re.compile(r"[^\W\d_]+")

_REFERENCE = re.compile(
    r"&(?:amp;)*(?:#(?P<decimal>\d{1,7});?|#[xX](?P<hexadecimal>[0-9a-fA-F]{1,6});?"
    r"|(?P<space>nbsp;?)|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]+")
_CARRIAGE_RETURN = re.compile("\r+\n?")
_MOST_MARKS = 8  # on one letter; a pile of them would cost the square of its height
_PILE = re.compile(rf"[\u0300-\u036f]{{{_MOST_MARKS + 1},}}")
# What stands between two words or lines, and a space in front of a tone mark, in a word's middle.
_GAP = re.compile(r"[ \n]*\n[ \n]*|  +|(?<=\w) (?=[\u0300-\u036f])|\A +| +\Z")
# Two classes: one that holds a letter beyond U+FFFF is slow.
_SHORT = "".join(letter for letter in _LOOK_ALIKE if letter <= "\uffff")
_CHANGED = re.compile(
    f"[{re.escape(_LINE_BREAKS + _SPACES + _INVISIBLE)}\ud800-\udfff\u0300-\u036f"
    f"{re.escape(_SHORT)}{''.join(_FOREIGN)}]|[\U0001d400-\U0001d7ff]"
)
_OPEN_GAPS = ("  ", " \n", "\n ", "\n\n\n")


class Traced:
    """A text that is changed step by step; ``starts`` and ``ends`` lead each character back."""

    def __init__(self, given: str) -> None:
        """Begin with a text as given."""
        self.text = given
        self.starts = array("l", range(len(given)))
        self.ends = array("l", range(1, len(given) + 1))

    def translate(self, table: Mapping[int, str]) -> None:
        """Change characters one to one."""
        self.text = self.text.translate(table)

    def substitute(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> None:
        """Put something else, or nothing, wherever a pattern that holds something is found."""
        self._replace((*match.span(), new(match)) for match in pattern.finditer(self.text))

    def put(self, places: Sequence[int], character: str) -> None:
        """Put a character where another one is."""
        self._replace((place, place + 1, character) for place in places)

    def normalize(self) -> None:
        """Bring the text into NFC."""
        if not unicodedata.is_normalized("NFC", self.text):
            self._replace(
                (start, end, unicodedata.normalize("NFC", self.text[start:end]))
                for start, end in _clusters(self.text)
            )

    def _replace(self, edits: Iterable[tuple[int, int, str]]) -> None:
        parts: list[str] = []
        starts, ends = array("l"), array("l")
        place = 0
        for start, end, new in edits:
            parts += [self.text[place:start], new]
            starts += self.starts[place:start] + array("l", [self.starts[start]] * len(new))
            ends += self.ends[place:start] + array("l", [self.ends[end - 1]] * len(new))
            place = end
        if place:
            self.text = "".join([*parts, self.text[place:]])
            self.starts, self.ends = starts + self.starts[place:], ends + self.ends[place:]


def is_plain(text: str) -> bool:
    """Say whether it is certain that ``respell`` leaves a text as it is."""
    return (
        not _CHANGED.search(text)
        and not any(gap in text for gap in _OPEN_GAPS)
        and text.strip(" \n") == text
        and not ("&" in text and _REFERENCE.search(text))
        and unicodedata.is_normalized("NFC", text)
    )


def respell(traced: Traced) -> None:
    """Bring a text into its canonical spelling, line breaks inside of sentences apart."""
    traced.substitute(_UNSEEN, lambda _: "")
    if "&" in traced.text:
        traced.substitute(_REFERENCE, _read_reference)
        traced.substitute(_UNSEEN, lambda _: "")  # what references stood for
    traced.substitute(_CARRIAGE_RETURN, lambda match: match.group().strip("\r") or "\n")
    traced.translate(_ONE_TO_ONE)
    traced.substitute(_PILE, lambda match: match.group()[:_MOST_MARKS])
    traced.normalize()
    if _FOREIGN_LETTER.search(traced.text):
        traced.substitute(_LETTERS, _write_in_latin)
    traced.substitute(_GAP, _close_gap)
    traced.normalize()


def _write_in_latin(match: re.Match[str]) -> str:
    """Replace the foreign letters of a word that has Latin ones too."""
    word = match.group()
    return word.translate(_TO_LATIN) if _LATIN_LETTER.search(word) else word


def _read_reference(match: re.Match[str]) -> str:
    """Return the character that ``&nbsp;``, ``&#160;`` or ``&#xA0;`` stands for."""
    if match["decimal"]:
        return _character(int(match["decimal"]))
    if match["hexadecimal"]:
        return _character(int(match["hexadecimal"], 16))
    if match["space"]:
        return "\xa0"
    return html5.get(f"{match['name']};", match.group())


def _character(code: int) -> str:
    return html.unescape(f"&#{code};") or "\ufffd"  # 150 is a dash, as browsers have it


def _close_gap(match: re.Match[str]) -> str:
    at_edge = match.start() == 0 or match.end() == len(match.string)
    n_breaks = match.group().count("\n")
    if at_edge or (n_breaks == 0 and match.group() == " "):
        return ""
    return "\n" * min(n_breaks, 2) or " "


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Cut where NFC never composes across: before what is no mark, Hangul vowel or tail."""
    cuts = [i for i, character in enumerate(text) if i == 0 or not _attaches(character)]
    return pairwise([*cuts, len(text)])


def _attaches(character: str) -> bool:
    if character < "\u0300":
        return False
    if unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff":
        return True
    return character == "\U00016d67"  # a vowel sign of Kirat Rai, since Unicode 16
