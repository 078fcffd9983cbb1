"""Teachers' logits on disk: those of the networks, taken up where a call was cut off."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

import train.teacher_logits
from models.checkpoint import Checkpoint
from models.network import TorchRuntime
from models.student import take_layers
from predict.network.runtime import WindowLogits
from predict.text.encode import Ids
from train.distill_windows import TrainingWindows
from train.teacher_logits import TeacherLogits, teach

LENGTHS = (9, 4, 30, 5, 12, 64, 3)


@pytest.fixture
def windows() -> TrainingWindows:
    draw = np.random.default_rng(3)
    n = len(LENGTHS)
    return TrainingWindows(
        ids=draw.integers(5, 50, sum(LENGTHS)).astype(np.uint16),
        tags=np.zeros(sum(LENGTHS), dtype=np.int16),
        ends=np.cumsum(LENGTHS),
        types=np.zeros(n, dtype=np.int64),
        weights=np.ones(n, dtype=np.float32),
        trust=np.ones(n, dtype=np.float32),
        has_spans=np.ones(n, dtype=np.bool_),
    )


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train.teacher_logits, "_WINDOWS_A_BLOCK", 2)
    monkeypatch.setattr(train.teacher_logits, "has_bfloat16", lambda: False)


def let_teach(
    windows: TrainingWindows, teachers: dict[str, Checkpoint], cache: Path
) -> tuple[TeacherLogits, list[str]]:
    said: list[str] = []
    return teach(windows, list(teachers.items()), cache=cache, say=said.append), said


def read(windows: TrainingWindows, checkpoint: Checkpoint) -> list[WindowLogits]:
    ids = [windows.ids[windows.place(i)].astype(np.int64) for i in range(len(windows))]
    return [TorchRuntime(checkpoint.network).run([one])[0] for one in ids]


def check(logits: TeacherLogits, windows: TrainingWindows, expected: list[WindowLogits]) -> None:
    for i, of_window in enumerate(expected):
        tags = logits.tags[windows.place(i)]
        assert tags.dtype == np.float16
        np.testing.assert_allclose(tags, of_window.tags, rtol=1e-3, atol=1e-3)
        np.testing.assert_allclose(logits.types[i], of_window.types, rtol=1e-3, atol=1e-3)


def test_they_are_those_of_the_network(
    windows: TrainingWindows, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    logits, said = let_teach(windows, {"a": checkpoint}, tmp_path)
    check(logits, windows, read(windows, checkpoint))
    n_tags, n_types = len(checkpoint.schema.tags), len(checkpoint.schema.article_types)
    assert logits.tags.shape == (sum(LENGTHS), n_tags)
    [folder] = tmp_path.iterdir()
    sizes = [(folder / name).stat().st_size for name in ("tags.f16", "types.f16")]
    assert sizes == [sum(LENGTHS) * n_tags * 2, len(LENGTHS) * n_types * 2]
    assert said[0] == f"teachers' logits: 7 windows, 127 ids, 0.0 MB in {folder}"
    assert said[1].endswith(" s for 1,000 windows")


def test_in_bfloat16_they_are_nearly_so(
    windows: TrainingWindows,
    checkpoint: Checkpoint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(train.teacher_logits, "has_bfloat16", lambda: True)
    logits, _ = let_teach(windows, {"a": checkpoint}, tmp_path)
    exact = np.concatenate([one.tags for one in read(windows, checkpoint)])
    difference = np.abs(logits.tags - exact)
    assert 1e-3 < difference.max() < 0.05 * np.abs(exact).max()


def test_those_of_several_teachers_are_averaged(
    windows: TrainingWindows, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    other = take_layers(checkpoint, [0], dropout=0.1)
    logits, _ = let_teach(windows, {"a": checkpoint, "b": other}, tmp_path)
    pairs = zip(read(windows, checkpoint), read(windows, other), strict=True)
    mean = [
        WindowLogits(
            tags=np.mean([a.tags, b.tags], axis=0), types=np.mean([a.types, b.types], axis=0)
        )
        for a, b in pairs
    ]
    check(logits, windows, mean)


class Counted:
    """Counts the windows that are read, and is cut off after so many."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.n, self.most = 0, 99
        run = TorchRuntime.run

        def counted(runtime: TorchRuntime, ids: Sequence[Ids]) -> list[WindowLogits]:
            if self.n >= self.most:
                raise OSError("cut off")
            self.n += len(ids)
            return run(runtime, ids)

        monkeypatch.setattr(TorchRuntime, "run", counted)


def test_they_are_made_once_and_taken_up_where_they_were_cut_off(
    windows: TrainingWindows,
    checkpoint: Checkpoint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = read(windows, checkpoint)
    counted = Counted(monkeypatch)
    counted.most = 4
    with pytest.raises(OSError, match="cut off"):
        let_teach(windows, {"a": checkpoint}, tmp_path)
    [folder] = tmp_path.iterdir()
    with (folder / "tags.f16").open("ab") as file:  # of a block that was cut off
        file.write(b"\x01" * 99)
    counted.n, counted.most = 0, 99
    logits, said = let_teach(windows, {"a": checkpoint}, tmp_path)
    assert counted.n == 3
    assert said[0].endswith("; 4 are there")
    check(logits, windows, expected)
    counted.n = 0
    logits, said = let_teach(windows, {"a": checkpoint}, tmp_path)
    assert (counted.n, said) == (0, [])
    check(logits, windows, expected)


@pytest.mark.parametrize("damage", ["tags.f16", "progress.json"])
def test_files_that_are_cut_short_are_made_anew(
    windows: TrainingWindows, checkpoint: Checkpoint, tmp_path: Path, damage: str
) -> None:
    let_teach(windows, {"a": checkpoint}, tmp_path)
    [folder] = tmp_path.iterdir()
    file = folder / damage
    file.write_bytes(file.read_bytes()[:-5])
    logits, said = let_teach(windows, {"a": checkpoint}, tmp_path)
    assert "are there" not in said[0]
    check(logits, windows, read(windows, checkpoint))


def test_those_of_other_teachers_or_windows_are_not_taken(
    windows: TrainingWindows, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    let_teach(windows, {"a": checkpoint}, tmp_path)
    other = take_layers(checkpoint, [0], dropout=0.1)
    check(let_teach(windows, {"b": other}, tmp_path)[0], windows, read(windows, other))
    windows.ids[3] += 1
    logits, _ = let_teach(windows, {"a": checkpoint}, tmp_path)
    check(logits, windows, read(windows, checkpoint))
    assert len(list(tmp_path.iterdir())) == 3


def test_the_device_of_networks_is_the_cpu_afterwards(
    windows: TrainingWindows, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    let_teach(windows, {"a": checkpoint}, tmp_path)
    assert checkpoint.network.tag_head
    assert checkpoint.network.tag_head.weight.device == torch.device("cpu")
    assert not checkpoint.network.training
