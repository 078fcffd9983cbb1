"""What annotation tools ask: Label Studio's calls of a machine learning backend, and doccano."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from predict.label_studio import Units
from predict.records import Json, Prediction
from predict.service import documents as doc
from predict.service.batcher import Article
from predict.service.label_studio import (
    Interface,
    parse_interface,
    suggestion,
    task_article,
    version_of,
)
from predict.service.messages import Limits, parse_article, parse_json
from predict.service.refusals import Fault, JsonResponse, Refusal, invalid
from predict.service.state import State, read_all, read_body, state_of

_INTERFACE = (
    '<View><Labels name="label" toName="text"><Label value="OFFICIAL"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
_SETUP: dict[str, Any] = {"title": "Setup", "type": "object"}
_TASKS: dict[str, Any] = {
    "title": "Tasks",
    "type": "object",
    "properties": {
        "tasks": {"type": "array", "items": {"description": "A task with its data."}},
        "label_config": {"type": "string", "format": "label-config", "description": "XML."},
    },
    "required": ["tasks", "label_config"],
}


def annotate_router(limits: Limits) -> APIRouter:
    """Return the routes of annotation tools.

    :param limits: what the documentation says of a text
    """
    router = APIRouter(tags=["annotation"])
    router.add_api_route(
        "/health",
        health,
        response_class=JsonResponse,
        responses={200: {"model": doc.HealthBody}, **doc.errors(*doc.OF_GET)},
    )
    tasks = {"tasks": [{"id": 1, "data": {"text": doc.TEXT}}], "label_config": _INTERFACE}
    text = {
        "title": "Text",
        "type": "object",
        "properties": {"text": doc.text_schema(limits)},
        "required": ["text"],
        "additionalProperties": False,
    }
    for path, function, model, body in (
        ("/setup", setup, doc.VersionBody, doc.json_body(_SETUP, {"project": "1.1"})),
        ("/predict", suggest, doc.SuggestionsBody, doc.json_body(_TASKS, tasks)),
        ("/doccano", doccano, doc.ResultBody, doc.json_body(text, {"text": doc.TEXT})),
    ):
        router.add_api_route(
            path,
            function,
            methods=["POST"],
            response_class=JsonResponse,
            responses={200: {"model": model}, **doc.errors()},
            openapi_extra=body,
        )
    return router


async def health() -> Response:
    """Say to Label Studio that the process answers."""
    return JsonResponse({"status": "UP"})


async def setup(request: Request) -> Response:
    """Tell Label Studio which model this is; nothing is kept of its projects."""
    parse_json(await read_body(request))
    return JsonResponse({"model_version": version_of(state_of(request).reader.model)})


async def suggest(request: Request) -> Response:
    """Suggest spans and types for Label Studio's tasks, in the names of its interface."""
    interface, items = _tasks(parse_json(await read_body(request)), state_of(request))
    version = version_of(state_of(request).reader.model)
    results: list[Json] = [
        suggestion(found, text=_text(item), interface=interface, version=version)
        for item, found in zip(items, await read_all(request, items), strict=True)
    ]
    return JsonResponse({"results": results, "model_version": version})


async def doccano(request: Request) -> Response:
    """Read one text: doccano's template of a request cannot hold a list."""
    body = parse_json(await read_body(request))
    item = parse_article(body, limits=state_of(request).limits)
    if isinstance(item, Fault):
        raise invalid(item.message, code=item.code)
    (found,) = await read_all(request, [item])
    if isinstance(found, Prediction):
        return JsonResponse({"prediction": _in_units(found, text=item.text)})
    raise Refusal(found.message, status=HTTPStatus.INTERNAL_SERVER_ERROR, code=found.code)


def _in_units(found: Prediction, *, text: str) -> dict[str, Json]:
    """Return a prediction's JSON with offsets as doccano's page counts them."""
    units = Units(text)
    entities: list[Json] = [
        {**one.to_dict(found.schema), "start": units.of(one.start), "end": units.of(one.end)}
        for one in found.entities
    ]
    return {**found.to_dict(), "entities": entities}


def _tasks(body: dict[str, Json], state: State) -> tuple[Interface, list[Article | Fault]]:
    tasks, config = body.get("tasks"), body.get("label_config")
    if not isinstance(tasks, list) or not isinstance(config, str):
        raise invalid(
            "tasks must be a list, and label_config the interface as a string; this path is Label "
            "Studio's, articles go to /v1/predict"
        )
    most = state.batcher.capacity.articles
    if len(tasks) > most:
        raise invalid(f"{len(tasks)} tasks; at most {most} are taken", code="too_many_articles")
    interface = parse_interface(config)
    return interface, [_article(task, key=interface.key, limits=state.limits) for task in tasks]


def _article(task: Json, *, key: str, limits: Limits) -> Article | Fault:
    article = task_article(task, key=key)
    return article if isinstance(article, Fault) else parse_article(article, limits=limits)


def _text(item: Article | Fault) -> str:
    return item.text if isinstance(item, Article) else ""
