"""Windows to distil: all of every article, with gold where there is some, cut once."""

import json
from pathlib import Path

import numpy as np
import pytest

import train.distill_windows
from data.examples import IGNORED, make_examples
from models.checkpoint import Checkpoint
from predict.text.segment import Segmenter
from train.articles import read_articles
from train.distill_config import DistillConfig
from train.distill_windows import TrainingWindows, prepare_windows
from train.material import Material

from .tiny import tiny_student, write_gold


def material_of(config: DistillConfig, checkpoint: Checkpoint) -> Material:
    articles = read_articles(config, given=checkpoint.schema, say=print)
    return Material(
        train=articles.train,
        dev=articles.dev,
        calibrate=articles.calibrate,
        checkpoint=checkpoint,
        segmenter=Segmenter.from_pyvi(),
    )


def cut(config: DistillConfig, checkpoint: Checkpoint) -> TrainingWindows:
    material = material_of(config, checkpoint)
    return prepare_windows(config, material, cache=Path(config.cache))


def test_annotated_articles_are_cut_as_in_fine_tuning(
    checkpoint: Checkpoint, gold: Path, tmp_path: Path
) -> None:
    config = tiny_student([tmp_path], gold, tmp_path, "decay=0.25")
    windows, material = cut(config, checkpoint), material_of(config, checkpoint)
    examples = [
        example
        for article in material.train
        for example in make_examples(
            article,
            schema=checkpoint.schema,
            segmenter=material.segmenter,
            tokenizer=checkpoint.tokenizer,
            window=checkpoint.window,
            decay=0.25,
        )
    ]
    for i, example in enumerate(examples):
        assert windows.ids[windows.place(i)].tolist() == example.input_ids
        assert windows.tags[windows.place(i)].tolist() == example.tags
        assert windows.types[i] == example.article_type
        assert (windows.weights[i], windows.trust[i]) == (example.weight, 1)
        assert windows.has_spans[i]
        assert windows.lengths[i] == len(example.input_ids)
    rest = range(len(examples), len(windows))
    assert len(rest) == 5
    assert windows.ids.dtype == np.uint16
    for i in rest:  # the documents
        assert (windows.trust[i], windows.weights[i], windows.has_spans[i]) == (0, 1, False)
        tags = windows.tags[windows.place(i)]
        assert set(tags[1:-1].tolist()) >= {0}
        assert tags[0] == tags[-1] == IGNORED


def test_an_article_with_its_type_alone_gives_all_windows(
    checkpoint: Checkpoint, gold: Path, tmp_path: Path
) -> None:
    types = tmp_path / "types.jsonl"
    text = "Huyện ủy họp bàn công tác năm mới. " * 30
    row = {"id": "t", "article_type": "review", "text": text, "sure": False}
    types.write_text(json.dumps(row), encoding="utf-8")
    more = [f"data.types={json.dumps([str(types)])}", "data.unsure=0.25", "n_articles=0"]
    windows = cut(tiny_student([tmp_path], gold, tmp_path, *more), checkpoint)
    of_type = windows.trust == 0.25
    assert of_type.sum() > 3
    assert not windows.has_spans[of_type].any()
    assert windows.has_spans[~of_type].all()
    assert windows.weights[of_type].tolist() == [0.5**i for i in range(of_type.sum())]


def test_they_are_cut_once_and_anew_where_something_changes(
    checkpoint: Checkpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = write_gold(tmp_path / "gold")
    config = tiny_student([tmp_path], gold, tmp_path)
    first = cut(config, checkpoint)
    with monkeypatch.context() as patch:
        patch.delattr(train.distill_windows, "make_examples")
        again = cut(config, checkpoint)
    assert again.digest == first.digest
    assert np.array_equal(again.tags, first.tags)
    assert cut(config.model_copy(update={"n_articles": 4}), checkpoint).digest != first.digest
    assert cut(config.model_copy(update={"seed": 5}), checkpoint).digest != first.digest
    write_gold(gold / "more", n=1, first_day=25)
    assert len(cut(config, checkpoint)) > len(first)
    (tmp_path / "text.txt").write_text("Hai xã họp chung một ngày.\n", encoding="utf-8")
    assert len(cut(config, checkpoint)) < len(first)
    assert len(list((tmp_path / "cache").iterdir())) == 5


def test_changes_of_articles_are_taken(checkpoint: Checkpoint, gold: Path, tmp_path: Path) -> None:
    plain = tiny_student([tmp_path], gold, tmp_path)
    changed = tiny_student([tmp_path], gold, tmp_path, 'data.augment=["small_letters", "spaces"]')
    assert cut(changed, checkpoint).digest != cut(plain, checkpoint).digest
