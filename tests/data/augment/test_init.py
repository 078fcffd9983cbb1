"""Augmentation: spans cover after a change what they covered before, whatever is changed."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.annotated import AnnotatedArticle
from data.augment import KINDS, Augmenter, Kind
from data.augment.changes import abbreviate, change_headline, change_spaces, change_tone_marks
from data.augment.edits import Edit, apply
from data.augment.swap import form_of
from data.formats.ann import parse_annotation
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA, Role

ANN = """{"id": "a", "article_type": "review"}

Đảng bộ <ORGANISATION>Đảng ủy xã Mường Lai</ORGANISATION> họp <DATE>ngày 14/6</DATE>
Đ/c <OFFICIAL>Lò Văn Ứng</OFFICIAL>, <POSITION>Bí thư</POSITION> <ORGANISATION>Đảng ủy xã Mường \
Lai</ORGANISATION> nói: thu <QUANTITY>12,5 triệu đồng</QUANTITY>. Ông <OFFICIAL>Ứng</OFFICIAL> và \
đồng chí <OFFICIAL>Vàng Thị Pàng</OFFICIAL> ở <ORGANISATION>Ủy ban nhân dân xã</ORGANISATION> cười.
"""
OTHER = """{"id": "b", "article_type": "other"}

<OFFICIAL>Tòng Thị Hặc</OFFICIAL>, <ORGANISATION>Đảng ủy xã Nà Tấu</ORGANISATION>, \
<DATE>ngày 3/11</DATE>, <QUANTITY>7,25 triệu đồng</QUANTITY>, <OFFICIAL>H'Yên Niê</OFFICIAL>.
"""
ARTICLE, SECOND = (parse_annotation(ann, schema=DEFAULT_SCHEMA) for ann in (ANN, OTHER))


def surfaces(article: AnnotatedArticle) -> list[str]:
    return [article.text[span.start : span.end] for span in article.spans]


@st.composite
def edited(draw: st.DrawFn) -> tuple[AnnotatedArticle, list[Edit]]:
    """Draw edits that lie in spans or between them, apart from each other."""
    edges = sorted({0, len(ARTICLE.text), *(e for s in ARTICLE.spans for e in (s.start, s.end))})
    edits = []
    for begin, end in pairwise(edges):
        if draw(st.booleans()):
            start = draw(st.integers(begin, end))
            stop = draw(st.integers(start, end))
            edits.append(Edit(start=start, end=stop, text=draw(st.text("xyz ", max_size=3))))
    kept = [
        edit
        for edit in edits
        if not any(edit.start <= s.start and s.end <= edit.end for s in ARTICLE.spans) or edit.text
    ]
    return ARTICLE, kept


@given(edited())
def test_spans_cover_what_they_covered(case: tuple[AnnotatedArticle, list[Edit]]) -> None:
    article, edits = case
    changed = apply(article, edits)
    assert len(changed.spans) == len(article.spans)
    for old, new in zip(article.spans, changed.spans, strict=True):
        inside = [
            edit
            for edit in edits
            if old.start <= edit.start
            and edit.end <= old.end
            and not (edit.start == edit.end and edit.start in (old.start, old.end))
        ]
        expected, place = "", old.start
        for edit in sorted(inside, key=lambda edit: edit.start):
            expected += article.text[place : edit.start] + edit.text
            place = edit.end
        expected += article.text[place : old.end]
        assert changed.text[new.start : new.end] == expected
        assert new.label == old.label


def test_edits_that_cross_an_edge_or_each_other_are_refused() -> None:
    start = ARTICLE.spans[0].start
    with pytest.raises(ValueError, match="crosses the edge of a span"):
        apply(ARTICLE, [Edit(start=start - 1, end=start + 1, text="")])
    with pytest.raises(ValueError, match="overlaps the edit before it"):
        apply(ARTICLE, [Edit(start=0, end=3, text=""), Edit(start=2, end=4, text="")])


@given(st.lists(st.sampled_from(KINDS), unique=True), st.integers(0, 10**6))
def test_every_change_leaves_the_spans_whole(kinds: list[Kind], seed: int) -> None:
    augment = Augmenter(kinds, articles=[ARTICLE, SECOND], schema=DEFAULT_SCHEMA)
    for article in (ARTICLE, SECOND):
        changed = augment(article, seed=(seed,))
        assert [s.label for s in changed.spans] == [s.label for s in article.spans]
        assert unicodedata.is_normalized("NFC", changed.text)
        for surface in surfaces(changed):
            assert surface == surface.strip()
            assert "\n" not in surface
        assert changed == augment(article, seed=(seed,))
        if not kinds:
            assert changed == article


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_something(kind: Kind) -> None:
    augment = Augmenter([kind], articles=[ARTICLE, SECOND], schema=DEFAULT_SCHEMA)
    texts = {augment(ARTICLE, seed=(i,)).text for i in range(60)}
    assert len(texts) > 1


def test_the_same_person_stays_the_same_person() -> None:
    augment = Augmenter(["officials"], articles=[ARTICLE, SECOND], schema=DEFAULT_SCHEMA)
    seen = set()
    for seed in range(60):
        names = surfaces(augment(ARTICLE, seed=(seed,)))
        assert names[6] == names[2].split()[-1]
        seen.add(names[2])
    assert seen == {"Lò Văn Ứng", "Vàng Thị Pàng", "Tòng Thị Hặc"}


def test_the_same_organisation_is_the_same_throughout() -> None:
    augment = Augmenter(["organisations"], articles=[ARTICLE, SECOND], schema=DEFAULT_SCHEMA)
    seen = {
        tuple(surfaces(augment(ARTICLE, seed=(seed,)))[i] for i in (0, 4)) for seed in range(60)
    }
    assert ("Đảng ủy xã Nà Tấu", "Đảng ủy xã Nà Tấu") in seen
    assert len({first for first, _ in seen}) == 2
    assert all(first == second for first, second in seen)


@pytest.mark.parametrize(
    ("label", "surface", "other", "same"),
    [
        (0, "Lò Văn Ứng", "Vàng Thị Pàng", True),
        (0, "Lò Văn Ứng", "H'Yên Niê", False),
        (0, "Y-Thông Niê", "Kpă-H Lan", True),
        (2, "Đảng ủy xã Nà Tấu", "Đảng ủy xã Mường Lai", True),
        (2, "Đảng ủy xã Nà Tấu", "Trạm Y tế xã Tấu", False),
        (3, "ngày 14/6", "ngày 3/11", True),
        (3, "ngày 14/6", "14/6", False),
        (4, "12,5 triệu đồng", "7,25 triệu đồng", True),
        (4, "12,5 triệu đồng", "7,25 tấn", False),
    ],
)
def test_forms(label: int, surface: str, other: str, *, same: bool) -> None:
    role = list(Role)[label]
    assert form_of(surface, role) is not None
    assert (form_of(surface, role) == form_of(other, role)) is same


def test_abbreviations_go_both_ways() -> None:
    texts = {apply(ARTICLE, abbreviate(ARTICLE, random.Random(i))).text for i in range(200)}
    assert any("UBND xã" in text for text in texts)
    assert any("Đồng chí Lò Văn Ứng" in text for text in texts)
    assert any("và đ/c Vàng" in text for text in texts)


def test_an_office_that_is_two_spans_when_written_out_stays_short() -> None:
    article = AnnotatedArticle(
        id="u", text="UVBTV", spans=(Span(start=0, end=5, label="POSITION"),), article_type="other"
    )
    assert {apply(article, abbreviate(article, random.Random(i))).text for i in range(60)} == {
        "UVBTV"
    }


def test_what_the_head_says_of_surfaces_is_dropped() -> None:
    article = AnnotatedArticle(
        id="v", text="5 ha", spans=(), article_type="other", values=(("5 ha", None),),
        appointments=(("A", None, None),),
    )  # fmt: skip
    changed = apply(article, [])
    assert (changed.values, changed.appointments) == (None, ())


def test_tone_marks_move_throughout() -> None:
    texts = {apply(ARTICLE, change_tone_marks(ARTICLE, random.Random(i))).text for i in range(20)}
    assert {text.count("uỷ") for text in texts} == {0, 2}


def test_only_the_headline_changes_its_case() -> None:
    texts = {apply(ARTICLE, change_headline(ARTICLE, random.Random(i))).text for i in range(20)}
    first = {text.partition("\n")[0] for text in texts}
    assert "ĐẢNG BỘ ĐẢNG ỦY XÃ MƯỜNG LAI HỌP NGÀY 14/6" in first
    assert "Đảng Bộ Đảng Ủy Xã Mường Lai Họp Ngày 14/6" in first
    assert len({text.partition("\n")[2] for text in texts}) == 1


def test_spaces_are_dropped_behind_a_stop_and_doubled() -> None:
    text = "Xong việc. Rồi về, nghỉ một chút. " * 30
    article = AnnotatedArticle(id="s", text=text, spans=(), article_type="other")
    changed = [apply(article, change_spaces(article, random.Random(i))).text for i in range(30)]
    assert any(".Rồi" in text for text in changed)
    assert any("  " in text.strip() for text in changed)
    assert {text.replace(" ", "") for text in changed} == {text.replace(" ", "")}


def test_a_span_that_is_the_whole_text_survives() -> None:
    article = AnnotatedArticle(
        id="w", text="UBND xã", spans=(Span(start=0, end=7, label="A"),), article_type="other"
    )
    changed = apply(article, [Edit(start=0, end=4, text="Ủy ban nhân dân")])
    assert surfaces(changed) == ["Ủy ban nhân dân xã"]
