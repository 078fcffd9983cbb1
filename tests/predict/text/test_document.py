import re
import unicodedata
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.formats import read_annotations
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA
from predict.text.document import CanonicalSpan, Document, fold
from tests.pace import growth
from tests.paths import ROOT
from tests.predict.spellings import CHANGES, Change

INVISIBLE = "\xad\u200b\u200c\u200d\u2060\ufeff"
PARTS = st.sampled_from(
    [
        *"aăâeêoôơuưyđĐAE 0.",
        *"\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0327\u0345",
        *INVISIBLE,
        *"\r\n\t\xa0\u2003\u2028\u3000\x85\x1c",
        *"\u1100\u1161\u11a8가각\ud800\udfff👩\u200d\ufe0f",
        *"\u0958\u212b\u2126\ufb1d\u0344\u0f73\u2000\xd0\U0001d401\u0412",
        "\r\n",
        "&nbsp;",
        "&amp;",
        "&#7911;",
        "Trần Văn Ví",
        "\nvà\n",
        unicodedata.normalize("NFD", "Tỉnh ủy"),
    ]
)
TEXTS = st.one_of(st.lists(PARTS, max_size=30).map("".join), st.text(max_size=30))


def given_place(document: Document, start: int, end: int) -> tuple[int, int]:
    span = document.to_given(CanonicalSpan(start=start, end=end, label="DATE"))
    return span.start, span.end


def canonical_place(document: Document, start: int, end: int) -> tuple[int, int] | None:
    span = document.to_canonical(Span(start=start, end=end, label="DATE"))
    return (span.start, span.end) if span else None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("Tỉnh ủy", "Tỉnh ủy"),
        (unicodedata.normalize("NFD", "Tỉnh ủy Thừa Thiên"), "Tỉnh ủy Thừa Thiên"),
        ("1\r\n2\r3\n4\u20285\x856", "1\n2\n3\n4\n5\n6"),
        ("một\xa0hai\tba\u3000bốn\u2009năm", "một hai ba bốn năm"),
        ("một  hai \xa0 ba", "một hai ba"),
        (" một \n\t\n \n Hai \n", "một\n\nHai"),
        ("\ufeffđồ\u200bng ch\xadí\u2060", "đồng chí"),
        ("đô\u200b\u0300ng", "đồng"),
        ("👩\u200d👩\u200d👧 ok", "👩👩👧 ok"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
        ("\ud83d\ude00", "\ufffd\ufffd"),
        ("\u0301a", "\u0301a"),
        ("\u0323\u0301", "\u0323\u0301"),
        ("a\u0301\u0323", "ạ\u0301"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("\r", ""),
        ("1\r\r\n\r\n2", "1\n\n2"),
        ("1\r\u200b\n2\r\r3", "1\n2\n3"),
        ("\u200b", ""),
        ("nga \u0300y lê\xa0\u0303", "ngày lễ"),
        ("UBND xã, HÐND, ÐỒNG, ðồng, Ɖảng, ɖội", "UBND xã, HĐND, ĐỒNG, đồng, Đảng, đội"),
        ("\U0001d401\U0001d422\u0301 \U0001d635\U0001d629\U0001d636\u031b", "Bí thư"),
        ("\uff35\uff22\uff2e\uff24\uff1a\uff11", "UBND:1"),
        ("U\u0412ND xã, Россия", "UBND xã, Россия"),
        ("Ho\u0300\u0430 Bình", "Hòa Bình"),
        ("2011&#150;2015", "2011–2015"),
        ("UBND&nbsp;xã&#160;&nbspA &#x41;&#65; GD&amp;ĐT", "UBND xã A AA GD&ĐT"),
        ("5&nbspha; 6&n\u200bbsp;tạ &#8203;x&shy;y", "5 ha; 6 tạ xy"),
        (
            "Ph&oacute; B&iacute; thư &amp;nbsp; &amp;amp; R&D; &; &#0; &#9999999;",
            "Phó Bí thư & R&D; &; � �",
        ),
        ("o&#770;&#x323;", "ộ"),
        ("đồng chí Trần\nvăn phòng", "đồng chí Trần văn phòng"),
    ],
)
def test_canonical_spelling(text: str, canonical: str) -> None:
    document = Document.of(text)
    assert document.text == canonical
    assert document.given == text


def test_a_canonical_text_needs_no_map() -> None:
    document = Document.of("Tỉnh ủy\nHòa Sơn\n\nHọp & bàn")
    assert document.starts is None
    assert given_place(document, 5, 7) == (5, 7)
    assert canonical_place(document, 5, 7) == (5, 7)


@pytest.mark.parametrize("character", [c for c in map(chr, range(0x10000)) if c.isspace()])
def test_every_white_space_becomes_a_space_or_a_line_break(character: str) -> None:
    wanted = "\n" if character in "\n\r\x85\u2028\u2029" else " "
    assert Document.of(f"A{character}B").text == f"A{wanted}B"


@pytest.mark.parametrize("code", [0x61C, *range(0x200B, 0x2010), *range(0x2060, 0x2070), 0xFEFF])
def test_invisible_characters_are_dropped(code: int) -> None:
    assert Document.of(f"a{chr(code)}b").text == "ab"


def test_offsets_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Bí thư Tỉnh ủy")
    document = Document.of(text)
    start, end = given_place(document, 7, 14)
    assert text[start:end] == unicodedata.normalize("NFD", "Tỉnh ủy")
    assert canonical_place(document, start, end) == (7, 14)


def test_offsets_of_references_and_runs_of_spaces() -> None:
    text = "&nbsp; UBND  x&atilde;&#160;"
    document = Document.of(text)
    assert document.text == "UBND xã"
    start, end = given_place(document, 0, 7)
    assert text[start:end] == "UBND  x&atilde;"
    assert canonical_place(document, start, end) == (0, 7)
    assert canonical_place(document, 0, len(text)) == (0, 7)


def test_offsets_hold_invisible_characters_inside_but_not_around() -> None:
    text = "\u200bTỉ\u200bnh\u200b ủy"
    document = Document.of(text)
    assert given_place(document, 0, 4) == (1, 6)
    assert canonical_place(document, 0, 7) == (0, 4)


def test_what_was_dropped_has_no_place_in_the_canonical_text() -> None:
    document = Document.of("a\u200bb")
    assert canonical_place(document, 1, 2) is None


def test_whatever_composes_with_what_stands_before_it_keeps_its_place() -> None:
    """The last character of every decomposition must be taken together with the one before it."""
    for composed in map(chr, range(0x110000)):
        parts = unicodedata.decomposition(composed).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            text = "".join(chr(int(part, 16)) for part in parts)
            normal = unicodedata.normalize("NFC", text)
            document = Document.of(f"\xad{text}")
            assert document.text == normal
            assert given_place(document, 0, len(normal)) == (1, 3)


def test_a_map_of_another_length_is_refused() -> None:
    document = Document.of("a\xa0b")
    with pytest.raises(ValueError, match="differ in length"):
        Document(given="a", text="ab", starts=document.starts, ends=document.ends)


@settings(max_examples=300)
@given(TEXTS)
def test_canonical_is_nfc_of_what_is_visible(text: str) -> None:
    canonical = Document.of(text).text
    assert unicodedata.is_normalized("NFC", canonical)
    assert not re.search(f"[\r\t\xa0\ud800-\udfff{INVISIBLE}]|  | \n|\n |\n{{3}}", canonical)
    assert canonical == canonical.strip()
    visible = re.sub(f"[{INVISIBLE}]", "", text.replace("\r\n", "\n"))
    others = (
        "\ud800-\udfff\u180e\u061c\u2000-\u206f&\xd0\xf0\u0189\u0256\u0370-\u04ff"
        "\uff01-\uff5e\U0001d400-\U0001d7ff"
    )
    if not re.search(f"[^\\S ]|[{others}]", visible):
        plain = re.sub(r"(?<=\w) +(?=[\u0300-\u036f])", "", visible)
        assert canonical == unicodedata.normalize("NFC", re.sub(" +", " ", plain).strip(" "))


@settings(max_examples=300)
@given(TEXTS)
def test_maps_ascend_and_stay_inside(text: str) -> None:
    document = Document.of(text)
    if document.starts is None or document.ends is None:
        assert document.text == text
        return
    for offsets in (document.starts, document.ends):
        assert list(offsets) == sorted(offsets)
    assert all(
        0 <= start < end <= len(text)
        for start, end in zip(document.starts, document.ends, strict=True)
    )


@settings(max_examples=300)
@given(TEXTS, st.data())
def test_a_stretch_as_given_becomes_the_canonical_stretch(text: str, data: st.DataObject) -> None:
    document = Document.of(text)
    if not document.text:
        return
    end = data.draw(st.integers(1, len(document.text)))
    start = data.draw(st.integers(0, end - 1))
    place = canonical_place(document, *given_place(document, start, end))
    assert place is not None
    assert place[0] <= start < end <= place[1]
    first, last = given_place(document, start, end)
    begin, stop = given_place(document, *place)
    assert begin <= first < last <= stop
    if re.fullmatch("[A-Za-z0-9ăâêôơưđĂÂĐ]+", document.text[start:end]):
        assert Document.of(text[first:last]).text == document.text[start:end]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_written_corpus_is_canonical_however_it_is_spelled(change: Change) -> None:
    articles = read_annotations([ROOT / "data" / "corpus" / "dev"], schema=DEFAULT_SCHEMA)
    for article in articles:
        assert Document.of(change(article.text)).text == Document.of(article.text).text


LINES = st.lists(
    st.sampled_from(
        ["Đồng chí Lò Văn Ứng, Phó", "Bí thư Huyện ủy", "đạt 5,2 tỷ đồng", "- Ủy viên", ""]
    ),
    max_size=6,
).map("\n".join)


@settings(max_examples=300)
@given(LINES, st.lists(st.sampled_from(CHANGES), max_size=4))
def test_mixtures_of_spellings_are_one_canonical_text(text: str, changes: list[Change]) -> None:
    changed = text
    for change in changes:
        changed = change(changed)
    assert Document.of(changed).text == Document.of(text).text


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Tỉnh_ủy", "Tỉnh_uỷ"),
        ("Ủy_viên", "Uỷ_viên"),
        ("Hòa_Bình", "Hoà_Bình"),
        ("hóa", "hoá"),
        ("khỏe", "khoẻ"),
        ("Tỉnh_uỷ", "Tỉnh_uỷ"),
        ("ÒA", "ÒA"),
        ("TỈNH_ỦY", "TỈNH_ỦY"),
        ("HÒA", "HÒA"),
        ("Òa", "Oà"),
        ("quý", "quý"),
        ("thúy", "thuý"),
        ("ngoài", "ngoài"),
        ("", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    "text",
    ["\r" * 50_000, " " * 50_000 + "x", "\n " * 25_000, "&amp;" * 10_000, "a\u0300" * 25_000,
     "e" + "\u0323\u0301" * 50_000, "\u200b " * 25_000, "và\n" * 20_000, "\u0430" * 50_000,
     "A \u0301" * 15_000],
    ids=range(10),
)  # fmt: skip
def test_long_texts_take_time_in_proportion(text: str) -> None:
    assert growth(lambda n: partial(Document.of, text[:n]), len(text)) < 3


def test_fold_knows_every_pair_in_both_cases() -> None:
    new = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
    old = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
    assert fold(new) == old
    assert fold(new.title()) == old.title()
    assert fold(new.upper()) == new.upper()


@given(TEXTS)
def test_fold_keeps_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
