"""What the labels of a model mean, in Vietnamese and English."""

from predict.records import Json, ModelInfo
from predict.schema import DEFAULT_SCHEMA, Schema

_ENTITIES = (
    ("Người giữ chức vụ hoặc được nêu tên trong bài", "A person who holds an office or is named"),
    ("Chức vụ, chức danh", "An office or a title"),
    ("Cơ quan, tổ chức, đơn vị", "An organisation, an agency, a unit"),
    ("Ngày, tháng, năm, kỳ hoặc khoảng thời gian", "A day, month, year, period or duration"),
    ("Số lượng kèm đơn vị: tiền, tỷ lệ, diện tích, số người", "A number with its unit"),
)
_TYPES = (
    ("Sơ kết, tổng kết công tác", "A review of work done: of half a year, a year, a term"),
    ("Kiểm tra, giám sát, thi hành kỷ luật", "Inspection, supervision, discipline"),
    ("Đại hội", "A congress"),
    ("Bài khác", "Any other article"),
)
MEANINGS: dict[str, tuple[str, str]] = {
    **dict(zip(DEFAULT_SCHEMA.entity_labels, _ENTITIES, strict=True)),
    **dict(zip(DEFAULT_SCHEMA.article_types, _TYPES, strict=True)),
}


def describe(schema: Schema, *, model: ModelInfo) -> dict[str, Json]:
    """Return what ``GET /v1/labels`` answers; the meaning of a label of one's own is null."""
    return {
        "labels": [
            {"label": label, "role": schema.role_of(label), "meaning": _meaning(label)}
            for label in schema.entity_labels
        ],
        "article_types": [
            {"label": label, "meaning": _meaning(label)} for label in schema.article_types
        ],
        "model": {"name": model.name, "version": model.version},
    }


def _meaning(label: str) -> Json:
    if label not in MEANINGS:
        return None
    vi, en = MEANINGS[label]
    return {"vi": vi, "en": en}
