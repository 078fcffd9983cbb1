"""What a fine-tuning works with is what its settings name."""

import json
from pathlib import Path

import pytest
import torch
from torch import nn

import data.formats
import train.material
from data.annotated import AnnotatedArticle
from models.checkpoint import Checkpoint
from models.network import TorchRuntime
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA, Schema
from train.material import predictor_of, prepare

from .tiny import tiny, write_gold


def dropouts(network: nn.Module) -> set[float]:
    return {module.p for module in network.modules() if isinstance(module, nn.Dropout)}


def test_dropout_and_layers_go_to_encoder_and_heads(encoder_folder: Path, tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    for n_layers, dropout in ((0, 0.25), (1, 0.0)):
        config = tiny(encoder_folder, gold, f"n_layers={n_layers}", f"dropout={dropout}")
        network = prepare(config).checkpoint.network
        assert dropouts(network) == dropouts(network.encoder) == {dropout}
        assert network.dropout.p == dropout
        assert network.encoder.config.attention_probs_dropout_prob == dropout
        assert len(network.encoder.encoder.layer) == (n_layers or 2)
        assert len(network.tag_head.weight) == len(DEFAULT_SCHEMA.tags)


def test_windows_are_as_long_as_the_encoder_takes_or_shorter(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    for length, expected in ((0, 64), (40, 40), (64, 64)):
        config = tiny(encoder_folder, gold, f"window.length={length}")
        window = prepare(config).checkpoint.window
        assert (window.length, window.overlap) == (expected, 8)
    with pytest.raises(
        InputError, match=r"window\.length = 65: the encoder .* takes at most 64 ids"
    ):
        prepare(tiny(encoder_folder, gold, "window.length=65"))


def test_types_are_trained_on_beside_train(encoder_folder: Path, tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    types = tmp_path / "types.jsonl"
    row = {"id": "t", "article_type": "other", "text": "Huyện ủy họp", "sure": False}
    types.write_text(json.dumps(row), encoding="utf-8")
    config = tiny(
        encoder_folder, gold, f"data.types={json.dumps([str(types)])}", "data.unsure=0.25"
    )
    last = prepare(config).train[-1]
    assert (last.id, last.knows_spans, last.type_weight) == ("t", False, 0.25)


def test_extra_is_trained_on_in_full_beside_a_share_of_train(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold", n=4)
    extra = write_gold(tmp_path / "extra", n=3, first_day=20)
    paths = json.dumps([str(extra), str(extra)])
    config = tiny(encoder_folder, gold, "data.share=0.5", f"data.extra={paths}")
    material = prepare(config)
    assert (len(material.train), len(material.dev)) == (2 + 6, 4)
    assert len(prepare(tiny(encoder_folder, gold)).train) == 4


def test_scores_are_calibrated_on_dev_or_on_articles_of_their_own(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    material = prepare(tiny(encoder_folder, gold))
    assert material.calibrate == material.dev
    own = json.dumps([str(write_gold(tmp_path / "own", n=3))])
    assert len(prepare(tiny(encoder_folder, gold, f"data.calibrate={own}")).calibrate) == 3


@pytest.mark.parametrize("key", ["data.train", "data.dev", "data.extra", "data.calibrate"])
def test_an_article_without_a_word_is_named_with_its_setting(
    encoder_folder: Path, tmp_path: Path, key: str
) -> None:
    gold, other = write_gold(tmp_path / "gold"), write_gold(tmp_path / "other")
    head = '{"id": "nothing", "article_type": "other"}\n\n \n'
    (other / "9.ann").write_text(head, encoding="utf-8")
    config = tiny(encoder_folder, gold, f"{key}={json.dumps([str(other)])}")
    with pytest.raises(InputError, match=rf"^{key}: no word in the article nothing; take such"):
        prepare(config)


@pytest.mark.parametrize("key", ["data.train", "data.dev"])
def test_files_without_articles_are_refused(
    encoder_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    read = data.formats.read_annotations

    def read_some(paths: list[Path], *, schema: Schema) -> list[AnnotatedArticle]:
        return [] if paths[0].name == "empty" else read(paths, schema=schema)

    monkeypatch.setattr(train.material, "read_annotations", read_some)
    config = tiny(encoder_folder, write_gold(tmp_path / "gold"), f'{key}=["empty"]')
    with pytest.raises(InputError, match=rf"^{key}: no article there"):
        prepare(config)


def test_the_predictor_has_the_settings_and_the_network(
    encoder_folder: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, write_gold(tmp_path / "gold"), "version=seven", "decay=0.25")
    material = prepare(config)
    predictor = predictor_of(config, material)
    assert (predictor.model.name, predictor.model.version) == ("nhandang-tiny", "seven")
    assert (predictor.calibration.decay, predictor.window) == (0.25, material.checkpoint.window)
    assert predictor.tokenizer is material.checkpoint.tokenizer
    assert isinstance(predictor._runtime, TorchRuntime)


# Training that goes on from a checkpoint.


def test_it_begins_with_the_whole_network_of_a_checkpoint(
    encoder_folder: Path, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    checkpoint.save(tmp_path / "start")
    config = tiny(encoder_folder, gold, f"start={tmp_path / 'start'}", "dropout=0.25")
    begun = prepare(config).checkpoint
    expected = checkpoint.network.state_dict()
    for name, values in begun.network.state_dict().items():
        assert torch.equal(values, expected[name])
    assert dropouts(begun.network) == {0.25}
    assert begun.window == checkpoint.window
    config = tiny(
        encoder_folder, gold, f"start={tmp_path / 'start'}", "n_layers=1", "window.length=40"
    )
    begun = prepare(config).checkpoint
    assert len(begun.network.encoder.encoder.layer) == 1
    assert begun.window.length == 40


def test_a_start_that_does_not_fit_is_one_sentence(
    encoder_folder: Path, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    gold, start = write_gold(tmp_path / "gold"), tmp_path / "start"
    checkpoint.save(start)
    with pytest.raises(
        InputError, match=r"window\.length = 65: the network .*start takes at most 64 ids"
    ):
        prepare(tiny(encoder_folder, gold, f"start={start}", "window.length=65"))
    labels = start / "labels.json"
    labels.write_text(labels.read_text("utf-8").replace('"review"', '"opinion"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"start = .*start: this checkpoint has other labels than"):
        prepare(tiny(encoder_folder, gold, f"start={start}"))
    with pytest.raises(FileNotFoundError, match="nowhere: no checkpoint here"):
        prepare(tiny(encoder_folder, gold, "start=nowhere"))
