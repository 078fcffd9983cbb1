"""What the service does not do, in its one shape: ``{"error": {"code", "message"}}``."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi.responses import JSONResponse

from predict.records import Json


class JsonResponse(JSONResponse):
    """JSON in UTF-8, Vietnamese letters as they are."""

    media_type = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong: a word for programs and a sentence for people."""

    code: str
    message: str

    def to_dict(self) -> dict[str, Json]:
        """Return ``{"error": {"code", "message"}}``."""
        return {"error": {"code": self.code, "message": self.message}}


class Refusal(Exception):
    """A request that is not answered as it wanted; nothing of it is read any more."""

    def __init__(
        self,
        message: str,
        *,
        status: HTTPStatus,
        code: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Refuse a request.

        :param message: a sentence for people
        :param status: the status
        :param code: a word for programs
        :param headers: more headers of the answer
        """
        super().__init__(message)
        self.status = status
        self.fault = Fault(code=code, message=message)
        self.headers = dict(headers or {})

    def response(self) -> JsonResponse:
        """Return what is sent."""
        return JsonResponse(self.fault.to_dict(), status_code=self.status, headers=self.headers)


def invalid(message: str, *, code: str = "invalid_request") -> Refusal:
    """Return the refusal of a request whose JSON is not what the route takes."""
    return Refusal(message, status=HTTPStatus.UNPROCESSABLE_ENTITY, code=code)


def unavailable(message: str, *, code: str, seconds: int) -> Refusal:
    """Return the refusal of a request that may come again.

    :param message: why
    :param code: a word for it
    :param seconds: when it may come again, at least 1
    """
    return Refusal(
        message,
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        code=code,
        headers={"Retry-After": str(seconds)},
    )


def of_status(status: int, headers: Mapping[str, str] | None = None) -> Refusal:
    """Return the refusal for a status that the framework chose, such as 404 and 405."""
    known: dict[int, tuple[str, str]] = {
        404: ("not_found", "no such path; /openapi.json names those that there are"),
        405: ("method_not_allowed", "this path does not know the method; see the header Allow"),
    }
    phrase = HTTPStatus(status).phrase
    code, message = known.get(status, (phrase.lower().replace(" ", "_"), phrase.lower()))
    return Refusal(message, status=HTTPStatus(status), code=code, headers=headers)


INTERNAL = Refusal(
    "a fault of the service; its log has more under this X-Request-ID",
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    code="internal",
)
