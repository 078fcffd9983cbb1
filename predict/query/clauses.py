"""What the clause of a quantity says of it: of when it is, of where, and whether it was reached."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from predict.offices.places import LEVELS
from predict.query.facts import DateFact, QuantityFact
from predict.text.letters import CAPITALS

Days = tuple[str, str]  # the first and the last, ISO

_END = r"(?<!\bTP)(?<!\bTX)(?<!\bH)[.!?…]\s+|\n"
_EDGE, _SENTENCE_EDGE = re.compile(rf"{_END}|;"), re.compile(_END)
_COMPARED = re.compile(
    r"(?:so với|so|hơn|bằng|cùng kỳ|kể từ|trước|thay vì)(?: \w+){0,2}? ?$", re.IGNORECASE
)
_BEHIND = re.compile(r" ?\(?(?:(?:vào|trong|của) )?")
_UP_TO = re.compile(r"(?:đến|tới|tính đến) ?$", re.IGNORECASE)
_MONTHS = re.compile(r"(?<!\w)(\d{1,2}|ba|sáu|chín|mười một) tháng(?! \d)", re.IGNORECASE)
_SPELT = {"ba": 3, "sáu": 6, "chín": 9, "mười một": 11}
_WHOLE_YEAR = re.compile(r"(?<!\w)(?:cả|trong) năm(?! \d)", re.IGNORECASE)
_AIMED = re.compile(
    r"(?<!\w)(?:phấn đấu|quyết nghị|dự kiến|hướng tới|hứa|đặt ra|"
    r"(?<!vượt )(?<!với )(?<!đạt )(?<!đến )(?<!thành )(?:mục tiêu|chỉ tiêu)|"
    r"(?:phải|sẽ|cần|muốn) (?:tăng|giảm|đạt|có|còn|thu|nâng|hạ|kéo)|"
    r"(?:giao|đề ra|đặt) (?:chỉ tiêu|kế hoạch|dự toán))(?!\w)",
    re.IGNORECASE,
)
_REVIEWED = re.compile(r"(?<!\w)(?:tổng kết|sơ kết|đánh giá|kiểm điểm)(?!\w)", re.IGNORECASE)
_LEAD = 600  # characters
_NEAR = 250  # characters
_YEAR = 366  # days
_NAME = rf"[{CAPITALS}][^\W\d_]*(?:[ '’-][{CAPITALS}][^\W\d_]*){{0,4}}"
_WHERE = re.compile(
    r"(?:^|[,:] ?|(?<!\w)(?i:của|địa bàn|toàn|cả|ở|tại|riêng) )"
    rf"(?P<level>(?i:{'|'.join(LEVELS)}))(?! (?:ủy|uỷ))(?: (?P<name>{_NAME}))?(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A quantity in its clause. ``before`` and ``behind`` are what stands around it there.

    ``start`` is where the clause begins, ``sentence`` what stands in front of the quantity in its
    sentence; ``dates`` are those of the clause.
    """

    before: str
    behind: str
    start: int
    sentence: str
    quantity: QuantityFact
    dates: tuple[DateFact, ...]

    @classmethod
    def of(cls, quantity: QuantityFact, *, text: str, dates: Sequence[DateFact]) -> "Clause":
        """Cut it out of an article.

        :param quantity: that of which the clause is
        :param text: the article as given
        :param dates: all of the article
        """
        place, end = quantity.start, quantity.start + len(quantity.surface)
        start = _last_end(_EDGE, text, place)
        edge = _EDGE.search(text, end)
        stop = edge.start() if edge else len(text)
        return cls(
            before=text[start:place],
            behind=text[end:stop],
            start=start,
            sentence=text[_last_end(_SENTENCE_EDGE, text, place) : place],
            quantity=quantity,
            dates=tuple(one for one in dates if start <= one.start < stop),
        )

    def is_aim(self, days: Days | None, *, published: str | None) -> bool:
        """Say whether it is what shall be reached, not what was.

        :param days: of which it is; less than half of them were over when the article came out
        :param published: when that was
        """
        if _AIMED.search(self.before):
            return True
        if days is None or published is None:
            return False
        first, last, seen = (date.fromisoformat(day) for day in (*days, published))
        return (seen - first) * 2 < (last - first)

    def days(self, *, published: str | None) -> Days | None:
        """Return the first and the last day of the period that the clause names, if it does.

        :param published: the day of the article, which resolves "6 tháng" and "cả năm"
        """
        near = self._date_behind() or self._date_before()
        if near is not None:
            return near.day_from, near.day_to
        return _months(self.before, published) if published else None

    def where(self) -> tuple[str, str | None] | None:
        """Return level, and the name if one is there, of the place that its sentence named last."""
        found = list(_WHERE.finditer(self.sentence))
        return (found[-1]["level"].lower(), found[-1]["name"]) if found else None

    def _date_behind(self) -> DateFact | None:
        """Return the date that stands directly behind: "38,6% (cuối năm 2015)"."""
        end = len(_BEHIND.match(self.behind).group())  # type: ignore[union-attr]  # may be empty
        place = self.quantity.start + len(self.quantity.surface) + end
        return next((one for one in self.dates if one.start == place and _is_period(one)), None)

    def _date_before(self) -> DateFact | None:
        for one in reversed(self.dates):
            if one.start >= self.quantity.start:
                continue
            lead = self.before[: one.start - self.start]
            if _COMPARED.search(lead):
                continue
            if _is_period(one) or _UP_TO.search(lead):
                return one
        return None


def reviewed(text: str, dates: Sequence[DateFact], *, published: str | None) -> Days | None:
    """Return the period that an article reviews, as its headline or its lead says.

    :param text: the article as given
    :param dates: all of it, in order
    :param published: its day
    """
    for one in dates:
        if one.start > _LEAD or (published is not None and one.day_from > published):
            continue
        start = _last_end(_EDGE, text, one.start)
        if _is_period(one) and _REVIEWED.search(text, start, one.start):
            return one.day_from, one.day_to
    return None


def _last_end(edge: re.Pattern[str], text: str, place: int) -> int:
    """Return where the last edge before a place ends; most are near, so it is looked for there."""
    reach = _NEAR
    while True:
        start = max(0, place - reach)
        ends = [match.end() for match in edge.finditer(text, start, place)]
        if ends or not start:
            return ends[-1] if ends else 0
        reach *= 4


def _is_period(one: DateFact) -> bool:
    """Say whether a date is more than a day and no longer than a year."""
    first, last = date.fromisoformat(one.day_from), date.fromisoformat(one.day_to)
    return 0 < (last - first).days <= _YEAR


def _months(before: str, published: str) -> Days | None:
    """Return the months or the year that is over, as "6 tháng" and "cả năm" mean it."""
    seen = date.fromisoformat(published)
    if found := list(_MONTHS.finditer(before)):
        written = found[-1][1].lower()
        n_months = _SPELT.get(written) or int(written)
    elif _WHOLE_YEAR.search(before):
        n_months = 12
    else:
        return None
    if not 0 < n_months <= 12:
        return None
    is_late = n_months == 12 and seen.month >= 10  # a year is reviewed before it is over
    year = seen.year if seen.month >= n_months or is_late else seen.year - 1
    ends = date(year + n_months // 12, n_months % 12 + 1, 1).toordinal() - 1
    return date(year, 1, 1).isoformat(), date.fromordinal(ends).isoformat()
