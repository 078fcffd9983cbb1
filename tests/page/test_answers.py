"""What the page does with what the service answers, good or bad."""

import time

import pytest
from fastapi.responses import JSONResponse, Response
from playwright.sync_api import Page, expect

from tests.toy import ARTICLE

from .browser import read
from .site import Site, refusal


def test_nothing_to_read(page: Page, site: Site) -> None:
    page.click("#read")
    expect(page.locator("#trouble")).to_contain_text("Chưa có bài nào")
    expect(page.locator("#text")).to_be_focused()
    assert site.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        refusal(413, "at most 5 letters"),
        JSONResponse({"results": [{"error": {"code": "c", "message": "at most 5 letters"}}]}),
    ],
)
def test_the_service_says_what_is_wrong(page: Page, site: Site, answer: JSONResponse) -> None:
    site.answers.append(answer)
    read(page)
    expect(page.locator("#trouble")).to_have_text("at most 5 letters")
    assert page.locator(".reading").count() == 0
    read(page)
    expect(page.locator("#trouble")).to_be_hidden()


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"error": {"code": "body_too_large", "message": "at most 5"}}, 413),
        JSONResponse({"results": [{"error": {"code": "too_long", "message": "at most 5"}}]}),
    ],
)
def test_too_long_is_said_in_the_language_of_the_page(
    page: Page, site: Site, answer: JSONResponse
) -> None:
    site.answers.append(answer)
    read(page)
    expect(page.locator("#trouble")).to_have_text(
        "Bài dài hơn mức máy chủ nhận; hãy chia bài ra rồi đọc từng phần."
    )
    expect(page.locator("#trouble")).to_have_attribute("lang", "vi")
    page.click("[data-language=en]")
    expect(page.locator("#trouble")).to_contain_text("longer than this server takes")


@pytest.mark.parametrize(("content", "status"), [("null", 500), ("<html>", 502), ("<html>", 200)])
def test_an_answer_that_says_nothing(page: Page, site: Site, content: str, status: int) -> None:
    site.answers.append(Response(content, status))
    read(page)
    expect(page.locator("#trouble")).to_contain_text(f"Máy chủ trả lời {status} mà không nói")


def test_a_busy_service_is_asked_again(page: Page, site: Site) -> None:
    site.answers.append(refusal(503, "busy", Retry_After="2"))
    page.fill("#text", ARTICLE)
    start = time.monotonic()
    page.click("#read")
    expect(page.locator("#status")).to_contain_text("Máy chủ đang bận, sẽ thử lại sau 2 giây")
    expect(page.locator(".reading")).to_be_visible()
    assert time.monotonic() - start >= 2
    assert len(site.asked) == 2


def test_what_takes_too_long_is_not_asked_again(page: Page, site: Site) -> None:
    late = {"error": {"code": "timed_out", "message": "not read within 60 seconds"}}
    site.answers.append(JSONResponse(late, 503, headers={"Retry-After": "1"}))
    read(page)
    expect(page.locator("#trouble")).to_contain_text("Bài này đọc quá lâu")
    assert len(site.asked) == 1


def test_waiting_is_stopped(page: Page, site: Site) -> None:
    site.answers.append(refusal(503, "busy", Retry_After="50"))
    page.fill("#text", ARTICLE)
    page.click("#read")
    expect(page.locator("#status")).to_contain_text("giây")
    page.click("#stop")
    expect(page.locator("#status")).to_have_text("Đã dừng.")
    expect(page.locator("#read")).to_have_attribute("aria-busy", "false")
    assert len(site.asked) == 1


def test_a_service_that_wants_a_key(page: Page, site: Site) -> None:
    site.key = "khoá"
    page.fill("#text", ARTICLE)
    page.click("#read")
    expect(page.locator("#key-value")).to_be_focused()
    for key in ("wrong", "khoá"):
        page.fill("#key-value", key)
        page.press("#key-value", "Enter")
    expect(page.locator(".reading")).to_be_visible()
    expect(page.locator("#key")).to_be_hidden()
    assert page.evaluate("JSON.stringify({...localStorage})") == "{}"


def test_a_service_that_is_gone(page: Page) -> None:
    page.route("**/v1/**", lambda route: route.abort())
    read(page)
    expect(page.locator("#trouble")).to_contain_text("Không tới được máy chủ")
