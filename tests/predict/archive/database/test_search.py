import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.database.connecting import connect
from predict.archive.database.folding import fold
from predict.archive.database.search import find
from predict.archive.database.sink import DatabaseSink
from predict.archive.outcome import Outcome
from tests.predict.archive.collection import outcomes
from tests.predict.archive.tables_read import ask, do

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


@pytest.mark.parametrize(
    ("given_", "folded"),
    [
        ("Phạm Minh Chính", "pham minh chinh"),
        (unicodedata.normalize("NFD", "Phạm Minh Chính"), "pham minh chinh"),
        ("ĐẢNG ỦY, Đảng uỷ; đảng-ủy", "dang uy dang uy dang uy"),
        ("Ðắk Lắk, Ɖà Nẵng", "dak lak da nang"),
        ("Bí\u00a0thư\u2009Huyện\u3000ủy", "bi thu huyen uy"),
        ("Hu\u00adyện\u200b ủy\ufeff", "huyen uy"),
        ("1.250,5 tỷ đồng (51%)\n12/3", "1 250 5 ty dong 51 12 3"),
        ("a_b", "a b"),
        ("\0a\0", "a"),
        ("!?", ""),
        ("Ελλάδα 東京", "ελλαδα 東京"),
    ],
)
def test_fold(given_: str, folded: str) -> None:
    assert fold(given_) == folded


def test_every_vietnamese_letter_is_plain() -> None:
    for letter in LETTERS + LETTERS.upper():
        assert fold(letter).isascii()
        assert fold(letter) == fold(unicodedata.normalize("NFD", letter)).lower()


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def written(**texts: str) -> list[Outcome]:
    return [replace(outcomes()[0], id=id_, text=text) for id_, text in texts.items()]


def write(url: str, some: list[Outcome]) -> None:
    sink = DatabaseSink.open(url, resume=True)
    sink.write(some)
    sink.close()


def search(url: str, *phrases: str) -> list[str]:
    engine = connect(url)
    try:
        with engine.connect() as connection:
            return find(connection, *phrases)
    finally:
        engine.dispose()


def test_a_name_is_found_however_it_is_written(url: str) -> None:
    write(url, outcomes())
    found = ["dong-khe/001", "dong-khe/002", "dong-khe/004"]
    for name in ("do quang ung", "Đỗ Quang Ưng", "ĐỖ QUANG\nƯNG", "quang ưng"):
        assert search(url, name) == found
    assert search(url, "do ung") == []
    assert search(url, "o quang ung") == []  # words, not parts of words


def test_all_phrases_must_stand_in_the_article(url: str) -> None:
    write(url, outcomes())
    assert search(url, "vì thị mẩy", "hồ bá trạc") == ["phu-lam/002"]
    assert search(url, "vì thị mẩy", "thủy lợi") == ["dong-khe/003"]
    assert search(url, "vì thị mẩy", "không có") == []


def test_a_phrase_is_found_deep_in_a_long_article(url: str) -> None:
    """Where a text-search vector of PostgreSQL has long stopped counting."""
    text = "và thôn bản " * 30_000 + "cầu treo Bản Lằng"
    write(url, written(a=text, b=text.replace("cầu treo", "treo cầu")))
    assert search(url, "cau treo ban lang") == ["a"]
    assert search(url, "lang cau") == []


def test_words_that_no_index_takes_do_no_harm(url: str) -> None:
    noise = " ".join(f"{'x' * n}{n}" for n in range(1_000, 60_000, 20_000))
    write(url, written(a=f"{noise} cầu treo", b=" ".join(map(str, range(200_000)))))
    assert search(url, "cầu treo") == ["a"]
    assert search(url, "199998 199999") == ["b"]
    assert search(url, "x" * 1_000 + "1000") == ["a"]


def test_the_index_is_in_step_with_the_articles(url: str) -> None:
    write(url, written(a="cầu treo Bản Lằng", b="cầu treo Nà Phặc"))
    write(url, written(a="trường học Bản Lằng"))
    assert search(url, "cau treo") == ["b"]
    assert search(url, "truong hoc") == ["a"]
    do(url, "DELETE FROM articles WHERE id = 'b'")
    assert search(url, "cau treo") == []
    write(url, written(c="đường mới"))
    assert search(url, "cau treo") == []
    assert search(url, "duong moi") == ["c"]
    write(url, [replace(one, text=None) for one in written(a="")])
    assert search(url, "truong hoc") == []


def test_a_text_that_was_changed_by_hand_does_no_harm(url: str) -> None:
    write(url, written(a="cầu treo Bản Lằng"))
    do(url, "UPDATE articles SET text = 'xóa'")
    write(url, written(a="trường học", b="nhà văn hóa"))
    assert search(url, "truong hoc") == ["a"]
    assert search(url, "cau treo") == []
    assert search(url, "nha van hoa") == ["b"]


def test_sqlite_does_not_hold_the_text_twice(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    write(url, outcomes())
    assert ask(url, "SELECT count(*) FROM search_words WHERE words IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("phrases", "message"),
    [((), "give at least one phrase"), (("cầu", "?!"), "'\\?!' holds no word to search for")],
)
def test_nothing_to_search_for(url: str, phrases: tuple[str, ...], message: str) -> None:
    write(url, outcomes())
    with pytest.raises(ValueError, match=message):
        search(url, *phrases)
