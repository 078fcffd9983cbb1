import pytest

from predict.pages.words import segmented
from predict.text.segment import Segmenter
from tests.toy import ARTICLE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Tỉnh ủy Hòa Sơn  họp.\r\n\r\nĐồng chí Trần\xa0Văn Ví\u200b, Bí thư\n",
            "Tỉnh_ủy Hòa_Sơn họp .\n\nĐồng_chí Trần_Văn_Ví , Bí_thư",
        ),
        ("", ""),
        ("\u200b\n\n", ""),
    ],
)
def test_words_are_those_that_phobert_takes(text: str, words: str, segmenter: Segmenter) -> None:
    assert segmented(text, segmenter=segmenter) == words


def test_lines_stay_as_they_are(segmenter: Segmenter) -> None:
    shown = segmented(ARTICLE, segmenter=segmenter)
    lines = ARTICLE.rstrip("\n").split("\n")
    assert len(shown.split("\n")) == len(lines)
    assert shown.split() == [word.text for line in lines for word in segmenter.segment(line)]
    broken = "một hai\nba bốn"  # inside a sentence
    assert segmented(broken, segmenter=segmenter).count("\n") == 1
