"""The corpus through plain ``datasets``: ``make dataset`` writes what the README describes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from datasets import DatasetDict, load_dataset

from data.formats import read_annotations
from predict.schema import DEFAULT_SCHEMA

from .paths import ROOT

SPLITS = {"train": "train", "validation": "dev", "test": "test"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a few articles of each split, after ``make dataset``."""
    if shutil.which("make") is None:
        pytest.skip("needs make")
    root = tmp_path_factory.mktemp("checkout")
    (root / "data").mkdir()
    shutil.copy(ROOT / "data" / "README.md", root / "data")
    for split in SPLITS.values():
        for file in sorted((ROOT / "data" / "corpus" / split).glob("*.ann"))[:3]:
            target = root / "data" / "corpus" / split / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    variables = [f"PYTHON={sys.executable}", "VENV=environment", "READY="]
    command = ["make", "-n", "-s", "-f", str(ROOT / "Makefile"), "dataset", *variables]
    plan = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    subprocess.run(
        plan.replace("environment/bin/python", sys.executable),
        shell=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    return root


def test_datasets_reads_the_corpus_as_we_do(checkout: Path, tmp_path: Path) -> None:
    corpus = load_dataset(str(checkout / "data"), cache_dir=str(tmp_path))
    assert isinstance(corpus, DatasetDict)
    assert set(corpus) == set(SPLITS)
    for name, split in SPLITS.items():
        articles = read_annotations([checkout / "data" / "corpus" / split], schema=DEFAULT_SCHEMA)
        assert len(articles) == len(corpus[name]) == 3
        for article, row in zip(articles, corpus[name], strict=True):
            assert (row["id"], row["text"]) == (article.id, article.text)
            spans = [(span["start"], span["end"], span["label"]) for span in row["spans"]]
            assert spans == [(span.start, span.end, span.label) for span in article.spans]
            assert (row["article_type"], row["published"]) == (
                article.article_type,
                article.published,
            )


def test_the_tagged_files_are_read_as_text(checkout: Path, tmp_path: Path) -> None:
    files = str(checkout / "data" / "corpus" / "dev" / "*.ann")
    texts = load_dataset("text", data_files=files, sample_by="document", cache_dir=str(tmp_path))[
        "train"
    ]
    assert len(texts) == 3
    assert all("</" in row["text"] for row in texts)
