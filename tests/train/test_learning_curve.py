"""The learning curve: shares nest, every point is a model of its own, and it is drawn."""

import json
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats import read_annotations
from evaluate.dev_score import score_dev
from predict import Predictor
from predict.schema import DEFAULT_SCHEMA
from train.articles import take_share
from train.learning_curve import LearningCurve, learning_curve

from .tiny import tiny, write_gold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold", n=4)


@pytest.mark.slow
def test_every_point_has_a_bundle_of_its_own(
    encoder_folder: Path, folder: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, folder)
    learning_curve(config, shares=[1, 0.5], gold=[folder], runs=tmp_path)
    runs = [tmp_path / "tiny-curve" / share for share in ("0.5", "1")]
    assert all((run / "bundle" / "model.onnx").is_file() for run in runs)
    counts = [json.loads((run / "metrics.json").read_text(encoding="utf-8")) for run in runs]
    assert [count["training_articles"] for count in counts] == [2, 4]


@pytest.mark.usefixtures("no_export")
def test_a_point_for_each_share(
    encoder_folder: Path, folder: Path, tmp_path: Path, toy_predictor: Predictor
) -> None:
    config = tiny(encoder_folder, folder)
    curve = learning_curve(config, shares=[1, 0.5], gold=[folder], runs=tmp_path)
    assert curve.n_articles == (2, 4)
    assert set(curve.scores) == {str(folder)}
    out = tmp_path / "tiny-curve"
    saved = json.loads((out / "curve.json").read_text(encoding="utf-8"))
    assert saved["articles"] == [2, 4]
    assert saved["micro_f1"][str(folder)] == list(curve.scores[str(folder)])
    articles = read_annotations([folder], schema=DEFAULT_SCHEMA)
    score = score_dev(toy_predictor, articles).entities.f1
    assert curve.scores[str(folder)] == (score, score)
    assert (out / "curve.png").read_bytes()[:4] == b"\x89PNG"
    assert (out / "0.5" / "bundle").is_dir()


@pytest.mark.parametrize("share", [0, -1, 1.5])
def test_shares_out_of_range_are_refused(
    encoder_folder: Path, folder: Path, tmp_path: Path, share: float
) -> None:
    with pytest.raises(ValueError, match="shares lie over 0 and are at most 1"):
        learning_curve(tiny(encoder_folder, folder), shares=[share], gold=[folder], runs=tmp_path)
    assert not (tmp_path / "tiny-curve").exists()


def test_a_smaller_share_is_part_of_a_larger_one() -> None:
    articles = [
        AnnotatedArticle(id=str(i), text="họp", spans=(), article_type="other") for i in range(40)
    ]
    parts = [[a.id for a in take_share(articles, share)] for share in (0.01, 0.25, 0.5, 1)]
    assert [len(part) for part in parts] == [1, 10, 20, 40]
    assert set(parts[0]) < set(parts[1]) < set(parts[2]) < set(parts[3])
    assert parts[1] == sorted(parts[1], key=int)
    assert parts[1] == [a.id for a in take_share(articles[::-1], 0.25)][::-1]


def test_a_curve_reads_as_a_table() -> None:
    curve = LearningCurve(n_articles=(90, 360), scores={"dev": (0.8, 0.9)})
    assert str(curve).splitlines() == [
        f"{'training articles':<32}{90:>8}{360:>8}",
        f"{'dev':<32}{0.8:8.4f}{0.9:8.4f}",
    ]


def test_a_score_of_nothing_is_a_dash_and_a_gap(tmp_path: Path) -> None:
    curve = LearningCurve(n_articles=(90, 360), scores={"dev": (None, 0.9)})
    assert str(curve).splitlines()[1] == f"{'dev':<32}{'–':>8}{0.9:8.4f}"
    curve.save(tmp_path)
    saved = json.loads((tmp_path / "curve.json").read_text(encoding="utf-8"))
    assert saved["micro_f1"] == {"dev": [None, 0.9]}
    assert (tmp_path / "curve.png").is_file()


@pytest.mark.usefixtures("no_export")
def test_a_network_of_types_alone_has_their_accuracy_on_its_own_dev(
    encoder_folder: Path, folder: Path, tmp_path: Path
) -> None:
    config = tiny(encoder_folder, folder, "schema.labels=[]", "epochs=1")
    curve = learning_curve(config, shares=[1], gold=None, runs=tmp_path)
    assert (list(curve.scores), curve.measure) == ([str(folder)], "accuracy of the type")
    saved = json.loads((tmp_path / "tiny-curve" / "curve.json").read_text(encoding="utf-8"))
    assert saved["type_accuracy"] == {str(folder): [0.75]}  # the toy takes all for "other"
