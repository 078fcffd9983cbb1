"""A vocabulary of one's own: special ids as in PhoBERT, every letter representable."""

from train.vocabulary import ALPHABET, train_vocabulary

LINES = ["Huyện_ủy họp ngày 14 / 6", "đồng_chí Bí_thư Huyện_ủy phát_biểu"] * 20


def test_size_and_special_ids() -> None:
    tokenizer = train_vocabulary(LINES, n_pieces=520)
    assert tokenizer.n_pieces <= 520
    assert (tokenizer.bos_id, tokenizer.pad_id, tokenizer.eos_id, tokenizer.unk_id) == (0, 1, 2, 3)
    assert tokenizer.mask_id == tokenizer.n_pieces - 1


def test_frequent_words_become_pieces_in_folded_spelling() -> None:
    tokenizer = train_vocabulary(LINES, n_pieces=520)
    assert len(tokenizer.pieces("Huyện_ủy").ids) == 1
    assert tokenizer.encode(["Huyện_ủy"]) == tokenizer.encode(["Huyện_uỷ"])


def test_every_letter_is_representable_inside_and_at_the_end() -> None:
    tokenizer = train_vocabulary(LINES, n_pieces=520)
    for letter in ALPHABET:
        assert tokenizer.unk_id not in tokenizer.encode([letter, letter + letter])


def test_the_same_lines_give_the_same_ids() -> None:
    words = [f"{a}{b}{c}" for a in "bcdghklmnt" for b in "aeiouươ" for c in ("n", "ng", "t", "")]
    lines = [" ".join(words)] * 3  # every pair of letters is as frequent as many others
    tokenizers = [train_vocabulary(lines, n_pieces=700) for _ in range(3)]
    assert len({tokenizer.digest for tokenizer in tokenizers}) == 1
