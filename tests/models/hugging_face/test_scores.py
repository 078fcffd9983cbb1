"""Scores for a card are read from what a run or ``evaluate --json`` left."""

import json
from pathlib import Path

import pytest

from models.hugging_face.scores import find_scores, read_scores

REPORT = {
    "entities": {"micro": {"precision": 0.75, "recall": 0.5, "f1": 0.6, "support": 9}},
    "article_type": {"accuracy": 0.9, "macro_f1": None, "support": 3},
    "articles": 3,
    "model": {"name": "mine", "version": "2"},
    "gold_sha256": "abc",
}


@pytest.mark.parametrize("content", [REPORT, {"dev": REPORT, "precision": "int8"}])
def test_a_report_and_a_runs_metrics(content: object, tmp_path: Path) -> None:
    (tmp_path / "metrics.json").write_text(json.dumps(content), encoding="utf-8")
    scores = read_scores(tmp_path / "metrics.json")
    assert scores == find_scores(tmp_path / "checkpoint")
    assert (scores.of, scores.n_articles, scores.gold) == ("mine 2", 3, "abc")
    assert scores.spans == {"precision": 0.75, "recall": 0.5, "f1": 0.6}
    assert scores.types == {"accuracy": 0.9}  # a score of nothing is left out


def test_no_file_is_no_scores(tmp_path: Path) -> None:
    assert find_scores(tmp_path / "checkpoint") is None
    with pytest.raises(FileNotFoundError, match=r"nowhere\.json"):
        read_scores(tmp_path / "nowhere.json")


@pytest.mark.parametrize("content", ["{", "[]", '{"dev": {}}', '{"model": 3}'])
def test_what_holds_none_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json: no scores here .*name the metrics\.json"):
        read_scores(tmp_path / "x.json")
