"""The app: routes, what stands before them, and what happens at start and stop."""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import FrameType

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from predict.predictor import Predictor
from predict.service.access import KeyCheck
from predict.service.annotate import annotate_router
from predict.service.batcher import Batcher, Capacity, GoneError
from predict.service.body import BodyLimit
from predict.service.messages import Limits
from predict.service.metrics import Metrics
from predict.service.page import page_router
from predict.service.refusals import Refusal, of_status
from predict.service.routes import health_router, predict_router
from predict.service.settings import Settings
from predict.service.shell import REQUEST_ID, Shell
from predict.service.state import TRIAL, Reader, State
from predict.service.tally import GONE, tally_of
from predict.turns import short_turns

log = logging.getLogger(__name__)

_DESCRIPTION = (
    "Reads Vietnamese news of Party committees and local government: officials, positions, "
    "organisations, dates, quantities, who holds which office, and the type of the article."
)


def create_app(settings: Settings, *, reader: Reader) -> FastAPI:
    """Make the app of one process.

    :param settings: limits, keys and whatever else is set
    :param reader: what reads articles, each in one thread
    :raises InputError: if the file of keys holds none
    :raises FileNotFoundError: if it is not there
    """
    metrics = Metrics()
    limits = Limits(articles=settings.max_articles, characters=settings.max_characters)
    capacity = Capacity(
        articles=settings.max_queued_articles,
        characters=settings.max_queued_characters,
        seconds=settings.timeout,
    )
    batcher = Batcher(
        reader.predict, n_threads=settings.n_threads, capacity=capacity, metrics=metrics
    )
    state = State(reader=reader, batcher=batcher, metrics=metrics, limits=limits)
    app = FastAPI(
        title="nhandang",
        version=reader.model.version,
        description=_DESCRIPTION,
        docs_url=None,  # these two load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(state),
    )
    app.state.service = state
    app.include_router(predict_router(limits))
    app.include_router(health_router())
    app.include_router(annotate_router(limits))
    app.include_router(page_router())
    _handle_errors(app)
    _stand_before(app, settings, metrics=metrics)
    return app


def load_app(settings: Settings) -> FastAPI:
    """Load the model and make the app; what every worker does for itself.

    :param settings: with the folder of the model
    :raises FileNotFoundError: if a file of the model is missing
    :raises InputError: if it was changed, or no model is named
    """
    if settings.bundle is None:
        raise ValueError("no bundle is named")
    return create_app(settings, reader=Predictor.load(settings.bundle, n_threads=1))


def _stand_before(app: FastAPI, settings: Settings, *, metrics: Metrics) -> None:
    """Add what a request passes before the routes; what is added last is passed first."""
    app.add_middleware(
        BodyLimit, max_bytes=settings.max_body_bytes, seconds=settings.receive_timeout
    )
    if keys := settings.keys():
        app.add_middleware(KeyCheck, keys=keys)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key", REQUEST_ID],
            expose_headers=["Retry-After", REQUEST_ID],
        )
    app.add_middleware(Shell, metrics=metrics)


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    async def refuse(request: Request, refusal: Refusal) -> Response:
        tally_of(request.scope).codes.append(refusal.fault.code)
        return refusal.response()

    @app.exception_handler(HTTPException)
    async def refuse_by_status(request: Request, error: HTTPException) -> Response:
        return await refuse(request, of_status(error.status_code, error.headers))

    @app.exception_handler(GoneError)
    async def say_nothing(_request: Request, _error: GoneError) -> Response:
        return Response(status_code=GONE)  # nobody gets it; the log has it


def _lifespan(state: State) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(state.reader.predict, TRIAL)
        state.tried = True
        _notice_stop(state)
        log.info("ready")
        with short_turns():
            yield
            state.stopping = True
            await asyncio.to_thread(state.batcher.close)
        log.info("stopped")

    return lifespan


def _notice_stop(state: State) -> None:
    """Be ready no longer as soon as the server is told to stop, while it finishes what it took."""
    if threading.current_thread() is not threading.main_thread():
        return
    before = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        state.stopping = True
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, stop)
