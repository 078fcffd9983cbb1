"""Words that name what quantities measure, as patterns over small letters."""

import re

from predict.values.leads import Kind
from predict.values.relations import Predicate

# Measures by their first words: sums, amounts, shares, numbers of things.
_MONEY = (
    r"tổng thu|tổng chi|(?:thu|chi|nộp|hụt thu|thu nộp) ngân sách|thu nội địa|thu trên địa bàn|"
    r"thu (?:tiền|cấp quyền) sử dụng đất|chi (?:đầu tư|thường xuyên|cho)|thu nhập|doanh thu|"
    r"doanh số|lợi nhuận|lãi (?:trước thuế|sau thuế|ròng|gộp|suất|chậm trả)|tiền|lương(?! thực)|"
    r"(?:sinh hoạt|đoàn|hội|đảng|học|viện|kinh|chi|lệ) ?phí|phí|thuế|phụ cấp|trợ cấp|học bổng|"
    r"định mức|hạn mức|mức|giá thành|(?:bước |đơn )?giá(?! trị)|ngày công gặt|giá trị|cước|"
    r"nguồn vốn|(?<!đội )(?<!trợ )(?<!gọi )vốn|dư nợ|số dư|"
    r"nợ (?:quá hạn|xấu|đọng|xây dựng|công|thuế)|quỹ|kim ngạch|thiệt hại|tổng mức đầu tư|"
    r"mức đầu tư|giải ngân(?= \w)|nguồn thu|nguồn lực huy động"
)
_AMOUNT = (
    r"sản lượng|năng suất|diện tích|khối lượng|trọng lượng|trữ lượng|lưu lượng|dung tích|công suất|"
    r"mật độ|độ (?:che phủ|mặn|ẩm|tín nhiệm|dày|sâu|phủ)|che phủ rừng|nhiệt độ|mực nước|"
    r"chiều (?:dài|rộng|cao|sâu)|tầm chiếu|băng thông|cự ly|mặt nước|"
    r"lượng (?:mưa|khách|hàng|nước|rác)|tổn thất|thất thoát|hao hụt|mét đào"
)
_SHARE = (
    r"tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tốc độ|tăng trưởng|chỉ số|hệ số|mức độ|bội chi|"
    r"gdp|grdp|tốt nghiệp"
)
_NUMBER = (
    r"số(?! (?:\d|(?:tiền|dư|liệu|ấy|này)\b|còn lại))|quân số|dân số|đàn(?! (?:ông|bà)\b)|"
    r"tổng đàn|lượng khách|lượt khách|khách"
)
_AGE = r"tuổi (?:bình quân|đời|trung bình)"
# Words that make another word of the one behind: đánh giá, con số, hành khách.
_OTHERS = (
    "đánh|trị|đấu|định|báo|một|con|đa|cơ|mã|chữ|điều|vay|góp|trích|ứng|tham|thủ|vị|chi|tha|văn|du|"
    "mời|sĩ|sỹ|tiếp|quần|xe|hành|tàu|sai|từ|từ nguồn"
)
_NOT_BEHIND = "".join(f"(?<!{word} )" for word in _OTHERS.split("|"))


def _heads(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_NOT_BEHIND}(?:{'|'.join(names)})(?!\w)")


MEASURES = _heads(_MONEY, _AMOUNT, _SHARE, _NUMBER)
"""What a quantity of any kind may measure."""
HEADS = {
    Kind.money: _heads(_MONEY, _AMOUNT, _SHARE),
    Kind.share: MEASURES,
    Kind.times: MEASURES,
    Kind.bare: MEASURES,
    Kind.amount: _heads(_AMOUNT, _SHARE),
    Kind.animals: _heads(_NUMBER),
    Kind.count: _heads(_NUMBER),
    Kind.age: _heads(_AGE),
}
"""What a quantity of a kind measures."""

# What stands for its own share, value or area, at the beginning of its part of a sentence only.
_GROUP = (
    r"hộ (?:nghèo|cận nghèo)|lao động(?: qua đào tạo)?|nữ|dân tộc thiểu số|học sinh|hồ sơ|rác thải|"
    r"nước (?:sạch|hợp vệ sinh)|lực lượng dân quân|dân quân(?: tự vệ)?|đầu mối|"
    r"tai nạn(?: giao thông)?|trộm cắp|án|phạm pháp hình sự|tội phạm|nông dân"
)
_TRADE = r"thủy sản|xuất khẩu|nhập khẩu|tiêu thụ"
_SECTOR = (
    r"kinh tế|công nghiệp|tiểu thủ công nghiệp|xây dựng|nông nghiệp|nông - lâm|nông, lâm|"
    rf"lâm nghiệp|ngư nghiệp|thương mại|dịch vụ|du lịch|chăn nuôi|trồng trọt|ngân sách|{_TRADE}"
)
_CROP = (
    r"lúa|ngô|bắp|lạc|mía|sắn|mì|chè|cà phê|cao su|hồ tiêu|điều|khoai|đậu|rau|hoa|vải|nhãn|cam|"
    r"bưởi|chuối|cây|quế|keo|hồi|tỏi|ớt|dứa|lương thực|rừng|ruộng|vùng|đất (?:ở|lúa|rừng|sản xuất)|"
    rf"tôm|cá|nuôi tôm|trồng rừng|{_TRADE}"
)
_ANIMAL = r"đàn|trâu|bò|lợn|heo|gà|vịt|dê|ong|gia cầm|gia súc"
_GROUPS = re.compile(rf"(?:{_GROUP})(?!\w)")
_SECTORS = re.compile(rf"(?:{_SECTOR})(?!\w)")
_CROPS = re.compile(rf"(?:{_CROP})(?!\w)")
_ANIMALS = re.compile(rf"(?:{_ANIMAL})(?!\w)")
SHARED = re.compile(r"(?:tổng )?(sản lượng|diện tích|năng suất|đàn)(?!\w)")
"""Measures that the members of a list share: "sản lượng lúa 1.200 tấn, ngô 300 tấn"."""
ROUSED = re.compile(
    r"(?<!\w)(?P<verb>khiến|kéo|kéo giảm|đưa|nâng|hạ|giảm|tăng|quy định) "
    rf"(?P<group>(?:{_GROUP})(?!\w).*)"
)
"""A group behind the verb that changes it."""

_SAY_NOTHING = re.compile(
    "tỷ lệ|tỉ lệ|mức|số|số tiền|tiền|giá trị|tổng|tổng số|phí|đàn|tốc độ|thuế|chỉ số|quỹ thu|"
    "cây|vùng|người|lao động|án|rừng|đất|hồ sơ|học sinh"
)
# Where a name ends: whose it is, where and when. And words that no name holds.
_ENDS = re.compile(
    r" (?:của|do|tại|ở|qua(?= (?:ngân hàng|kho bạc|hội|ban|đoàn)(?!\w))|"
    r"quanh|vụ (?:trước|này)|thuộc|(?<=khách )đến|mỗi|đến nay|"
    r"(?:toàn|cả|bình quân toàn) (?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|ngành|đảng bộ|"
    r"(?:tổng )?công ty)|trong (?:năm|kỳ|tháng|quý|nhiệm kỳ)|"
    r"(?:ba|sáu|chín|mười|hai|năm) (?:tháng|vụ|năm)|"
    r"(?:cả|hằng|hàng) (?:năm|vụ|nhiệm kỳ|tháng))(?= )|"
    r" (?:trên địa bàn|theo chuẩn|theo giá)(?= |$)|"
    r" (?:(?:cả|toàn) \w+|cả thời kỳ|(?:hai|cả hai|mấy) vụ|của)$"
)
_BREAKS = re.compile(
    r"(?<!\w)(?:được|(?<!chuẩn )(?<!thiết )(?<!trang )bị|để|nên|thì|mà|vì|khi|nếu|phải|yêu cầu|"
    r"đề nghị|cho (?:biết|rằng)|xây(?! dựng)|(?<!thu )mua|(?<!việc )làm|trao|tặng|"
    r"(?<!chậm )trả|không|cùng|đã|đang|sẽ|giao|có(?! (?:hạt|múi|việc))|là|gồm|với|nhưng|song|"
    r"(?<!mức )chia|đòi|chết|hư|hỏng|sập|mất|ngập|trôi|cháy|cần|chênh|mong|lấn|ghi|báo cáo|"
    r"(?<!doanh )(?<!nguồn )(?<!tổng )thu$|cho vay(?= )|hơn|đứng|cũng|chỉ|vẫn|còn|"
    r"lời|(?:vận động|(?<=\w )giải ngân)$|(?<=\w )thất thoát)(?!\w)"
)
_FREE = ("tỷ lệ", "tỉ lệ", "số ")  # which may hold such words
_LONGEST = 80  # characters
_EDGE = re.compile(
    r"(?: (?:bình quân|trung bình|cộng dồn|cộng lại|ước|dự kiến|mỗi|hằng|hàng|trong|vào))+$"
)
_UNFIT = re.compile(
    r"[\d\"()]|(?:,| và)$|^ngân sách.* (?:cấp|hỗ trợ|chi|bố trí)$|(?<!\w)(?:này|đó|ấy|những)(?!\w)"
)
_OPENING = re.compile(
    r"(?:[^\w\s\"(),]+|và|nhưng|song|còn|riêng|trong đó|nhất là|cụ thể|các|những|mà|"
    r"tổng(?! (?:thu|chi)\b)|ước|chỉ tiêu|mục tiêu|kế hoạch|phấn đấu|toàn (?:huyện|xã|tỉnh)|"
    r"bình quân|theo|đưa|nâng|giữ|xác định|cả|nay|hiện nay|hiện|đến nay|năm nay)(?: +|$)"
)


def skip_opening(subject: str) -> str:
    """Leave out what stands in front of a name: "trong đó tổng vốn" gives "vốn"."""
    start = 0
    while opening := _OPENING.match(subject, start):
        start = opening.end()
    return subject[start:]


def may_begin(subject: str, kind: Kind, predicate: Predicate) -> bool:
    """Say whether a group, a sector or a crop at the beginning of a part is what is measured."""
    if kind is Kind.animals:
        return _ANIMALS.match(subject) is not None
    if kind in (Kind.count, Kind.bare):
        return predicate.is_reaching and _GROUPS.match(subject) is not None
    if kind is Kind.amount:
        return _CROPS.match(subject) is not None
    if kind is Kind.money:
        return _SECTORS.match(subject) is not None
    is_said = predicate.relation is not None or predicate.is_reaching
    return bool(_GROUPS.match(subject) or (is_said and _SECTORS.match(subject)))


def cut_name(name: str) -> str | None:
    """Cut a name where it ends; None if what is left names no measure."""
    end = _ENDS.search(name)
    if end and name[: end.start()] not in ("thu", "tổng thu"):
        name = name[: end.start()]
    if not name.startswith("tuổi"):
        name = _EDGE.sub("", name)
    if not name.startswith(_FREE) and _BREAKS.search(name):
        return None
    if _SAY_NOTHING.fullmatch(name) or len(name) > _LONGEST or _UNFIT.search(name):
        return None
    return name or None
