import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import PhobertTokenizer

from predict.text.document import Document, fold
from predict.text.segment import Segmenter
from predict.text.tokenizer import (
    LONGEST_CACHED,
    MERGES_FILE,
    SPECIAL_PIECES,
    TOKENIZER_FILE,
    VOCABULARY_FILE,
    WORD_END,
    Tokenizer,
    build,
)
from tests.gold import gold_texts
from tests.paths import PHOBERT, needs_gold, needs_phobert
from tests.toy import ARTICLE, vocabulary, write_tokenizer_files

Reference = Callable[[str], list[int]]
WORDS = [
    "Tỉnh_ủy", "Huyện_uỷ", "sơ_kết", "Tôi", "sinh_viên", "Hòa_Sơn", "14/6/2021", "1.250,5", "%",
    "</s>", "<s>", "<mask>", "<pad>", "<unk>", "</w>", "a</w>", "@@", "a@@", "_", "__", "x_", "ß",
    "😀", "a😀b", "\ufffd", "ẰẮ", "THÀNH_PHỐ", "Q", "kế_hoạch_hóa", "\u0301", "e\u0301",
]  # fmt: skip
LETTERS = "abcdeghiklmnopqrstuvxyăâđêôơưáàảãạấầẩẫậếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ_"
ANY_WORD = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.text(LETTERS + LETTERS.upper() + "0123456789.,/%<>@😀ßñ漢", min_size=1, max_size=12),
    st.text(min_size=1, max_size=8).filter(
        lambda word: not any(c.isspace() or "\ud800" <= c <= "\udfff" for c in word)
    ),
)


def reference(folder: Path) -> Reference:
    """Return transformers' PhoBERT tokenizer as a function from a word to ids."""
    slow = PhobertTokenizer(str(folder / VOCABULARY_FILE), str(folder / MERGES_FILE))

    def ids(word: str) -> list[int]:
        return [int(i) for i in slow.convert_tokens_to_ids(slow._tokenize(fold(word)))]

    return ids


@pytest.fixture(scope="module")
def toy(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


@pytest.fixture(scope="module")
def toy_reference(toy_tokenizer_folder: Path) -> Reference:
    return reference(toy_tokenizer_folder)


@pytest.fixture(scope="module")
def phobert() -> Tokenizer:
    return Tokenizer.load(PHOBERT)


@pytest.fixture(scope="module")
def phobert_reference() -> Reference:
    return reference(PHOBERT)


def random_words(count: int) -> list[str]:
    """Return strings that look like Vietnamese words, and some that look like nothing."""
    chance = random.Random(20)
    alphabet = LETTERS * 4 + LETTERS.upper() + "0123456789.,:/%()<>@-–“”😀ßñ漢\ufffd\u0301"
    return ["".join(chance.choices(alphabet, k=chance.randint(1, 14))) for _ in range(count)]


@pytest.mark.parametrize("word", WORDS)
def test_same_ids_as_the_reference(toy: Tokenizer, toy_reference: Reference, word: str) -> None:
    assert list(toy.pieces(word).ids) == toy_reference(word)


@given(word=ANY_WORD)
def test_same_ids_as_the_reference_on_any_word(
    toy: Tokenizer, toy_reference: Reference, word: str
) -> None:
    assert list(toy.pieces(word).ids) == toy_reference(word)


def test_the_vocabulary_is_the_references(toy: Tokenizer, toy_tokenizer_folder: Path) -> None:
    slow = PhobertTokenizer(
        str(toy_tokenizer_folder / VOCABULARY_FILE), str(toy_tokenizer_folder / MERGES_FILE)
    )
    assert toy.n_pieces == len(slow)
    assert toy.mask_id == slow.mask_token_id
    ours = (toy.bos_id, toy.pad_id, toy.eos_id, toy.unk_id)
    theirs = (slow.bos_token_id, slow.pad_token_id, slow.eos_token_id, slow.unk_token_id)
    assert ours == theirs


@given(word=ANY_WORD)
def test_offsets_ascend_and_pieces_stand_where_they_say(toy: Tokenizer, word: str) -> None:
    pieces = toy.pieces(word)
    assert len(pieces.ids) == len(pieces.starts)
    assert pieces.starts[0] == 0
    assert all(left < right for left, right in pairwise(pieces.starts))
    assert pieces.starts[-1] < len(word)
    texts = {i: piece for piece, i in vocabulary_of(toy).items()}
    for i, (id_, start) in enumerate(zip(pieces.ids, pieces.starts, strict=True)):
        if id_ == toy.unk_id:
            continue
        end = (*pieces.starts, len(word))[i + 1]
        assert texts[id_].removesuffix(WORD_END) == fold(word)[start:end]


_VOCABULARIES: dict[int, dict[str, int]] = {}


def vocabulary_of(tokenizer: Tokenizer) -> dict[str, int]:
    return _VOCABULARIES.setdefault(id(tokenizer), vocabulary(tokenizer))


@pytest.mark.parametrize("word", ["</s>", "<s>", "<pad>", "<mask>", "<mask></s>", "x<s>x"])
def test_text_never_becomes_a_special_piece(toy: Tokenizer, word: str) -> None:
    assert len(toy.pieces(word).ids) > 1
    assert not {0, 1, 2, toy.mask_id} & set(toy.encode([word]))


@given(word=ANY_WORD)
def test_ids_are_ordinary_pieces(toy: Tokenizer, word: str) -> None:
    assert all(3 <= id_ < toy.mask_id for id_ in toy.pieces(word).ids)


def test_merge_symbols_that_the_vocabulary_lacks_leave_as_unknown(tmp_path: Path) -> None:
    (tmp_path / VOCABULARY_FILE).write_text("a@@ 3\nb 2\nc 1\nab@@ 1\n", encoding="utf-8")
    (tmp_path / MERGES_FILE).write_text("a b 2\nab c</w> 1\nb c</w> 1\n", encoding="utf-8")
    tokenizer = Tokenizer.load(tmp_path)
    assert tokenizer.mask_id == 8
    assert tokenizer.n_pieces == 9
    assert tokenizer.pieces("abc").ids == (3,)  # the merge abc</w> is no piece
    assert tokenizer.pieces("abb").ids == (7, 5)
    assert tokenizer.pieces("bc").ids == (3,)
    for word in ("abc", "abb", "bc", "ab", "acb", "c"):
        assert list(tokenizer.pieces(word).ids) == reference(tmp_path)(word)


def test_folds_before_it_cuts(toy: Tokenizer) -> None:
    assert toy.pieces("Huyện_ủy") == toy.pieces("Huyện_uỷ")
    assert len(toy.pieces("Huyện_ủy").ids) == 1


def test_encode_strings_words_together(toy: Tokenizer) -> None:
    assert toy.encode(["Tôi", "sơ_kết"]) == [*toy.pieces("Tôi").ids, *toy.pieces("sơ_kết").ids]
    assert toy.encode([]) == []


def test_a_very_long_word(toy: Tokenizer) -> None:
    pieces = toy.pieces("đồngchí" * 5000)
    assert pieces.starts[-1] < 7 * 5000
    assert len(pieces.ids) == len(pieces.starts)


def test_saved_as_json_and_loaded(toy: Tokenizer, tmp_path: Path) -> None:
    toy.save(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [TOKENIZER_FILE]
    loaded = Tokenizer.load(tmp_path)
    assert (loaded.mask_id, loaded.n_pieces) == (toy.mask_id, toy.n_pieces)
    for word in [*WORDS, *ARTICLE.split(), *random_words(500)]:
        assert loaded.pieces(word) == toy.pieces(word)


def test_the_two_files_win(toy_tokenizer_folder: Path, tmp_path: Path) -> None:
    write_json(tmp_path)
    write_tokenizer_files(tmp_path)
    expected = Tokenizer.load(toy_tokenizer_folder)
    assert Tokenizer.load(tmp_path).n_pieces == expected.n_pieces
    assert Tokenizer.load_json(tmp_path / TOKENIZER_FILE).n_pieces == 6
    (tmp_path / MERGES_FILE).unlink()
    assert Tokenizer.load(tmp_path).n_pieces == 6


def write_json(folder: Path, **changes: object) -> None:
    """Write a tiny ``tokenizer.json`` whose model has some fields changed."""
    entries = {piece: i for i, piece in enumerate([*SPECIAL_PIECES, "a</w>", "<mask>"])}
    content = json.loads(build(entries, []).to_str())
    content["model"] |= changes
    (folder / TOKENIZER_FILE).write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"end_of_word_suffix": None}, "tokenizer.json: the tokenizer is no BPE over words"),
        ({"unk_token": None}, "tokenizer.json: the tokenizer is no BPE over words"),
        (
            {"vocab": {"<s>": 0, "<pad>": 2, "</s>": 1, "<unk>": 3, "<mask>": 4}},
            r"tokenizer.json: the vocabulary gives .* the ids \[0, 2, 1, 3, 4\]; expected",
        ),
        (
            {"vocab": {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4}},
            r"the ids \[0, 1, 2, 3, None\]",
        ),
        (
            {"type": "WordLevel", "unk_token": "<unk>"},
            "tokenizer.json: the tokenizer is no BPE over words that end in </w>",
        ),
    ],
)
def test_a_json_of_another_kind_is_refused(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    write_json(tmp_path, **changes)
    with pytest.raises(ValueError, match=message):
        Tokenizer.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{}", b"{", b"[1]", b'{"model": 3}', b"\xff\xfe", b"no"])
def test_a_damaged_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / TOKENIZER_FILE).write_bytes(content)
    with pytest.raises(ValueError, match=r"tokenizer\.json: damaged tokenizer"):
        Tokenizer.load(tmp_path)


def test_a_folder_without_a_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / VOCABULARY_FILE).write_text("a 1\n", encoding="utf-8")
    message = r"no tokenizer here; expected tokenizer\.json, or vocab\.txt and bpe\.codes"
    with pytest.raises(FileNotFoundError, match=message):
        Tokenizer.load(tmp_path)


@pytest.mark.parametrize(
    ("vocabulary_bytes", "merges_bytes", "message"),
    [
        (b"a 1\nb\n", b"a b 1\n", r"vocab\.txt, line 2: expected a piece and a count, got 'b'"),
        (b"a 1\n\nb 1\n", b"a b 1\n", r"vocab\.txt, line 2: expected a piece and a count, got ''"),
        (b"", b"a b 1\n", r"vocab\.txt, line 1: expected a piece"),
        (b"a 1\n", b"a b 1\nab\n", r"bpe\.codes, line 2: expected two symbols, got 'ab'"),
        (b"a \xff\n", b"a b 1\n", r"vocab\.txt: not UTF-8 \(invalid start byte at byte 2\)"),
        (b"a 1\n", b"\x80 b 1\n", r"bpe\.codes: not UTF-8"),
    ],
)
def test_malformed_files_are_refused(
    tmp_path: Path, vocabulary_bytes: bytes, merges_bytes: bytes, message: str
) -> None:
    (tmp_path / VOCABULARY_FILE).write_bytes(vocabulary_bytes)
    (tmp_path / MERGES_FILE).write_bytes(merges_bytes)
    with pytest.raises(ValueError, match=message):
        Tokenizer.load(tmp_path)


@needs_phobert
def test_phobert_reads_its_own_example(phobert: Tokenizer) -> None:
    words = ["Tôi", "là", "sinh_viên", "trường", "đại_học", "Công_nghệ"]
    assert phobert.encode(words) == [218, 8, 649, 212, 956, 2413]
    assert phobert.n_pieces == 64001
    assert phobert.pieces("Ủy_ban") == phobert.pieces("Uỷ_ban")


@needs_phobert
def test_phobert_on_random_strings(phobert: Tokenizer, phobert_reference: Reference) -> None:
    for word in [*WORDS, *random_words(2000)]:
        assert list(phobert.pieces(word).ids) == phobert_reference(word), word


@needs_phobert
@pytest.mark.slow
def test_phobert_on_many_random_strings(phobert: Tokenizer, phobert_reference: Reference) -> None:
    for word in random_words(20_000):
        assert list(phobert.pieces(word).ids) == phobert_reference(word), word


@needs_phobert
@needs_gold
@pytest.mark.slow
def test_phobert_on_the_gold_articles(
    phobert: Tokenizer, phobert_reference: Reference, segmenter: Segmenter
) -> None:
    texts = [Document.of(text).text for text in gold_texts()]
    for word in {word.text for text in texts for word in segmenter.segment(text)}:
        assert list(phobert.pieces(word).ids) == phobert_reference(word), word


def test_giant_words_are_not_kept(toy_tokenizer_folder: Path) -> None:
    tokenizer = Tokenizer.load(toy_tokenizer_folder)
    kept = tokenizer._cached_pieces.cache_info
    for length in (LONGEST_CACHED + 1, 10_000):
        assert tokenizer.pieces("a" * length).ids
    assert kept().currsize == 0
    first = tokenizer.pieces("a" * LONGEST_CACHED)
    assert kept().currsize == 1
    assert tokenizer.pieces("a" * LONGEST_CACHED) is first
