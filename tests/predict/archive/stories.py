"""Articles as a site holds them before it makes a page of them, from the written corpus."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from data.formats import find_annotations
from data.formats.ann import read_annotation
from predict.schema import DEFAULT_SCHEMA
from tests.paths import ROOT

FOLDERS = ("dev", "train")
N_STORIES = 60


class Kind(StrEnum):
    """What a piece of an article is."""

    paragraph = "paragraph"
    subheading = "subheading"
    picture = "picture"
    table = "table"
    items = "items"
    author = "author"


class DayIn(StrEnum):
    """Where a page tells the day of its publication."""

    meta = "meta"
    line = "line"
    address = "address"
    nowhere = "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of an article: one line, or the items of a list, or the rows of a table."""

    kind: Kind
    lines: tuple[str, ...]

    @property
    def cells(self) -> list[list[str]]:
        return [line.split("\t") for line in self.lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article, and what stands around it on its page."""

    number: int
    headline: str
    pieces: tuple[Piece, ...]
    published: date
    day_in: DayIn
    others: tuple[str, ...]
    """Headlines of other articles, for menus and boxes."""

    @property
    def copied(self) -> str:
        """What a reader copies: headline, then the pieces, captions at their places."""
        return "\n".join([self.headline, *(line for one in self.pieces for line in one.lines)])

    @property
    def day(self) -> date | None:
        """The day that a page of it tells."""
        return None if self.day_in is DayIn.nowhere else self.published


CAPTIONS = (
    "Quang cảnh buổi làm việc. Ảnh: Hải Vân",
    "Các đại biểu dự hội nghị bỏ phiếu thông qua nghị quyết.",
    "Đồng chí Chủ tịch UBND huyện kiểm tra tiến độ tuyến kênh N4 (Ảnh: CTV)",
    "Ảnh minh họa",
)
TABLES = (
    (
        "Chỉ tiêu\tKế hoạch\tThực hiện",
        "Diện tích lúa (ha)\t1.250\t1.312,5",
        "Thu ngân sách (tỷ đồng)\t86\t91,4",
        "Hộ nghèo (hộ)\t412\t397",
    ),
    ("Xã\tSố đại biểu", "Thanh Bình\t45", "Long Phú\t38", "Tân Hội\t52"),
)
ITEMS = (
    (
        "Hoàn thành nâng cấp 12 km đường liên xã trước ngày 30/9;",
        "Giải ngân 100% vốn đầu tư công năm nay;",
        "Kết nạp từ 40 đảng viên mới trở lên.",
    ),
    ("Trường Mầm non Hoa Sen", "Trạm Y tế xã", "Nhà văn hóa thôn 3"),
)
AUTHORS = ("Hồng Nhung", "Tin, ảnh: Lê Vy", "T.H", "(Theo Cổng thông tin điện tử huyện)")


@cache
def stories() -> tuple[Story, ...]:
    """Return the same stories on every call."""
    texts = []
    for folder in FOLDERS:
        files = find_annotations([ROOT / "data" / "corpus" / folder])
        chosen = random.Random(folder).sample(files, N_STORIES // len(FOLDERS))
        texts += [read_annotation(file, schema=DEFAULT_SCHEMA).text for file in chosen]
    articles = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    headlines = [lines[0] for lines in articles]
    return tuple(
        _story(number, lines, [one for one in headlines if one != lines[0]])
        for number, lines in enumerate(articles)
    )


def _story(number: int, lines: Sequence[str], others: Sequence[str]) -> Story:
    chance = random.Random(number)
    return Story(
        number=number,
        headline=lines[0],
        pieces=tuple(_pieces(lines[1:], chance)),
        published=date(2009, 1, 5) + timedelta(days=chance.randrange(6000)),
        day_in=list(DayIn)[number % 4],
        others=tuple(chance.sample(others, 12)),
    )


def _pieces(lines: Sequence[str], chance: random.Random) -> list[Piece]:
    found = [_line(line, last=i == len(lines) - 1) for i, line in enumerate(lines)]
    for kind, share, choice in (
        (Kind.picture, 0.7, [(one,) for one in CAPTIONS]),
        (Kind.table, 0.25, TABLES),
        (Kind.items, 0.25, ITEMS),
    ):
        if chance.random() < share:
            place = chance.randint(1, max(1, len(found) - 1))
            found.insert(place, Piece(kind=kind, lines=chance.choice(choice)))
    if found[-1].kind is not Kind.author and chance.random() < 0.7:
        found.append(Piece(kind=Kind.author, lines=(chance.choice(AUTHORS),)))
    return found


def _line(line: str, *, last: bool) -> Piece:
    short = len(line) < 60 and line[-1] not in ".!?;:," and not line.startswith("-")
    kind = (Kind.author if last else Kind.subheading) if short else Kind.paragraph
    return Piece(kind=kind, lines=(line,))
