import unicodedata
from typing import Literal

import pytest

from predict.archive.language import ENOUGH, is_vietnamese
from tests.toy import ARTICLE

FRENCH = "L'été dernier, les élus ont décidé d'améliorer l'école élémentaire, très fréquentée. "
ENGLISH = "The committee of the district met on Monday and agreed on the plan of the year. "
CHINESE = "县委书记主持会议并讲话、会议听取了上半年工作情况汇报、研究部署下半年重点任务。"


def unmarked(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("change", [str, str.upper])
def test_vietnamese(form: Literal["NFC", "NFD"], change: object) -> None:
    text = (change(ARTICLE) if callable(change) else ARTICLE) * 3
    assert is_vietnamese(unicodedata.normalize(form, text))


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, CHINESE, unmarked(ARTICLE)])
def test_what_is_not(text: str) -> None:
    long = text * (ENOUGH * 2 // len(text) + 2)
    assert not is_vietnamese(long)
    n_letters = 0
    short = ""
    for letter in long:
        n_letters += letter.isalpha()
        if n_letters == ENOUGH:
            break
        short += letter
    assert is_vietnamese(short), "a short text is given the benefit of the doubt"


def test_a_vietnamese_article_with_a_long_list_of_foreign_names() -> None:
    assert is_vietnamese(ARTICLE + ENGLISH * 15)
    assert not is_vietnamese("Đảng bộ " + ENGLISH * 15)
