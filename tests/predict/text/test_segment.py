import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyvi.ViTokenizer import ViTokenizer

from predict.errors import InputError
from predict.text.segment import (
    CRF_FILE,
    DICTIONARY_FILE,
    LICENCE_FILE,
    Segmentation,
    Segmenter,
    Syllables,
    Word,
    files_of,
    load_segmenter,
    new_segmenter,
)
from tests.gold import gold_texts
from tests.pace import growth
from tests.paths import ROOT, needs_gold
from tests.toy import ARTICLE

HARD_LINES = [
    "",
    " ",
    "  hai  dấu cách  ",
    ".",
    "...",
    "....",
    "!?;:,.",
    "—–-",
    "_",
    "__",
    "a_b _ c",
    "Tỉnh_ủy họp",
    "77,%%",
    "51,25%",
    "1.250,5 tỷ đồng",
    "1.200/2.400 tấn",
    "1_000_000",
    "14/6/2021",
    "Ngày 12-6-2020, lúc 7h30'",
    "từ ngày 05/10 đến 07/11/2020",
    "giai đoạn 2010-2015",
    "Quý III/2020",
    "QĐ-UBND số 123/QĐ-UBND",
    "http://example.vn/tin?a=1&b=2 xem",
    "xem https://example.vn.",
    "ftp://",
    "thư: an.nguyen@example.com.vn, hoặc b@c",
    "a@b@c.d",
    "TP. Hồ Chí Minh",
    "Tp.Hồ Chí Minh",
    "ThS. Nguyễn Văn An, Mr. Smith, Dr. No, Mrs. X, Ms. Y",
    "A.B.C. Đ.",
    "TỈNH ỦY HÒA SƠN TỔNG KẾT CÔNG TÁC NĂM 2019",
    "UBND, HĐND, UBMTTQ",
    "The chairman of the committee said so.",
    "a -> b ==> c >> d",
    "(Ban Tổ chức)",
    '"Học tập và làm theo"',
    "“Dân vận khéo”",
    "đồng chí Trần Văn Ví - Bí thư Huyện ủy",
    "Trần Văn Ví,Lê Thị Dụ",
    "1.Về công tác 2.Về",
    "①②③ Ⅲ ² ½",
    "😀 tốt 👩👩👧",
    "\x00 \x07",
    "\ufffd",
    "한글 日本 русский",
    "İstanbul ΑΣ ǅ",
    "kw/h m² km2 H2O",
    "\u0301a",
]

SYLLABLES = """
Tỉnh ủy Hòa Sơn tổng kết công tác tổ chức cán bộ đồng chí Trần Văn Ví Bí thư Huyện ủy UBND huyện
đã và của các 6 tháng đầu năm 2019 12/6 % , . ; : ( ) - _ / tỷ đồng xã hội chủ nghĩa THÀNH PHỐ
Hà Nội Công an thành phố a.b@c.vn http://x ... -> A. Tp. Đ 1.250,5
"""
JOINTS = st.sampled_from([" ", "", "  ", "\t"])
VIETNAMESE = st.lists(st.sampled_from(SYLLABLES.split()), max_size=30).flatmap(
    lambda parts: JOINTS.map(lambda joint: joint.join(parts))
)
LINES = st.one_of(VIETNAMESE, st.text(max_size=30)).map(
    lambda text: unicodedata.normalize("NFC", text.replace("\n", " "))
)


def pyvi_words(line: str) -> list[str]:
    return str(ViTokenizer.tokenize(line)).split()


def texts(words: list[Word]) -> list[str]:
    return [word.text for word in words]


def rebuild(text: str, words: list[Word]) -> str:
    """Put the text together from its words and the white space between them."""
    parts: list[str] = []
    place = 0
    for word in words:
        assert word.text == "_".join(text[start:end] for start, end in word.syllables)
        for start, end in word.syllables:
            assert place <= start < end
            assert not text[place:start].strip()
            parts += [text[place:start], text[start:end]]
            place = end
    assert not text[place:].strip()
    return "".join([*parts, text[place:]])


@pytest.mark.parametrize("line", HARD_LINES)
def test_same_words_as_pyvi(segmenter: Segmenter, line: str) -> None:
    assert texts(segmenter.segment(line)) == pyvi_words(line)


@given(line=LINES)
def test_same_words_as_pyvi_on_any_line(segmenter: Segmenter, line: str) -> None:
    words = segmenter.segment(line)
    assert texts(words) == pyvi_words(line)
    assert rebuild(line, words) == line


@given(lines=st.lists(LINES, max_size=4))
def test_lines_are_cut_one_by_one(segmenter: Segmenter, lines: list[str]) -> None:
    text = "\n".join(lines)
    words = segmenter.segment(text)
    assert rebuild(text, words) == text
    assert texts(words) == [word for line in lines for word in pyvi_words(line)]


def test_words_have_places(segmenter: Segmenter) -> None:
    first, second, *_ = segmenter.segment(" đồng chí\nTrần Văn Ví")
    assert (first.text, first.start, first.end) == ("đồng_chí", 1, 9)
    assert first.syllables == ((1, 5), (6, 9))
    assert (second.text, second.start, second.end) == ("Trần_Văn_Ví", 10, 21)


def test_saved_and_loaded(segmenter: Segmenter, tmp_path: Path) -> None:
    segmenter.save(tmp_path)
    loaded = Segmenter.load(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {CRF_FILE, DICTIONARY_FILE, LICENCE_FILE}
    assert loaded.dictionary == segmenter.dictionary
    for text in [*HARD_LINES, ARTICLE]:
        assert loaded.segment(text) == segmenter.segment(text)
    again = tmp_path / "again"
    again.mkdir()
    loaded.save(again)
    assert all((again / f.name).read_bytes() == f.read_bytes() for f in tmp_path.glob("pyvi*"))
    assert "MIT" in (again / LICENCE_FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "a." * 50_000,
        "a@" * 20_000,
        "A" * 100_000,
        "1" * 100_000,
        "1." * 50_000,
        "a@" + "a-" * 20_000,
        "a@" + "a." * 20_000,
        "." * 20_000,
        "a:" * 10_000,
        "a://" * 20_000,
        "_" * 100_000,
        ("a" * 300 + "@") * 300,
        " " * 200_000,
        "đồng chí " * 10_000,
    ],
    ids=lambda line: f"{line[:12]}x{len(line)}",
)
def test_hostile_lines_take_linear_time(segmenter: Segmenter, line: str) -> None:
    assert rebuild(line, segmenter.segment(line)) == line
    assert growth(lambda n: partial(segmenter.segment, line[:n]), len(line), repeat=2) < 3


def test_a_damaged_crf_is_named(segmenter: Segmenter, tmp_path: Path) -> None:
    segmenter.save(tmp_path)
    file = tmp_path / CRF_FILE
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(InputError, match=f"{CRF_FILE}: .* not all of it; get the bundle anew"):
        Segmenter.load(tmp_path)


def test_python_crfsuite_is_not_needed(segmenter: Segmenter, tmp_path: Path) -> None:
    segmenter.save(tmp_path)
    code = (
        "import sys; from pathlib import Path; sys.modules['pycrfsuite'] = None\n"
        "from predict.text.segment import Segmenter\n"
        f"print(len(Segmenter.load(Path({str(tmp_path)!r})).segment('Huyện ủy')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "1\n", done.stderr


def test_the_same_from_many_threads(segmenter: Segmenter) -> None:
    articles = [f"{ARTICLE}{line}" for line in HARD_LINES]
    expected = [segmenter.segment(article) for article in articles]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(segmenter.segment, articles * 4)) == expected * 4


@needs_gold
@pytest.mark.slow
def test_same_words_as_pyvi_on_the_gold_articles(segmenter: Segmenter) -> None:
    for text in gold_texts():
        words = segmenter.segment(text)
        assert rebuild(text, words) == text
        expected = [w for line in text.split("\n") for w in pyvi_words(line)]
        assert texts(words) == expected


def test_without_words_every_syllable_is_one(tmp_path: Path) -> None:
    text = "Bí thư Huyện ủy,\nTP. Hòa Sơn a_b 1.250,5 %"
    words = Syllables().segment(text)
    assert [word.text for word in words] == [
        "Bí", "thư", "Huyện", "ủy", ",", "TP.", "Hòa", "Sơn", "a_b", "1.250,5", "%",
    ]  # fmt: skip
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    Syllables().save(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_segmenters_by_kind(segmenter: Segmenter, tmp_path: Path) -> None:
    segmenter.save(tmp_path)
    for kind, made in (("pyvi", Segmenter), ("none", Syllables)):
        loaded = load_segmenter(tmp_path, Segmentation(kind))
        assert type(loaded) is type(new_segmenter(Segmentation(kind))) is made
        assert (loaded.kind, loaded.files) == (kind, files_of(Segmentation(kind)))


def test_words_are_respelt_as_they_are_cut(segmenter: Segmenter) -> None:
    assert segmenter.respell("Đồng_chí Ví") == ["Đồng_chí", "Ví"]
    assert Syllables().respell("Đồng_chí Ví") == ["Đồng", "chí", "Ví"]


def test_words_that_others_cut_are_taken_or_cut_into_syllables(segmenter: Segmenter) -> None:
    words = [Word(text="Y_tế", syllables=((3, 4), (5, 7))), Word(text="a_b", syllables=((8, 11),))]
    assert segmenter.take(words) == words
    assert Syllables().take(words) == [
        Word(text="Y", syllables=((3, 4),)),
        Word(text="tế", syllables=((5, 7),)),
        Word(text="a_b", syllables=((8, 11),)),
    ]
