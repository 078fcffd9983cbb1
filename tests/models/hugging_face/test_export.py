"""Exported folders: plain transformers reads what our network reads, without our packages."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checkpoint import Checkpoint
from models.hugging_face.export import export_folders
from models.network import TorchRuntime
from tests.models.toy import make_checkpoint

PLAIN = Path(__file__).with_name("plain.py")
TOKENS, TEXTS = "token-classification", "text-classification"
WINDOWS = [[0, *range(5, 60), 2], [0, 9, 2]]
TEXT = "Tỉnh_ủy Hòa_Sơn sơ_kết công_tác , </s> <mask> Zz̃ lướt_thướt ND u_quả"


def ask(asked: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Let plain transformers read folders, in a place from which ours cannot be imported."""
    done = subprocess.run(
        [sys.executable, "-I", str(PLAIN)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        cwd=folder,
        env={"HF_HOME": str(folder / "hf"), "HF_HUB_OFFLINE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def checkpoints(prenorm_folder: Path, encoder_folder: Path) -> dict[str, Checkpoint]:
    return {
        "roberta-mean": make_checkpoint(encoder_folder),
        "roberta-start": make_checkpoint(encoder_folder, type_pooling="start"),
        "prenorm-mean": make_checkpoint(prenorm_folder),
        "prenorm-start": make_checkpoint(prenorm_folder, type_pooling="start"),
    }


@pytest.fixture(scope="module")
def said(
    checkpoints: dict[str, Checkpoint], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("exported")
    asked = {}
    for name, one in checkpoints.items():
        beyond = [0, 9, 8, one.tokenizer.n_pieces + 4, 7, 2]
        for written in export_folders(one, root / name, name=name, scores=None):
            asked[str(written.folder)] = {"windows": [*WINDOWS, beyond], "texts": [TEXT]}
    answers = ask(asked, root)
    return {str(Path(folder).relative_to(root)): answer for folder, answer in answers.items()}


NAMES = ["roberta-mean", "roberta-start", "prenorm-mean", "prenorm-start"]


@pytest.mark.parametrize("name", NAMES)
def test_plain_transformers_gives_the_same_logits(
    name: str, said: dict[str, Any], checkpoints: dict[str, Checkpoint]
) -> None:
    runtime = TorchRuntime(checkpoints[name].network)
    windows = [*WINDOWS, [0, 9, 8, 3, 7, 2]]  # <unk>, for which ids beyond <mask> stand
    logits = runtime.run([np.array(window) for window in windows])
    for i, (window, wanted) in enumerate(zip(windows, logits, strict=True)):
        tags = np.array(said[f"{name}/{TOKENS}"]["logits"][i])[: len(window)]
        np.testing.assert_allclose(tags, wanted.tags, atol=1e-4)
        np.testing.assert_allclose(said[f"{name}/{TEXTS}"]["logits"][i], wanted.types, atol=1e-4)


def test_classes_are_stock_ones_wherever_there_is_one(said: dict[str, Any]) -> None:
    assert {place: answer["class"] for place, answer in said.items()} == {
        "roberta-mean/token-classification": "RobertaForTokenClassification",
        "roberta-mean/text-classification": "StartAndMeanForSequenceClassification",
        "roberta-start/token-classification": "RobertaForTokenClassification",
        "roberta-start/text-classification": "RobertaForSequenceClassification",
        "prenorm-mean/token-classification": "RobertaPreLayerNormForTokenClassification",
        "prenorm-mean/text-classification": "StartAndMeanForSequenceClassification",
        "prenorm-start/token-classification": "RobertaPreLayerNormForTokenClassification",
        "prenorm-start/text-classification": "RobertaPreLayerNormForSequenceClassification",
    }


def test_the_tokenizer_is_fast_and_gives_our_ids(
    said: dict[str, Any], checkpoints: dict[str, Checkpoint]
) -> None:
    tokenizer = checkpoints["roberta-mean"].tokenizer
    ids = [tokenizer.bos_id, *tokenizer.encode(TEXT.split()), tokenizer.eos_id]
    for answer in said.values():
        assert answer["fast"]
        (found,) = answer["ids"]
        assert max(found) > tokenizer.mask_id  # a merge symbol that the vocabulary lacks
        ours = [i if i <= tokenizer.mask_id else tokenizer.unk_id for i in found]
        assert ours == ids


def test_labels_and_pipelines(said: dict[str, Any], checkpoints: dict[str, Checkpoint]) -> None:
    schema = checkpoints["roberta-mean"].schema
    for place, answer in said.items():
        labels = schema.tags if place.endswith(TOKENS) else schema.article_types
        assert answer["labels"] == list(labels)
        (text,) = answer["said"]
        assert any(label.partition("-")[2] or label in text for label in labels)
