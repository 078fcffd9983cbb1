"""Words of Vietnamese, as pyvi cuts them, each with its place in the text."""

import re
import string
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import pycrfsuite

CRF_FILE, DICTIONARY_FILE, LICENCE_FILE = "pyvi.crfsuite", "pyvi-words.txt", "pyvi-LICENSE.txt"

# pyvi's own alternatives in pyvi's order. The lengths of schemes and mail names are bounded, so
# that a hostile line costs linear time.
_SYLLABLE = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>"
    r"|(?=\w{1,64}+://)\w+://[^\s]+"
    r"|(?=[a-zA-Z0-9_.+-]{1,256}+@)[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)
CaseFeatures = tuple[list[str], list[str], list[str]]
_LONGEST_CACHED = 64  # characters; many longer syllables would fill the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of one or more syllables.

    ``syllables`` are the offsets of its syllables in the text, start inclusive, end exclusive;
    ``text`` is its spelling with the syllables joined by ``_``.
    """

    text: str
    syllables: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.syllables[0][0]

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.syllables[-1][1]


class Segmenter:
    """pyvi's model of words, run by python-crfsuite alone; safe for threads."""

    def __init__(self, *, crf: bytes, dictionary: Iterable[str], licence: str) -> None:
        """Build from what pyvi brings.

        :param crf: its CRF in CRFsuite's own format
        :param dictionary: its words of two and three syllables in lower case, syllables parted by
            spaces
        :param licence: the text of its licence, saved wherever the other two are
        """
        self._crf = crf
        self._licence = licence
        self.dictionary = frozenset(dictionary)
        self._local = threading.local()

    @classmethod
    def from_pyvi(cls) -> "Segmenter":
        """Take the model out of the installed pyvi, which costs its import of scikit-learn."""
        from pyvi.ViTokenizer import ViTokenizer  # noqa: PLC0415 (slow, and only to train)

        return cls(
            crf=Path(ViTokenizer.model.modelfile.name).read_bytes(),
            dictionary=ViTokenizer.bi_grams | ViTokenizer.tri_grams,
            licence=metadata.distribution("pyvi").read_text("LICENSE.txt") or "MIT",
        )

    @classmethod
    def load(cls, folder: Path) -> "Segmenter":
        """Read what ``save`` wrote."""
        return cls(
            crf=(folder / CRF_FILE).read_bytes(),
            dictionary=(folder / DICTIONARY_FILE)
            .read_text(encoding="utf-8")
            .rstrip("\n")
            .split("\n"),
            licence=(folder / LICENCE_FILE).read_text(encoding="utf-8"),
        )

    def save(self, folder: Path) -> None:
        """Write the CRF and the dictionary, with pyvi's licence."""
        (folder / CRF_FILE).write_bytes(self._crf)
        lines = "\n".join(sorted(self.dictionary)) + "\n"
        (folder / DICTIONARY_FILE).write_text(lines, encoding="utf-8")
        (folder / LICENCE_FILE).write_text(self._licence, encoding="utf-8")

    def segment(self, text: str) -> list[Word]:
        """Cut a text into words, line by line, as pyvi does; words never run over a line's end."""
        words: list[Word] = []
        offset = 0
        for line in text.split("\n"):
            places = [match.span() for match in _SYLLABLE.finditer(line)]
            if places:
                words.extend(self._segment_line(line, places, offset))
            offset += len(line) + 1
        return words

    def _segment_line(
        self, line: str, places: list[tuple[int, int]], offset: int
    ) -> Iterator[Word]:
        syllables = [line[start:end] for start, end in places]
        tags = self._tagger().tag(self._features(syllables))
        begin = 0
        for i in range(1, len(syllables) + 1):
            if (
                i < len(syllables)
                and tags[i] == "I_W"
                and _may_join(syllables[i - 1], syllables[i])
            ):
                continue
            yield Word(
                text="_".join(syllables[begin:i]),
                syllables=tuple((s + offset, e + offset) for s, e in places[begin:i]),
            )
            begin = i

    def _tagger(self) -> "pycrfsuite.Tagger":
        tagger: pycrfsuite.Tagger | None = getattr(self._local, "tagger", None)
        if tagger is None:
            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(self._crf)
            self._local.tagger = tagger
        return tagger

    def _features(self, syllables: Sequence[str]) -> list[list[str]]:
        """Name the features that hold of each syllable, in pyvi's spelling."""
        lower = [syllable.lower() for syllable in syllables]
        cases = [_case_features(syllable) for syllable in syllables]
        pairs = [*map(" ".join, pairwise(lower))]
        bigram = [False, *(pair in self.dictionary for pair in pairs), False]
        triples = map(" ".join, zip(lower, lower[1:], lower[2:], strict=False))
        trigram = [False, False, *(triple in self.dictionary for triple in triples), False, False]
        last = len(syllables) - 1
        features: list[list[str]] = []
        for i, word in enumerate(lower):
            row = ["bias", "word.lower():" + word, *cases[i][0]]
            if i > 0:
                row += ["-1:word.lower():" + lower[i - 1], *cases[i - 1][1]]
                if bigram[i]:
                    row.append("-1:word.bi_gram()")
                if trigram[i]:
                    row.append("-2:word.tri_gram()")
            if i < last:
                row += ["+1:word.lower():" + lower[i + 1], *cases[i + 1][2]]
                if bigram[i + 1]:
                    row.append("+1:word.bi_gram()")
                if trigram[i + 2]:
                    row.append("+2:word.tri_gram()")
            features.append(row)
        return features


def _case_features(syllable: str) -> CaseFeatures:
    """Name what holds of a syllable's case: for itself, for its follower and for its forerunner."""
    if len(syllable) <= _LONGEST_CACHED:
        return _cached_case_features(syllable)
    return _find_case_features(syllable)


def _find_case_features(syllable: str) -> CaseFeatures:
    upper, title = syllable.isupper(), syllable.istitle()
    own = ["word.isupper()"] * upper + ["word.istitle()"] * title
    own += ["word.isdigit()"] * syllable.isdigit()
    before = ["-1:word.istitle()"] * title + ["-1:word.isupper()"] * upper
    after = ["+1:word.istitle()"] * title + ["+1:word.isupper()"] * upper
    return own, before, after


_cached_case_features = lru_cache(maxsize=65536)(_find_case_features)


def _may_join(left: str, right: str) -> bool:
    """Say whether pyvi lets two syllables stand in one word, whatever its CRF holds."""
    return not (
        right in string.punctuation
        or left in string.punctuation
        or right[0].isdigit()
        or left[0].isdigit()
        or (right[0].istitle() and not left[0].istitle())
    )
