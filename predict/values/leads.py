"""What stands in front of a quantity in its clause, and what kind of quantity it is."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from predict.text.document import CanonicalSpan

_REACH = 160  # characters
_CLAUSE_END = re.compile(r"[.!?;…]\s|[;\n“”]|\.{3}")
_PART_END = re.compile(
    r"(?<!trâu)(?<![Tt]hương mại)(?<![Cc]ông nghiệp)(?<!hoa)(?<![Nn]ông)(?<!lâm), |"
    r": |\(| [–—] |(?<=\w)- (?=[A-ZĐ])|:$"
)
_BRACKETS = re.compile(r"\([^()]{0,80}\)|\"[^\"]{0,80}\"")


class Kind(Enum):
    """What a quantity is by its unit."""

    money = auto()
    share = auto()
    amount = auto()
    times = auto()
    animals = auto()
    count = auto()
    bare = auto()
    age = auto()


_KINDS = [
    (re.compile(pattern), kind)
    for pattern, kind in [
        (r"[%‰]", Kind.share),
        (r"(?:đồn\w*|đ|tỷ|tỉ|triệu|nghìn|vnd|usd|đô la|eur)(?:/.*)?$", Kind.money),
        (r" lần(?:/|$)", Kind.times),
        (r"^\d+/\d+$", Kind.share),
        (r"^\d[\d.,]*$", Kind.bare),
        (r"tuổi$", Kind.age),
        (r" lượt/", Kind.count),
        (
            r"(?:\d ?|/)(?:nghìn |triệu )?(?:ha|héc ta|tấn|tạ|kg|km2?|m[23²³]?|mm|cm|lít|kwh|mw|kv|"
            r"mg/l|hải lý|°c|mbps)(?:/.*)?$|\D/\D",
            Kind.amount,
        ),
        (r" con$", Kind.animals),
    ]
]


class Lead(NamedTuple):
    """What stands in front of a quantity, back to where its clause or the last quantity ends.

    ``parts`` are parted by commas, colons and brackets; the last one stands directly in front of
    the quantity. ``is_gap`` says whether the first begins at the quantity before, ``is_inside``
    whether a bracket opens in front of the last one, ``has_date`` whether a date was left out.
    """

    parts: tuple[str, ...]
    is_gap: bool = False
    is_inside: bool = False
    has_date: bool = False

    @property
    def length(self) -> int:
        """The number of its characters."""
        return sum(map(len, self.parts))


def kind_of(surface: str) -> Kind:
    """Tell a quantity's kind by its unit."""
    small = surface.lower()
    return next((kind for pattern, kind in _KINDS if pattern.search(small)), Kind.count)


def read_lead(text: str, start: int, end: int, dates: Sequence[CanonicalSpan]) -> Lead:
    """Read what stands between two quantities, as far as it belongs to the second one's clause.

    :param start: where the quantity before ends, 0 if there is none
    :param end: where the quantity begins
    :param dates: the dates between the two, ascending; they are left out
    """
    place = max(start, end - _REACH)
    is_gap = place == start > 0
    pieces: list[str] = []
    for date in dates:
        if date.start >= place:
            pieces.append(text[place : date.start])
            place = date.end
    lead = " ".join([*pieces, text[place:end]])
    clauses = list(_CLAUSE_END.finditer(lead))
    if clauses:
        lead = lead[clauses[-1].end() :]
    lead = " ".join(_BRACKETS.sub(" ", lead).split())
    cuts = list(_PART_END.finditer(lead))
    edges = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(lead)]
    parts = tuple(lead[i:k].strip() for i, k in zip(edges, ends, strict=True))
    return Lead(
        parts=parts,
        is_gap=is_gap and not clauses,
        is_inside=bool(cuts) and cuts[-1].group() == "(",
        has_date=bool(pieces),
    )
