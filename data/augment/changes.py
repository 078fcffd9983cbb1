"""Kinds of change that need nothing but the article itself."""

import random
import re

from data.annotated import AnnotatedArticle
from data.augment.edits import Edit, keeps_spans
from data.augment.misspell import misspell
from predict.offices.abbreviations import FULL_FORMS
from predict.text.document import fold, unfold

_SHARE = 0.5  # of the abbreviations that are changed
_LONGEST_HEADLINE = 200  # characters; a longer first line is no headline
_DOUBLED, _DROPPED, _MISTYPED = 0.004, 0.02, 0.01  # of spaces, of those after a stop, of words

_OF_TWO = ("UVBTV", "UVBCH", "UVTV")  # written out, office and organisation are two spans (P1)
# Full forms, with the old tone marks, and what news puts for them.
_ABBREVIATIONS = {
    **{fold(full): short for short, full in FULL_FORMS.items() if short not in _OF_TWO},
    "kinh tế - xã hội": "KT-XH",
    "quốc phòng - an ninh": "QP-AN",
    "nông thôn mới": "NTM",
    "các đồng chí": "các đ/c",
    "Đồng chí": "Đ/c",
    "đồng chí": "đ/c",
}


def abbreviate(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Put abbreviations for some full forms, and full forms for some abbreviations."""
    edits: list[Edit] = []
    taken: list[tuple[int, int]] = []
    text = fold(article.text)
    for full, short in _ABBREVIATIONS.items():
        if draw.random() < _SHARE:
            continue
        old, new = draw.choice([(full, short), (short, unfold(full))])
        for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", text):
            start, end = match.span()
            if keeps_spans(article.spans, start, end) and all(
                end <= a or b <= start for a, b in taken
            ):
                edits.append(Edit(start=start, end=end, text=new))
                taken.append((start, end))
    return edits


def change_tone_marks(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Place tone marks the old way or the new one throughout."""
    changed = draw.choice([fold, unfold])(article.text)
    return [
        Edit(start=i, end=i + 1, text=new)
        for i, (old, new) in enumerate(zip(article.text, changed, strict=True))
        if old != new
    ]


def change_headline(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Put the first line in capitals, or every syllable of it with a capital."""
    headline = article.text.partition("\n")[0]
    if len(headline) > _LONGEST_HEADLINE:
        return []
    changed = draw.choice([headline.upper(), re.sub(r"(?<!\w)\w", _upper, headline)])
    if len(changed) != len(headline):
        return []
    return [
        Edit(start=i, end=i + 1, text=new)
        for i, (old, new) in enumerate(zip(headline, changed, strict=True))
        if old != new
    ]


def _upper(match: re.Match[str]) -> str:
    return match.group().upper()


def change_spaces(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Double a few spaces, and drop a few behind a full stop or comma."""
    edits: list[Edit] = []
    for match in re.finditer(r"(?<=[^\W\d])([.,;]?)( )(?=\w)", article.text):
        start, end = match.span(2)
        if match.group(1) and draw.random() < _DROPPED:
            edits.append(Edit(start=start, end=end, text=""))
        elif draw.random() < _DOUBLED:
            edits.append(Edit(start=start, end=end, text="  "))
    return [edit for edit in edits if keeps_spans(article.spans, edit.start, edit.end)]


def mistype(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Misspell a few words."""
    return [
        Edit(start=match.start(), end=match.end(), text=misspell(match.group(), draw))
        for match in re.finditer(r"[^\W\d_]{2,}", article.text)
        if draw.random() < _MISTYPED and keeps_spans(article.spans, *match.span())
    ]
