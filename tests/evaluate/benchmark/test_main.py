"""``python -m evaluate benchmark`` with readers that are faked, and once with real ones."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evaluate.__main__ as command
import evaluate.benchmark.__main__ as module
from data.annotated import AnnotatedArticle
from data.formats.ann import format_annotation
from evaluate.benchmark.figures import Benchmark
from evaluate.benchmark.measure import Say
from evaluate.benchmark.run import TEST
from evaluate.benchmark.texts import Texts

from .rounds import RUN


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(command.app, ["benchmark", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def gold(tmp_path: Path, toy_article: AnnotatedArticle) -> Path:
    (tmp_path / "a.ann").write_text(format_annotation(toy_article), encoding="utf-8")
    return tmp_path / "a.ann"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the run was asked for."""
    given: dict[str, object] = {}

    def measured(
        bundles: tuple[Path, ...], texts: Texts, *, rivals: tuple[str, ...], n_rounds: int, say: Say
    ) -> Benchmark:
        say("round 1")
        given.update(bundles=bundles, n=len(texts.articles), rivals=rivals, n_rounds=n_rounds)
        return RUN

    monkeypatch.setattr(module, "run_benchmark", measured)
    return given


def test_a_table_and_both_files(
    asked: dict[str, object], gold: Path, toy_bundle: Path, tmp_path: Path
) -> None:
    figures, picture = tmp_path / "figures.json", tmp_path / "picture.png"
    options = ("--bundle", toy_bundle, "--gold", gold, "--rounds", "2", "--articles", "5")
    code, output, errors = run(
        *options, "--against", "underthesea", "--json", figures, "--picture", picture
    )
    assert (code, errors) == (0, "round 1\n")
    assert "articles a second" in output
    assert json.loads(figures.read_text(encoding="utf-8"))["reference"] == "slow"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert asked == {"bundles": (toy_bundle,), "n": 5, "rivals": ("underthesea",), "n_rounds": 2}


def test_by_default_the_released_bundle_reads_the_test_corpus(
    asked: dict[str, object], toy_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert TEST.parts[-3:] == ("data", "corpus", "test")
    monkeypatch.setattr(module, "BUNDLE", toy_bundle)
    assert run()[0] == 0
    assert asked["rivals"] == ("phobert-torch", "phobert-int8", "underthesea")
    assert (asked["bundles"], asked["n"], asked["n_rounds"]) == ((toy_bundle,), 24, 3)


def test_bad_input_is_one_line_before_anything_is_measured(
    asked: dict[str, object], toy_bundle: Path, tmp_path: Path
) -> None:
    faults: dict[str, tuple[str | Path, ...]] = {
        "no bundle here": ("--bundle", tmp_path),
        "--against names 'bert'": ("--against", "bert"),
        "pictures are .png or .svg": ("--picture", tmp_path / "a.bmp"),
        "to write in; make it first": ("--json", tmp_path / "nowhere" / "a.json"),
        "no such file or folder": ("--gold", tmp_path / "nowhere"),
    }
    for message, options in faults.items():
        given = options if "--bundle" in options else ("--bundle", toy_bundle, *options)
        code, output, errors = run(*given)
        assert (code, output, errors.count("\n")) == (2, "", 1)
        assert message in errors
    assert asked == {}


def test_a_real_bundle_is_measured(gold: Path, toy_bundle: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    options = ("--rounds", "1", "--articles", "3", "--against", "", "--json", figures)
    code, output, _ = run("--bundle", toy_bundle, "--gold", gold, *options)
    assert code == 0
    assert "toy 0" in output
    (one,) = json.loads(figures.read_text(encoding="utf-8"))["contenders"]
    assert one["peak_after_articles"] == 100
    assert one["articles_per_second"]["median"] > 1
    assert [*one["seconds_by_words"]] == ["100", "1000", "10000"]


@pytest.mark.slow
def test_the_released_bundle_against_phobert(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    options = ("--rounds", "1", "--articles", "4", "--against", "phobert-torch,phobert-int8")
    code, _, _ = run(*options, "--json", figures)
    assert code == 0
    ours, torch, int8 = json.loads(figures.read_text(encoding="utf-8"))["contenders"]
    assert ours["ratio"]["median"] > 5
    assert int8["ratio"]["median"] > 1
    assert torch["peak_bytes"] > 1_000_000_000
    assert ours["peak_bytes"] < 200_000_000
    assert ours["growth"]["median"] < 1.5
