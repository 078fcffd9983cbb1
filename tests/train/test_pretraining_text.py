"""Text for pretraining: every document once, words as ``predict`` cuts them."""

import lzma
from pathlib import Path

import pytest

from predict.text.mend import mend
from predict.text.segment import Segmenter
from train.pretraining_text import (
    find_files,
    is_held_out,
    read_documents,
    segment_documents,
)

LONG = "Ngày 14/6/2021, Huyện ủy Sơn Hà tổ chức hội nghị sơ kết công tác sáu tháng đầu năm."


def test_finds_text_and_xz_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress(b"a"))
    (tmp_path / "c.csv").write_text("c", encoding="utf-8")
    assert [file.name for file in find_files([tmp_path])] == ["a.txt.xz", "b.txt"]


def test_names_what_it_cannot_take(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("c", encoding="utf-8")
    with pytest.raises(ValueError, match=r"no \.txt or \.txt\.xz file in this folder"):
        find_files([tmp_path])
    with pytest.raises(ValueError, match=r"c\.csv: expected a \.txt or \.txt\.xz file"):
        find_files([tmp_path / "c.csv"])
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        find_files([tmp_path / "d.txt"])


def test_documents_are_parted_by_empty_lines_and_repetitions_dropped(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Một\n{LONG}\n\nHai\n{LONG}\n\n\nMột\n", encoding="utf-8")
    assert list(read_documents([file])) == [f"Một\n{LONG}", "Hai", "Một"]


def test_damaged_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.txt.xz").write_bytes(b"no xz")
    for name in ("a.txt", "b.txt.xz"):
        with pytest.raises(ValueError, match=f"{name}: cannot be read as UTF-8 text"):
            list(read_documents([tmp_path / name]))


def test_held_out_share_and_constancy() -> None:
    documents = [f"văn bản {i}" for i in range(2000)]
    kept = [is_held_out(document, share=0.1) for document in documents]
    assert 140 < sum(kept) < 260
    assert kept == [is_held_out(document, share=0.1) for document in documents]


def test_words_are_those_of_prediction(segmenter: Segmenter) -> None:
    documents = [LONG, "", f"{LONG}\nTrưởng phòng Nội vụ"]
    segmented = list(segment_documents(documents, n_processes=1))
    assert [document for document, _ in segmented] == documents
    for document, words in segmented:
        expected = mend(segmenter.segment(document), dictionary=segmenter.dictionary)
        assert words == [word.text for word in expected]
