import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from predict.service.page import STATIC, VIEW, page_router

ASKED = re.compile(r'(?:words\[|say\(words, |tell\(|key: )"([\w.]+)"')


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    app.include_router(page_router())
    return TestClient(app)


def test_the_page(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.content == (STATIC / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.js", "text/javascript; charset=utf-8"),
        ("render.js", "text/javascript; charset=utf-8"),
        ("page.css", "text/css; charset=utf-8"),
        ("view.css", "text/css; charset=utf-8"),
        ("texts.json", "application/json"),
        ("icon.svg", "image/svg+xml"),
        ("example.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_type(client: TestClient, name: str, kind: str) -> None:
    answer = client.get(f"/static/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/static/icon.svg"])
def test_nothing_foreign_is_let_in(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_browser_that_has_it_is_not_sent_it_again(client: TestClient) -> None:
    tag = client.get("/static/app.js").headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/static/app.js", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    assert client.get("/static/app.js", headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get("/static/app.js").headers["Cache-Control"] == "no-cache"


def test_tags_differ_from_file_to_file(client: TestClient) -> None:
    names = [file.name for folder in (STATIC, VIEW) for file in folder.iterdir()]
    tags = [client.get(f"/static/{name}").headers["ETag"] for name in names if name != "index.html"]
    assert len(set(tags)) == len(tags) == len(names) - 1


@pytest.mark.parametrize(
    "path", ["/static/no.js", "/static/", "/static/..%2fpage.py", "/static/index.html", "/page.py"]
)
def test_what_is_no_file_of_the_page(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_heads(client: TestClient) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len((STATIC / "index.html").read_bytes())


def test_every_text_that_the_page_asks_for_is_there(client: TestClient) -> None:
    texts = client.get("/static/texts.json").json()
    asked = set(re.findall(r'say="([^"]*)"', client.get("/").text))
    for file in [*STATIC.glob("*.js"), *VIEW.glob("*.js")]:
        asked.update(ASKED.findall(file.read_text(encoding="utf-8")))
    assert len(asked) > 40
    assert asked - set(texts["vi"]) == set()


def test_files_name_nothing_outside(client: TestClient) -> None:
    page = client.get("/").text
    assert not re.search(r"https?://|//\w| style=| on\w+=", page)
    for name in re.findall(r'(?:href|src)="(static/[^"]*)"', page):
        assert client.get(f"/{name}").status_code == 200
