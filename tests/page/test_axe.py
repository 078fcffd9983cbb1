"""axe-core on the page of the service, in its states, widths and colours."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.toy import ARTICLE

from .browser import AXE, violations
from .site import Site

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core (make checkers)")


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    found: Literal["light", "dark"] = request.param
    return found


@pytest.fixture(params=[360, 1280])
def opened(
    request: pytest.FixtureRequest,
    browser: Browser,
    site: Site,
    scheme: Literal["light", "dark"],
) -> Iterator[Page]:
    """The page at a width, in light or dark."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("html.js")
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") == request.param
    context.close()


def test_nothing_is_wrong_in_any_state(opened: Page, site: Site) -> None:
    assert violations(opened) == []
    site.key = "k"
    opened.fill("#text", ARTICLE)
    opened.click("#read")
    expect(opened.locator("#key")).to_be_visible()
    assert violations(opened) == []
    opened.fill("#key-value", "k")
    opened.press("#key-value", "Enter")
    expect(opened.locator(".reading")).to_be_visible()
    opened.locator(".chip").first.click()
    opened.locator("a.entity:not(.off)").first.focus()
    expect(opened.locator("#tip")).to_be_visible()
    assert violations(opened) == []
    opened.locator(".quantities td").first.click()
    opened.click("[data-language=en]")
    assert violations(opened) == []


def test_axe_would_find_something(opened: Page) -> None:
    opened.evaluate("document.querySelector('#read').textContent = ''")
    assert any(found.startswith("button-name (critical)") for found in violations(opened))
