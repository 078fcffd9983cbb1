"""The learning curve: shares nest, every point is a model of its own, and it is drawn."""

import json
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from train.finetune import take_share
from train.finetune_config import FinetuneConfig
from train.learning_curve import LearningCurve, learning_curve

ANN = (
    '{{"id": "{0}", "article_type": "{1}"}}\n\n'
    "<DATE>Ngày 14/6/2021</DATE>, đồng chí <OFFICIAL>Trần Văn Ví</OFFICIAL>, <POSITION>Bí thư"
    "</POSITION> <ORGANISATION>Huyện ủy</ORGANISATION>, chủ trì hội nghị.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.ann").write_text(ANN.format(name, "review"), encoding="utf-8")
    return folder


def tiny(encoder_folder: Path, gold: Path) -> FinetuneConfig:
    paths = json.dumps([str(gold)])
    settings = [f"encoder={encoder_folder}", f"data.train={paths}", f"data.dev={paths}"]
    settings += ["window.overlap=8", "data.extra=[]", "name=tiny", "n_layers=0"]
    return FinetuneConfig.load(Path("configs/smoke.toml"), settings=settings)


def test_a_point_for_each_share(encoder_folder: Path, folder: Path, tmp_path: Path) -> None:
    config = tiny(encoder_folder, folder)
    curve = learning_curve(config, shares=[1, 0.5], gold=[folder], runs=tmp_path)
    assert curve.n_articles == (2, 4)
    assert set(curve.scores) == {str(folder)}
    out = tmp_path / "tiny-curve"
    saved = json.loads((out / "curve.json").read_text(encoding="utf-8"))
    assert saved["articles"] == [2, 4]
    assert saved["micro_f1"][str(folder)] == list(curve.scores[str(folder)])
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
