"""What is asked: predictions, labels, health and metrics."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from predict.records import Json, Prediction
from predict.service import documents as doc
from predict.service.labels import describe
from predict.service.messages import Limits, parse_articles, parse_json
from predict.service.metrics import CONTENT_TYPE
from predict.service.refusals import Fault, JsonResponse, unavailable
from predict.service.state import read_all, read_body, state_of

_METRICS: dict[str, Any] = {
    "description": "Prometheus's text form.",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}


def predict_router(limits: Limits) -> APIRouter:
    """Return the routes of the service's own.

    :param limits: what the documentation says of the body
    """
    router = APIRouter()
    router.add_api_route(
        "/v1/predict",
        predict,
        methods=["POST"],
        tags=["articles"],
        response_class=JsonResponse,
        responses={200: {"model": doc.ResultsBody}, **doc.errors()},
        openapi_extra=doc.json_body(
            doc.articles_schema(limits),
            {"articles": [{"text": doc.TEXT, "published": "2021-07-15"}, {"text": None}]},
        ),
    )
    router.add_api_route(
        "/v1/labels",
        labels,
        tags=["articles"],
        response_class=JsonResponse,
        responses={
            200: {"model": doc.LabelsBody},
            **doc.errors(HTTPStatus.UNAUTHORIZED, *doc.OF_GET),
        },
    )
    return router


def health_router() -> APIRouter:
    """Return the routes for whoever looks after the service."""
    router = APIRouter(tags=["health"])
    up: doc.Responses = {200: {"model": doc.HealthBody}}
    not_yet = doc.errors(HTTPStatus.SERVICE_UNAVAILABLE, *doc.OF_GET)
    router.add_api_route(
        "/health/live",
        live,
        response_class=JsonResponse,
        responses={**up, **doc.errors(*doc.OF_GET)},
    )
    router.add_api_route(
        "/health/ready", ready, response_class=JsonResponse, responses={**up, **not_yet}
    )
    router.add_api_route(
        "/metrics",
        metrics,
        response_class=Response,
        responses={200: _METRICS, **doc.errors(*doc.OF_GET)},
    )
    return router


async def predict(request: Request) -> Response:
    """Read articles. One that cannot be read fails alone, with an error at its place."""
    limits = state_of(request).limits
    items = parse_articles(parse_json(await read_body(request)), limits=limits)
    results: list[Json] = [result_of(found) for found in await read_all(request, items)]
    return JsonResponse({"results": results})


def result_of(found: Prediction | Fault) -> dict[str, Json]:
    """Return ``{"prediction"}`` or ``{"error"}``."""
    return found.to_dict() if isinstance(found, Fault) else {"prediction": found.to_dict()}


async def labels(request: Request) -> Response:
    """Return what the model tells apart, and what each label means."""
    reader = state_of(request).reader
    return JsonResponse(describe(reader.schema, model=reader.model))


async def live() -> Response:
    """Say that the process answers."""
    return JsonResponse({"status": "UP"})


async def ready(request: Request) -> Response:
    """Say that articles are read: an article was, and nobody has told the service to stop."""
    if not state_of(request).ready:
        raise unavailable("starting or stopping", code="not_ready", seconds=1)
    return JsonResponse({"status": "UP"})


async def metrics(request: Request) -> Response:
    """Return the numbers of all workers, for Prometheus."""
    return Response(state_of(request).metrics.render(), media_type=CONTENT_TYPE)
