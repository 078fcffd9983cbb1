"""Encoders of every kind: trained, exported, read by us and by plain transformers, and back."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checkpoint import Checkpoint
from models.encoder import load_encoder
from models.hugging_face.export import export_folders
from models.network import TorchRuntime
from predict import Predictor
from predict.bundle import read_manifest
from predict.network.windows import cut, window_ids
from predict.text.document import Document
from predict.text.encode import encode
from predict.text.segment import Syllables
from train.material import prepare

from .models.foreign import KINDS, write_foreign
from .models.hugging_face.test_export import TEXTS, TOKENS, ask
from .train.tiny import quick, tiny, write_gold

TEXT = "Ngày 12/6/2021, đồng chí Trần Văn Ví, Bí thư Huyện ủy, chủ trì hội nghị 😀."
WORDS = "Ngày 12/6/2021 , đồng chí Trần Văn Ví 😀"


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gold(tmp_path_factory.mktemp("data") / "gold")


@pytest.fixture(scope="module")
def runs(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of a run on syllables with each kind of encoder."""
    root = tmp_path_factory.mktemp("runs")
    folders = {}
    for i, kind in enumerate(KINDS):
        write_foreign(kind, root / f"encoder{i}")
        pooling = "start" if i % 2 else "start_and_mean"
        more = ("segment=none", "window.length=24", f"type_pooling={pooling}")
        config = tiny(root / f"encoder{i}", gold, f"name=run{i}", *more)
        folders[kind] = quick(config, root)[0].folder
    return folders


def windows_of(checkpoint: Checkpoint) -> list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    text = Document.of(TEXT).text
    encoding = encode(text, segmenter=Syllables(), tokenizer=checkpoint.tokenizer)
    return [window_ids(encoding, window) for window in cut(encoding, checkpoint.window)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_bundle_reads_as_its_network_was_trained(kind: str, runs: dict[str, Path]) -> None:
    bundle = runs[kind] / "bundle"
    assert read_manifest(bundle).segment == "none"
    assert not list(bundle.glob("pyvi*"))
    predictor = Predictor.load(bundle)
    prediction = predictor.predict(TEXT)
    assert all(TEXT[e.start : e.end] == e.text for e in prediction.entities)
    checkpoint = Checkpoint.load(runs[kind] / "checkpoint")
    windows = windows_of(checkpoint)
    assert len(windows) > 1
    for window in windows:
        assert (window[0], window[-1]) == (
            checkpoint.tokenizer.bos_id,
            checkpoint.tokenizer.eos_id,
        )
    pairs = zip(
        predictor._runtime.run(windows), TorchRuntime(checkpoint.network).run(windows), strict=True
    )
    for ours, its in pairs:
        np.testing.assert_allclose(ours.tags, its.tags, atol=0.1 * np.abs(its.tags).max())
        np.testing.assert_allclose(ours.types, its.types, atol=0.1 * np.abs(its.types).max())


@pytest.fixture(scope="module")
def said(runs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("exported")
    asked = {}
    for i, (kind, run) in enumerate(runs.items()):
        checkpoint = Checkpoint.load(run / "checkpoint")
        windows = [window.tolist() for window in windows_of(checkpoint)]
        for written in export_folders(checkpoint, root / str(i), name=kind, scores=None):
            asked[str(written.folder)] = {"windows": windows, "texts": [WORDS]}
    answers = ask(asked, root)
    return {
        f"{kind}/{task}": {**answers[folder], "folder": folder}
        for i, kind in enumerate(runs)
        for task in (TOKENS, TEXTS)
        for folder in [str(root / str(i) / task)]
    }


@pytest.mark.parametrize("kind", KINDS)
def test_plain_transformers_reads_alike(
    kind: str, runs: dict[str, Path], said: dict[str, Any]
) -> None:
    checkpoint = Checkpoint.load(runs[kind] / "checkpoint")
    windows = windows_of(checkpoint)
    for i, wanted in enumerate(TorchRuntime(checkpoint.network).run(windows)):
        tags = np.array(said[f"{kind}/{TOKENS}"]["logits"][i])[: len(windows[i])]
        np.testing.assert_allclose(tags, wanted.tags, atol=1e-4)
        np.testing.assert_allclose(said[f"{kind}/{TEXTS}"]["logits"][i], wanted.types, atol=1e-4)
    tokenizer = checkpoint.tokenizer
    ids = [tokenizer.bos_id, *tokenizer.encode(WORDS.split()), tokenizer.eos_id]
    for task in (TOKENS, TEXTS):
        assert said[f"{kind}/{task}"]["fast"]
        assert said[f"{kind}/{task}"]["ids"] == [ids]
    stock = checkpoint.network.type_pooling == "start"
    assert said[f"{kind}/{TEXTS}"]["class"].startswith("StartAndMean") is not stock


@pytest.mark.parametrize("kind", KINDS)
def test_an_exported_folder_is_an_encoder_again(
    kind: str, runs: dict[str, Path], said: dict[str, Any], gold: Path, tmp_path: Path
) -> None:
    checkpoint = Checkpoint.load(runs[kind] / "checkpoint")
    window = windows_of(checkpoint)[0]
    for task in (TOKENS, TEXTS):
        folder = Path(said[f"{kind}/{task}"]["folder"])
        heard: list[str] = []
        material = prepare(tiny(folder, gold), say=heard.append)
        assert "the encoder is taken, its own head (classifier) is not" in heard[-1]
        again = load_encoder(str(folder))
        assert again.tokenizer.encode(TEXT.split()) == checkpoint.tokenizer.encode(TEXT.split())
        old, new = checkpoint.network.encoder.state_dict(), again.model.state_dict()
        assert all(np.array_equal(old[name], new[name]) for name in old)
        material.checkpoint.save(tmp_path / task)
        exported = list(export_folders(material.checkpoint, tmp_path, name="", scores=None))
        config = json.loads((exported[0].folder / "config.json").read_text(encoding="utf-8"))
        assert not config.get("auto_map")
    assert window.size
