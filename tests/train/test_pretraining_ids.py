"""Ids for pretraining: nothing is lost in windows, and caches are taken up again."""

from pathlib import Path

import numpy as np
import pytest

import train.pretraining_ids
from predict.text.tokenizer import Tokenizer
from train.pretrain_config import PretrainConfig
from train.pretraining_ids import pack, prepare


@pytest.fixture
def tokenizer(toy_tokenizer_folder: Path) -> Tokenizer:
    return Tokenizer.load(toy_tokenizer_folder)


@pytest.mark.parametrize("lengths", [[], [3], [8], [20, 1, 5, 0, 17], [6] * 5])
def test_every_piece_is_in_exactly_one_window(tokenizer: Tokenizer, lengths: list[int]) -> None:
    begins = np.cumsum([10, *lengths])
    documents = [list(range(b, b + n)) for b, n in zip(begins, lengths, strict=False)]
    windows = pack(documents, tokenizer=tokenizer, length=8)
    assert windows.shape[1] == 8
    kept = sorted(i for window in windows.tolist() for i in window if i >= 10)
    assert kept == sorted(i for document in documents for i in document)
    assert all(window[0] == tokenizer.bos_id for window in windows)
    assert sum((window == tokenizer.pad_id).any() for window in windows) <= 1


def test_full_windows_hold_one_document(tokenizer: Tokenizer) -> None:
    windows = pack([list(range(100, 115)), [7]], tokenizer=tokenizer, length=8)
    assert windows[0].tolist() == [0, *range(100, 106), 2]
    assert windows[1].tolist() == [0, *range(106, 112), 2]
    assert windows[2].tolist() == [0, 112, 113, 114, 2, 7, 2, 1]


@pytest.mark.parametrize(
    ("text", "held_out", "sentence"),
    [
        ("Huyện ủy họp.", 0.001, r"a\.txt: no document is held out; give more text"),
        ("", 0.001, r"a\.txt: no document to train on; give more text"),
    ],
)
def test_too_little_text_is_refused(
    tmp_path: Path, tokenizer: Tokenizer, text: str, held_out: float, sentence: str
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    config = PretrainConfig.load(
        Path("configs/pretrain.toml"), settings=["n_processes=1", f"held_out={held_out}"]
    )
    with pytest.raises(ValueError, match=sentence):
        prepare([tmp_path / "a.txt"], cache=tmp_path / "cache", config=config, tokenizer=tokenizer)


def test_a_vocabulary_too_large_for_16_bits_is_refused(
    tmp_path: Path, tokenizer: Tokenizer
) -> None:
    (tmp_path / "a.txt").write_text("Huyện ủy họp.", encoding="utf-8")
    config = PretrainConfig.load(Path("configs/pretrain.toml"))
    tokenizer.mask_id = 2**16
    with pytest.raises(ValueError, match="a vocabulary of 65,537 pieces"):
        prepare([tmp_path / "a.txt"], cache=tmp_path / "cache", config=config, tokenizer=tokenizer)


def test_a_second_call_takes_what_the_first_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    paragraphs = [f"Ngày {i}/6, Huyện ủy họp bàn công tác xây dựng Đảng." for i in range(1, 30)]
    text.write_text("\n\n".join(paragraphs), encoding="utf-8")
    config = PretrainConfig.load(
        Path("configs/pretrain.toml"),
        settings=["n_pieces=1000", "length=16", "held_out=0.2", "n_processes=1"],
    )
    first = prepare([text], cache=tmp_path / "cache", config=config)
    assert len(first.train) > len(first.held_out) > 0
    monkeypatch.delattr(train.pretraining_ids, "read_documents")
    second = prepare([text], cache=tmp_path / "cache", config=config)
    assert np.array_equal(first.train, second.train)
    assert np.array_equal(first.held_out, second.held_out)
