"""What stands between names and titles of news, as patterns."""

import re

from predict.text.letters import CAPITALS

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
    r"(?:phát biểu|chủ trì|yêu cầu|cho biết|cho rằng|trao|ký|nói|nhấn mạnh|báo cáo|chỉ đạo|"
    r"đề nghị|ghi nhận|xác nhận|công nhận|thừa nhận|nhận định|thông tin|thông báo|chúc mừng|"
    r"bổ sung|cảm ơn|khen|biểu dương|phê bình|nêu|giải trình|giải thích|lý giải|tiếp thu|"
    r"bày tỏ|chia sẻ|lưu ý|đề cập|phản ánh|cho hay|kêu gọi|tuyên bố|công bố|bác bỏ|chất vấn|"
    r"hứa|cam kết|mong|gợi ý|phân tích|tiết lộ|thay mặt|giới thiệu|đồng ý|từ chối|thống nhất|"
    r"quyết định|mời|gặp|đón|tiếp|trao đổi|hướng dẫn|nhắc|kiến nghị|tán thành|kể lại|viết|gửi|"
    r"kết luận|khẳng định|giao|đánh giá|làm việc|kiểm tra|thăm|dự|trình bày|khai mạc|bế mạc|"
    r"tặng|hỏi|trả lời|kể|cùng|đã|đang|vừa)"
)
_MORE = rf"(?: (?:(?!\b{_SAYS}\b)[^,;.:()\n]){{1,50}})"  # what belongs to a title, as its place
_CAPITALISED = rf"[{CAPITALS}][^\W\d_]*"
_NAMED = rf"(?: {_CAPITALISED}){{1,4}}"
_QUARTER = (
    r"(?: (?:tổ dân phố|TDP|khu dân cư|khu phố|khu|khối phố|khối|tổ|xóm|thôn|bản|ấp|buôn|làng)"
    rf"(?: (?:số )?\d{{1,3}}[A-Z]?\b|{_NAMED}))"
)
_PLACE = (
    rf"(?:{_QUARTER}?"
    r"(?: (?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?|xã|phường|thị trấn|thôn|bản|ấp|nước))?"
    rf"{_NAMED}|{_QUARTER})"
)
_IN_BRACKETS = (
    r"(?: ?\((?:(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã) )?"
    rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}\))"
)
_PARENTHESIS = r"(?:\s*\([^()\n]{1,50}\))"
_ASIDE = r"(?>,? (?:sn|sinh năm|\d+ tuổi|dân tộc|người|quê)\b[^,;.:\n]{0,30})"
_AND_THEN = r"(?:,? (?:và )?)"  # between two verbs: "được điều động, bổ nhiệm giữ chức"
_CHOSEN = (
    r"(?:chỉ định|điều động|phân công|bổ nhiệm|luân chuyển|giới thiệu|tín nhiệm|bầu|giao|chuẩn y|"
    r"phê chuẩn)"
)
_VERB = (
    rf"(?:(?:đã |vừa |mới )?được [^,;.:()\n]{{2,50}}? (?={_CHOSEN} ))?"
    rf"(?:(?:đã|đang|vừa|sẽ|được|từng|tiếp tục|cũng|hiện|nay|khi ấy|vốn|đồng thời|mới|đều|cùng|"
    rf"chính thức|hội nghị|đại hội|trực tiếp|thôi|thôi không|bầu lại|bổ sung|để|nhận|cử|{_CHOSEN})"
    rf"{_AND_THEN}){{0,6}}"
    r"(?:giữ chức vụ|giữ chức danh|giữ chức|giữ nhiệm vụ|giữ|làm|là|nguyên là|trở thành|"
    r"(?:tái cử|tái đắc cử|trúng cử|đắc cử)(?: (?:chức vụ|chức danh|chức))?|"
    r"(?:nhận|đảm nhận|đảm nhiệm|đảm đương)(?: (?:nhiệm vụ|chức vụ|cương vị|chức danh|chức))?|"
    rf"(?<=được )(?:bầu lại|bổ nhiệm lại|{_CHOSEN})|"
    r"thôi giữ chức vụ|thôi giữ chức|chức vụ:?|chức danh:?|vào chức vụ|vào chức danh|vào chức)"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# What stands between a name and its title behind it, two titles of one person, a title and the
# name behind it, and two names of a list.
_SIGN = r"(?: ?(?:,|-|–|—|\(|:)\s*| ?)"  # no bare line break
_MARK = r"(?:(?:\n+(?:(?:\d{1,3}|[a-zđ])[.)/]|[-–+*•]) ?)?)"  # of an item in a list
NAME_TITLE = _pattern(
    rf"{_PARENTHESIS}?{_ASIDE}*+{_SIGN}(?:(?:người )?{_VERB}\s+)?(?:tân |cố |các )?"
)
TITLE_TITLE = _pattern(
    rf"{_TERM}?{_PARENTHESIS}?\)?{_ASIDE}*+{_SIGN}(?:(?:và|kiêm|kiêm nhiệm|{_VERB})\s+)?(?:tân )?"
)
TITLE_MORE_TITLE = _pattern(rf"{_MORE}?{_PARENTHESIS}?, (?:(?:kiêm|và|{_VERB}) )?")
TITLE_NAME = re.compile(
    rf"{_IN_BRACKETS}? ?(?i:{_ADDRESSES})|{_PLACE}{_IN_BRACKETS}?(?i: {_SOME_ADDRESSES}| ?)"
)
TITLE_IS_NAME = _pattern(rf"{_PARENTHESIS}?\s*(?::|là|, là){_MARK}\s*{_ADDRESSES}")
TITLE_AWAY_NAME = _pattern(
    rf"{_MORE}?{_PARENTHESIS}?\s*(?:,|-|–|:|là|, là)\s*{_SOME_ADDRESSES}|{_TERM}\s*{_ADDRESSES}"
    rf"|\s*(?::|là|gồm|gồm có):?{_MARK}\s*{_ADDRESSES}| [-–] {_ADDRESSES}"
    rf"|{_MORE}? đối với {_SOME_ADDRESSES}|\s*\n\s*\(đã ký\)\s*"
)
TITLE_LIST = _pattern(
    rf"{_MORE}?{_PARENTHESIS}?\s*(?:(?:là|gồm|gồm có)?\s*(?:các đồng chí|các đ/c)?:{_MARK}|gồm có|"
    rf"gồm)\s*{_ADDRESSES}"
)
# "bổ nhiệm Giám đốc Sở X cho ông A", by what stands in front of the title too.
TITLE_FOR_NAME = _pattern(rf" cho {_SOME_ADDRESSES}")
GIVEN = _pattern(r".*\b(?:bổ nhiệm(?: lại)?|chức vụ|chức danh|chức|quyền) $")
# From one line of a list to the name in the next one.
NEXT_LINE = _pattern(rf"[.,;]?(?=\n){_MARK}\s*{_ADDRESSES}")
NAME_NAME = _pattern(rf"\s*(?:,|và|, và|cùng)\s*{_ADDRESSES}\s*")
SHARED = _pattern(r"(?:.*[\s,-])?(?:các|đều là|cùng là|cùng giữ chức|lần lượt)\s*")
PLURAL = _pattern(r".*\b(?:các|những|danh sách|hai|ba|bốn|\d+)\s*(?:đồng chí|đ/c|ông)?\s*")
WHO = _pattern(rf"{_SIGN}người ")  # "ông B, người được bổ nhiệm làm": then it is B
REPLACED = _pattern(rf"\bthay (?:cho )?{_ADDRESSES}$")  # "ông A thay ông B làm": B leaves
ANY_ADDRESS, ANY_VERB = _pattern(_ADDRESS), _pattern(_VERB)
