"""Pages of ``--format html``: as they are, with their script, and beside those of the service."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from predict import Predictor
from predict.pages.html import html_page
from predict.pages.reading import Read
from predict.records import DateValue, Entity, ModelInfo, Prediction, QuantityValue
from predict.schema import Role, Schema
from predict.service.page import STATIC
from tests.toy import ARTICLE

from .browser import AXE, violations

HERE = Path(__file__).parent
VALIDATE = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
VALUES = (
    DateValue(duration="P1Y6M"),
    DateValue(duration="PT2.5H"),
    DateValue(start="1930-02-03", end="1930-02-03"),
    DateValue(start="2020-02-01", end="2020-02-29"),
    DateValue(start="2020-12-01", end="2021-12-31"),
    DateValue(start="2021-01-01", end="2025-12-31"),
    DateValue(start="2021-07-01", end="2021-09-30"),
    DateValue(start="2021-07-01", end="2021-09-29"),
    QuantityValue(value=1234567.891, unit="VND/người"),
    QuantityValue(value=3, to=4.5, unit="%"),
    QuantityValue(value=0.5, of=7, unit=""),
    QuantityValue(value=1e15, unit="m3"),
    None,
)
COMPARE = """async (html) => {
    const { renderReading } = await import("/static/render.js");
    const saved = new DOMParser().parseFromString(html, "text/html");
    const { texts, readings } = JSON.parse(saved.getElementById("data").textContent);
    const lines = (node, isText) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const said = isText ? node.data : node.data.replace(/\\s+/g, " ").trim();
            return said ? [said] : [];
        }
        const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort();
        const inner = isText || node.matches(".text");
        return [
            `<${node.tagName.toLowerCase()} ${attributes.join(" ")}>`,
            ...[...node.childNodes].flatMap((child) => lines(child, inner)),
            `</${node.tagName.toLowerCase()}>`,
        ];
    };
    return readings.map((reading) => {
        const given = saved.getElementById(`a${reading.number}`);
        const text = given.querySelector(".text").textContent;
        const made = renderReading({ ...reading, text }, texts.vi);
        return [given, made].map((one) => (one.normalize(), lines(one, false)));
    });
}"""


def prediction_of_all_values() -> tuple[str, Prediction]:
    """Return a text of emoji with an entity for every kind of value, of labels of its own."""
    roles = {"DAY": Role.date, "SUM": Role.quantity, "HEAD": Role.official, "VICE": Role.official}
    labels = (*roles, *(f"L{'X' * n}" for n in range(1, 8)))
    schema = Schema(entity_labels=labels, article_types=(), roles=roles)
    entities = [
        Entity(
            label=_label(value),
            text="😀",
            start=i,
            end=i + 1,
            score=0.5 + i / 40 + 0.00499,
            value=value,
            expanded=None if value else "Ủy ban <b>",
            indicator="thu" if isinstance(value, QuantityValue) else None,
        )
        for i, value in enumerate(VALUES)
    ]
    n = len(entities)
    entities += [
        Entity(label=label, text="😀", start=n + i, end=n + i + 1, score=1)
        for i, label in enumerate(schema.entity_labels)
    ]
    prediction = Prediction(
        article_type=None,
        entities=tuple(entities),
        appointments=(),
        model=ModelInfo(name="m", version="1"),
        schema=schema,
    )
    return "😀" * (len(entities) + 1), prediction


def _label(value: DateValue | QuantityValue | None) -> str:
    return "DAY" if isinstance(value, DateValue) else "SUM" if value else "HEAD"


@pytest.fixture(scope="module")
def file(toy_predictor: Predictor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of three articles."""
    reads = [
        Read(name=name, text=text, prediction=toy_predictor.predict(text))
        for name, text in (("a.txt", ARTICLE), ("<b>.txt", f"<b>&\r\n{ARTICLE}"), ("c.txt", ""))
    ]
    saved = tmp_path_factory.mktemp("saved") / "page.html"
    saved.write_text(html_page(reads), encoding="utf-8")
    return saved


def test_the_browser_and_the_command_make_the_same(page: Page, file: Path) -> None:
    text, prediction = prediction_of_all_values()
    shown = prediction.entities[2]
    many = replace(
        prediction,
        entities=tuple(
            replace(shown, start=i, end=i + 1, value=DateValue(start=day, end=day))
            for i, day in enumerate(f"20{i:02}-03-{i:02}" for i in range(1, 27))
        ),
    )
    reads = [
        Read(name="a", text=text, prediction=prediction),
        Read(name="b", text="😀" * 40, prediction=many),
    ]
    for html in (file.read_text(encoding="utf-8"), html_page(reads)):
        for saved, made in page.evaluate(COMPARE, html):
            assert saved == made
            assert len(saved) > 50


def test_it_is_read_without_scripts(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("#a0 .text").text_content() == ARTICLE
    expect(page.locator("#a0 .quantities")).to_contain_text("1.250.500.000.000 đồng")
    expect(page.locator(".least").first).to_be_hidden()
    page.locator("#a0 a.entity", has_text="120 ha").click()
    expect(page.locator("#a0 .quantities tr:has(:target)")).to_contain_text("120 ha")
    context.close()


def test_its_script_does_what_the_page_does(browser: Browser, file: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text))
    page.goto(file.as_uri())
    page.locator("#a1 .chip", has_text="Chức vụ").click()
    assert page.locator("#a1 a.off").count() == 2
    assert page.locator("#a0 a.off").count() == 0
    page.locator("#a0 .quantities tr", has_text="120 ha").click()
    expect(page.locator("#a0 a.entity", has_text="120 ha")).to_be_focused()
    page.click("[data-language=en]")
    expect(page.locator("#a1 .quantities")).to_contain_text("1,250,500,000,000 VND")
    expect(page.locator("nav h2")).to_have_text("3 articles")
    with page.expect_download() as download:
        page.click("#a1 [data-save='json']")
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert saved["entities"][0]["text"] == page.locator("#a1 a.entity").first.text_content()
    assert faults == []
    context.close()


def test_its_index_says_the_same_in_both_ways(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    before = page.locator("nav").inner_text()
    colours = "(found) => found.map((one) => getComputedStyle(one).color)"
    assert len({*page.locator("nav a, nav td:has(a)").evaluate_all(colours)}) == 1
    page.click("[data-language=en]")
    page.click("[data-language=vi]")
    assert page.locator("nav").inner_text() == before
    page.close()


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core (make checkers)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, file: Path, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(file.as_uri())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.skipif(not VALIDATE.is_file(), reason="needs html-validate (make checkers)")
def test_pages_are_valid_html(file: Path) -> None:
    command: list[str | Path] = ["node", VALIDATE, "--config", HERE / ".htmlvalidate.json"]
    done = subprocess.run(
        [*command, file, STATIC / "index.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    broken = file.with_name("broken.html")
    broken.write_text(re.sub("</nav>", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert subprocess.run([*command, broken], capture_output=True, check=False).returncode == 1
