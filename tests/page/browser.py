"""Debian's Chromium, driven by Playwright; axe-core from the npm registry."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.toy import ARTICLE

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@contextmanager
def launch() -> Iterator[Browser]:
    """Start the browser, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--force-color-profile=srgb",
            ],  # root has no sandbox
        )
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong: rule, impact and place of each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): {node['target']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def read(page: Page, text: str = ARTICLE) -> Locator:
    """Paste an article and have it read."""
    page.fill("#text", text)
    page.press("#text", "Control+Enter")
    expect(page.locator("#read")).to_have_attribute("aria-busy", "false")
    return page.locator(".reading")
