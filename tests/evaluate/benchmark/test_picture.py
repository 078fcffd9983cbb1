from dataclasses import replace
from pathlib import Path

import pytest

import evaluate.benchmark.picture as module
from evaluate.benchmark.picture import check_picture, draw_benchmark

from .rounds import OURS, RUN


def test_the_picture_names_contenders_rates_and_ratios(tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    draw_benchmark(RUN, file, n_ours=1)
    content = file.read_text(encoding="utf-8")
    for text in ("5.0 (\u00d7 20.0)", "ours", "slow", "articles a second", "a fast one"):
        assert f"<!-- {text}" in content or f"{text} -->" in content
    assert "0.2 (" not in content
    draw_benchmark(replace(RUN, measured=(OURS,), reference=None), file, n_ours=1)
    assert "\u00d7" not in file.read_text(encoding="utf-8")


def test_what_cannot_be_drawn_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    check_picture(None)
    check_picture(Path("a.png"))
    with pytest.raises(ValueError, match=r"a\.bmp: pictures are \.png or \.svg"):
        check_picture(Path("a.bmp"))
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(ValueError, match="--picture needs matplotlib: pip install"):
        check_picture(Path("a.png"))
