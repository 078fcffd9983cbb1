"""The browser and the service for tests of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from predict import Predictor

from .browser import CHROMIUM, launch
from .site import Site, serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with launch() as browser:
        yield browser


@pytest.fixture(scope="session")
def running_site(toy_predictor: Predictor) -> Iterator[Site]:
    with serve(toy_predictor) as site:
        yield site


@pytest.fixture
def site(running_site: Site) -> Site:
    """The service, with nothing asked of it yet and nothing in its way."""
    running_site.asked.clear()
    running_site.answers.clear()
    running_site.key = None
    return running_site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The page, opened; what it writes to the console is a failure."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    opened.goto(site.address)
    opened.wait_for_selector("html.js")
    yield opened
    context.close()
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []
