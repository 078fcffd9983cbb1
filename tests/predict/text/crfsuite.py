"""CRFsuite itself, run by python-crfsuite: what our own way through a CRF is compared with."""

import string
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from predict.text.crf import CONTINUES
from predict.text.features import list_features


class Reference:
    """The same syllables joined as by ``Joints``, but tagged by python-crfsuite."""

    def __init__(self, crf: bytes, dictionary: frozenset[str]) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(crf)
        self._dictionary = dictionary

    def tags(self, syllables: Sequence[str]) -> list[bool]:
        """Say which syllables continue a word, as far as the CRF knows."""
        tags = self._tagger.tag(list_features(syllables, self._dictionary))
        return [tag == CONTINUES for tag in tags]

    def find(self, syllables: Sequence[str]) -> list[bool]:
        """Say which syllables continue a word."""
        found = self.tags(syllables)
        return [
            i > 0 and found[i] and _may_join(syllables[i - 1], syllables[i])
            for i in range(len(syllables))
        ]

    def chance(self, row: Sequence[str]) -> float:
        """Return the probability that a line's only syllable, with these features, continues."""
        self._tagger.set([row])
        chance: float = self._tagger.probability([CONTINUES])
        return chance

    def dump(self, file: Path) -> None:
        """Write the weights as text, rounded."""
        self._tagger.dump(str(file))


def train(rows: Sequence[Sequence[str]], tags: Sequence[str], file: Path) -> bytes:
    """Train a CRF on one line, and return its file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.append([list(row) for row in rows], list(tags))
    trainer.set_params({"max_iterations": 20, "feature.possible_transitions": True})
    trainer.train(str(file))
    return file.read_bytes()


def _may_join(left: str, right: str) -> bool:
    return not (
        right in string.punctuation
        or left in string.punctuation
        or right[0].isdigit()
        or left[0].isdigit()
        or (right[0].istitle() and not left[0].istitle())
    )
