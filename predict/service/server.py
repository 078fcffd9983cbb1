"""From settings to a process that listens, or several, until it is told to stop."""

import logging
import logging.config
import os
import signal
import socket
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from predict.bundle import read_manifest
from predict.errors import InputError
from predict.service.app import load_app
from predict.service.logs import configuration
from predict.service.metrics import FOLDER_VARIABLE
from predict.service.protocol import impatient
from predict.service.settings import Settings

log = logging.getLogger(__name__)

_BACKLOG = 2048
_MORE_SECONDS = 5  # than a request may take, before what is left at a stop is given up
_WORKER_SECONDS = 60  # in which a worker must show that it lives; loading may be slow


def serve(settings: Settings) -> None:
    """Listen until SIGTERM or Ctrl+C, then finish what was taken.

    :param settings: with the folder of the model
    :raises FileNotFoundError: if a file of the model or the file of keys is missing
    :raises InputError: if something set is wrong, or the address is taken
    :raises SystemExit: with code 0 once it is told to stop, with 3 if the trial fails
    """
    if settings.bundle is None:
        raise InputError("no model is named; give --bundle a folder")
    read_manifest(settings.bundle)
    settings.keys()
    logging.config.dictConfig(configuration(settings.log_format))
    for number in (signal.SIGTERM, signal.SIGINT):  # uvicorn ends by raising them again
        signal.signal(number, _end)
    with _listen(settings) as sock, _shared_metrics(settings):
        log.info(
            "listening",
            extra={
                "url": _url(sock, settings),
                "workers": settings.workers,
                "threads": settings.n_threads,
            },
        )
        config = _config(settings)
        if settings.workers > 1:
            Supervisor(config, sockets=[sock]).run()
        else:
            uvicorn.Server(config).run(sockets=[sock])


class Supervisor(Multiprocess):
    """Runs workers, replaces those that die, and notices at once that one has died."""

    def run(self) -> None:
        """Run until told to stop, or until a worker cannot start.

        :raises SystemExit: with the worker's code if it cannot
        """
        super().run()
        if STARTUP_FAILURE in [process.exitcode for process in self.processes]:
            raise SystemExit(STARTUP_FAILURE)

    def keep_subprocess_alive(self) -> None:
        """Replace dead workers; their end of the pipe is theirs alone, so that it ends with them.

        Else one that dies while it is asked whether it lives is waited for, and signals with it.
        """
        for process in self.processes:
            process.child_conn.close()
        super().keep_subprocess_alive()


def _config(settings: Settings) -> uvicorn.Config:
    """Return how uvicorn runs; it is handed to the workers, which make their app of it."""
    return uvicorn.Config(
        partial(load_app, settings),
        factory=True,
        http=impatient(settings.receive_timeout),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=configuration(settings.log_format),
        access_log=False,
        proxy_headers=False,
        server_header=False,
        workers=settings.workers,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=int(settings.timeout + settings.receive_timeout) + _MORE_SECONDS,
        timeout_worker_healthcheck=_WORKER_SECONDS,
    )


@contextmanager
def _listen(settings: Settings) -> Iterator[socket.socket]:
    """Open the socket, which all workers share.

    :raises InputError: if it cannot be opened
    """
    where = settings.uds or f"{settings.host}, port {settings.port}"
    try:
        sock = _unix(settings.uds) if settings.uds else _internet(settings.host, settings.port)
    except (OSError, UnicodeError) as error:  # the second where a host is no name
        flags = "--uds" if settings.uds else "--host or --port"
        raise InputError(
            f"{where}: cannot listen there: {_reason(error)}; name another with {flags}"
        ) from error
    sock.set_inheritable(True)
    try:
        yield sock
    finally:
        sock.close()
        if settings.uds:
            settings.uds.unlink(missing_ok=True)


def _reason(error: OSError | UnicodeError) -> str:
    """Say why, without the address that ``socket`` adds to the system's words."""
    if isinstance(error, UnicodeError):
        return str(error)
    if error.errno is None or isinstance(error, socket.gaierror):  # whose numbers are its own
        return error.strerror or str(error)
    return os.strerror(error.errno)


def _internet(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    return socket.create_server(address[:2], family=family, backlog=_BACKLOG)


def _unix(path: Path) -> socket.socket:
    """Listen at a path, in the place of a server that died; its group may connect."""
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode) and not _answers(path):
        path.unlink()
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.bind(str(path))
    path.chmod(0o660)
    sock.listen(_BACKLOG)
    return sock


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client, suppress(OSError):
        client.connect(str(path))
        return True
    return False


def _url(sock: socket.socket, settings: Settings) -> str:
    if settings.uds:
        return f"unix:{settings.uds}"
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _shared_metrics(settings: Settings) -> Iterator[None]:
    """Give several workers a folder for their numbers, and take it away at the end."""
    if settings.workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="nhandang-metrics-") as folder:
        before = os.environ.get(FOLDER_VARIABLE)
        os.environ[FOLDER_VARIABLE] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[FOLDER_VARIABLE]
            else:
                os.environ[FOLDER_VARIABLE] = before


def _end(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)
