"""What is counted about one request, for the log and the metrics."""

from dataclasses import dataclass, field
from typing import Any

from starlette.types import Scope

_KEY = "nhandang.tally"
GONE = 499
"""The status in the log where nobody waited for the answer; the usual number for it."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """One request; never what stands in its articles."""

    id: str
    articles: int = 0
    characters: int = 0
    status: int = GONE
    route: str = "unknown"
    codes: list[str] = field(default_factory=list)


def begin(scope: Scope, *, request_id: str) -> Tally:
    """Start counting a request."""
    tally = Tally(id=request_id)
    scope[_KEY] = tally
    return tally


def tally_of(scope: Scope) -> Tally:
    """Return what is counted about a request."""
    found: Any = scope.get(_KEY)
    return found if isinstance(found, Tally) else begin(scope, request_id="")
