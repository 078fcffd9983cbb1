"""Lines of columns, as CoNLL files have them: a word and its tag, and what stands between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.formats.content import read_text
from predict.errors import InputError
from predict.schema import OUTSIDE

MARK = "-DOCSTART-"
LAST = -1
TAGS_ARE = f"tags are {OUTSIDE}, or B, I (E, S; L, U), a hyphen and the label"
_TAG = re.compile(r"(?P<prefix>[BIESLUMW])-(?P<label>.+)")
_COMMENT = re.compile(r"# +(?:[\w.]+\s*=|newdoc\b|newpar\b|id\s)")
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What is said of a word: the letter in front of the label, and the label; empty outside."""

    prefix: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as the file spells it, its tag, and the number of its line, from 1."""

    word: str
    tag: Tag
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A line that is no word: a document's mark, or a comment."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The lines of a file: rows of as many cells, remarks, and empty lines, which are None.

    ``word`` and ``label`` are the numbers of the columns that are read, from 0; ``has_nested`` says
    that a further column holds the tags of names inside names.
    """

    lines: tuple[tuple[int, "tuple[str, ...] | Remark | None"], ...]
    word: int
    label: int
    has_nested: bool

    def sentences(self, *, where: str) -> Iterator[tuple[Token, ...] | Remark]:
        """Yield the sentences, with the remarks in front of them.

        :param where: the file, for the error
        :raises InputError: if a row has no word or no tag
        """
        sentence: list[Token] = []
        for number, line in self.lines:
            if isinstance(line, tuple):
                sentence.append(self._token(line, number, f"{where}, line {number}"))
                continue
            if sentence:
                yield tuple(sentence)
                sentence = []
            if line is not None:
                yield line
        if sentence:
            yield tuple(sentence)

    def _token(self, cells: Sequence[str], number: int, where: str) -> Token:
        word, text = cells[self.word], cells[self.label]
        tag = parse_tag(text)
        if tag is None:
            raise InputError(
                f"{where}: {text!r} is no tag; {TAGS_ARE}; if another column has the tags, "
                "name it with --label-column"
            )
        if not word:
            raise InputError(f"{where}: no word in front of the tag {text}")
        return Token(word=word, tag=tag, line=number)


def parse_tag(text: str) -> Tag | None:
    """Return a tag of IOB, IOB2, BIOES, BILOU or BMEWO, None for what is none."""
    if text == OUTSIDE:
        return Tag()
    match = _TAG.fullmatch(text)
    return Tag(prefix=match["prefix"], label=match["label"]) if match else None


def read_columns(file: Path, *, label_column: int) -> Columns:
    """Cut a file into lines and columns.

    :param file: columns parted by tabs or blanks, sentences by empty lines
    :param label_column: that of the tags, from 0; negative from the last. Where the last is asked
        for and the last three hold tags, as in five columns of word, part of speech, chunk, name
        and name inside a name, it is the one before it
    :raises InputError: if there are no rows, or not all have as many cells
    """
    texts = [line.rstrip(" \t\r") for line in re.split("\r?\n|\r", read_text(file))]
    first = next((i for i, text in enumerate(texts) if _is_row(text, None)), None)
    if first is None:
        raise InputError(f"{file}: holds no words; a line is a word and its tag")
    width = len(_cells(texts[first], None))
    if width < 2 or not -width <= label_column < width:
        s = "s" if width > 1 else ""
        raise InputError(
            f"{file}, line {first + 1}: {width} column{s} ({texts[first]!r}); a line is a word and "
            "its tag, and --label-column one of its columns"
        )
    lines = tuple(
        (number, _line(text, width, f"{file}, line {number}", first + 1, number))
        for number, text in enumerate(texts, start=1)
    )
    rows = [line for _, line in lines if isinstance(line, tuple)]
    has_nested = label_column == LAST and width > 4 and all(map(_ends_in_tags, rows))
    label = width - 2 if has_nested else label_column % width
    word = 1 if label == 0 or _numbers_words(rows, label) else 0
    return Columns(lines=lines, word=word, label=label, has_nested=has_nested)


def _line(
    text: str, width: int, where: str, first: int, number: int
) -> "tuple[str, ...] | Remark | None":
    if not text.strip():
        return None
    if not _is_row(text, width):
        return Remark(text=text, line=number)
    cells = _cells(text, width)
    if len(cells) != width:
        raise InputError(
            f"{where}: {len(cells)} column{'s' if len(cells) > 1 else ''} ({text!r}) where line "
            f"{first} has {width}; give each word its tag, and part sentences by an empty line"
        )
    return cells


def _is_row(text: str, width: int | None) -> bool:
    """Say whether a line has a word; what begins with ``#`` is one where it ends in a tag."""
    if not text.strip() or text.startswith(MARK) or _COMMENT.match(text):
        return False
    cells = _cells(text, width)
    right = len(cells) == width if width else len(cells) > 1
    return not text.startswith("#") or (right and any(parse_tag(cell) for cell in cells[1:]))


def _cells(text: str, width: int | None) -> tuple[str, ...]:
    """Cut a line at its tabs; at blanks where it has none, or where that gives the right number."""
    blanks = tuple(_BLANKS.split(text.lstrip(" ")))
    tabs = tuple(cell.strip(" ") for cell in text.split("\t"))
    if len(tabs) == 1 or (width == len(blanks) != len(tabs)):
        return blanks
    return tabs


def _ends_in_tags(cells: Sequence[str]) -> bool:
    return all(parse_tag(cell) for cell in cells[-3:])


def _numbers_words(rows: Sequence[Sequence[str]], label: int) -> bool:
    """Say whether the first column counts the words of each sentence."""
    numbers = [cells[0] for cells in rows]
    return label > 1 and len(numbers) > 1 and _count_up(numbers)


def _count_up(numbers: Sequence[str]) -> bool:
    place = 0
    for number in numbers:
        if number not in (str(place + 1), "1"):
            return False
        place = int(number)
    return place > 0
