"""A student begins with its teacher's weights, and with all layers it is the teacher."""

from pathlib import Path

import pytest
import torch
from torch import nn

from models.checkpoint import Checkpoint
from models.network import Network
from models.student import take_layers
from predict.errors import InputError
from tests.models.toy import make_checkpoint

IDS = torch.tensor([[0, 5, 6, 7, 2], [0, 8, 2, 1, 1]])


def logits(network: Network) -> list[torch.Tensor]:
    with torch.no_grad():
        return list(network.eval()(IDS, (IDS != 1).long()))


def test_with_all_layers_it_reads_as_its_teacher(checkpoint: Checkpoint) -> None:
    student = take_layers(checkpoint, range(2), dropout=0.3)
    for own, of_teacher in zip(logits(student.network), logits(checkpoint.network), strict=True):
        assert torch.equal(own, of_teacher)
    assert (student.window, student.schema) == (checkpoint.window, checkpoint.schema)
    assert student.network.tag_head
    with torch.no_grad():
        student.network.tag_head.weight.add_(1)
    assert checkpoint.network.tag_head
    assert not torch.equal(student.network.tag_head.weight, checkpoint.network.tag_head.weight)


def test_it_takes_the_layers_that_are_named(checkpoint: Checkpoint, tmp_path: Path) -> None:
    student = take_layers(checkpoint, [1], dropout=0.3)
    assert student.network.encoder.config.num_hidden_layers == 1
    own, of_teacher = student.network.state_dict(), checkpoint.network.state_dict()
    assert len(own) < len(of_teacher)
    for name, values in own.items():
        assert torch.equal(values, of_teacher[name.replace("layer.0.", "layer.1.")])
    student.save(tmp_path / "student")
    loaded = Checkpoint.load(tmp_path / "student").network
    assert torch.equal(logits(loaded)[0], logits(student.network)[0])
    assert checkpoint.network.encoder.config.num_hidden_layers == 2


def test_dropout_is_its_own(checkpoint: Checkpoint) -> None:
    network = take_layers(checkpoint, [0], dropout=0.3).network
    assert {one.p for one in network.modules() if isinstance(one, nn.Dropout)} == {0.3}
    assert network.encoder.config.attention_probs_dropout_prob == 0.3
    assert checkpoint.network.encoder.config.attention_probs_dropout_prob == 0.1


@pytest.mark.parametrize("layers", [[], [1, 0], [0, 2], [0, 0], [-1, 0]])
def test_layers_that_are_not_there_are_refused(checkpoint: Checkpoint, layers: list[int]) -> None:
    with pytest.raises(InputError, match=r"layers = \[.*\]: name some of the layers 0 to 1 of"):
        take_layers(checkpoint, layers, dropout=0.1)


def test_a_student_reads_the_type_from_what_its_teacher_does(encoder_folder: Path) -> None:
    teacher = make_checkpoint(encoder_folder, type_pooling="start")
    student = take_layers(teacher, range(2), dropout=0.3)
    assert student.network.type_pooling == "start"
    for own, of_teacher in zip(logits(student.network), logits(teacher.network), strict=True):
        assert torch.equal(own, of_teacher)
