import multiprocessing
import random
import resource
import socket
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest

from predict.archive.html.page import NoMainTextError, main_text
from predict.errors import InputError
from tests.paths import ROOT
from tests.predict.archive.kept_aside import LAYOUTS as KEPT_ASIDE
from tests.predict.archive.pages import LAYOUTS, Layout, modern
from tests.predict.archive.stories import Story, stories

PARAGRAPH = "Sáng 12/3, Huyện ủy Tân Lập họp sơ kết quý một; có 45 đại biểu; ông Lý Văn Tạo nói."
SHORT = f"<p>{PARAGRAPH}</p><p>Hội nghị bầu bà Vũ Thị Mừng giữ chức Chủ tịch Hội Nông dân xã.</p>"


def lines(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def share_equal(layout: Layout, chosen: tuple[Story, ...]) -> float:
    equal = [lines(main_text(layout(one).encode()).text) == lines(one.copied) for one in chosen]
    return sum(equal) / len(equal)


def page(body: str, *, head: str = "") -> str:
    return f"<html><head><title>Tin</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("layout", [*LAYOUTS.values(), *KEPT_ASIDE.values()])
def test_the_text_is_what_a_reader_copies(layout: Layout) -> None:
    assert share_equal(layout, stories()[:6]) == 1


@pytest.mark.slow
def test_of_300_pages_95_in_100_are_equal() -> None:
    shares = [share_equal(layout, stories()) for layout in LAYOUTS.values()]
    assert sum(shares) / len(shares) >= 0.95
    assert min(shares) >= 0.9


@pytest.mark.slow
def test_layouts_kept_aside() -> None:
    assert min(share_equal(layout, stories()) for layout in KEPT_ASIDE.values()) >= 0.95


@pytest.mark.parametrize("layout", [*LAYOUTS.values(), *KEPT_ASIDE.values()])
def test_the_day_is_the_one_that_the_page_tells_or_none(layout: Layout) -> None:
    for story in stories()[:12]:
        assert main_text(layout(story)).published == story.day


def test_days_of_menus_feet_and_texts_are_not_taken() -> None:
    found = main_text(
        page(
            "<div>Thứ Hai, 01/02/2021</div><h1>Hội nghị sơ kết quý một</h1>"
            f"{SHORT}<p>Ngày 02/03/2014 huyện thành lập.</p><footer>Cập nhật 05/01/2015</footer>"
        )
    )
    assert found.published is None
    assert "Thứ Hai" not in found.text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thứ Năm, 12/03/2020 | 08:15", date(2020, 3, 12)),
        ("Thứ 2, ngày 5 tháng 10 năm 2020", date(2020, 10, 5)),
        ("Lê Mây - 12-3-2020 08:15", date(2020, 3, 12)),
        ("Ngày đăng: 31/02/2020", None),
        ("Họp ngày 12/03/2020 tại xã", None),
    ],
)
def test_a_line_between_headline_and_text_tells_the_day(line: str, day: date | None) -> None:
    found = main_text(page(f"<h1>Hội nghị sơ kết quý một</h1><div>{line}</div>{SHORT}"))
    assert found.published == day


def test_a_day_is_that_of_vietnam_and_of_the_first_publication() -> None:
    head = (
        '<meta property="article:published_time" content="2021-03-11T20:30:00Z">'
        '<meta property="article:modified_time" content="2021-05-01T20:30:00Z">'
    )
    assert main_text(page(SHORT, head=head)).published == date(2021, 3, 12)
    data = '{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2021-03-11T18:00:00Z"}]}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert main_text(page(SHORT, head=head)).published == date(2021, 3, 12)


def test_a_headline_is_taken_from_the_head_where_no_line_is_one() -> None:
    head = '<meta property="og:title" content="Hội nghị sơ kết quý một">'
    assert main_text(page(SHORT, head=head)).text.startswith("Hội nghị sơ kết quý một\nSáng 12/3")
    assert main_text(page(SHORT)).text.startswith("Sáng 12/3")


def test_a_table_of_figures_is_a_line_a_row() -> None:
    table = "<table><tr><td>Xã<td>Hộ</tr><tr><td>An Cư<td>12</tr></table>"
    assert main_text(page(SHORT + table + SHORT)).text.splitlines()[2:4] == ["Xã\tHộ", "An Cư\t12"]


@pytest.mark.parametrize(
    "content",
    [
        page(SHORT).encode("utf-8-sig"),
        page(SHORT).encode("utf-16"),
        b"\xfe\xff" + page(SHORT).encode("utf-16-be"),
        page(SHORT, head='<meta charset="iso-8859-1">').encode(),
        unicodedata.normalize("NFD", page(SHORT)).encode(),
        page(SHORT.replace("á", "&aacute;").replace("ủ", "&#7911;")).encode(),
        page(SHORT.replace(" ", "\0 ")).encode(),
    ],
)
def test_encodings(content: bytes) -> None:
    assert main_text(content).text.splitlines()[0] == PARAGRAPH


def test_a_charset_that_the_page_names() -> None:
    text = page(SHORT, head='<meta http-equiv="a" content="text/html; charset=windows-1258">')
    marks = {"\u0301", "\u0300", "\u0309", "\u0303", "\u0323"}
    parted = ""
    for letter in text:  # windows-1258 has letters with circumflex or horn, and marks of tone
        base = list(unicodedata.normalize("NFD", letter))
        tones = [one for one in base if one in marks]
        parted += unicodedata.normalize("NFC", "".join(b for b in base if b not in marks))
        parted += "".join(tones)
    assert main_text(parted.encode("cp1258")).text.splitlines()[0] == PARAGRAPH


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b'<meta charset="x-viet-tcvn5712"><p>' + b"S\xb8ng " * 30, "x-viet-tcvn5712.*UTF-8"),
        (b"<p>" + b"S\xb8ng nay " * 30, "not utf-8; convert"),
        (b"", "no text"),
        ("<!-- -->", "no text|no article"),
        (page("<ul><li><a href=a>Tin 1</a><li><a href=b>Tin 2</a></ul>"), "no article"),
        (page("<div>" * 10_000 + SHORT), "nested more than 1000"),
        (page("<div>Dòng</div>" * 60_000), "elements, more than 50000"),
    ],
)
def test_a_page_without_an_article(content: bytes | str, match: str) -> None:
    assert issubclass(NoMainTextError, InputError)
    start = time.perf_counter()
    with pytest.raises(NoMainTextError, match=match):
        main_text(content)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "content",
    [
        page("<div>" * 240 + SHORT),
        page("<font size=2><b>" * 20_000 + SHORT),
        page("<p " + " ".join(f'a{i}="x"' for i in range(100_000)) + ">" + SHORT),
        page(SHORT + "<plaintext>" + SHORT),
        page(SHORT + "<p>Đồng chí Bí thư " + "nói " * 500_000),
        page("<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + SHORT),
        page("<table><tr><td>" * 100 + SHORT),
        page("<table>" + "<tr><td>12" * 9_000 + "</table>" + SHORT),
        page("<" * 100_000 + SHORT),
        SHORT,
    ],
)
def test_odd_pages_end_soon(content: str) -> None:
    start = time.perf_counter()
    assert PARAGRAPH in main_text(content).text
    assert time.perf_counter() - start < 30


def test_no_address_is_ever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    content = (
        '<!DOCTYPE html SYSTEM "http://example.invalid/a.dtd"><base href="http://example.invalid">'
    )
    assert PARAGRAPH in main_text(content + SHORT + "<iframe src='http://example.invalid'>").text


def test_nothing_is_said_beside() -> None:
    code = (
        "from predict.archive.html.page import main_text, NoMainTextError\n"
        "for page in ('<p></p><script>1</script>', '<html><body><p>a</p></body></html>'):\n"
        "    try: main_text(page)\n"
        "    except NoMainTextError: print('none')"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("none\nnone\n", "")


@pytest.mark.parametrize("library", ["trafilatura.bare_extraction", "find_date"])
def test_a_library_that_fails_stops_nothing(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    name = "html.page.trafilatura.bare_extraction" if "." in library else "html.claims.find_date"
    monkeypatch.setattr(f"predict.archive.{name}", fail)
    assert PARAGRAPH in main_text(page(SHORT)).text


def test_broken_pages_raise_nothing_else() -> None:
    chance = random.Random(5)
    contents = [layout(stories()[0]).encode() for layout in LAYOUTS.values()]
    for number in range(60):
        content = bytearray(contents[number % len(contents)])
        for _ in range(chance.randrange(1, 40)):
            place = chance.randrange(len(content))
            content[place : place + chance.randrange(200)] = chance.choice(
                [b"<", b">", b"</", b"<div ", b"\x00", b"\xff", b"<!--", b"<![CDATA[", b"&#x;"]
            )
        with suppress(NoMainTextError):
            main_text(bytes(content))


def test_threads_and_processes_get_the_same() -> None:
    contents = [modern(story) for story in stories()[:8]]
    expected = [main_text(content) for content in contents]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(main_text, contents * 3)) == expected * 3
    with multiprocessing.get_context("spawn").Pool(1) as processes:
        assert processes.map(main_text, contents[:2]) == expected[:2]


@pytest.mark.slow
def test_memory_does_not_grow() -> None:
    contents = [layout(story) for layout in LAYOUTS.values() for story in stories()]

    def read(rounds: int) -> int:
        for number in range(rounds):
            main_text(contents[number % 300].replace("huyện", f"huyện {number}"))
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = read(1_500)
    assert read(3_500) < 1.1 * before
