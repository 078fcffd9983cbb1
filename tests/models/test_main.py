"""``python -m models export``: a folder for each head, and one sentence for what goes wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from huggingface_hub import ModelCard
from typer.testing import CliRunner

from models.__main__ import app
from models.checkpoint import Checkpoint
from models.network import Network
from predict.schema import Schema

from .hugging_face.test_scores import REPORT

TOKENS, TEXTS = "token-classification", "text-classification"


def export(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["export", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def with_schema(checkpoint: Checkpoint, schema: Schema) -> Checkpoint:
    network = Network(checkpoint.network.encoder, schema, dropout=0.1)
    return replace(checkpoint, network=network, schema=schema)


def test_a_folder_for_each_head_with_the_scores_of_the_run(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    checkpoint.save(tmp_path / "run" / "checkpoint")
    (tmp_path / "run" / "metrics.json").write_text(json.dumps({"dev": REPORT}), encoding="utf-8")
    code, said, _ = export(tmp_path / "run" / "checkpoint", "--format", "hf", tmp_path / "out")
    assert code == 0
    assert said.splitlines() == [
        f"{tmp_path}/out/{TOKENS}: stock classes of transformers read it",
        f"{tmp_path}/out/{TEXTS}: no stock class reads the type from <s> and the mean of all "
        "pieces, so load it with trust_remote_code=True (modeling_start_and_mean.py), or train "
        "with type_pooling=start",
    ]
    for task, n_scores in ((TOKENS, 3), (TEXTS, 1)):
        names = {file.name for file in (tmp_path / "out" / task).iterdir()}
        own = {"modeling_start_and_mean.py"} if task == TEXTS else set()
        assert names == own | {
            "README.md", "config.json", "model.safetensors", "tokenizer.json",
            "tokenizer_config.json",
        }  # fmt: skip
        data = ModelCard.load(tmp_path / "out" / task / "README.md").data
        assert data.model_name == "mine 2"
        assert len(data.eval_results or ()) == n_scores


@pytest.mark.parametrize(
    ("schema", "tasks"),
    [
        (Schema(entity_labels=("PER",), article_types=()), [TOKENS]),
        (Schema(entity_labels=(), article_types=("a", "b")), [TEXTS]),
    ],
)
def test_a_folder_only_for_what_there_is(
    schema: Schema, tasks: list[str], checkpoint: Checkpoint, tmp_path: Path
) -> None:
    with_schema(checkpoint, schema).save(tmp_path / "checkpoint")
    code, said, _ = export(tmp_path / "checkpoint", tmp_path / "out", "--name", "mine")
    assert code == 0
    assert len(said.splitlines()) == 1
    assert [folder.name for folder in (tmp_path / "out").iterdir()] == tasks
    data = ModelCard.load(tmp_path / "out" / tasks[0] / "README.md").data
    assert (data.model_name, data.eval_results) == ("mine", None)


def test_mistakes_are_one_sentence(checkpoint: Checkpoint, tmp_path: Path) -> None:
    code, _, error = export(tmp_path / "nowhere", tmp_path / "out")
    assert (code, len(error.splitlines())) == (2, 1)
    assert "no checkpoint here" in error
    checkpoint.save(tmp_path / "checkpoint")
    code, _, error = export(
        tmp_path / "checkpoint", tmp_path / "out", "--scores", tmp_path / "checkpoint/config.json"
    )
    assert (code, len(error.splitlines())) == (2, 1)
    assert "no scores here" in error
    assert not (tmp_path / "out").exists()
