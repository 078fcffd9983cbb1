"""Lists of people, one name a line: where each bare name stands.

A network that learned from running text hardly knows a name in a line of its own, without
"đồng chí" in front and an office behind. ``encode`` gives it the word that is missing, and lets one
tag hold for the whole name.
"""

import re
from collections.abc import Iterator

from predict.text.letters import CAPITALS, SMALL

_MARK = r"(?:(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)/]|\(\d{1,3}\)|[-–—+*•●▪])? ?"
_SYLLABLE = rf"[{CAPITALS}](?:[{SMALL}]*|['’][{CAPITALS}]?[{SMALL}]+)"
_ADDRESS = "(?:Ông|Bà|Anh|Chị|Cô|Thầy|Đồng chí|Đ/c)"
_NAME_LINE = re.compile(
    rf"{_MARK}(?P<name>(?!{_ADDRESS} ){_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,4}})[.,;]?"
)
# What the line above says where the list is one of people in office: it is a title or ends with a
# colon, and does not tell of others.
_HEAD = re.compile(
    r"đồng chí|đ/c|ủy viên|uỷ viên|bí thư|chủ tịch|đại biểu|thành viên|ban chấp hành|ban thường vụ|"
    r"bch|btv|cấp ủy|cấp uỷ|nhân sự|ông,? bà|cán bộ|lãnh đạo",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"ủy viên|uỷ viên|bí thư|ban chấp hành|ban thường vụ|cấp ủy|cấp uỷ", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"\b(?:cho|em|cháu|học sinh|sinh viên|hộ|gia đình|nạn nhân|bị can|bị cáo|đối tượng|các xã|"
    r"các phường|các huyện|các thôn|nghệ sĩ|ca khúc|vận động viên|đội)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 70  # characters of a head without a colon
# Words of titles and institutions, which no name holds.
_NO_NAME = re.compile(
    r"\b(?:Bí Thư|Chủ Tịch|Giám Đốc|Trưởng|Phó|Ủy|Uỷ|Sở|Phòng|Huyện|Tỉnh|Xã Hội|Phường|Thị Trấn|"
    r"Thành Phố|Hội|Ban|Chi Bộ|Đảng|Kinh Tế|Tin|Trường|Công Ty|Nhà|Liên Hệ)\b"
)
_WRITTEN = """
a alăng an ayun biện bríu byă bàn bàng bùi bạc bế bồ cao chu châu chảo chẩu coor cung cà cù cầm
cổ cứ danh diệp doãn dư dương giang giàng giáp h hiao hoa hoàng huỳnh hà hàn hạng hầu hồ hứa k
kha khuất khúc khương khổng kim kiên kiều kpă ksor la liêu ly lâm lã lèo lê lò lù lý lưu lương
lường lại lầu lục lữ ma mai mlô mã mè mùa mạc mẫn nay nghiêm nguyễn ngô ngọc ngụy nhan nhữ ninh
niê nông phan phàn phí phó phùng phương phượng phạm quan quang quàng quách quản r'com rmah rơ
siu sùng sơn sải sầm thi thiều thào thái thân thò thạch thẩm thền thị tiêu trang triệu trà
trương trần trịnh tòng tô tôn tăng tưởng tạ tẩn tống từ ung uông vi viên và vàng võ văn vũ
vương vừ xa xuân y yên zơ ân êban ôn ông đan đinh điêu đoàn đàm đào đèo đường đặng đồng đỗ ấu
"""
_SURNAMES = frozenset(_WRITTEN.split())
_FEWEST = 2


def find_bare_names(text: str) -> dict[int, int]:
    """Return where the names of such lists begin, each with its end.

    :param text: an article in its canonical spelling
    """
    return {
        place: place + len(name) for run in _runs(text) if _is_of_people(run) for place, name in run
    }


def _runs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield runs of lines that hold a name alone, each below a line that tells of people."""
    run: list[tuple[int, str]] = []
    is_headed, place = False, 0
    for line in text.split("\n"):
        match = _NAME_LINE.fullmatch(line)
        if match:
            run.append((place + match.start("name"), match["name"]))
        elif line:
            if is_headed:
                yield run
            run, is_headed = [], _is_head(line)
        place += len(line) + 1
    if is_headed:
        yield run


def _is_head(line: str) -> bool:
    if line.endswith(":"):
        tells = _HEAD
    elif len(line) <= _LONGEST_TITLE and line[-1].isalnum():
        tells = _OFFICE
    else:
        return False
    return tells.search(line) is not None and not _OF_OTHERS.search(line)


def _is_of_people(run: list[tuple[int, str]]) -> bool:
    """Say whether a run is long enough, and holds what names of people look like.

    Most have three syllables, and begin with a surname.
    """
    names = [re.split("[ -]", name) for _, name in run]
    n_long = sum(len(syllables) > 2 for syllables in names)
    n_known = sum(re.split("['’]", syllables[0].lower())[0] in _SURNAMES for syllables in names)
    return (
        len(run) >= _FEWEST
        and 2 * min(n_long, n_known) >= len(run)
        and not any(_NO_NAME.search(name) for _, name in run)
    )
