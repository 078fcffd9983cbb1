"""What ``/openapi.json`` says of requests and answers; a test holds it against real ones."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from predict.service.messages import Limits

TEXT = (
    "Sáng 14/7/2021, Ban Thường vụ Huyện ủy Sơn Hòa tổ chức hội nghị sơ kết công tác 6 tháng đầu "
    "năm. Đồng chí Phan Thị Mận, Bí thư Huyện ủy chủ trì; thu ngân sách đạt 48,7 tỷ đồng."
)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DateBody(_Body):
    """What a date means: an inclusive interval of days, or a duration."""

    start: str | None = None
    end: str | None = None
    duration: str | None = None


class QuantityBody(_Body):
    """What a quantity means, of a whole (`of`) or up to another number (`to`)."""

    value: float
    unit: str
    of: float | None = None
    to: float | None = None


class EntityBody(_Body):
    """An entity; offsets are code points of the text as sent, the end exclusive."""

    label: str
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    score: float = Field(ge=0, le=1)
    value: DateBody | QuantityBody | None
    expanded: str | None = Field(None, description="Written out, where it is abbreviated.")
    indicator: str | None = Field(None, description="What a quantity is a quantity of.")


class AppointmentBody(_Body):
    """Who holds which office where; the first three are numbers of entities."""

    official: int | None
    position: int | None
    organisation: int | None
    title: str
    person: str | None


class ArticleTypeBody(_Body):
    """The type of an article, its probability, and those of all types."""

    label: str
    score: float = Field(ge=0, le=1)
    scores: dict[str, float]


class ModelBody(_Body):
    """Which model it was."""

    name: str
    version: str


class PredictionBody(_Body):
    """What was read in one article, in reading order."""

    article_type: ArticleTypeBody | None
    entities: list[EntityBody]
    appointments: list[AppointmentBody]
    model: ModelBody


class FaultBody(_Body):
    """A word for programs and a sentence for people."""

    code: str
    message: str


class ErrorBody(_Body):
    """What every error looks like."""

    error: FaultBody


class ResultBody(_Body):
    """What was read."""

    prediction: PredictionBody


class ResultsBody(_Body):
    """A result for each article, in order."""

    results: list[ResultBody | ErrorBody]


class MeaningBody(_Body):
    """A line in Vietnamese and in English."""

    vi: str
    en: str


class LabelBody(_Body):
    """A label; its role says what is read from it."""

    label: str
    role: str | None
    meaning: MeaningBody | None


class TypeBody(_Body):
    """A type of article."""

    label: str
    meaning: MeaningBody | None


class LabelsBody(_Body):
    """What the model tells apart."""

    labels: list[LabelBody]
    article_types: list[TypeBody]
    model: ModelBody


class HealthBody(_Body):
    """That it is there."""

    status: Literal["UP"]


class SuggestionBody(_Body):
    """The suggestions for one task; where it could not be read, none and the error."""

    result: list[dict[str, Any]]
    score: float | None
    model_version: str
    error: FaultBody | None = None


class SuggestionsBody(_Body):
    """A suggestion for each task, in order."""

    results: list[SuggestionBody]
    model_version: str


class VersionBody(_Body):
    """Which model it is."""

    model_version: str


_ERRORS: Mapping[HTTPStatus, tuple[str, str, str]] = {
    HTTPStatus.BAD_REQUEST: ("The body is no JSON.", "not_json", "the body is not JSON"),
    HTTPStatus.UNAUTHORIZED: ("A key is needed.", "unauthorized", "name a key"),
    HTTPStatus.REQUEST_TIMEOUT: (
        "The body came too slowly.",
        "too_slow",
        "the body did not arrive within 20 seconds",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "The body is too large.",
        "body_too_large",
        "the body is larger than 8388608 bytes, the most that is taken",
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        "The body is said to be no JSON in UTF-8, or is packed.",
        "unsupported_media_type",
        "the body must be JSON, with the header Content-Type: application/json",
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        "The JSON is not what is taken.",
        "invalid_request",
        'articles must be a list of {"text", "published"}, not null',
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "A fault of the service.",
        "internal",
        "a fault of the service; its log has more under this X-Request-ID",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "No room, no time, or not ready: `Retry-After` says in how many seconds to come again.",
        "busy",
        "300 articles are being read or wait; try again later",
    ),
}
OF_GET = (HTTPStatus.INTERNAL_SERVER_ERROR,)
Responses = dict[int | str, dict[str, Any]]


def errors(*statuses: HTTPStatus) -> Responses:
    """Return the documentation of errors, of all of them if none is named."""
    documented: Responses = {}
    for status in statuses or tuple(_ERRORS):
        description, code, message = _ERRORS[status]
        shown = {"error": {"code": code, "message": message}}
        documented[int(status)] = {
            "model": ErrorBody,
            "description": description,
            "content": {"application/json": {"example": shown}},
        }
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            retry = {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}
            documented[int(status)]["headers"] = {"Retry-After": retry}
    return documented


def json_body(schema: dict[str, Any], example: object) -> dict[str, Any]:
    """Return what ``openapi_extra`` says of a body."""
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def articles_schema(limits: Limits) -> dict[str, Any]:
    """Return the schema of ``{"articles": [...]}``: whatever stands in the list is answered."""
    published = {
        "type": ["string", "null"],
        "format": "date",
        "description": "The day on which it appeared, which resolves `ngày 05/10`.",
    }
    article = {
        "title": "Article",
        "type": "object",
        "properties": {"text": text_schema(limits), "published": published},
        "required": ["text"],
        "additionalProperties": False,
    }
    other = {"title": "Other", "description": "Anything else fails alone, with its error."}
    return {
        "title": "Articles",
        "type": "object",
        "properties": {
            "articles": {
                "type": "array",
                "maxItems": limits.articles,
                "items": {"anyOf": [article, other]},
            }
        },
        "required": ["articles"],
        "additionalProperties": False,
    }


def text_schema(limits: Limits) -> dict[str, Any]:
    """Return the schema of the text of an article."""
    return {
        "type": "string",
        "maxLength": limits.characters,
        "description": "The article as it is, in any Unicode form.",
    }
