"""One sense an article: what its other mentions say of a span that the network was unsure of.

Two things are put right that a window, which shows a part of the article, cannot know: the place
that ends a body's name, taken for the name of the person behind it ("Chủ tịch UBND tỉnh Thái Bình
Trần Văn An"), and a common noun tagged in few of the places where it stands.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from predict.schema import Role, Schema
from predict.text.document import CanonicalSpan
from predict.text.letters import CAPITALS

_SURE = 0.9  # a span with this score stays, whatever the rest of the article says
_MENTIONS = 3  # fewer say nothing of what a word means in the article
_NAME = rf"[{CAPITALS}][^\W\d_]*"
_UNIT = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị (?:xã|trấn)|[Xx]ã|[Pp]hường|"
    r"(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng) [uUủỦ][yỷYỶ])"
)
_PLACE = re.compile(rf"\b{_UNIT} ({_NAME}(?: {_NAME})*)")
_UNNAMED = re.compile(rf"\b{_UNIT}((?: {_NAME}){{0,2}})$")
_LONGEST_PLACE = 4  # syllables
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span and its calibrated score; ``origin`` numbers the span that it was, as given."""

    span: CanonicalSpan
    score: float
    origin: int


def settle(
    text: str, spans: Sequence[CanonicalSpan], *, scores: Sequence[float], schema: Schema
) -> list[Mention]:
    """Return the spans as the article as a whole wants them, ascending and apart.

    :param text: the canonical text
    :param spans: ascending, apart
    :param scores: one for each span, 0 to 1
    :param schema: says which labels are organisations and officials
    """
    mentions = [
        Mention(span=span, score=score, origin=i)
        for i, (span, score) in enumerate(zip(spans, scores, strict=True))
    ]
    mentions = _give_places_back(text, mentions, schema)
    return _drop_the_few(text, mentions, schema.labels_of(Role.organisation))


def _give_places_back(text: str, mentions: Sequence[Mention], schema: Schema) -> list[Mention]:
    settled: list[Mention] = []
    places: Mapping[str, Sequence[int]] | None = None
    for mention in mentions:
        before = settled[-1] if settled else None
        if before is not None and _may_share_a_place(text, before.span, mention.span, schema):
            if places is None:
                places = _named_places(text, mentions, schema.labels_of(Role.official))
            if (end := _end_of_place(text, before.span, mention.span, places)) is not None:
                settled[-1:] = _parted(before, mention, end)
                continue
        settled.append(mention)
    return settled


def _may_share_a_place(
    text: str, body: CanonicalSpan, person: CanonicalSpan, schema: Schema
) -> bool:
    return (
        schema.role_of(body.label) is Role.organisation
        and schema.role_of(person.label) is Role.official
        and text[body.end : person.start] == " "
    )


def _named_places(
    text: str, mentions: Sequence[Mention], officials: Sequence[str]
) -> dict[str, list[int]]:
    """Return the names behind words such as "huyện", each with where it begins.

    A name that was taken for a person's, in whole or in part, proves nothing.
    """
    people = [mention.span for mention in mentions if mention.span.label in officials]
    places: dict[str, list[int]] = defaultdict(list)
    for match in _PLACE.finditer(text):
        start, end = match.span(1)
        is_person = any(span.start < end and start < span.end for span in people)
        if not is_person and match.group(1).count(" ") < _LONGEST_PLACE:
            places[match.group(1)].append(start)
    return places


def _end_of_place(
    text: str,
    body: CanonicalSpan,
    person: CanonicalSpan,
    places: Mapping[str, Sequence[int]],
) -> int | None:
    """Return where the place ends that a body's name lacks, None if it lacks none.

    What is left of the person's name is nothing, or two syllables and more.
    """
    unnamed = _UNNAMED.search(text[body.start : body.end])
    if unnamed is None:
        return None
    known = unnamed.group(1).strip()
    begin = person.start - (len(known) + 1 if known else 0)
    ends = [match.end() for match in re.finditer(r"\S+", text[person.start : person.end])]
    for n_syllables, end in enumerate(ends, start=1):
        elsewhere = places.get(text[begin : person.start + end], ())
        if len(ends) - n_syllables != 1 and any(place != begin for place in elsewhere):
            return person.start + end
    return None


def _parted(body: Mention, person: Mention, end: int) -> Iterator[Mention]:
    surer = max(body, person, key=lambda mention: mention.score)
    span = CanonicalSpan(start=body.span.start, end=end, label=body.span.label)
    yield Mention(span=span, score=surer.score, origin=surer.origin)
    if end < person.span.end:
        rest = CanonicalSpan(start=end + 1, end=person.span.end, label=person.span.label)
        yield Mention(span=rest, score=person.score, origin=person.origin)


def _drop_the_few(text: str, mentions: list[Mention], labels: Sequence[str]) -> list[Mention]:
    """Leave out unsure organisations whose words stand untagged in most places of the article."""
    bodies = [mention for mention in mentions if mention.span.label in labels]
    unsure = {_surface(text, mention) for mention in bodies if mention.score < _SURE}
    if not unsure:
        return mentions
    n_tagged = Counter(_surface(text, mention) for mention in bodies)
    n_places = _count_places(text, unsure, [mention.span for mention in mentions])
    few = {s for s in unsure if n_places[s] >= _MENTIONS and 2 * n_tagged[s] < n_places[s]}
    return [
        mention
        for mention in mentions
        if mention.score >= _SURE
        or mention.span.label not in labels
        or _surface(text, mention) not in few
    ]


def _surface(text: str, mention: Mention) -> str:
    return text[mention.span.start : mention.span.end]


def _count_places(
    text: str, surfaces: Iterable[str], spans: Sequence[CanonicalSpan]
) -> Counter[str]:
    """Count where surfaces stand as whole words and not as a part of a longer span."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for surface in surfaces:
        if first := _WORD.match(surface):
            by_first[first.group()].append(surface)
    starts = [span.start for span in spans]
    counts: Counter[str] = Counter()
    for word in _WORD.finditer(text):
        for surface in by_first.get(word.group(), ()):
            start, end = word.start(), word.start() + len(surface)
            if not text.startswith(surface, start) or text[end : end + 1].isalnum():
                continue
            span = spans[max(bisect_right(starts, start) - 1, 0)]
            inside = span.start <= start and end <= span.end
            counts[surface] += not inside or span.end - span.start == len(surface)
    return counts
