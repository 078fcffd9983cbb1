"""The pictures of the page that the README shows: ``make screenshots``."""

from pathlib import Path

from playwright.sync_api import Browser

from predict import BUNDLE, Predictor
from tests.paths import ROOT

from .browser import launch
from .site import serve

DOCS = ROOT / "docs"
MOST_BYTES = 300_000
LOOKS = {
    "page.png": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "page-phone.png": {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"},
}


def take(browser: Browser, address: str, file: Path) -> None:
    """Take a picture of the example as it is read.

    :param browser: what shows the page
    :param address: where the page is
    :param file: the picture, whose name says how the page looks
    """
    context = browser.new_context(reduced_motion="reduce", locale="vi-VN", **LOOKS[file.name])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.click("#example")
    page.locator(".reading").wait_for()
    page.locator("a.entity").filter(has_text="48,7 tỷ đồng").hover()
    page.screenshot(path=file)
    context.close()
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file}: {file.stat().st_size} bytes, and at most {MOST_BYTES} are kept")


if __name__ == "__main__":
    with serve(Predictor.load(BUNDLE)) as site, launch() as browser:
        for name in LOOKS:
            take(browser, site.address, DOCS / name)
