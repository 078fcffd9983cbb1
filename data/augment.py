"""Augmentation: training articles changed as real ones differ, their spans exact.

Each kind of change is a function from an article to edits. No edit crosses a span's edge, so a
span covers after the change what it covered before.
"""

import random
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from data.annotations import AnnotatedArticle
from data.misspell import misspell
from predict.abbreviations import FULL_FORMS
from predict.schema import DATE, OFFICIAL, ORGANISATION, QUANTITY, Span
from predict.text import fold, unfold

Kind = Literal[
    "officials", "organisations", "dates", "quantities", "abbreviations", "tone_marks",
    "headlines", "spaces", "typing_errors",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

_SHARE = 0.5  # of the articles that each kind changes
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of a text, which may be empty, and what takes its place."""

    start: int
    end: int
    text: str


def apply(article: AnnotatedArticle, edits: Iterable[Edit]) -> AnnotatedArticle:
    """Change an article's text and move its spans along; appointments and values are dropped.

    :param edits: apart from each other; an insertion at a span's edge stays outside it
    :raises ValueError: if two edits overlap, or one crosses a span's edge
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    parts: list[str] = []
    place = 0
    for edit in ordered:
        if edit.start < place:
            raise ValueError(f"article {article.id}: {edit} overlaps the edit before it")
        if not _keeps_spans(article.spans, edit.start, edit.end):
            raise ValueError(f"article {article.id}: {edit} crosses the edge of a span")
        parts += [article.text[place : edit.start], edit.text]
        place = edit.end
    spans = tuple(
        Span(
            start=span.start + _shift(ordered, span.start, inclusive=True),
            end=span.end + _shift(ordered, span.end, inclusive=False),
            label=span.label,
        )
        for span in article.spans
    )
    text = "".join(parts) + article.text[place:]
    return replace(article, text=text, spans=spans, appointments=(), values=None)


def _keeps_spans(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether a stretch lies in one span or outside all."""
    i = bisect_right(spans, start, key=lambda span: span.end)  # the first span that ends later
    if i == len(spans) or end <= spans[i].start:
        return True
    return spans[i].start <= start and end <= spans[i].end


def _shift(edits: Sequence[Edit], place: int, *, inclusive: bool) -> int:
    """Return by how much the edits before a place move it; insertions at it as asked."""
    return sum(
        len(edit.text) - (edit.end - edit.start)
        for edit in edits
        if edit.end <= place and (inclusive or edit.start < place)
    )


class Augmenter:
    """Changes articles by some kinds of change, each of them with a chance of one half."""

    def __init__(self, kinds: Sequence[Kind], *, articles: Iterable[AnnotatedArticle]) -> None:
        """Take the kinds, and the articles whose names and figures are swapped in."""
        self._kinds = tuple(kinds)
        pool: dict[tuple[str, str], set[str]] = defaultdict(set)
        for article in articles:
            for span in article.spans:
                surface = article.text[span.start : span.end]
                if (form := form_of(surface, span.label)) is not None:
                    pool[span.label, form].add(surface)
        self._pool = {key: sorted(surfaces) for key, surfaces in pool.items()}

    def __call__(self, article: AnnotatedArticle, *, seed: Sequence[int]) -> AnnotatedArticle:
        """Return the article, changed; the same for the same seed."""
        draw = random.Random(repr(tuple(seed)))
        for kind in self._kinds:
            if draw.random() < _SHARE:
                article = apply(article, self._edits(kind, article, draw))
        return article

    def _edits(self, kind: Kind, article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
        if kind in _SWAPPED:
            return swap(article, label=_SWAPPED[kind], pool=self._pool, draw=draw)
        return _CHANGES[kind](article, draw)


def form_of(surface: str, label: str) -> str | None:
    """Return what two surfaces share that can stand for one another; None if none can.

    Names of officials: the number of syllables and signs such as ``H'``. Organisations: the first
    two syllables and the number of them. Dates and quantities: everything but the digits.
    """
    syllables = surface.split()
    if surface.isupper():
        return None
    if label == OFFICIAL and len(syllables) > 1:
        signs = "".join(re.findall("['’-]", surface))
        return f"{len(syllables)} {signs}"
    if label == ORGANISATION and len(syllables) > 2:
        return f"{' '.join(syllables[:2])} {len(syllables)}"
    if label in (DATE, QUANTITY) and re.search(r"\d", surface):
        return re.sub(r"\d+", "0", surface)
    return None


def swap(
    article: AnnotatedArticle,
    *,
    label: str,
    pool: Mapping[tuple[str, str], Sequence[str]],
    draw: random.Random,
) -> list[Edit]:
    """Put other surfaces of the same form for those of a label, each always the same one.

    A name that is repeated without its first syllables gets the end of the new name.
    """
    chosen: dict[str, str] = {}
    spans = [span for span in article.spans if span.label == label]
    for span in spans:
        surface = article.text[span.start : span.end]
        form = form_of(surface, label)
        others = pool.get((label, form), ()) if form is not None else ()
        if surface not in chosen and others:
            chosen[surface] = draw.choice(others)
    if label == OFFICIAL:
        chosen = {**_ends(chosen), **chosen}
    return [
        Edit(start=span.start, end=span.end, text=chosen[surface])
        for span in spans
        if (surface := article.text[span.start : span.end]) in chosen
    ]


def _ends(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the ends of names, such as a given name, with the ends of the new names."""
    ends: dict[str, str] = {}
    for old, new in chosen.items():
        before, after = old.split(), new.split()
        for i in range(1, len(before)):
            ends.setdefault(" ".join(before[i:]), " ".join(after[i:]))
    return ends


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
            if _keeps_spans(article.spans, start, end) and all(
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
    return [edit for edit in edits if _keeps_spans(article.spans, edit.start, edit.end)]


def mistype(article: AnnotatedArticle, draw: random.Random) -> list[Edit]:
    """Misspell a few words."""
    return [
        Edit(start=match.start(), end=match.end(), text=misspell(match.group(), draw))
        for match in re.finditer(r"[^\W\d_]{2,}", article.text)
        if draw.random() < _MISTYPED and _keeps_spans(article.spans, *match.span())
    ]


_SWAPPED: Mapping[Kind, str] = {
    "officials": OFFICIAL,
    "organisations": ORGANISATION,
    "dates": DATE,
    "quantities": QUANTITY,
}
_CHANGES: Mapping[Kind, Callable[[AnnotatedArticle, random.Random], list[Edit]]] = {
    "abbreviations": abbreviate,
    "tone_marks": change_tone_marks,
    "headlines": change_headline,
    "spaces": change_spaces,
    "typing_errors": mistype,
}
