"""The head of an article of the written corpus: where, when and of whom it tells."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.annotated import AnnotatedArticle
from predict.errors import InputError

Level = Literal[
    "centre", "ministry", "province", "district", "commune", "army", "police", "front", "youth",
    "women", "farmers", "veterans", "union", "enterprise", "school", "hospital", "cooperative",
]  # fmt: skip
MERGER = date(2025, 7, 1)  # 63 provinces became 34, and districts ceased to be

# The 63 provinces and cities before the merger.
PROVINCES = frozenset(
    """An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định
    |Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai
    |Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình
    |Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định
    |Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh
    |Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang
    |TP Hồ Chí Minh|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái""".replace("\n    ", "").split(
        "|"
    )
)
# The 34 that there are since.
MERGED_PROVINCES = frozenset(
    """An Giang|Bắc Ninh|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp
    |Gia Lai|Hà Nội|Hà Tĩnh|Hải Phòng|Huế|Hưng Yên|Khánh Hòa|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai
    |Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên
    |Thanh Hóa|TP Hồ Chí Minh|Tuyên Quang|Vĩnh Long""".replace("\n    ", "").split("|")
)


class CorpusHead(BaseModel):
    """The keys of a head, in their order; districts and communes are those that the text names."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    article_type: str
    published: str | None
    source: Literal["written for nhandang"]
    outlet: str = Field(min_length=1)
    province: str
    district: list[str]
    commune: list[str]
    level: Level
    year: int = Field(ge=2005, le=2025)
    misspelt: bool
    appointments: list[list[str | None]]
    values: list[list[Any]] | None = None  # `data.annotated` checks them and the next ones
    indicators: list[list[str | None]] | None = None

    @classmethod
    def of(cls, article: AnnotatedArticle) -> Self:
        """Read the head of an article.

        :raises ValueError: if a key is missing, unknown or wrong, or stands out of its order
        """
        try:
            head = cls.model_validate(dict(article.head))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"]))
            raise InputError(f"article {article.id}: {key}: {first['msg'].lower()}") from error
        if list(article.head) != list(cls.model_fields)[: len(article.head)]:
            wanted = ", ".join(cls.model_fields)
            raise InputError(f"article {article.id}: the keys must stand in this order: {wanted}")
        known = MERGED_PROVINCES if head.is_after_merger else PROVINCES
        if head.province not in known:
            raise InputError(
                f"article {article.id}: {head.province} was no province or city of that time"
            )
        return head

    @property
    def is_after_merger(self) -> bool:
        """Say whether it is set among the 34 provinces."""
        return self.published is not None and date.fromisoformat(self.published) >= MERGER
