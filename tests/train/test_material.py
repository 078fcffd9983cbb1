"""What a fine-tuning works with is what its settings name."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn
from transformers import AutoConfig, RobertaForTokenClassification

from models.checkpoint import Checkpoint
from models.network import TorchRuntime
from predict.errors import InputError
from predict.network.windows import WindowSize
from train.material import predictor_of, prepare

from .tiny import tiny, write_gold


def dropouts(network: nn.Module) -> set[float]:
    return {module.p for module in network.modules() if isinstance(module, nn.Dropout)}


def test_dropout_and_layers_go_to_encoder_and_heads(encoder_folder: Path, tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    for n_layers, dropout in ((0, 0.25), (1, 0.0)):
        config = tiny(encoder_folder, gold, f"n_layers={n_layers}", f"dropout={dropout}")
        network = prepare(config, say=print).checkpoint.network
        assert dropouts(network) == dropouts(network.encoder) == {dropout}
        assert network.dropout.p == dropout
        assert network.encoder.config.attention_probs_dropout_prob == dropout
        assert len(network.encoder.encoder.layer) == (n_layers or 2)
        assert network.tag_head
        assert network.type_head
        assert len(network.tag_head.weight) == 9  # tags of the four labels that the gold has
        assert len(network.type_head.weight) == 2


def test_windows_are_as_long_as_the_encoder_takes_or_shorter(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    for length, expected in ((0, 64), (40, 40), (64, 64)):
        config = tiny(encoder_folder, gold, f"window.length={length}")
        window = prepare(config, say=print).checkpoint.window
        assert (window.length, window.overlap) == (expected, 8)
    with pytest.raises(
        InputError, match=r"window\.length = 65: the encoder .* takes at most 64 ids"
    ):
        prepare(tiny(encoder_folder, gold, "window.length=65"), say=print)


def test_the_predictor_has_the_settings_and_the_network(
    encoder_folder: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, write_gold(tmp_path / "gold"), "version=seven", "decay=0.25")
    material = prepare(config, say=print)
    predictor = predictor_of(config, material)
    assert (predictor.model.name, predictor.model.version) == ("nhandang-tiny", "seven")
    assert (predictor.calibration.decay, predictor.window) == (0.25, material.checkpoint.window)
    assert predictor.tokenizer is material.checkpoint.tokenizer
    assert isinstance(predictor._runtime, TorchRuntime)


def test_windows_that_are_read_may_share_another_number_of_pieces(
    encoder_folder: Path, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    replace(checkpoint, reading_overlap=5).save(tmp_path / "start")
    for more in ([], [f"start={tmp_path / 'start'}"]):
        config = tiny(encoder_folder, gold, "window.reading=3", *more)
        material = prepare(config, say=print)
        assert (material.checkpoint.window.overlap, material.checkpoint.reading_overlap) == (8, 3)
        assert predictor_of(config, material).window == WindowSize(length=64, overlap=3)
        with pytest.raises(InputError, match="windows of 64 ids cannot overlap by 32 pieces"):
            prepare(tiny(encoder_folder, gold, "window.reading=32", *more), say=print)


# Training that goes on from a checkpoint.


def test_it_begins_with_the_whole_network_of_a_checkpoint(
    encoder_folder: Path, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    checkpoint.save(tmp_path / "start")
    config = tiny(encoder_folder, gold, f"start={tmp_path / 'start'}", "dropout=0.25")
    begun = prepare(config, say=print).checkpoint
    expected = checkpoint.network.state_dict()
    for name, values in begun.network.state_dict().items():
        assert torch.equal(values, expected[name])
    assert dropouts(begun.network) == {0.25}
    assert begun.window == checkpoint.window
    config = tiny(
        encoder_folder, gold, f"start={tmp_path / 'start'}", "n_layers=1", "window.length=40"
    )
    begun = prepare(config, say=print).checkpoint
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
        prepare(tiny(encoder_folder, gold, f"start={start}", "window.length=65"), say=print)
    labels = start / "labels.json"
    labels.write_text(labels.read_text("utf-8").replace('"review"', '"opinion"'), encoding="utf-8")
    sentence = r"data\.train: the schema lacks the type review \(1, .*network that start or teacher"
    with pytest.raises(InputError, match=sentence):
        prepare(tiny(encoder_folder, gold, f"start={start}"), say=print)
    with pytest.raises(FileNotFoundError, match="nowhere: no checkpoint here"):
        prepare(tiny(encoder_folder, gold, "start=nowhere"), say=print)


def test_words_and_pooling_are_those_of_the_settings_or_of_the_start(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold = write_gold(tmp_path / "gold")
    config = tiny(encoder_folder, gold, "segment=none", "type_pooling=start")
    made = prepare(config, say=print)
    assert (made.segmenter.kind, made.checkpoint.segment) == ("none", "none")
    assert made.checkpoint.network.type_pooling == "start"
    assert predictor_of(config, made).segmenter is made.segmenter
    made.checkpoint.save(tmp_path / "start")
    again = prepare(tiny(encoder_folder, gold, f"start={tmp_path / 'start'}"), say=print)
    assert (again.segmenter.kind, again.checkpoint.segment) == ("none", "none")
    assert again.checkpoint.network.type_pooling == "start"


def test_a_head_of_others_is_said_to_be_left(encoder_folder: Path, tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    heard: list[str] = []
    prepare(tiny(encoder_folder, gold), say=heard.append)
    assert not heard  # its head for masked pieces is of no labels
    shutil.copytree(encoder_folder, tmp_path / "other")
    (tmp_path / "other" / "pytorch_model.bin").unlink()
    config = AutoConfig.from_pretrained(encoder_folder, num_labels=3)
    RobertaForTokenClassification(config).save_pretrained(tmp_path / "other")
    prepare(tiny(tmp_path / "other", gold), say=heard.append)
    assert heard == [
        f"encoder = {tmp_path / 'other'}: the encoder is taken, its own head (classifier) is not; "
        "the heads are new"
    ]
