"""What stands between a measure and its quantity: reaching, growing, being compared."""

import re
from typing import NamedTuple

_BASE = (
    r"kế hoạch|dự toán|chỉ tiêu|nghị quyết|mục tiêu|quy hoạch|cùng kỳ|năm trước|năm ngoái|vụ trước|"
    r"quý trước|tháng trước|đầu năm|đầu nhiệm kỳ|nhiệm kỳ trước"
)
_RELATION = r"tăng|giảm|hạ|vượt|(?<!hao )hụt|kém|thấp hơn|cao hơn|gấp|chiếm"
_REACHING = (
    r"đạt|ước|ước tính|là|bằng|còn|lên|xuống|tới|đến|từ|về|(?:giữ )?ở mức|giữ mức|mức|duy trì|được|"
    r"thu được|cán mốc|ngốn|tiêu tốn|dao động|dừng (?:lại )?ở"
)
_HAVING = r"có|hết|gồm|với|cho|xong|gieo cấy|trồng mới|(?<!gieo )trồng|giữ"
_ASIDE = (
    r"khoảng|chừng|hơn|gần|trên|dưới|chỉ|mới|đã|đang|sẽ|cũng|vẫn|lại|chưa|nay|hiện|"
    r"hiện nay|đều|tối thiểu|tối đa|ít nhất|không (?:quá|dưới|ít hơn)|bình quân|trung bình|"
    r"cộng dồn|cộng lại|xấp xỉ|thêm|có lúc|có nơi|có ngày|dự toán|kế hoạch|chiếm tới|vọt|nhảy|tụt|"
    r"rút|rớt|nâng|rơi|phấn đấu|chỉ còn|nhiều nhất|cao nhất|thấp nhất|lớn nhất|hiện còn|tiếp tục|"
    r"cắt|kéo|hãy|nhích|cứ|quanh|năm|riêng|cả năm|theo"
)
_LAST = re.compile(
    rf"(?:^|(?<= ))(?:(?P<relation>{_RELATION})(?: (?P<base>{_BASE}))?|(?P<reaching>{_REACHING})|"
    rf"(?P<having>{_HAVING})|{_ASIDE})$"
)
_BEHIND = re.compile(rf" ?(?:so với |so |của |với )?(?P<base>{_BASE})(?!\w)")
_WHOLE = ("tốc độ tăng", "tuổi bình quân")


SEPARATOR = " / "
"""What stands between a measure and its relation."""
FORM = re.compile(
    r"[^/ ]+(?: [^/ ]+)*"
    rf"(?:{SEPARATOR}(?:(?:nâng|{_RELATION})(?: so với (?:{_BASE}))?|(?:{_BASE})))?"
)
"""How an indicator is written."""


class Predicate(NamedTuple):
    """How a quantity is said of what stands in front of it.

    ``subject`` is what is left of it; ``relation`` the verb of growing or exceeding, ``base`` what
    it is compared with. ``is_reaching`` says whether a word such as "đạt" or "từ" stands there,
    ``is_level`` whether that or one such as "có".
    """

    subject: str
    relation: str | None = None
    base: str | None = None
    is_level: bool = False
    is_reaching: bool = False


def read_predicate(part: str) -> Predicate:
    """Take the verbs, and what stands between them and the quantity, from the end of a part.

    :param part: in small letters, single spaces
    """
    subject, relation, base, is_level = part.strip(), None, None, False
    is_reaching = False
    while subject and (last := _LAST.search(subject)):
        if subject.endswith(_WHOLE):
            break
        if last["relation"] and not is_level and relation is None:
            relation, base = last["relation"], last["base"]
        is_reaching = is_reaching or (
            last["reaching"] is not None and relation is None and not is_level
        )
        is_level = is_level or is_reaching or last["having"] is not None
        subject = subject[: last.start()].rstrip()
    return Predicate(subject, relation, base, is_level, is_reaching)


def read_base(text: str, end: int) -> str | None:
    """Return what the quantity that ends there is compared with, where that stands behind it."""
    behind = _BEHIND.match(text, end, end + 40)
    return behind["base"] if behind else None


def join(measure: str, relation: str | None, base: str | None) -> str:
    """Write a measure and its relation: ``thu ngân sách / tăng so với cùng kỳ``."""
    if relation and base:
        return f"{measure}{SEPARATOR}{relation} so với {base}"
    return SEPARATOR.join(part for part in (measure, relation or base) if part)
