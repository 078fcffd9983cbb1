from collections.abc import Sequence
from pathlib import Path

import pytest

import evaluate.benchmark.run as module
from evaluate.benchmark.contenders import INT8, RIVALS, TORCH, UNDERTHESEA, Contender
from evaluate.benchmark.figures import Measured
from evaluate.benchmark.measure import Say
from evaluate.benchmark.run import run_benchmark
from evaluate.benchmark.texts import Texts

from .rounds import make_round

TEXTS = Texts(articles=("một bài",), by_length={100: "a", 1_000: "b", 10_000: "c"})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether graphs of int8 were made, each time that models were."""
    times: list[bool] = []

    def measured(
        contenders: Sequence[Contender], texts: Texts, *, n_rounds: int, say: Say
    ) -> list[Measured]:
        assert texts is TEXTS
        say("reading")
        return [Measured(name=one.name, rounds=(make_round(),) * n_rounds) for one in contenders]

    monkeypatch.setattr(module, "measure", measured)
    monkeypatch.setattr(module, "_make_models", lambda _, *, int8: times.append(int8))
    monkeypatch.setattr(module, "leave_out_absent", lambda rivals: (rivals, ("a remark",)))
    return times


@pytest.mark.parametrize(
    ("rivals", "expected"),
    [(RIVALS, [True]), ((TORCH,), [False]), ((INT8,), [True]), ((UNDERTHESEA,), [])],
)
def test_models_are_made_where_they_are_read(
    toy_bundle: Path, made: list[bool], rivals: tuple[str, ...], expected: list[bool]
) -> None:
    run = run_benchmark((toy_bundle,), TEXTS, rivals=rivals, n_rounds=2, say=lambda _: None)
    assert made == expected
    assert [one.name for one in run.measured] == ["toy 0", *rivals]
    assert run.reference is run.measured[1]
    assert (run.n_articles, run.n_words, run.remarks) == (1, 2, ("a remark",))


def test_without_rivals_the_first_of_several_bundles_is_the_measure(
    toy_bundle: Path, tmp_path: Path, made: list[bool]
) -> None:
    (tmp_path / "other").symlink_to(toy_bundle)
    bundles = (toy_bundle, tmp_path / "other")
    run = run_benchmark(bundles, TEXTS, rivals=(), n_rounds=1, say=lambda _: None)
    assert run.reference is run.measured[0]
    alone = run_benchmark(bundles[:1], TEXTS, rivals=(), n_rounds=1, say=lambda _: None)
    assert alone.reference is None
    assert made == []


@pytest.mark.parametrize(("said", "expected"), [("first\nno room", "no room"), ("", "code 3")])
def test_models_that_cannot_be_made_say_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, expected: str
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nprintf '{said}' >&2\nexit 3\n", encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(python))
    message = f"the PhoBERT models could not be made: {expected}$"
    with pytest.raises(ValueError, match=message):
        module._make_models(tmp_path, int8=False)
