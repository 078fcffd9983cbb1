"""The page at ``/``."""

from fastapi import APIRouter


def page_router() -> APIRouter:
    """Return the routes of the page; there are none yet."""
    return APIRouter(include_in_schema=False)
