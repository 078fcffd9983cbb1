"""The page at ``/``: its files, read once, with the headers that keep everything foreign out."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response

STATIC = Path(__file__).parent / "static"
VIEW = Path(__file__).parents[1] / "pages" / "view"  # what pages made without a service share
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_INDEX = "index.html"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_METHODS = ["GET", "HEAD"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file of the page and what is said of it."""

    content: bytes
    headers: dict[str, str]

    @classmethod
    def read(cls, file: Path) -> "_File":
        content = file.read_bytes()
        return cls(
            content=content,
            headers={
                "Content-Type": _TYPES[file.suffix],
                "Content-Security-Policy": CONTENT_SECURITY_POLICY,
                "Cache-Control": "no-cache",  # kept, and asked for by its tag
                "ETag": f'"{sha256(content).hexdigest()[:32]}"',
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
            },
        )

    def answer(self, request: Request) -> Response:
        """Return the file, or that the one which the browser has is the same."""
        known = {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}
        if known & {self.headers["ETag"], f"W/{self.headers['ETag']}", "*"}:
            headers = {k: v for k, v in self.headers.items() if k != "Content-Type"}
            return Response(status_code=304, headers=headers)
        return Response(self.content, headers=self.headers)


def page_router() -> APIRouter:
    """Return the routes of the page: ``/`` and ``/static/...``, which nobody needs a key for."""
    router = APIRouter(include_in_schema=False)
    files = {
        file.name: _File.read(file)
        for folder in (STATIC, VIEW)
        for file in folder.iterdir()
        if file.suffix in _TYPES
    }

    @router.api_route("/", methods=_METHODS)
    async def page(request: Request) -> Response:
        return files[_INDEX].answer(request)

    @router.api_route("/static/{name}", methods=_METHODS)
    async def static(name: str, request: Request) -> Response:
        if name not in files or name == _INDEX:
            raise HTTPException(404, f"the page has no file {name}")
        return files[name].answer(request)

    return router
