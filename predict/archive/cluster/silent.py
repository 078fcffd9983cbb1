"""Ray, told to be silent before it is imported: it otherwise sends its makers how it is used."""

import os

from predict.errors import MissingExtraError

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_ENABLE_AUTO_CONNECT"] = "0"  # what comes late would start another cluster
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # it writes to standard error

try:
    import ray
    import ray.data
except ImportError as error:
    raise MissingExtraError(
        f'--engine ray needs {error.name}; install it with: pip install "nhandang[ray]"'
    ) from error

__all__ = ["ray"]
