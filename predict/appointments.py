"""Who holds which office where: officials, positions and organisations brought together by rule.

What joins them is the text between two neighbours: a comma, a dash, "giữ chức", "đồng chí". The
rules are A1 to A5 of the annotation guideline.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from predict.records import Appointment, Entity
from predict.schema import OFFICIAL, ORGANISATION, POSITION, Span

Row = tuple[int, int, int | None]

_ADDRESS = (
    r"(?:(?:các |hai |ba |vợ chồng )?(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy|cụ|em|bác)|"
    r"(?:thiếu|trung|thượng|đại) (?:úy|uý|tá|tướng)|chuẩn đô đốc|phó đô đốc|thầy thuốc ưu tú|"
    r"nhà giáo ưu tú|(?:pgs|gs|ts|ths|bs|bscki|bsckii|ks)\.?(?:[ .,-]*(?:ts|bs|ths)\.?)?|"
    r"(?:phó )?giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|bác sĩ|bác sỹ|luật sư|kỹ sư|cử nhân|"
    r"cô giáo|thầy giáo|hòa thượng|thượng tọa|đại đức|linh mục|nghệ nhân|dược sĩ|điều dưỡng)"
)
_ONE_ADDRESS = rf"(?>{_ADDRESS}(?:[,.]? |\.| ?[-–] ?)?)"
# Possessive and atomic, so that no text takes more than one look at each letter.
_ADDRESSES, _SOME_ADDRESSES = rf"(?:{_ONE_ADDRESS}*+)", rf"(?:{_ONE_ADDRESS}++)"
_TERM = r"(?: (?:khóa|khoá|nhiệm kỳ|lần thứ)\b[^,;:.()\n]{0,30})"
_SAYS = (
    r"(?:phát biểu|chủ trì|yêu cầu|cho biết|cho rằng|trao|ký|nói|nhấn mạnh|báo cáo|chỉ đạo|đề nghị|"
    r"ghi nhận|kết luận|khẳng định|giao|đánh giá|làm việc|kiểm tra|thăm|dự|trình bày|khai mạc|"
    r"bế mạc|tặng|hỏi|trả lời|kể|cùng|đã|đang|vừa)"
)
_MORE = rf"(?: (?:(?!\b{_SAYS}\b)[^,;.:()\n]){{1,50}})"  # what belongs to a title, as its place
_PLACE = (
    r"(?: (?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?|xã|phường|thị trấn|thôn|bản|ấp|nước))?"
    r"(?: [A-ZĐÀ-ỸĂÂÊÔƠƯ][^\W\d_]*){1,4}"
)
_PARENTHESIS = r"(?:\s*\([^()\n]{1,50}\))"
_ASIDE = r"(?>,? (?:sn|sinh năm|\d+ tuổi|dân tộc|người|quê)\b[^,;.:\n]{0,30})"
_VERB = (
    r"(?:(?:đã|đang|vừa|sẽ|được|từng|tiếp tục|cũng|hiện|nay|khi ấy|vốn|tín nhiệm|đồng thời|mới|đều|"
    r"cùng|chính thức|hội nghị|đại hội|trực tiếp|thôi|thôi không|phân công|điều động|luân chuyển|"
    r"bầu|bầu lại|chỉ định|bổ nhiệm|giới thiệu|bổ sung|để|nhận|cử) ){0,6}"
    r"(?:giữ chức vụ|giữ chức danh|giữ chức|giữ|làm|là|tái cử chức|tái cử|tái đắc cử|trúng cử|"
    r"đắc cử|nguyên là|trở thành|thôi giữ chức vụ|thôi giữ chức|chức vụ:?|chức danh:?|vào chức vụ|"
    r"vào chức danh|vào chức)"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# What stands between a name and its title behind it, two titles of one person, a title and the
# name behind it, and two names of a list.
_SIGN = r"(?:[ \t\u00a0]*(?:,|-|–|—|\(|:)\s*|[ \t\u00a0]*)"  # no bare line break
_NAME_TITLE = _pattern(rf"{_PARENTHESIS}?{_ASIDE}*+{_SIGN}(?:{_VERB}\s+)?(?:tân |cố |các )?")
_TITLE_TITLE = _pattern(rf"{_TERM}?{_PARENTHESIS}?\)?{_SIGN}(?:(?:và|kiêm|kiêm nhiệm|{_VERB})\s+)?")
_TITLE_MORE_TITLE = _pattern(rf"{_MORE}?{_PARENTHESIS}?, (?:(?:kiêm|và|{_VERB}) )?")
_TITLE_NAME = re.compile(
    rf"[ \t\u00a0]*(?i:{_ADDRESSES})|{_PLACE}(?i: {_SOME_ADDRESSES}|[ \u00a0]*)"
)
_TITLE_IS_NAME = _pattern(rf"{_PARENTHESIS}?\s*(?::|là|, là)\s*{_ADDRESSES}")
_TITLE_AWAY_NAME = _pattern(
    rf"{_MORE}?{_PARENTHESIS}?\s*(?:,|-|–|:|là|, là)\s*{_SOME_ADDRESSES}|{_TERM}\s*{_ADDRESSES}"
    rf"|\s*(?::|là|gồm|gồm có):?\s*{_ADDRESSES}| [-–] {_ADDRESSES}"
    rf"|{_MORE}? đối với {_SOME_ADDRESSES}|\s*\n\s*\(đã ký\)\s*"
)
_TITLE_LIST = _pattern(
    rf"{_MORE}?{_PARENTHESIS}?\s*(?:là|gồm|gồm có)?\s*(?:các đồng chí|các đ/c)?:\s*{_ADDRESSES}"
)
_NAME_NAME = _pattern(rf"\s*(?:,|và|, và|cùng)\s*{_ADDRESSES}\s*")
_SHARED = _pattern(r"(?:.*[\s,-])?(?:các|đều là|cùng là|cùng giữ chức|lần lượt)\s*")
_PLURAL = _pattern(r".*\b(?:các|những|hai|ba|bốn|\d+)\s*(?:đồng chí|đ/c|ông)?\s*")
_REPLACED = _pattern(rf"\bthay (?:cho )?{_ADDRESSES}$")  # "ông A thay ông B làm": B leaves
_ANY_ADDRESS, _ANY_VERB = _pattern(_ADDRESS), _pattern(_VERB)
_REACH, _LONGEST_GAP = 30, 150  # characters


@dataclass(frozen=True, slots=True)
class _Item:
    """A name, or a title with the organisation directly behind it."""

    start: int
    end: int
    entity: int
    organisation: int | None
    is_name: bool


def find_appointments(text: str, entities: Sequence[Entity]) -> list[Appointment]:
    """Bring the entities of an article together; each distinct row of surfaces once.

    :param text: the article
    :param entities: in reading order, over code points of ``text``
    """
    spans = [Span(start=e.start, end=e.end, label=e.label) for e in entities]
    people = _full_names(entities)
    found: dict[tuple[str, str, str | None], Appointment] = {}
    for official, position, organisation in link(text, spans):
        place = None if organisation is None else entities[organisation]
        name, office = entities[official], entities[position]
        key = (name.text, office.text, place.text if place else None)
        title = " ".join([*office.text.split(), *(place.text.split() if place else [])])
        found.setdefault(
            key,
            Appointment(
                official=name,
                position=office,
                organisation=place,
                title=title,
                person=people[official],
            ),
        )
    return list(found.values())


def link(text: str, spans: Sequence[Span]) -> list[Row]:
    """Return rows of official, position and organisation (or None) as places in ``spans``.

    :param text: the article
    :param spans: ascending, over code points of ``text``
    """
    items = _items(text, spans)
    gaps = [_gap(text, a, b) for a, b in pairwise(items)]
    titles = _behind(text, items, gaps)
    taken = {title for behind in titles.values() for title in behind}
    for name, before in _before(items, gaps, taken):
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


def _items(text: str, spans: Sequence[Span]) -> list[_Item]:
    items: list[_Item] = []
    for i, span in enumerate(spans):
        if span.label == OFFICIAL:
            items.append(_Item(span.start, span.end, i, None, is_name=True))
        elif span.label == POSITION:
            behind = spans[i + 1] if i + 1 < len(spans) else None
            if (
                behind is not None
                and behind.label == ORGANISATION
                and not text[span.end : behind.start].strip(" \u00a0\t")
            ):
                items.append(_Item(span.start, behind.end, i, i + 1, is_name=False))
            else:
                items.append(_Item(span.start, span.end, i, None, is_name=False))
    return items


def _is_followed_by_name(items: Sequence[_Item], gaps: Sequence[str], i: int) -> bool:
    """Say whether a title stands directly in front of a name, or "là" or a colon between them."""
    if i + 1 == len(items) or not items[i + 1].is_name:
        return False
    return bool(_TITLE_NAME.fullmatch(gaps[i]) or _TITLE_IS_NAME.fullmatch(gaps[i]))


def _joins_titles(gap: str) -> bool:
    return bool(_TITLE_TITLE.fullmatch(gap) or _TITLE_MORE_TITLE.fullmatch(gap))


def _behind(text: str, items: Sequence[_Item], gaps: Sequence[str]) -> dict[int, list[int]]:
    """Give names the titles that follow them, up to one that stands in front of another name."""
    found: dict[int, list[int]] = {}
    for name, item in enumerate(items):
        if not item.is_name or name + 1 == len(items) or items[name + 1].is_name:
            continue
        if not _NAME_TITLE.fullmatch(gaps[name]) or _REPLACED.search(_opening(text, item)):
            continue
        i = name + 1
        while not _is_followed_by_name(items, gaps, i):
            found.setdefault(name, []).append(i)
            if i + 1 == len(items) or items[i + 1].is_name or not _joins_titles(gaps[i]):
                break
            i += 1
    return found


def _before(
    items: Sequence[_Item], gaps: Sequence[str], taken: set[int]
) -> Iterator[tuple[int, list[int]]]:
    """Yield names with the titles in front of them that no earlier name has taken."""
    for name in range(1, len(items)):
        i = name - 1
        if not items[name].is_name or items[i].is_name or i in taken:
            continue
        gap = gaps[i]
        if not (_TITLE_NAME.fullmatch(gap) or _TITLE_AWAY_NAME.fullmatch(gap)):
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
        if items[i].is_name and items[i + 1].is_name and _NAME_NAME.fullmatch(gap)
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
    return bool(_PLURAL.fullmatch(_opening(text, title)) or not _ANY_ADDRESS.search(gap))


def _is_said_of_many(text: str, items: Sequence[_Item], title: int) -> bool:
    """Say whether a title behind a list is joined to it by a verb or a plural."""
    joint = text[items[title - 1].end : items[title].start]
    return bool(_SHARED.fullmatch(joint) or _ANY_VERB.search(joint))


def _opening(text: str, item: _Item) -> str:
    """Return what stands in front of an item on its line, as far as it may count."""
    return text[max(0, item.start - _REACH) : item.start].rpartition("\n")[2]


def _share_colon(
    text: str, items: Sequence[_Item], gaps: Sequence[str], titles: dict[int, list[int]]
) -> None:
    """Give every name of a sentence the plural title in front of a colon: "các Ủy viên: A, B"."""
    for i, gap in enumerate(gaps):
        if (
            items[i].is_name
            or not _TITLE_LIST.fullmatch(gap)
            or not _PLURAL.fullmatch(_opening(text, items[i]))
        ):
            continue
        for k in range(i + 1, len(items)):
            between = text[items[k - 1].end : items[k].start]
            if k > i + 1 and (re.search(r"\n|\.\s|:", between)):
                break
            if items[k].is_name and i not in titles.setdefault(k, []):
                titles[k].append(i)


def _full_names(entities: Sequence[Entity]) -> dict[int, str]:
    """Give each official the full name that was last written and ends as this one does.

    A name that is only completed later, as in a headline, gets the first such full name.
    """
    names = {
        i: " ".join(entity.text.split())
        for i, entity in enumerate(entities)
        if entity.label == OFFICIAL
    }
    first: dict[str, str] = {}
    latest: dict[str, str] = {}
    people: dict[int, str] = {}
    for i, name in names.items():
        key = name.casefold()
        people[i] = latest.get(key, name)
        syllables = key.split()
        if key not in latest:
            for k in range(1, len(syllables)):
                end = " ".join(syllables[k:])
                latest[end] = name
                first.setdefault(end, name)
    return {
        i: first.get(names[i].casefold(), name) if name == names[i] else name
        for i, name in people.items()
    }
