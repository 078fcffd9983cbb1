"""Officials, positions and organisations of an article, joined by what stands between them.

A comma, a dash, "giữ chức", "đồng chí". The rules are A1 to A5 of the annotation guideline.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from predict.offices.joints import (
    ANY_ADDRESS,
    ANY_VERB,
    GIVEN,
    NAME_NAME,
    NAME_TITLE,
    NEXT_LINE,
    PLURAL,
    REPLACED,
    SHARED,
    TITLE_AWAY_NAME,
    TITLE_FOR_NAME,
    TITLE_IS_NAME,
    TITLE_LIST,
    TITLE_MORE_TITLE,
    TITLE_NAME,
    TITLE_TITLE,
    WHO,
)
from predict.schema import Role, Schema
from predict.text.document import CanonicalSpan

Row = tuple[int, int, int | None]

_REACH, _LONGEST_GAP = 30, 150  # characters


@dataclass(frozen=True, slots=True)
class _Item:
    """A name, or a title with the organisation directly behind it."""

    start: int
    end: int
    entity: int
    organisation: int | None
    is_name: bool
    position_end: int = 0


def link(text: str, spans: Sequence[CanonicalSpan], *, schema: Schema) -> list[Row]:
    """Return rows of official, position and organisation (or None) as places in ``spans``.

    :param text: an article in its canonical spelling
    :param spans: ascending
    :param schema: says by roles which are officials, positions and organisations
    """
    items = _items(text, spans, schema)
    gaps = [_gap(text, a, b) for a, b in pairwise(items)]
    titles = _behind(text, items, gaps)
    taken = {title for behind in titles.values() for title in behind}
    for name, before in _before(text, items, gaps, taken):
        titles.setdefault(name, []).extend(before)
    _share(text, items, gaps, titles)
    _share_colon(text, items, gaps, titles)
    rows = [
        (items[name].entity, items[title].entity, items[title].organisation)
        for name, of_name in titles.items()
        for title in sorted(set(of_name))
    ]
    return sorted(rows, key=lambda row: (min(row[0], row[1]), row[1]))


def _gap(text: str, first: _Item, second: _Item) -> str:
    """Return what stands between two items; full stops where it is too long to join them."""
    gap = text[first.end : second.start]
    return gap if len(gap) <= _LONGEST_GAP else ".."


def _items(text: str, spans: Sequence[CanonicalSpan], schema: Schema) -> list[_Item]:
    items: list[_Item] = []
    roles = [schema.role_of(span.label) for span in spans]
    for i, (span, role) in enumerate(zip(spans, roles, strict=True)):
        if role is Role.official:
            items.append(_Item(span.start, span.end, i, None, is_name=True))
        elif role is Role.position:
            behind = spans[i + 1] if roles[i + 1 : i + 2] == [Role.organisation] else None
            if behind is not None and _is_behind(text, span, behind):
                items.append(_Item(span.start, behind.end, i, i + 1, False, span.end))
            else:
                items.append(_Item(span.start, span.end, i, None, False, span.end))
    return items


def _is_behind(text: str, title: CanonicalSpan, body: CanonicalSpan) -> bool:
    """Say whether an organisation stands directly behind a title, as in "PCT. HĐND huyện" too."""
    between = text[title.end : body.start]
    is_short = text[title.start : title.end].isupper()
    return not between.strip(" ") or (is_short and between == ". ")


def _is_followed_by_name(items: Sequence[_Item], gaps: Sequence[str], i: int) -> bool:
    """Say whether a title stands directly in front of a name, or "là" or a colon between them."""
    if i + 1 == len(items) or not items[i + 1].is_name:
        return False
    return bool(TITLE_NAME.fullmatch(gaps[i]) or TITLE_IS_NAME.fullmatch(gaps[i]))


def _joins_titles(gap: str) -> bool:
    return bool(TITLE_TITLE.fullmatch(gap) or TITLE_MORE_TITLE.fullmatch(gap))


def _behind(text: str, items: Sequence[_Item], gaps: Sequence[str]) -> dict[int, list[int]]:
    """Give names the titles that follow them, up to one that stands in front of another name."""
    found: dict[int, list[int]] = {}
    for name, item in enumerate(items):
        if not item.is_name or name + 1 == len(items) or items[name + 1].is_name:
            continue
        if not NAME_TITLE.fullmatch(gaps[name]) or _is_replaced(text, item, gaps[name]):
            continue
        i = name + 1
        while not _is_followed_by_name(items, gaps, i):
            found.setdefault(name, []).append(i)
            if i + 1 == len(items) or items[i + 1].is_name or not _joins_titles(gaps[i]):
                break
            if _is_of_another(text, items[i], items[i + 1]):
                break
            i += 1
    return found


def _is_of_another(text: str, title: _Item, following: _Item) -> bool:
    """Say whether a title is somebody else's: "A, Trưởng ban X, và Trưởng ban Y trình bày"."""
    between = text[title.end : following.start].split()
    first, second = (text[one.start : one.position_end].casefold() for one in (title, following))
    return between[-1:] == ["và"] and first == second


def _is_replaced(text: str, name: _Item, gap: str) -> bool:
    """Say whether somebody takes the place of the person, and with it the title behind."""
    return bool(REPLACED.search(_opening(text, name)) and not WHO.match(gap))


def _before(
    text: str, items: Sequence[_Item], gaps: Sequence[str], taken: set[int]
) -> Iterator[tuple[int, list[int]]]:
    """Yield names with the titles in front of them that no earlier name has taken."""
    for name in range(1, len(items)):
        i = name - 1
        if not items[name].is_name or items[i].is_name or i in taken:
            continue
        gap = gaps[i]
        is_given = TITLE_FOR_NAME.fullmatch(gap) and GIVEN.fullmatch(_opening(text, items[i]))
        if not (TITLE_NAME.fullmatch(gap) or TITLE_AWAY_NAME.fullmatch(gap) or is_given):
            continue
        before = [i]
        while (
            i > 0 and not items[i - 1].is_name and i - 1 not in taken and _joins_titles(gaps[i - 1])
        ):
            i -= 1
            before.append(i)
        yield name, before


def _share(
    text: str, items: Sequence[_Item], gaps: Sequence[str], titles: dict[int, list[int]]
) -> None:
    """Give the names of a list the title in front of the first or behind the last of them."""
    pairs = [
        i
        for i, gap in enumerate(gaps)
        if items[i].is_name and items[i + 1].is_name and NAME_NAME.fullmatch(gap)
    ]
    for i in pairs:
        before = [title for title in titles.get(i, ()) if title < i]
        if before and i + 1 not in titles and _is_for_many(text, items[min(before)], gaps[i]):
            titles[i + 1] = before
    for i in reversed(pairs):
        behind = [title for title in titles.get(i + 1, ()) if title > i + 1]
        if behind and i not in titles and _is_said_of_many(text, items, behind[0]):
            titles[i] = behind


def _is_for_many(text: str, title: _Item, gap: str) -> bool:
    """Say whether a title in front of a list holds for the next name too."""
    return bool(PLURAL.fullmatch(_opening(text, title)) or not ANY_ADDRESS.search(gap))


def _is_said_of_many(text: str, items: Sequence[_Item], title: int) -> bool:
    """Say whether a title behind a list is joined to it by a verb or a plural."""
    joint = text[items[title - 1].end : items[title].start]
    return bool(SHARED.fullmatch(joint) or ANY_VERB.search(joint))


def _opening(text: str, item: _Item) -> str:
    """Return what stands in front of an item on its line, as far as it may count."""
    return text[max(0, item.start - _REACH) : item.start].rpartition("\n")[2]


def _share_colon(
    text: str, items: Sequence[_Item], gaps: Sequence[str], titles: dict[int, list[int]]
) -> None:
    """Give every name of a sentence or a list the plural title in front of a colon."""
    for i, gap in enumerate(gaps):
        if (
            items[i].is_name
            or not TITLE_LIST.fullmatch(gap)
            or not PLURAL.fullmatch(_opening(text, items[i]))
        ):
            continue
        for k in range(i + 1, len(items)):
            between = text[items[k - 1].end : items[k].start]
            if k > i + 1 and _ends_enumeration(between, is_list="\n" in gap):
                break
            if items[k].is_name and i not in titles.setdefault(k, []):
                titles[k].append(i)


def _ends_enumeration(between: str, *, is_list: bool) -> bool:
    """Say whether "các Ủy viên: A, B", or a list with a name a line, ends between two items."""
    if is_list and NEXT_LINE.fullmatch(between):
        return False
    return re.search(r"\n|\.\s|:", between) is not None
