"""Documents to distil: drawn from all files, always the same, apart from what is measured on."""

import json
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from train.distill_config import DistillConfig
from train.distill_texts import draw_documents

CONFIG = Path("configs/distill.toml")


def document(i: int) -> str:
    return f"Tin số {i} của ngày\nHuyện ủy họp bàn việc thứ {i} trong năm nay, có đông người dự."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for part in range(2):
        written = [document(i) for i in range(part * 50, part * 50 + 50)]
        (tmp_path / f"{part}.txt").write_text("\n\n".join([*written, "Ngắn."]), encoding="utf-8")
    return tmp_path


def draw(texts: Path, *more: str, apart_from: tuple[AnnotatedArticle, ...] = ()) -> list[str]:
    settings = [f"texts={json.dumps([str(texts)])}", "shortest=5", "n_articles=30", *more]
    return draw_documents(DistillConfig.load(CONFIG, settings=settings), apart_from=apart_from)


def test_they_come_from_all_files_and_are_always_the_same(texts: Path) -> None:
    drawn = draw(texts)
    assert len(drawn) == len(set(drawn)) == 30
    from_first = sum(one in map(document, range(50)) for one in drawn)
    assert 5 < from_first < 25
    assert draw(texts) == drawn
    assert set(draw(texts, "n_articles=10")) < set(drawn)
    assert set(draw(texts, "seed=1")) != set(drawn)


def test_documents_too_short_or_too_long_are_left(texts: Path) -> None:
    assert len(draw(texts, "n_articles=999")) == 100
    assert len(draw(texts, "n_articles=999", "shortest=1")) == 102
    assert draw(texts, "shortest=1", "longest=4") == ["Ngắn."] * 2


def test_documents_that_are_measured_on_are_left(texts: Path) -> None:
    measured = AnnotatedArticle(
        id="m", text=f"Khác\n{document(7)}\nHết", spans=(), article_type="other"
    )
    assert set(draw(texts, "n_articles=999")) - set(
        draw(texts, "n_articles=999", apart_from=(measured,))
    ) == {document(7)}


def test_without_texts_none_are_drawn() -> None:
    assert draw_documents(DistillConfig.load(CONFIG), apart_from=()) == []


def test_texts_without_such_documents_are_refused(texts: Path) -> None:
    with pytest.raises(InputError, match=r"no document of 900 to 1500 words; give other texts"):
        draw(texts, "shortest=900")
    with pytest.raises(FileNotFoundError, match="nowhere: no such file or folder"):
        draw(texts / "nowhere")
    with pytest.raises(InputError, match="shortest = 9 is above longest = 8: no document fits"):
        draw(texts, "shortest=9", "longest=8")
