"""What a person does on the page, in Chromium."""

import csv
import io
import json

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from predict import Predictor
from tests.toy import ARTICLE

from .browser import read
from .site import Site


def entity(page: Page, text: str) -> Locator:
    return page.locator("a.entity", has_text=text).first


def test_an_article_is_read(page: Page, site: Site, toy_predictor: Predictor) -> None:
    reading = read(page)
    found = toy_predictor.predict(ARTICLE)
    assert site.asked == [{"articles": [{"text": ARTICLE, "published": None}]}]
    assert reading.locator(".text").text_content() == ARTICLE
    assert page.locator("a.entity").all_text_contents() == [one.text for one in found.entities]
    expect(page.locator("#status")).to_have_text(f"Đã đọc xong: {len(found.entities)} mục.")
    expect(page.locator(".type .chosen")).to_contain_text("Sơ kết, tổng kết")
    offices = page.locator(".offices tbody tr").all_inner_texts()
    assert offices[0].split("\t") == ["Trần Văn Ví", "Bí thư Huyện ủy"]
    expect(page.locator(".quantities")).to_contain_text("1.250.500.000.000 đồng")
    expect(page.locator(".dates svg text", has_text="14/6/2021")).to_be_visible()


def test_the_page_keeps_nothing_but_the_language(page: Page, site: Site) -> None:
    before = page.evaluate("history.length")
    read(page)
    entity(page, "Trần Văn Ví").click()
    page.click("[data-language=en]")
    assert page.url == site.address
    assert page.evaluate("history.length") == before
    assert page.evaluate("({...localStorage})") == {"nhandang.language": "en"}
    assert page.evaluate("sessionStorage.length + document.cookie.length") == 0


def test_the_day_is_sent(page: Page, site: Site) -> None:
    page.fill("#published", "2021-06-20")
    read(page)
    assert site.asked[0]["articles"][0]["published"] == "2021-06-20"


def test_offsets_are_code_points(page: Page, toy_predictor: Predictor) -> None:
    text = f"😀👨‍👩‍👧 \U0001d49c e\u0302\u0301 {ARTICLE}"
    reading = read(page, text)
    assert reading.locator(".text").text_content() == text
    wanted = [one.text for one in toy_predictor.predict(text).entities]
    assert page.locator("a.entity").all_text_contents() == wanted


def test_text_is_never_markup(page: Page) -> None:
    text = f"<img src=x onerror=\"document.title='no'\"><script>1</script>&amp; {ARTICLE}"
    reading = read(page, text)
    assert reading.locator(".text").text_content() == text
    assert page.locator(".reading img, .reading script").count() == 0
    assert page.title() == "nhandang"


def test_hints(page: Page) -> None:
    read(page)
    entity(page, "UBND huyện").hover()
    tip = page.locator("#tip")
    expect(tip).to_contain_text("Tổ chức")
    expect(tip).to_contain_text("Ủy ban nhân dân huyện")
    expect(tip).to_contain_text("98%")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    entity(page, "1.250,5 tỷ đồng").focus()
    expect(tip).to_contain_text("1.250.500.000.000 đồng")
    expect(entity(page, "1.250,5 tỷ đồng")).to_have_attribute("aria-describedby", "tip")


def test_filters(page: Page) -> None:
    read(page)
    chip = page.locator(".chip", has_text="Chức vụ")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert set(page.locator("a.entity.off").all_text_contents()) == {"Bí thư", "Chủ tịch"}
    assert page.locator(".names tbody tr:visible .tag", has_text="Chức vụ").count() == 0
    assert page.locator(".offices tbody tr:visible").count() == 0
    assert page.locator(".quantities tbody tr:visible").count() == 3
    expect(page.locator("#status")).to_have_text("Đang hiện 10 trên 12 mục.")
    chip.click()
    assert page.locator("a.entity.off").count() == 0
    page.locator(".least input").fill("100")
    assert page.locator("a.entity:not(.off)").count() == 0
    expect(page.locator(".least output")).to_have_text("100%")
    assert page.locator("tr[data-entities]:visible, .mark:visible").count() == 0


def test_rows_and_text_lead_to_each_other(page: Page) -> None:
    read(page, "Mở đầu.\n" * 80 + ARTICLE)
    place = entity(page, "120 ha")
    page.locator(".quantities tr", has_text="120 ha").click()
    expect(place).to_be_focused()
    expect(place).to_be_in_viewport()
    expect(place).to_have_class("entity c4 found")
    entity(page, "Lê Thị Dụ").click()
    row = page.locator(".names tr", has_text="Lê Thị Dụ")
    expect(row).to_be_in_viewport()
    expect(row).to_have_class("found")
    expect(row.locator("a")).to_be_focused()
    page.locator(".offices a", has_text="Chủ tịch UBND huyện").click()
    expect(entity(page, "Chủ tịch")).to_be_focused()
    page.locator(".mark", has_text="14/6/2021").locator("circle").click()
    expect(entity(page, "Ngày 14/6/2021")).to_be_focused()


def test_keys(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(ARTICLE)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".reading h2")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.entity')"):
            break
    marks = page.locator("a.entity")
    expect(marks.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(marks.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".quantities tbody tr a").last).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(marks.nth(marks.count() - 2)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".facts")).to_be_focused()


def test_english(page: Page) -> None:
    read(page)
    page.click("[data-language=en]")
    expect(page.locator(".quantities")).to_contain_text("1,250,500,000,000 VND")
    expect(page.locator(".type .chosen")).to_contain_text("Review")
    expect(page.locator("#read")).to_have_text("Read it")
    expect(page.locator("#status")).to_have_text("Read: 12 mentions.")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    expect(page.locator("#read")).to_have_text("Read it")


def test_copies(page: Page, toy_predictor: Predictor) -> None:
    read(page)
    found = toy_predictor.predict(ARTICLE).to_dict()
    page.click("[data-save='copy.json']")
    expect(page.locator("#status")).to_have_text("Đã chép 12 mục.")
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == found
    page.locator(".chip", has_text="Thời gian").click()
    page.click("[data-save='copy.csv']")
    expect(page.locator("#status")).to_have_text("Đã chép 10 mục.")
    rows = list(csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    assert len(rows) == 10
    (money,) = [row for row in rows if row["text"] == "1.250,5 tỷ đồng"]
    assert (money["value"], money["unit"]) == ("1250500000000", "VND")
    assert ARTICLE[int(money["start"]) : int(money["end"])] == money["text"]
    assert {row["expanded"] for row in rows} == {"", "Ủy ban nhân dân huyện"}


def test_saves(page: Page, toy_predictor: Predictor) -> None:
    read(page)
    contents = {}
    for what in ("json", "csv"):
        with page.expect_download() as download:
            page.click(f"[data-save='{what}']")
        contents[download.value.suggested_filename] = download.value.path().read_text("utf-8")
    assert json.loads(contents["Kết-quả.json"]) == toy_predictor.predict(ARTICLE).to_dict()
    assert contents["Kết-quả.csv"].startswith("\ufefflabel,text,start,end,score,from,until,")
    assert len(contents["Kết-quả.csv"].splitlines()) == 13


def test_a_spreadsheet_runs_nothing(page: Page) -> None:
    made = page.evaluate(
        """async () => (await import("/static/tables.js")).toCsv([
            {label: "A", text: '=1+1,"x"', start: 0, end: 8, score: 0.5, value: null},
            {label: "A", text: "-5%", start: 9, end: 12, score: 1, value: {value: -5, unit: "%"}},
        ])"""
    )
    rows = list(csv.DictReader(io.StringIO(made)))
    assert [row["text"] for row in rows] == ['\'=1+1,"x"', "'-5%"]
    assert rows[1]["value"] == "-5"


def test_a_file_is_read_as_it_is(page: Page, site: Site) -> None:
    text = ARTICLE.replace("\n", "\r\n")
    content = FilePayload(
        name="tin huyện.txt", mimeType="text/plain", buffer=text.encode("utf-8-sig")
    )
    page.set_input_files("#file", content)
    expect(page.locator("#status")).to_have_text("Đã lấy bài từ tệp tin huyện.txt.")
    page.click("#read")
    expect(page.locator(".reading h2")).to_have_text("tin huyện.txt")
    assert site.asked[0]["articles"][0]["text"] == text
    page.locator("#text").press("a")
    page.click("#read")
    expect(page.locator("#read")).to_have_attribute("aria-busy", "false")
    assert "\r" not in site.asked[1]["articles"][0]["text"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_file_of_another_encoding(page: Page, encoding: str) -> None:
    content = FilePayload(
        name="a.txt", mimeType="text/plain", buffer="Đồng bào".encode(encoding, "replace")
    )
    page.set_input_files("#file", content)
    expect(page.locator("#trouble")).to_contain_text("Tệp a.txt không phải văn bản UTF-8")
    assert page.input_value("#text") == ""


def test_a_file_is_dropped(page: Page) -> None:
    page.evaluate(
        """(text) => {
            const files = new DataTransfer();
            files.items.add(new File([text], "b.txt"));
            const what = {dataTransfer: files, bubbles: true, cancelable: true};
            document.getElementById("text").dispatchEvent(new DragEvent("drop", what));
        }""",
        ARTICLE,
    )
    expect(page.locator("#status")).to_contain_text("b.txt")
    assert page.input_value("#text") == ARTICLE


def test_the_example_and_a_clean_page(page: Page, site: Site) -> None:
    page.click("#example")
    expect(page.locator(".reading")).to_be_visible()
    assert "Suối Mơ" in site.asked[0]["articles"][0]["text"]
    page.click("#clear")
    assert page.locator(".reading").count() == 0
    assert page.input_value("#text") == ""


def test_an_article_of_100_000_characters(page: Page) -> None:
    text = ARTICLE * (100_000 // len(ARTICLE))
    page.evaluate("(text) => (document.getElementById('text').value = text)", text)
    page.evaluate("document.getElementById('read').click()")
    page.wait_for_selector(".reading", timeout=60_000)
    took = page.evaluate(
        """() => {
            const start = performance.now();
            document.querySelector(".chip").click();
            document.body.getBoundingClientRect();
            return performance.now() - start;
        }"""
    )
    assert page.locator("a.entity").count() > 3000
    assert took < 2000  # milliseconds


def test_paper(page: Page) -> None:
    read(page)
    page.emulate_media(media="print")
    for hidden in ("#ask", ".save", ".languages"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.facts')).overflow") == "visible"
    expect(page.locator(".names tbody tr").last).to_be_visible()
