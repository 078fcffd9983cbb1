from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict import Predictor
from predict.text.document import Document, fold
from predict.text.encode import Encoding, encode
from predict.text.mend import mend
from predict.text.segment import Segmenter
from predict.text.tokenizer import WORD_END, Tokenizer
from tests.toy import ARTICLE, vocabulary

PARTS = """
Tỉnh ủy Huyện ủy Hòa Sơn đồng chí Trần Văn Ví Nguyễn Hòa Bí thư sơ kết công tác 14/6/2021 1.250,5 tỷ
đồng ngày tháng năm . , ; ... TP. ThS. a_b _ 😀 kỳ lạ xyz </s> <mask> <unk> THÀNH PHỐ (UBND)
"""
TEXTS = (
    st.lists(st.tuples(st.sampled_from(PARTS.split()), st.sampled_from([" ", " ", "", "  ", "\n"])))
    .map(lambda parts: "".join(part + joint for part, joint in parts))
    .map(lambda text: Document.of(text).text)
)


@pytest.fixture(scope="module")
def toy(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


@pytest.fixture(scope="module")
def pieces_of(toy: Tokenizer) -> dict[int, str]:
    return {id_: piece for piece, id_ in vocabulary(toy).items()}


def surfaces(text: str, encoding: Encoding) -> list[str]:
    places = zip(encoding.starts.tolist(), encoding.ends.tolist(), strict=True)
    return [text[start:end] for start, end in places]


def test_tokens_begin_where_a_piece_begins_a_syllable(
    segmenter: Segmenter, toy: Tokenizer, pieces_of: dict[int, str]
) -> None:
    text = "đồng chí Trần Văn Ví, Bí thư"
    encoding = encode(text, segmenter=segmenter, tokenizer=toy)
    assert surfaces(text, encoding) == ["đồng chí", "Trần Văn Ví", ",", "Bí thư"]
    assert [pieces_of[i] for i in encoding.ids] == [
        "đồng_chí</w>", "Trần_Văn_Ví</w>", ",</w>", "Bí_thư</w>",
    ]  # fmt: skip
    assert encoding.pieces.tolist() == [0, 1, 2, 3]
    assert encoding.n_tokens == 4


def test_the_syllables_of_an_unknown_name_are_tokens(segmenter: Segmenter, toy: Tokenizer) -> None:
    text = "Phùng Quốc Xương"
    assert [word.text for word in segmenter.segment(text)] == ["Phùng_Quốc_Xương"]
    encoding = encode(text, segmenter=segmenter, tokenizer=toy)
    assert surfaces(text, encoding) == text.split()
    assert len(encoding.ids) > 3
    assert encoding.word_starts.tolist() == [0]


def test_nothing_to_encode(segmenter: Segmenter, toy: Tokenizer) -> None:
    for text in ("", " ", "\n \n"):
        encoding = encode(text, segmenter=segmenter, tokenizer=toy)
        assert encoding.n_tokens == 0
        assert encoding.ids.shape == encoding.starts.shape == encoding.opens_line.shape == (0,)
        assert encoding.word_starts.shape == encoding.sentence_starts.shape == (0,)


def test_lines_and_sentences(segmenter: Segmenter, toy: Tokenizer) -> None:
    text = "Tôi có.\n  Tôi học! tôi học; tôi\n\ncó"
    encoding = encode(text, segmenter=segmenter, tokenizer=toy)
    opening = encoding.starts[encoding.opens_line].tolist()
    assert opening == [0, 10, 33]
    tokens = dict(zip(encoding.pieces.tolist(), encoding.starts.tolist(), strict=True))
    assert [tokens[piece] for piece in encoding.sentence_starts] == [10, 19, 28, 33]


@given(text=TEXTS)
def test_lines_and_sentences_of_any_text(segmenter: Segmenter, toy: Tokenizer, text: str) -> None:
    encoding = encode(text, segmenter=segmenter, tokenizer=toy)
    fronts = [text[:start].rstrip(" ") for start in encoding.starts.tolist()]
    assert encoding.opens_line.tolist() == [front[-1:] in ("", "\n") for front in fronts]
    words = mend(segmenter.segment(text), dictionary=segmenter.dictionary)
    assert encoding.sentence_starts.tolist() == [
        piece
        for (before, word), piece in zip(
            pairwise(words), encoding.word_starts.tolist()[1:], strict=True
        )
        if before.text in {*".!?…;"} or "\n" in text[before.end : word.start]
    ]


def test_the_article(segmenter: Segmenter, toy: Tokenizer) -> None:
    text = Document.of(ARTICLE).text
    encoding = encode(text, segmenter=segmenter, tokenizer=toy)
    assert encoding.opens_line.sum() == 3
    assert "Trần Văn Ví" in surfaces(text, encoding)


@given(text=TEXTS)
def test_tokens_and_pieces_fit_together(
    segmenter: Segmenter, toy: Tokenizer, pieces_of: dict[int, str], text: str
) -> None:
    encoding = encode(text, segmenter=segmenter, tokenizer=toy)
    shown = "".join("".join(token.split(" ")) for token in surfaces(text, encoding))
    assert "".join(shown.split()) == "".join(text.split())
    for left, right in pairwise(range(encoding.n_tokens)):
        assert encoding.starts[left] < encoding.ends[left] <= encoding.starts[right]
        assert encoding.pieces[left] < encoding.pieces[right]
    assert set(encoding.sentence_starts) <= set(encoding.word_starts) <= set(encoding.pieces)
    line_starts = {0, *(i + 1 for i, c in enumerate(text) if c == "\n")}
    for start, opens in zip(encoding.starts, encoding.opens_line, strict=True):
        line = text.rfind("\n", 0, start) + 1
        assert line in line_starts
        assert opens == (not text[line:start].strip())
    words = mend(segmenter.segment(text), dictionary=segmenter.dictionary)
    assert encoding.ids.tolist() == toy.encode(word.text for word in words)
    bounds = [*encoding.pieces.tolist(), len(encoding.ids)]
    for surface, (first, last) in zip(surfaces(text, encoding), pairwise(bounds), strict=True):
        pieces = [pieces_of[i] for i in encoding.ids[first:last].tolist()]
        if "<unk>" not in pieces:
            spelled = "".join(pieces).replace(WORD_END, "").strip("_") or "_"
            assert spelled == (fold("_".join(surface.split())).strip("_") or "_")


def test_a_name_in_a_list_is_one_token_behind_a_word_that_the_text_does_not_hold(
    toy_predictor: Predictor,
) -> None:
    tools = {"segmenter": toy_predictor.segmenter, "tokenizer": toy_predictor.tokenizer}
    names = ["Trần Văn Ví", "Nguyễn Hòa Bình"]
    text = "Các Phó Chủ tịch UBND:\n1. Trần Văn Ví\n2. Nguyễn Hòa Bình\nHọp."
    encoding = encode(text, **tools)  # type: ignore[arg-type]
    surfaces = [text[s:e] for s, e in zip(encoding.starts, encoding.ends, strict=True)]
    assert [surface for surface in surfaces if surface in names] == names
    address = toy_predictor.tokenizer.pieces("Đồng_chí").ids
    for name in names:
        piece = encoding.pieces[surfaces.index(name)]
        assert tuple(encoding.ids[piece - len(address) : piece]) == address
        assert piece - len(address) in encoding.word_starts
    plain = encode(text.replace("Phó Chủ tịch", "số"), **tools)  # type: ignore[arg-type]
    assert len(plain.ids) < len(encoding.ids)
