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
_VERB = (
    r"(?:(?:đã |vừa |mới )?được [^,;.:()\n]{2,50}? (?=(?:chỉ định|điều động|phân công|bổ nhiệm|"
    r"luân chuyển|giới thiệu|tín nhiệm|bầu|giao) ))?"
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
_SIGN = r"(?: ?(?:,|-|–|—|\(|:)\s*| ?)"  # no bare line break
_MARK = r"(?:(?:\n+(?:(?:\d{1,3}|[a-zđ])[.)/]|[-–+*•]) ?)?)"  # of an item in a list
NAME_TITLE = _pattern(rf"{_PARENTHESIS}?{_ASIDE}*+{_SIGN}(?:{_VERB}\s+)?(?:tân |cố |các )?")
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
    rf"{_MORE}?{_PARENTHESIS}?\s*(?:là|gồm|gồm có)?\s*(?:các đồng chí|các đ/c)?:{_MARK}\s*"
    rf"{_ADDRESSES}"
)
# From one line of a list to the name in the next one.
NEXT_LINE = _pattern(rf"[.,;]?(?=\n){_MARK}\s*{_ADDRESSES}")
NAME_NAME = _pattern(rf"\s*(?:,|và|, và|cùng)\s*{_ADDRESSES}\s*")
SHARED = _pattern(r"(?:.*[\s,-])?(?:các|đều là|cùng là|cùng giữ chức|lần lượt)\s*")
PLURAL = _pattern(r".*\b(?:các|những|danh sách|hai|ba|bốn|\d+)\s*(?:đồng chí|đ/c|ông)?\s*")
REPLACED = _pattern(rf"\bthay (?:cho )?{_ADDRESSES}$")  # "ông A thay ông B làm": B leaves
ANY_ADDRESS, ANY_VERB = _pattern(_ADDRESS), _pattern(_VERB)
