import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from predict.archive.batch import batch
from predict.archive.outcome import Outcome
from tests.paths import ROOT
from tests.toy import ARTICLE

from .altered import write_articles
from .fakes import FakeSink
from .killing import end, rows_in, run, run_killed, start, workers


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles.jsonl", 60)


def test_articles_of_every_kind(toy_bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\xff")
    (folder / "c.pdf").write_bytes(b"%PDF")
    (folder / "d.txt").write_text(" ", encoding="utf-8")
    (folder / "e.txt").write_bytes(b"a" * 50_000_000)
    out = folder / "out.jsonl"
    code, said = run(folder, out, "--bundle", toy_bundle, "--workers", "1")
    assert code == 0, said
    rows = rows_in(str(out))["articles"]
    assert [(str(row[0])[-5:], row[3], row[4]) for row in rows] == [
        ("a.txt", "read", None),
        ("b.txt", "rejected", "not_utf8"),
        ("c.pdf", "rejected", "unknown_form"),
        ("d.txt", "empty", None),
        ("e.txt", "rejected", "too_large"),
    ]
    for words in ("inputs", "rejected: not_utf8", "empty", "entities found"):
        assert words in said
    code, said = run(folder, out, "--bundle", toy_bundle, "--resume", "--max-rejects", "2")
    assert code == 3, "the output is no input, and what was rejected before counts"
    assert "3 rejected, which is more than --max-rejects allows" in said
    assert rows_in(str(out))["articles"] == rows


@pytest.mark.parametrize("form", ["o.jsonl", "o.parquet", "sqlite:///o.db"])
def test_every_form_holds_the_same(
    toy_bundle: Path, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    common = ["--bundle", str(toy_bundle), "--workers", "1"]
    assert batch([str(articles), "plain.jsonl", *common], released=toy_bundle) == 0
    assert batch([str(articles), form, *common], released=toy_bundle) == 0
    assert rows_in(form) == rows_in("plain.jsonl")
    assert len(rows_in(form)["articles"]) == 60


def test_killed_at_any_moment(toy_bundle: Path, articles: Path, tmp_path: Path) -> None:
    plain, out = tmp_path / "plain.jsonl", tmp_path / "out.jsonl"
    common: list[str | Path] = ["--bundle", toy_bundle, "--workers", "2"]
    assert run(articles, plain, *common)[0] == 0
    run_killed([articles, out, "--resume", *common], seconds=(1.0, 5.0), seed=4)
    assert out.read_text(encoding="utf-8") == plain.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "parquet", "sqlite", "postgresql"])
def test_two_thousand_killed_at_five_moments(
    tmp_path: Path, form: str, request: pytest.FixtureRequest, plain_rows: tuple[Path, object]
) -> None:
    articles, expected = plain_rows
    outs = {name: str(tmp_path / f"o.{name}") for name in ("jsonl", "parquet")}
    outs["sqlite"] = f"sqlite:///{tmp_path / 'o.db'}"
    out = outs.get(form) or request.getfixturevalue("postgresql_url")
    n_killed = run_killed([articles, out, "--resume"], seconds=(8.0, 40.0), seed=len(form))
    assert n_killed == 5
    assert rows_in(out) == expected


@pytest.fixture(scope="module")
def plain_rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """Two thousand articles and the rows of an undisturbed run over them."""
    folder = tmp_path_factory.mktemp("many")
    articles = write_articles(folder / "articles.jsonl", 2000)
    assert run(articles, folder / "plain.jsonl")[0] == 0
    return articles, rows_in(str(folder / "plain.jsonl"))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_where_nothing_is_lost(
    toy_bundle: Path, tmp_path: Path, number: int, code: int
) -> None:
    articles = write_articles(tmp_path / "articles.jsonl", 3000)
    out = tmp_path / "out.jsonl"
    process = start([articles, out, "--bundle", toy_bundle])
    while not out.exists() or not out.stat().st_size:
        time.sleep(0.1)
    family = workers(process)
    os.killpg(process.pid, number)  # as a terminal does: to the workers too
    ended, said = end(process)
    assert ended == code, said
    assert "go on with --resume" in said
    assert family
    assert not any(one.is_running() for one in family)
    rows = rows_in(str(out))["articles"]
    assert 0 < len(rows) < 3000


class Asleep(FakeSink):
    """Waits for a server that does not answer."""

    def write(self, outcomes: Sequence[Outcome]) -> None:
        assert outcomes
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(100)


def test_a_second_signal_waits_for_no_server(
    toy_bundle: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("predict.archive.batch.open_sink", lambda *_, **__: Asleep())
    start = time.monotonic()
    assert batch([str(articles), "o.jsonl", "--workers", "1"], released=toy_bundle) == 143
    assert time.monotonic() - start < 60


def test_nothing_to_read_is_said(toy_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").touch()
    code, said = run(tmp_path / "in.jsonl", tmp_path / "o.jsonl", "--bundle", toy_bundle)
    assert (code, "there was nothing to read" in said) == (0, True)


def test_a_full_disk_is_one_sentence(toy_bundle: Path, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    arguments = [str(articles), str(out), "--bundle", str(toy_bundle), "--workers", "1"]
    limited = ["sh", "-c", 'ulimit -f 20; exec "$@"', "sh", sys.executable, "-m", "predict"]
    full = subprocess.run(
        [*limited, "batch", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (full.returncode, full.stderr.count("\n")) == (2, 1), full.stderr
    assert str(out) in full.stderr
    assert run(*arguments, "--resume")[0] == 0
    assert len(rows_in(str(out))["articles"]) == 60


def test_what_is_wrong_is_one_sentence(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    for arguments, message in (
        ([articles, tmp_path / "o.xls"], "no output of a known form"),
        ([tmp_path / "none", out], "no such file or folder"),
        ([articles, out, "--bundle", tmp_path], "no bundle here"),
        ([articles, tmp_path / "no" / "o.jsonl"], "there is no folder"),
        ([articles], "at the end, where to"),
    ):
        code, said = run(*arguments)
        assert (code, said.count("\n")) == (2, 1), said
        assert message in said
    assert not out.exists()
