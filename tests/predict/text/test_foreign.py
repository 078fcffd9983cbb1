"""Tokenizers of other encoders: their own ids and places, and nothing special in a text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer as Compiled
from tokenizers import models, processors
from transformers import PreTrainedTokenizerFast

from predict.text.encode import encode
from predict.text.foreign import ForeignTokenizer, load_tokenizer, load_tokenizer_json
from predict.text.segment import Segmenter, Syllables, Word
from predict.text.tokenizer import Tokenizer
from tests.models.foreign import SENTENCES, byte_level, sentencepiece, wordpiece

KINDS = {
    "unigram": sentencepiece("<s>", "<unk>", "</s>", start="<s>", end="</s>", unknown="<unk>"),
    "wordpiece": wordpiece(),
    "byte level": byte_level(),
}
ANY_WORD = st.text(st.characters(exclude_categories=("Z", "Cc", "Cs")), min_size=1, max_size=12)


def foreign(kind: str) -> ForeignTokenizer:
    return ForeignTokenizer(Compiled.from_str(KINDS[kind].to_str()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_ids_are_those_of_a_text_whose_words_are_parted(kind: str, sentence: str) -> None:
    tokenizer = foreign(kind)
    plain = PreTrainedTokenizerFast(tokenizer_object=Compiled.from_str(KINDS[kind].to_str()))
    text = f" {sentence}" if kind == "byte level" else sentence
    ids = [tokenizer.bos_id, *tokenizer.encode(sentence.split()), tokenizer.eos_id]
    assert ids == plain(text)["input_ids"]


@pytest.mark.parametrize("kind", KINDS)
@given(word=ANY_WORD)
def test_every_word_has_pieces_that_ascend(kind: str, word: str) -> None:
    tokenizer = foreign(kind)
    pieces = tokenizer.pieces(word)
    assert len(pieces.ids) == len(pieces.starts) > 0
    assert pieces.starts[0] == 0
    assert all(left <= right for left, right in pairwise(pieces.starts))
    assert pieces.starts[-1] < len(word)
    assert 0 <= min(pieces.ids) <= max(pieces.ids) < tokenizer.n_pieces == tokenizer.n_ids


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", ["</s>", "<s>", "[SEP]", "[CLS]", "x<s>x"])
def test_text_never_becomes_a_special_piece(kind: str, word: str) -> None:
    tokenizer = foreign(kind)
    assert not {tokenizer.bos_id, tokenizer.eos_id} & set(tokenizer.encode([word]))


def test_spelling_is_left_as_it_is() -> None:
    tokenizer = foreign("wordpiece")
    assert tokenizer.pieces("uỷ").ids != tokenizer.pieces("ủy").ids


def test_a_word_of_which_nothing_is_left_is_unknown() -> None:
    tokenizer = foreign("wordpiece")
    assert tokenizer.pieces("\u200b").ids == (tokenizer.unk_id,)


@pytest.mark.parametrize("kind", KINDS)
def test_tokens_begin_where_syllables_do(kind: str, segmenter: Segmenter) -> None:
    text = "Đồng chí Trần Văn Ví, Bí thư Huyện ủy 😀 họp."
    tokenizer = foreign(kind)
    encoding = encode(text, segmenter=segmenter, tokenizer=tokenizer)
    tokens = [text[a:b] for a, b in zip(encoding.starts, encoding.ends, strict=True)]
    assert encoding.around == (tokenizer.bos_id, tokenizer.eos_id)
    assert "".join(tokens).replace(" ", "") == text.replace(" ", "")
    assert {"Trần", "Văn", "Ví", "Huyện"} <= set(tokens)
    assert all(left < right for left, right in pairwise(encoding.pieces))
    assert encoding.pieces[-1] < len(encoding.ids)


def test_a_name_in_a_list_is_addressed_as_the_words_are_cut(segmenter: Segmenter) -> None:
    text = "Ban Chấp hành Đảng bộ gồm các đồng chí:\n1. Trần Văn Ví\n2. Lê Thị Dụ"
    tokenizer = foreign("unigram")
    for cuts, address in ((segmenter, ["Đồng_chí"]), (Syllables(), ["Đồng", "chí"])):
        encoding = encode(text, segmenter=cuts, tokenizer=tokenizer)
        first = [text[a:b] for a, b in zip(encoding.starts, encoding.ends, strict=True)].index(
            "Trần Văn Ví"
        )
        wanted = tokenizer.encode(address)
        place = encoding.pieces[first]
        assert encoding.ids[place - len(wanted) : place].tolist() == wanted


def test_files_of_either_kind_are_told_apart(toy_tokenizer_folder: Path, tmp_path: Path) -> None:
    assert type(load_tokenizer(toy_tokenizer_folder)) is Tokenizer
    Tokenizer.load(toy_tokenizer_folder).save(tmp_path)
    assert type(load_tokenizer(tmp_path)) is Tokenizer
    foreign("wordpiece").save(tmp_path)
    again = load_tokenizer(tmp_path)
    assert isinstance(again, ForeignTokenizer)
    assert again.encode(["Huyện", "uỷ"]) == foreign("wordpiece").encode(["Huyện", "uỷ"])


def test_refuses_one_that_puts_nothing_around_a_text(tmp_path: Path) -> None:
    bare = Compiled(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    bare.save(str(tmp_path / "tokenizer.json"))
    with pytest.raises(ValueError, match=r"tokenizer.json: the tokenizer puts 0 special pieces"):
        load_tokenizer_json(tmp_path / "tokenizer.json")


def test_one_without_an_unknown_piece_takes_the_last_for_what_has_no_piece() -> None:
    bare = Compiled(models.BPE(vocab={"[CLS]": 0, "[SEP]": 1}, merges=[]))
    bare.post_processor = processors.BertProcessing(("[SEP]", 1), ("[CLS]", 0))
    assert ForeignTokenizer(bare).pieces("x").ids == (1,)


def test_words_that_others_cut_are_syllables_where_all_words_are() -> None:
    text = "Bộ Y tế họp"
    words = [Word(text="Bộ_Y_tế", syllables=((0, 2), (3, 4), (5, 7)))]
    tokenizer = foreign("unigram")
    encoding = encode(text, segmenter=Syllables(), tokenizer=tokenizer, words=words)
    assert encoding.ids.tolist() == tokenizer.encode(["Bộ", "Y", "tế"])
