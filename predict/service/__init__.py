"""Predictions over HTTP, for what is not Python; needs the extra ``serve``."""

from importlib.util import find_spec

from predict.errors import MissingExtraError

_LIBRARIES = ("fastapi", "uvicorn", "prometheus_client", "pydantic_settings", "defusedxml")

if _missing := [name for name in _LIBRARIES if find_spec(name) is None]:
    raise MissingExtraError(
        f'the service needs {", ".join(_missing)}; install them with: pip install "nhandang[serve]"'
    )
