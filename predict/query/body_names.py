"""The name of a body taken apart: what it is, and the place whose body it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from predict.offices.abbreviations import FULL_FORMS, expand
from predict.query.spelled import bare_of, words_of
from predict.text.document import unfold


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """What a name of a body says.

    ``kind`` is compared, ``shown`` is as it is written. ``level`` is that of the place, None where
    the name says none; ``place`` is None where the name leaves it to the article. ``above`` are
    places that it lies in. ``is_many``: it names no single body.
    """

    kind: str
    shown: str
    level: str | None = None
    place: str | None = None
    above: tuple[tuple[str, str], ...] = ()
    is_many: bool = False
    holds_level: bool = False  # "Huyện ủy": the kind says the level

    @property
    def is_of_the_country(self) -> bool:
        """Whether there is one of its kind."""
        is_one = _OF_THE_COUNTRY.match(self.kind) and not _OF_SOMEBODY.fullmatch(self.kind)
        return self.level is None and bool(is_one)

    @property
    def is_of_a_province(self) -> bool:
        """Whether its kind belongs to a province without saying so, as "Sở Y tế" does."""
        return self.level is None and _OF_A_PROVINCE.match(self.kind) is not None

    @property
    def may_end_in_a_province(self) -> bool:
        """Whether the name of a province may stand behind it without its level: "Báo Bắc Kạn"."""
        return self.is_of_a_province or (
            self.level is None and _NAMES_A_PROVINCE.match(self.kind) is not None
        )

    @property
    def is_of_a_district(self) -> bool:
        """Whether its kind belongs to a district without saying so, as "Phòng Nội vụ" does."""
        return self.level is None and _OF_A_DISTRICT.fullmatch(self.kind) is not None

    @property
    def has_own_name(self) -> bool:
        """Whether it ends in a name of its own, as "Trường THCS Nguyễn Du" does."""
        words = self.shown.removesuffix(" Việt Nam").split()
        are_capitals = all(word[:1].isupper() and not word.isupper() for word in words[-2:])
        return self.level is None and len(words) > 2 and are_capitals

    @property
    def is_establishment(self) -> bool:
        """Whether it is one of those that have names: a school, a company, a hospital."""
        return _ESTABLISHMENT.match(self.kind) is not None


_SHORT_LEVELS = {"thành": "thành phố", "thị": "thị xã"}
_LEVEL = re.compile(
    r"\b(?:(?P<holds>(?P<short>tỉnh|thành|huyện|thị|quận|xã|phường) ?(?:ủy|uỷ|đoàn|đội))|"
    r"(?P<level>tỉnh|thành phố|huyện|thị xã|quận|đặc khu|(?<!tác )xã(?! hội\b)|phường|thị trấn))"
    r"(?=[\s,;()]|$)",
    re.IGNORECASE,
)
_SHORT_FORMS = (
    (re.compile(r"\bHU\b"), "Huyện ủy"),
    (re.compile(r"\bTU\b"), "Tỉnh ủy"),
    (re.compile(r"\bĐU\b"), "Đảng ủy"),
    (re.compile(r"\bH\. ?(?=\w)"), "huyện "),
    (re.compile(r"\bQ\. ?(?=\w)"), "quận "),
    (re.compile(r"\bX\. ?(?=\w)"), "xã "),
    (re.compile(r"\bP\. ?(?=\d)"), "phường "),
    (re.compile(r"\b[Tt][Pp]\b\.? ?"), "thành phố "),
)
_SHORTENED = re.compile(r"[A-ZĐƯ.&]{2}|\w\.|\b[Tt][Pp]\b")
_TERM = re.compile(r",? (?:khóa|khoá|nhiệm kỳ|lần thứ) .*$", re.IGNORECASE)
_MANY = re.compile(r"\b(?:các|những|hai|ba|bốn|mọi|từng|mỗi|cấp) $", re.IGNORECASE)
_COUNTRY = re.compile(r" vi[ệe]t nam\b|(?<=cộng sản) hồ chí minh\b")
_OF_THE_COUNTRY = re.compile(
    r"(?:chính phủ|quốc hội|uỷ ban thường vụ quốc hội|bộ (?!đội|chỉ huy|phận|môn|máy)\S+|"
    r"ban bí thư|trung ương|(?:\S+ ){1,6}trung ương|thủ tướng|nhà nước|đảng cộng sản|"
    r"văn phòng (?:quốc hội|chính phủ|chủ tịch nước)|"
    r"(?:thanh tra|kiểm toán) (?:chính phủ|nhà nước)|"
    r"hội đồng bầu cử quốc gia|ngân hàng nhà nước|đảng đoàn quốc hội)\b(?!.* chi nhánh)"
)
_OF_SOMEBODY = re.compile(r".*trung ương hội|(?:ban chỉ đạo|uỷ ban) trung ương|bộ tư lệnh")
_ESTABLISHMENT = re.compile(
    r"(?:tổng công ty|công ty|tập đoàn|doanh nghiệp|trường|học viện|bệnh viện|viện|hợp tác xã|"
    r"ngân hàng|chi nhánh|nhà máy|ban quản lý|cảng|nông trường|lâm trường|khách sạn|câu lạc bộ|"
    r"bảo tàng|vườn quốc gia|đồn|nhà thiếu nhi|thuỷ điện)\b"
)
_OF_A_PROVINCE = re.compile(
    r"(?:sở \S+|cục (?:thuế|thống kê|hải quan|thi hành án|quản lý thị trường)|"
    r"đoàn đại biểu quốc hội)(?= |$)"
)
_NAMES_A_PROVINCE = re.compile(r"(?:báo|đài phát thanh|đài pt|cục) \S")
_OF_A_DISTRICT = re.compile(
    r"phòng (?:nội vụ|tài chính kế hoạch|giáo dục đào tạo|nông nghiệp|nông nghiệp phát triển nông "
    r"thôn|tài nguyên môi trường|kinh tế|kinh tế hạ tầng|lao động thương binh xã hội|văn hoá thông "
    r"tin|tư pháp|dân tộc|y tế|quản lý đô thị)"
)


def written_out(name: str) -> str:
    """Return a name without abbreviations, also those that stand for nothing by themselves."""
    full = name
    if _SHORTENED.search(name):
        full = expand(name) or name
        for short, form in _SHORT_FORMS:
            full = short.sub(form, full)
    return unfold(" ".join(full.split()))


def take_apart(name: str) -> BodyName:
    """Take a name apart, as an article has it or written out."""
    full = _TERM.sub("", written_out(name)).strip(" ,.;")
    levels = list(_LEVEL.finditer(full))
    if not levels:
        return BodyName(kind=_kind(full), shown=_small(full))
    first = levels[0]
    holds = first["holds"] is not None
    shown = full[: first.end() if holds else first.start()].strip(" -–")
    places = _places(full, levels)
    if places is None or _MANY.search(full[: first.start()]) or not shown:
        return BodyName(kind=_kind(full), shown=full, is_many=True)
    level, place = places[0]
    above = places[1:]
    if place is None and above and above[0][0] == level:  # "Thành ủy TP. Hồ Chí Minh"
        place, above = above[0][1], above[1:]
    if any(one is None for _, one in above) or (place is None and above):
        return BodyName(kind=_kind(full), shown=full, is_many=True)
    return BodyName(
        kind=_kind(shown),
        shown=_small(shown),
        level=level,
        place=place,
        above=tuple((level, one) for level, one in above if one),
        holds_level=holds,
    )


def _places(full: str, levels: Sequence[re.Match[str]]) -> list[tuple[str, str | None]] | None:
    """Return each level with the place behind it; None if something else stands there."""
    ends = [*(match.start() for match in levels[1:]), len(full)]
    found: list[tuple[str, str | None]] = []
    for match, end in zip(levels, ends, strict=True):
        place = full[match.end() : end].strip(" ,;()-–")
        if place and not (place[0].isupper() or place[0].isdigit()):
            return None
        level = (match["short"] or match["level"]).lower()
        level = _SHORT_LEVELS.get(level, level)
        found.append((level, place or None))
    return found


def _kind(shown: str) -> str:
    return _COUNTRY.sub("", words_of(shown))


def _small(shown: str) -> str:
    """Return what is written in capitals as it else is."""
    return unfold(shown.capitalize()) if shown.isupper() and " " in shown else shown


_SPOKEN = {
    bare_of(words_of(short)): full
    for short, full in FULL_FORMS.items()
    if short.isalpha() and short.isupper() and len(short) > 2
} | {"tp": "thành phố", "tx": "thị xã"}


def asked_words(name: str) -> str:
    """Return a name that a user asks for as forms of bodies are compared with it.

    :param name: with marks or without, abbreviated or not, in capitals or not
    """
    given = words_of(written_out(name))
    full = words_of(" ".join(_SPOKEN.get(word, word) for word in given.split()))
    is_plain = words_of(name) == bare_of(words_of(name))
    return _COUNTRY.sub("", bare_of(full) if is_plain else full)
