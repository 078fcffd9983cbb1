"""Ways of writing that the corpus must show, as patterns over surfaces and texts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from data.annotated import AnnotatedArticle
from predict.schema import DEFAULT_SCHEMA, Role
from predict.text.letters import SMALL

# Searched in the whole text.
_WORDING = {
    "đ/c": r"\b[Đđ]/c\b",
    "đồng chí": r"đồng chí",
    "các đồng chí: …": r"[Cc]ác (?:đồng chí|đ/c) ?:",
    "ông, bà": r"\b(?:[Ôô]ng|[Bb]à) [A-ZĐ]",
    "Ủy ban nhân dân": r"(?i)\b(?:ủy|uỷ) ban nhân dân\b",
    "uỷ": r"[Uu]ỷ\b",
    "ủy": r"[Ủủ]y\b",
    "hoà": r"[Hh]oà\b",
    "hòa": r"[Hh]òa\b",
    "headline in capitals": rf"\A[^{SMALL}\n]{{20,}}\n",
    **{
        short: rf"\b{short}\b"
        for short in (
            *("BTV", "BCH", "UBND", "HĐND", "UBKT", "UBMTTQ", "BTC", "BTG", "BDV", "TUV"),
            *("UVBTV", "UVBCH", "LĐLĐ", "MTTQ", "QĐND", "ĐVTN"),
        )
    },
    "KT-XH": r"\bKT ?[-–] ?XH\b",
    "QP-AN": r"\bQP ?[-–] ?AN\b",
    **{f"{short}.": rf"\b{short}\. ?\w" for short in ("TP", "TX", "H", "P")},
}
_LAYOUT = {
    "non-breaking space": "\u00a0",
    "doubled space": r"\S  \S",
    "no space after a full stop": rf"[{SMALL}]\.[A-ZĐ]",
    "./. at the end": r"\./\.",
    "bullets": r"\n[-+•*] ?\S",
    "photo credit": r"(?i)\bảnh ?: ?\S|\(ảnh\b",
    "hardly any paragraphs": r"\A[^\n]*\n?[^\n]*\n?[^\n]*\n?\Z",
}
# Matched with the whole of a span.
_DATES = {
    "18/5/2017": r"(?i)(?:ngày )?\d{1,2}/\d{1,2}/\d{4}",
    "18-5-2017": r"(?i)(?:ngày )?\d{1,2}-\d{1,2}-\d{4}",
    "18.5": r"(?i)(?:ngày )?\d{1,2}\.\d{1,2}(?:\.\d{4})?",
    "ngày 18/5": r"(?i)ngày \d{1,2}/\d{1,2}",
    "ngày 18 tháng 5": r"(?i)ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?",
    "tháng 5": r"(?i)tháng \d{1,2}",
    "tháng 5/2017": r"(?i)tháng \d{1,2}[-/]\d{4}",
    "quý III/2018": r"(?i)quý [IV\d]+(?:[ /].*)?",
    "năm 2017": r"(?i)năm \d{4}",
    "năm học": r"(?i)(?:đầu |cuối )?năm học.*",
    "2011 – 2015": r"\d{4} ?[-–] ?\d{4}",
    "9 tháng đầu năm": r"(?i)\S+ tháng (?:đầu|cuối) năm.*",
    "cuối năm 2014": r"(?i)(?:đầu|giữa|cuối) năm .*",
    "đầu tháng 4": r"(?i)(?:đầu|giữa|cuối|(?:trung|thượng|hạ) tuần) tháng.*",
    "14 - 15/5": r"(?i)(?:ngày )?\d{1,2} ?[-–] ?\d{1,2}/\d{1,2}.*",
    "36 tháng": r"\d+ (?:năm|tháng|ngày|giờ|tuần|phút)",
    "hai năm": r"(?i)(?:một|hai|ba|bốn|năm(?! \d| học)|sáu|bảy|tám|chín|mười) .*",
}
_QUANTITIES = {
    "money": r".*(?:đồng|tỷ|tỉ|USD).*",
    "12 tỷ 345 triệu": r".*(?:tỷ|tỉ) \d.*",
    "percentage": r".*%.*",
    "area": r".*\d ?(?:ha|héc ta|m2|m²|hecta).*",
    "weight": r".*\d ?(?:nghìn |triệu |vạn )?(?:tấn|tạ|kg|yến).*",
    "yield": r".*(?:tạ|tấn|kg)/(?:ha|sào|công|gốc|héc ta).*",
    "a/b": r"[\d.,]+ ?/ ?[\d.,]+.*",
    "rate": r".*[^\W\d]/(?:người|năm|tháng|ngày|hộ|lần|vụ|suất|tuần|em).*",
    "range": r"[\d.,]+ ?[-–] ?[\d.,]+.*",
    "people": r"[\d.,]+ (?:đảng viên|đại biểu|người|học sinh|đồng chí|hội viên|cán bộ|lao động)",
    "households": r"[\d./,]+ hộ",
    "communes": r"[\d./,]+ xã",
    "criteria": r"[\d./,]+ tiêu chí",
    "age": r"[\d.,-]+ tuổi",
    "lượt, lần, buổi": r"[\d.,]+ (?:lượt|lần|buổi|ca)",
    "malformed": r".*(?:,,|%%|\.\.|\.,|,\.|,%).*",
    "in words": r"[^\d]+",
}
_NAMES = {
    "H', K' or Y": r"(?:.* )?(?:H['’]|K['’]|Y[ -]).*",
    "a hyphen": r".*-.*",
    "two syllables": r"\S+ \S+",
    "three syllables": r"\S+ \S+ \S+",
    "four syllables": r"(?:\S+ ){3}\S+",
    "five syllables": r"(?:\S+ ){4}\S+",
}
# Searched between spans: what looks like a date or a quantity and is none.
_TRAPS = {
    "document number": r"\d+-?\d*[-/](?:CT|NQ|KH|QĐ|QD|NĐ|TT|HD|KL|BC|TB)[-/]\w+",
    "ordinal or term": r"(?i)(?:lần thứ|khóa|khoá|kỳ họp thứ) (?:[IVXL]+|\d+)",
    "article of a law": r"(?i)\bđiều \d+",
    "telephone": r"\b0\d{2,3}[-. ]?\d{1,3}[-. ]?\d{2,4}(?:[-. ]?\d{2,4})?\b",
    "Covid-19": r"(?i)covid-19",
    "clock time": r"\b\d{1,2} ?(?:giờ|h)\b ?\d*",
}
GROUPS: Mapping[str, Mapping[str, str]] = {
    "wording": _WORDING,
    "layout": _LAYOUT,
    "names": _NAMES,
    "dates": _DATES,
    "quantities": _QUANTITIES,
    "traps": _TRAPS,
}
_SPANS = {"names": Role.official, "dates": Role.date, "quantities": Role.quantity}


def count_forms(articles: Iterable[AnnotatedArticle]) -> Counter[tuple[str, str]]:
    """Count, for each group and form, the articles that show it."""
    counts: Counter[tuple[str, str]] = Counter()
    for article in articles:
        counts.update(_forms_of(article))
    return counts


def _forms_of(article: AnnotatedArticle) -> Iterator[tuple[str, str]]:
    outside = _outside(article)
    for group, patterns in GROUPS.items():
        surfaces = [
            article.text[span.start : span.end]
            for span in article.spans
            if group in _SPANS and DEFAULT_SCHEMA.role_of(span.label) is _SPANS[group]
        ]
        text = outside if group == "traps" else article.text
        for name, pattern in patterns.items():
            if group in _SPANS:
                shown = any(re.fullmatch(pattern, surface) for surface in surfaces)
            else:
                shown = re.search(pattern, text) is not None
            if shown:
                yield group, name


def _outside(article: AnnotatedArticle) -> str:
    """Return what lies between the spans, a line break where a span was."""
    parts: list[str] = []
    place = 0
    for span in article.spans:
        parts.append(article.text[place : span.start])
        place = span.end
    return "\n".join([*parts, article.text[place:]])
