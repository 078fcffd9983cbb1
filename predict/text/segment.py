"""Words of Vietnamese, as pyvi cuts them, each with its place in the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from predict.errors import InputError
from predict.text.crf import Crf
from predict.text.joints import Joints

CRF_FILE, DICTIONARY_FILE, LICENCE_FILE = "pyvi.crfsuite", "pyvi-words.txt", "pyvi-LICENSE.txt"

# pyvi's own alternatives in pyvi's order. The lengths of schemes and mail names are bounded, so
# that a hostile line costs linear time.
_SYLLABLE = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>"
    r"|(?=\w{1,64}+://)\w+://[^\s]+"
    r"|(?=[a-zA-Z0-9_.+-]{1,256}+@)[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)
Place = tuple[int, int]


class Segmentation(StrEnum):
    """What words are: those of pyvi, or every syllable one."""

    pyvi = "pyvi"
    none = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of one or more syllables.

    ``syllables`` are the offsets of its syllables in the text, start inclusive, end exclusive;
    ``text`` is its spelling with the syllables joined by ``_``.
    """

    text: str
    syllables: tuple[Place, ...]

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.syllables[0][0]

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.syllables[-1][1]


class Segmenter:
    """pyvi's model of words, run without pyvi; safe for threads."""

    kind = Segmentation.pyvi
    files: tuple[str, ...] = (CRF_FILE, DICTIONARY_FILE, LICENCE_FILE)
    """What ``save`` writes."""

    def __init__(self, *, crf: bytes, dictionary: Iterable[str], licence: str) -> None:
        """Build from what pyvi brings.

        :param crf: its CRF in CRFsuite's own format
        :param dictionary: its words of two and three syllables in lower case, syllables parted by
            spaces
        :param licence: the text of its licence, saved wherever the other two are
        :raises ValueError: if the CRF is damaged
        """
        self._crf = crf
        self._licence = licence
        self.dictionary = frozenset(dictionary)
        self._joints = Joints(Crf.read(crf), dictionary=self.dictionary)

    @classmethod
    def from_pyvi(cls) -> "Segmenter":
        """Take the model out of the installed pyvi, which costs its import of scikit-learn."""
        from importlib import metadata  # noqa: PLC0415 (slow, and only to train)

        from pyvi.ViTokenizer import ViTokenizer  # noqa: PLC0415 (slow, and only to train)

        return cls(
            crf=Path(ViTokenizer.model.modelfile.name).read_bytes(),
            dictionary=ViTokenizer.bi_grams | ViTokenizer.tri_grams,
            licence=metadata.distribution("pyvi").read_text("LICENSE.txt") or "MIT",
        )

    @classmethod
    def load(cls, folder: Path) -> "Segmenter":
        """Read what ``save`` wrote.

        :raises ValueError: if the CRF is damaged
        """
        dictionary = (folder / DICTIONARY_FILE).read_text(encoding="utf-8")
        try:
            return cls(
                crf=(folder / CRF_FILE).read_bytes(),
                dictionary=dictionary.rstrip("\n").split("\n"),
                licence=(folder / LICENCE_FILE).read_text(encoding="utf-8"),
            )
        except InputError as error:
            raise InputError(f"{folder / CRF_FILE}: {error}; get the bundle anew") from error

    def save(self, folder: Path) -> None:
        """Write the CRF and the dictionary, with pyvi's licence."""
        (folder / CRF_FILE).write_bytes(self._crf)
        lines = "\n".join(sorted(self.dictionary)) + "\n"
        (folder / DICTIONARY_FILE).write_text(lines, encoding="utf-8")
        (folder / LICENCE_FILE).write_text(self._licence, encoding="utf-8")

    def segment(self, text: str) -> list[Word]:
        """Cut a text into words, line by line, as pyvi does; words never run over a line's end."""
        words: list[Word] = []
        place = 0
        for line in text.split("\n"):
            syllables = _SYLLABLE.findall(line)
            if syllables:
                words.extend(self._join(syllables, _find_places(text, syllables, place)))
            place += len(line) + 1
        return words

    def take(self, words: Sequence[Word]) -> Sequence[Word]:
        """Return words that somebody else has cut, as this one may give them."""
        return words

    def respell(self, words: str) -> list[str]:
        """Return the words, parted by spaces with their syllables joined, as this one cuts them."""
        return words.split()

    def _join(self, syllables: list[str], places: list[Place]) -> Iterator[Word]:
        begins = [i for i, joined in enumerate(self._joints.find(syllables)) if not joined]
        for begin, end in pairwise([*begins, len(syllables)]):
            if end - begin == 1:
                yield Word(text=syllables[begin], syllables=(places[begin],))
            else:
                yield Word(text="_".join(syllables[begin:end]), syllables=tuple(places[begin:end]))


class Syllables(Segmenter):
    """Takes every syllable, number and sign as a word, for encoders that read syllables."""

    kind = Segmentation.none
    files = ()

    def __init__(self) -> None:
        """Take nothing: there is no model."""
        self.dictionary = frozenset()

    def save(self, folder: Path) -> None:
        """Write nothing."""

    def take(self, words: Sequence[Word]) -> Sequence[Word]:
        """Return the syllables of words."""
        return [syllable for word in words for syllable in _syllables(word)]

    def respell(self, words: str) -> list[str]:
        """Return the syllables of words."""
        return words.replace("_", " ").split()

    def _join(self, syllables: list[str], places: list[Place]) -> Iterator[Word]:
        for syllable, place in zip(syllables, places, strict=True):
            yield Word(text=syllable, syllables=(place,))


def _syllables(word: Word) -> Iterator[Word]:
    begin = 0  # in the word's own spelling
    for place in word.syllables:
        length = place[1] - place[0]
        yield Word(text=word.text[begin : begin + length], syllables=(place,))
        begin += length + 1


def new_segmenter(kind: Segmentation) -> Segmenter:
    """Return a segmenter of a kind; that of pyvi needs the installed pyvi."""
    return Segmenter.from_pyvi() if kind == Segmentation.pyvi else Syllables()


def load_segmenter(folder: Path, kind: Segmentation) -> Segmenter:
    """Read a segmenter of a kind from the folder of a bundle.

    :raises ValueError: if the CRF is damaged
    """
    return Segmenter.load(folder) if kind == Segmentation.pyvi else Syllables()


def files_of(kind: Segmentation) -> tuple[str, ...]:
    """Return the names of the files that a segmenter of a kind has in a bundle."""
    return Segmenter.files if kind == Segmentation.pyvi else Syllables.files


def _find_places(text: str, syllables: list[str], place: int) -> list[Place]:
    """Return where syllables stand that have nothing but white space between them."""
    places: list[Place] = []
    for syllable in syllables:
        start = text.find(syllable, place)
        place = start + len(syllable)
        places.append((start, place))
    return places
