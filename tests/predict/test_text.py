import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predict.text import Document, fold

INVISIBLE = "\xad\u200b\u200c\u200d\u2060\ufeff"
PARTS = st.sampled_from(
    [
        *"aăâeêoôơuưyđĐAE 0.",
        *"\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0327\u0345",
        *INVISIBLE,
        *"\r\n\t\xa0\u2003\u2028\u3000\x85\x1c",
        *"\u1100\u1161\u11a8가각\ud800\udfff👩\u200d\ufe0f",
        *"\u0958\u212b\u2126\ufb1d\u0344\u0f73\u2000",
        "\r\n",
        "Trần Văn Ví",
        unicodedata.normalize("NFD", "Tỉnh ủy"),
    ]
)
TEXTS = st.one_of(st.lists(PARTS, max_size=30).map("".join), st.text(max_size=30))


def is_starter(character: str) -> bool:
    """Say whether a canonical spelling may begin with the character without loss."""
    return not unicodedata.category(character).startswith("M") and not (
        "\u1160" <= character <= "\u11ff"
    )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("Tỉnh ủy", "Tỉnh ủy"),
        (unicodedata.normalize("NFD", "Tỉnh ủy Thừa Thiên"), "Tỉnh ủy Thừa Thiên"),
        ("một\r\nhai\rba\nbốn\u2028năm\x85sáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("một\xa0hai\tba\u3000bốn\u2009năm", "một hai ba bốn năm"),
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
        ("\r", "\n"),
        ("\r\r\n\r\n", "\n\n\n"),
        ("\u200b", ""),
    ],
)
def test_canonical_spelling(text: str, canonical: str) -> None:
    document = Document.of(text)
    assert document.text == canonical
    assert document.given == text


def test_a_canonical_text_needs_no_map() -> None:
    document = Document.of("Tỉnh ủy\nHòa Sơn")
    assert document.starts is None
    assert document.to_given(5, 7) == (5, 7)
    assert document.to_canonical(5, 7) == (5, 7)


@pytest.mark.parametrize("character", [c for c in map(chr, range(0x10000)) if c.isspace()])
def test_every_white_space_becomes_a_space_or_a_line_break(character: str) -> None:
    wanted = "\n" if character in "\n\r\x85\u2028\u2029" else " "
    assert Document.of(f"a{character}b").text == f"a{wanted}b"


@pytest.mark.parametrize("code", [0x61C, *range(0x200B, 0x2010), *range(0x2060, 0x2070), 0xFEFF])
def test_invisible_characters_are_dropped(code: int) -> None:
    assert Document.of(f"a{chr(code)}b").text == "ab"


def test_offsets_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Bí thư Tỉnh ủy")
    document = Document.of(text)
    start, end = document.to_given(7, 14)
    assert text[start:end] == unicodedata.normalize("NFD", "Tỉnh ủy")
    assert document.to_canonical(start, end) == (7, 14)


def test_offsets_hold_invisible_characters_inside_but_not_around() -> None:
    text = "\u200bTỉ\u200bnh\u200b ủy"
    document = Document.of(text)
    assert document.to_given(0, 4) == (1, 6)
    assert document.to_canonical(0, 7) == (0, 4)


def test_what_was_dropped_has_no_place_in_the_canonical_text() -> None:
    document = Document.of("a\u200bb")
    assert document.to_canonical(1, 2) == (1, 1)


def test_whatever_composes_with_what_stands_before_it_keeps_its_place() -> None:
    """The last character of every decomposition must be taken together with the one before it."""
    for composed in map(chr, range(0x110000)):
        parts = unicodedata.decomposition(composed).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            text = "".join(chr(int(part, 16)) for part in parts)
            normal = unicodedata.normalize("NFC", text)
            document = Document.of(f"\xad{text}")
            assert document.text == normal
            assert document.to_given(0, len(normal)) == (1, 3)


def test_a_map_of_another_length_is_refused() -> None:
    document = Document.of("a\xa0b")
    with pytest.raises(ValueError, match="differ in length"):
        Document(given="a", text="ab", starts=document.starts, ends=document.ends)


@settings(max_examples=200)
@given(TEXTS)
def test_canonical_is_nfc_of_what_is_visible(text: str) -> None:
    document = Document.of(text)
    assert unicodedata.is_normalized("NFC", document.text)
    assert not re.search(f"[\r\t\xa0\ud800-\udfff{INVISIBLE}]", document.text)
    visible = re.sub(f"[{INVISIBLE}]", "", text.replace("\r\n", "\n"))
    if not re.search("[^\\S\n ]|[\ud800-\udfff\u180e\u061c\u2000-\u206f]", visible):
        assert document.text == unicodedata.normalize("NFC", visible)
    assert Document.of(document.text).text == document.text


@settings(max_examples=200)
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


@settings(max_examples=200)
@given(TEXTS, st.data())
def test_a_stretch_as_given_becomes_the_canonical_stretch(text: str, data: st.DataObject) -> None:
    document = Document.of(text)
    canonical = document.text
    edges = [i for i, c in enumerate(canonical) if i == 0 or is_starter(c)]
    edges = [i for i in edges if i == 0 or canonical[i - 1] + canonical[i] != "\n\n"]
    edges.append(len(canonical))
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    if start == end:
        return
    given_start, given_end = document.to_given(start, end)
    assert Document.of(text[given_start:given_end]).text == canonical[start:end]
    begin, stop = document.to_canonical(given_start, given_end)
    assert begin <= start < end <= stop
    assert canonical[begin:stop] == canonical[start:end]


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
