"""The survey: counts by split, faults one by one, and the written corpus without any."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.survey.corpus import Corpus
from data.survey.counts import format_tables, tabulate
from data.survey.faults import find_faults
from predict.records import Json, Span
from predict.schema import DEFAULT_SCHEMA
from tests.paths import ROOT

OFFICIAL, POSITION = DEFAULT_SCHEMA.entity_labels[:2]
TEXT = "Ông Lò Văn Ứng, Bí thư, nói. " + " ".join(f"từ{i}" for i in range(60))


def article(name: str, *, text: str = TEXT, **head: Json) -> AnnotatedArticle:
    keys: dict[str, Json] = {
        "id": name,
        "article_type": "other",
        "published": "2019-03-02",
        "source": "written for nhandang",
        "outlet": f"Báo {name}",
        "province": "Yên Bái",
        "district": [],
        "commune": ["Mai Sơn", "Khánh Thiện"],
        "level": "district",
        "year": 2019,
        "misspelt": False,
        "appointments": [["Lò Văn Ứng", "Bí thư", None]],
    }
    return AnnotatedArticle(
        id=name,
        text=text,
        spans=(Span(start=4, end=14, label=OFFICIAL), Span(start=16, end=22, label=POSITION)),
        article_type="other",
        appointments=(("Lò Văn Ứng", "Bí thư", None),),
        head={**keys, **head},
    )


def named(name: str, text: str) -> AnnotatedArticle:
    """Return an article whose official and province occur in no other."""
    return article(name, text=text.replace("Lò Văn Ứng", "Mè Thị Soi"), province="Sơn La")


def corpus_of(articles: Mapping[str, Sequence[AnnotatedArticle]]) -> Corpus:
    return Corpus({"train": [], "dev": [], "test": [], **articles})


def test_counts_each_split_and_the_whole() -> None:
    other = named("b", TEXT.replace("từ", "chữ"))
    rows = {row.name: row for row in tabulate(corpus_of({"train": [article("a")], "dev": [other]}))}
    assert rows["articles"].counts == (1, 1, 0, 2)
    assert rows["different officials"].counts == (1, 1, 0, 2)
    assert rows["communes, wards and townships"].counts == (2, 2, 0, 4)
    assert rows["words of the longest article"].counts == (67, 67, 0, 67)
    assert str(rows["`OFFICIAL`"]) == "| `OFFICIAL` | 1 | 1 | 0 | 2 |  |"


def test_what_is_missing_is_named() -> None:
    faults = list(find_faults(corpus_of({"train": [article("a")]})))
    assert "articles: 1, at least 420 are wanted" in faults
    assert "dev: 0 articles, at least 40 are wanted" in faults
    assert any(fault.startswith("wording: UBND: 0, at least") for fault in faults)


def test_splits_share_nothing() -> None:
    shared = corpus_of(
        {"train": [article("a", outlet="Báo X")], "test": [article("b", outlet="Báo X")]}
    )
    faults = list(find_faults(shared))
    assert "train and test share provinces: Yên Bái" in faults
    assert "train and test share outlets: Báo X" in faults
    assert "train and test share officials: Lò Văn Ứng" in faults


def test_copies_are_found() -> None:
    copied = corpus_of({"train": [article("a"), article("b")]})
    assert "a and b share 100% of their word five-grams" in find_faults(copied)
    own = article("b", text=TEXT.replace("từ", "chữ"))
    assert not any(
        "five-grams" in fault for fault in find_faults(corpus_of({"train": [article("a"), own]}))
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((), "a: officials and offices, but no appointments in the head"),
        (
            (("Lò Văn Ưng", "Bí thư", None),),
            "a: appointments name 'Lò Văn Ưng', which no span reads",
        ),
        ((("Lò Văn Ứng", "Bí thư", None),) * 2, "a: a row of appointments stands twice"),
    ],
)
def test_appointments_are_checked(rows: tuple[tuple[str, str, None], ...], sentence: str) -> None:
    assert sentence in find_faults(corpus_of({"train": [replace(article("a"), appointments=rows)]}))


def test_short_articles_are_faults() -> None:
    short = article("a", text="Ông Lò Văn Ứng, Bí thư, nói.")
    assert "a: 7 words, 60 to 1800 are wanted" in find_faults(corpus_of({"train": [short]}))


@pytest.fixture(scope="module")
def written() -> Corpus:
    return Corpus.read(ROOT / "data" / "corpus")


def test_the_written_corpus_has_no_fault(written: Corpus) -> None:
    assert list(find_faults(written)) == []


def test_the_data_card_holds_the_tables(written: Corpus) -> None:
    card = Path(ROOT / "docs" / "data-card.md").read_text(encoding="utf-8")
    assert format_tables(written) in card


def test_dev_and_test_must_have_indicators() -> None:
    without = replace(article("a"), values=())
    fault = "a: no indicators in the head, which dev must have"
    assert fault in find_faults(corpus_of({"dev": [without]}))
    assert fault not in find_faults(corpus_of({"train": [without]}))
    with_none = replace(without, indicators=(("5 ha", None),))
    assert not any("indicator" in fault for fault in find_faults(corpus_of({"dev": [with_none]})))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Từ1 từ2 / tăng", None),
        ("từ1 chữ", "a: indicator 'từ1 chữ': the text has no 'chữ'"),
        ("từ1 / từ2 / tăng", "a: indicator 'từ1 / từ2 / tăng' of '5 ha' is of no known form"),
        ("từ1 / kém so với mục tiêu", None),
        ("từ1 / tang", "a: indicator 'từ1 / tang' of '5 ha' is of no known form"),
        ("từ1  từ2", "a: indicator 'từ1  từ2' of '5 ha' is of no known form"),
    ],
)
def test_indicators_are_words_of_the_text(name: str, sentence: str | None) -> None:
    one = replace(article("a"), values=(), indicators=(("5 ha", name),))
    faults = [x for x in find_faults(corpus_of({"test": [one]})) if "indicator" in x]
    assert faults == ([sentence] if sentence else [])
