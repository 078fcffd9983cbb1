"""Articles written in one format, read, written in another, read, and so back: nothing moves."""

import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.annotated import AnnotatedArticle
from data.formats import form_named
from data.formats.forms import Form, Part, Reading
from predict.records import Span

NAMES = (
    *("ann", "doccano", "label-studio", "label-studio-predictions", "brat", "spacy"),
    "datasets-jsonl",
)
PAIRS = [*combinations(NAMES, 2)]
RING = [*pairwise((*NAMES, NAMES[0]))]
PLACES = {"ann": "articles", "brat": "articles", "spacy": "a.spacy"}
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
GAPS = (
    *(" ", "  ", "\n", "\r\n", "\n\n", "\t", ", ", " 👏 ", "\u2028", " <b> ", "\\", '"', "\u00a0"),
    *(
        "</DATE>",
        "<DATE>năm<DATE>",
        "\\<PERSON>",
        "\\\\</X>",
        "👨‍👩‍👧",
        "\\n",
        "%20",
        "#",
        "\ufeff",
    ),
)
SURFACES = (
    *(
        "Lò Thị Én",
        "ngày 3/4/2021",
        "🎉 Huyện ủy",
        "1.250,5 tỷ",
        "a\tb",
        '"Bí thư"',
        "\\DATE",
        "x\\",
    ),
    *("<b>đậm</b>", "<DATE>", "T1\tX 0 5", "Y_tế", "𠀀n", "[0, 1]", "{", "–", "x\\"),
)
LABELS = ("PERSON", "Ngày.tháng", "loc-2", "DATE")
inside = st.characters(exclude_categories=["Cs"], exclude_characters=LINE_ENDS)
surfaces = st.sampled_from(SURFACES) | st.text(inside, max_size=6).map(str.strip).filter(bool)
gaps = st.sampled_from(GAPS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


@st.composite
def articles(draw: st.DrawFn, *, is_plain: bool) -> AnnotatedArticle:
    """Make an article; a plain one is in NFC and has no line breaks of Windows."""
    spell = unicodedata.normalize if draw(st.booleans()) else lambda _, part: part
    text, spans = draw(gaps), []
    for _ in range(draw(st.integers(0, 4))):
        surface = spell("NFC" if is_plain else "NFD", draw(surfaces)).strip()
        if surface:
            place = (len(text), len(text) + len(surface))
            spans.append(Span(start=place[0], end=place[1], label=draw(st.sampled_from(LABELS))))
        text += surface + draw(gaps)
    knows_spans = bool(spans) or draw(st.booleans())
    return AnnotatedArticle(
        id=draw(st.from_regex(r"[a-z\d]{1,6}", fullmatch=True)),
        text=text,
        spans=tuple(spans),
        article_type=draw(st.sampled_from([None, "họp", "other", "thi/đấu"])),
        published=draw(st.none() | st.dates(date(2000, 1, 1))),
        knows_spans=knows_spans,
    )


def held(article: AnnotatedArticle, *forms: Form) -> AnnotatedArticle:
    """Return what several formats can hold of an article."""
    lost = {part for form in forms for part in {*Part} - form.holds | form.further_losses(article)}
    return replace(
        article,
        article_type=None if Part.types in lost else article.article_type,
        published=None if Part.days in lost else article.published,
        knows_spans=True if Part.unknown_spans in lost else article.knows_spans,
        head={},
    )


def passed_through(given: Sequence[AnnotatedArticle], form: Form) -> list[AnnotatedArticle]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / PLACES.get(form.name, "a.jsonl")
        assert form.write is not None
        form.write(given, place)
        files = sorted(place.rglob("*.ann")) if place.is_dir() else [place]
        read = {one.id: one for file in files for one in form.read(file, Reading())}
    return [read[article.id] for article in given]


def check(pair: tuple[str, str], given: Sequence[AnnotatedArticle]) -> None:
    first, second = map(form_named, pair)
    now = list(given)
    for form in (first, second, first):
        now = passed_through(now, form)
    assert [held(one, first, second) for one in now] == [held(one, first, second) for one in given]


def some(pair: tuple[str, str]) -> st.SearchStrategy[list[AnnotatedArticle]]:
    one = articles(is_plain="ann" in pair)
    if "ann" in pair:  # it holds NFC, in which no edge parts a letter from its mark
        one = one.filter(is_plain)
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda article: article.id)


def is_plain(article: AnnotatedArticle) -> bool:
    edges = {edge for span in article.spans for edge in (span.start, span.end)}
    return "\r" not in article.text and all(
        unicodedata.is_normalized("NFC", part)
        for edge in edges | {0}
        for part in (article.text, "a" + article.text[edge:])
    )


SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.mark.parametrize("pair", RING, ids="-".join)
@settings(SETTINGS, max_examples=50)
@given(data=st.data())
def test_nothing_moves(pair: tuple[str, str], data: st.DataObject) -> None:
    check(pair, data.draw(some(pair)))


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@settings(SETTINGS, max_examples=1000)
@given(data=st.data())
def test_nothing_moves_in_a_thousand_cases(pair: tuple[str, str], data: st.DataObject) -> None:
    check(pair, data.draw(some(pair)))
