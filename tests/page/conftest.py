"""The browser and the service for tests of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page

from predict import Predictor

from .browser import CHROMIUM, launch
from .site import Site, serve


@pytest.fixture(scope="package")  # a loop of events runs in this thread until it ends
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with launch() as browser:
        yield browser


@pytest.fixture(scope="package")  # a loop of events runs in this thread until it ends
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


@pytest.fixture(scope="package")  # a loop of events runs in this thread until it ends
def tab(browser: Browser) -> Iterator[Page]:
    """A tab for all tests: a new one for each takes longer than the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page, site: Site) -> Iterator[Page]:
    """The page, opened anew; what goes wrong in its scripts is a failure."""
    faults: list[str] = []

    def note(error: Error) -> None:
        faults.append(str(error))

    tab.goto(site.address)
    tab.evaluate("localStorage.clear()")
    tab.reload()
    tab.wait_for_selector("html.js")
    tab.on("pageerror", note)
    yield tab
    tab.remove_listener("pageerror", note)
    tab.unroute_all()
    tab.emulate_media(media="screen")
    assert faults == []
