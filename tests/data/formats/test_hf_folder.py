"""Saved Hugging Face datasets."""

import sys
from dataclasses import replace
from pathlib import Path

import datasets
import pytest

from data.formats.forms import Reading
from data.formats.hf_folder import FORM, read_hf_folder, write_hf_folder
from predict.errors import InputError, MissingExtraError

from .test_hf_jsonl import FULL


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    articles = [FULL, replace(FULL, spans=(), words=None, knows_spans=False), replace(FULL, id="b")]
    write_hf_folder(articles, folder)
    back = read_hf_folder(folder, Reading(unsure_weight=0.5))
    assert [replace(one, id="") for one in back] == [replace(one, id="") for one in articles]
    assert datasets.load_from_disk(str(folder))["id"][:] == ["a", "a", "b"]
    assert FORM.losses(articles) == {}
    assert FORM.recognise
    assert FORM.recognise(folder, Reading())
    with pytest.raises(InputError, match="a: is there already; name a new folder"):
        write_hf_folder(articles, folder)


def test_class_labels_and_days(tmp_path: Path) -> None:
    names = datasets.ClassLabel(names=["O", "B-PER", "I-PER"])
    features = datasets.Features(
        tokens=datasets.List(datasets.Value("string")),
        ner_tags=datasets.List(names),
        published=datasets.Value("timestamp[s]"),
    )
    row = {"tokens": ["An", "Ẩn"], "ner_tags": [1, 2], "published": "2021-03-04T00:00:00"}
    datasets.Dataset.from_list([row], features=features).save_to_disk(str(tmp_path / "a"))
    (article,) = read_hf_folder(tmp_path / "a", Reading())
    assert [(s.start, s.end, s.label) for s in article.spans] == [(0, 5, "PER")]
    assert str(article.published) == "2021-03-04"


def test_malformed_folders_get_a_sentence(tmp_path: Path) -> None:
    dataset = datasets.Dataset.from_list([{"tokens": ["An"], "ner_tags": ["O"]}, {"tokens": ["x"]}])
    both = datasets.DatasetDict({"train": dataset, "test": dataset})
    both.save_to_disk(str(tmp_path / "both"))
    with pytest.raises(InputError, match=r"both: holds the splits test, train; name the folder of"):
        read_hf_folder(tmp_path / "both", Reading())
    with pytest.raises(InputError, match=r"train, row 2: ner_tags: expected a list, found None"):
        read_hf_folder(tmp_path / "both" / "train", Reading())
    next((tmp_path / "both" / "test").glob("*.arrow")).write_bytes(b"")
    with pytest.raises(InputError, match=r"test: no saved dataset .*; save it again"):
        read_hf_folder(tmp_path / "both" / "test", Reading())


def test_without_the_library_its_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(MissingExtraError, match=r'pip install "nhandang\[train\]"'):
        write_hf_folder([FULL], tmp_path / "a")
