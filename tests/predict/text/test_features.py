import pytest
from pyvi.ViTokenizer import ViTokenizer

from predict.text.features import features_of, find_pairs, find_triples, list_features
from predict.text.segment import Segmenter

from .test_segment import HARD_LINES


@pytest.mark.parametrize("line", [*HARD_LINES, "ủy ban nhân dân xã hội chủ nghĩa a b c"])
def test_same_features_as_pyvi(segmenter: Segmenter, line: str) -> None:
    syllables = ViTokenizer.sylabelize(line)[1]
    theirs: list[list[str]] = []
    for row in ViTokenizer.sent2features(syllables, False):
        named = {
            name: f"{name}:{value}" if isinstance(value, str) else name
            for name, value in row.items()
            if isinstance(value, str) or value in (True, 1.0)
        }
        theirs.append(sorted(named.values()))
    assert [sorted(row) for row in list_features(syllables, segmenter.dictionary)] == theirs


def test_words_of_two_and_three_syllables() -> None:
    dictionary = frozenset(["a b", "b c d"])
    assert find_pairs([*"abcdab"], dictionary) == [0, 4]
    assert find_triples([*"abcdabcd"], dictionary) == [1, 5]
    first, _, third = list_features(["B", "c", "D"], dictionary)
    assert "+2:word.tri_gram()" in first
    assert "-2:word.tri_gram()" in third


def test_what_a_syllable_brings() -> None:
    own, behind, before = features_of("Đ")
    assert own == ["bias", "word.lower():đ", "word.isupper()", "word.istitle()"]
    assert behind == ["-1:word.lower():đ", "-1:word.istitle()", "-1:word.isupper()"]
    assert before == ["+1:word.lower():đ", "+1:word.istitle()", "+1:word.isupper()"]
    assert features_of("12").own == ["bias", "word.lower():12", "word.isdigit()"]
